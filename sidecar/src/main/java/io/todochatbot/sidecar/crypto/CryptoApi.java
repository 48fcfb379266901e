package io.todochatbot.sidecar.crypto;

import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.crypto.scheme.Decryption;
import io.todochatbot.sidecar.crypto.scheme.DocumentException;
import io.todochatbot.sidecar.crypto.scheme.Encryption;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.CryptoProvider;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * What Dapr's cryptography API does with documents, once, for every wire: they pass through in
 * segments, whatever their length.
 */
public final class CryptoApi {
  static final ApiGroup GROUP = ApiGroup.alpha1("crypto");

  private final Vaults vaults;
  private final Log log;

  /** The cryptography API over the providers in {@code components}. */
  public CryptoApi(Components components, Log log) {
    this.vaults = new Vaults(components);
    this.log = log;
  }

  Vaults vaults() {
    return vaults;
  }

  /**
   * Begins to encrypt; the plaintext is read as the result is.
   *
   * @throws io.todochatbot.sidecar.api.DaprError if the document can't be encrypted so
   */
  InputStream encrypt(Vaults.Named vault, Encryption encryption, InputStream plaintext) {
    try {
      return encryption.encrypt(
          plaintext,
          (key, algorithm, name) ->
              vault
                  .call("crypto_op", v -> v.wrapKey(key, new CryptoProvider.Use(name, algorithm)))
                  .ciphertext());
    } catch (DocumentException e) {
      throw Vaults.failed(e.getMessage());
    }
  }

  /**
   * Reads a document's header, so that its body can be decrypted.
   *
   * @param keyName empty for the key that the document names
   * @throws io.todochatbot.sidecar.api.DaprError if it can't
   */
  Decryption open(Vaults.Named vault, String keyName, BufferedInputStream document) {
    try {
      return Decryption.open(
          document,
          keyName,
          (key, algorithm, name) ->
              vault.call(
                  "crypto_op",
                  v ->
                      v.unwrapKey(
                          new CryptoProvider.Sealed(key, new byte[0]),
                          new CryptoProvider.Use(name, algorithm))),
          log::debug);
    } catch (DocumentException e) {
      throw Vaults.failed(e.getMessage());
    } catch (IOException e) {
      throw Vaults.failed("invalid header: " + e.getMessage());
    }
  }
}
