package io.todochatbot.sidecar.crypto.scheme;

import io.todochatbot.spi.ComponentException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/** A document whose header is known to be genuine, so that its body can be decrypted. */
public final class Decryption {
  /** Decrypts a key by another. */
  @FunctionalInterface
  public interface KeyUnwrapper {
    /**
     * Decrypts {@code key} with the key of that name.
     *
     * @throws ComponentException if that can't be done
     */
    byte[] unwrap(byte[] key, String algorithm, String keyName);
  }

  private final FileKey key;

  private Decryption(FileKey key) {
    this.key = key;
  }

  /**
   * Reads a document's header, and no byte more than its buffer holds.
   *
   * @param keyName the key that decrypts the document's own key; empty for the one that the
   *     document names
   * @param log told why the document's own key could not be decrypted, which its sender must not
   *     learn
   * @throws DocumentException if it is no document or can't be decrypted
   */
  public static Decryption open(
      BufferedInputStream document, String keyName, KeyUnwrapper unwrapper, Consumer<String> log)
      throws IOException {
    Header header = Header.read(document);
    Manifest manifest = Manifest.read(header.manifest());
    String name = keyName.isEmpty() ? manifest.keyName() : keyName;
    if (name.isEmpty()) {
      throw new DocumentException(
          "document's manifest does not contain a key name, and no key name was provided");
    }
    FileKey key =
        new FileKey(
            unwrapped(manifest, name, unwrapper, log), manifest.noncePrefix(), manifest.cipher());
    header.verify(key);
    return new Decryption(key);
  }

  /**
   * The plaintext of the document whose header was just read; it is decrypted as it is read, one
   * segment at a time.
   */
  public InputStream plaintext(BufferedInputStream document) {
    return SegmentInput.decrypting(document, key);
  }

  /** The same document's plaintext once more, from its beginning. */
  public InputStream again(BufferedInputStream document) throws IOException {
    Header.read(document);
    return SegmentInput.decrypting(document, key.fresh());
  }

  /** A key that can't be had is replaced by zeros, so that the signature is what fails. */
  private static byte[] unwrapped(
      Manifest manifest, String keyName, KeyUnwrapper unwrapper, Consumer<String> log) {
    try {
      byte[] key = unwrapper.unwrap(manifest.wrappedKey(), manifest.algorithm().text(), keyName);
      if (key.length == FileKey.BYTES) {
        return key;
      }
      log.accept("the document's key has " + key.length + " bytes");
    } catch (ComponentException e) {
      log.accept("can't unwrap the document's key: " + e.getMessage());
    }
    return new byte[FileKey.BYTES];
  }
}
