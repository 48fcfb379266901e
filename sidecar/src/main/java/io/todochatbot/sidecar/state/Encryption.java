package io.todochatbot.sidecar.state;

import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The values of one store, encrypted at rest
 * (https://docs.dapr.io/developing-applications/building-blocks/state-management/howto-encrypt-state/).
 *
 * <p>A stored value is {@code base64(nonce, ciphertext, tag) || name}, the name being that of the
 * secret its AES-GCM key came from. Writes use the primary key; reads take whichever key the name
 * tells, so a key is rotated by making the old one the secondary.
 */
final class Encryption {
  private static final String PRIMARY = "primaryEncryptionKey";
  private static final String SECONDARY = "secondaryEncryptionKey";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private record Key(String name, SecretKeySpec secret) {
    @Override
    public String toString() {
      return "key " + name;
    }
  }

  private final String store;
  private final List<Key> keys;
  private final SecureRandom random = new SecureRandom();

  private Encryption(String store, List<Key> keys) {
    this.store = store;
    this.keys = List.copyOf(keys);
  }

  /**
   * The encryption that {@code store} asks for; empty if it has no primary key.
   *
   * @throws ComponentException if a key can't be used; the message never holds the key
   */
  static Optional<Encryption> of(Loaded store) {
    boolean primary = store.metadata().containsKey(PRIMARY);
    boolean secondary = store.metadata().containsKey(SECONDARY);
    if (!primary && !secondary) {
      return Optional.empty();
    }
    if (!primary) {
      throw new ComponentException(
          SECONDARY + " without " + PRIMARY + ": new values would not be encrypted");
    }
    List<Key> keys = new ArrayList<>();
    keys.add(key(store, PRIMARY));
    if (secondary) {
      keys.add(key(store, SECONDARY));
    }
    return Optional.of(new Encryption(store.name(), keys));
  }

  /** The form in which {@code value} is stored. */
  byte[] encrypt(byte[] value) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    Key key = keys.getFirst();
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, value, 0);
    byte[] whole = ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array();
    return (Base64.getEncoder().encodeToString(whole) + Keys.SEPARATOR + key.name())
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An entry with its value decrypted. Throws as {@link #decrypt(byte[])} does. */
  StateStore.Entry decrypt(StateStore.Entry entry) {
    return new StateStore.Entry(decrypt(entry.value()), entry.etag(), entry.expires());
  }

  /**
   * The value behind its stored form; nothing stays nothing.
   *
   * @throws ComponentException if none of the keys opens it
   */
  byte[] decrypt(byte[] stored) {
    if (stored.length == 0) {
      return stored;
    }
    String text = new String(stored, StandardCharsets.UTF_8);
    int end = text.lastIndexOf(Keys.SEPARATOR);
    String name = end < 0 ? "" : text.substring(end + Keys.SEPARATOR.length());
    if (name.isEmpty()) {
      throw unreadable("encryption key name not found on record", null);
    }
    List<Key> named = keys.stream().filter(k -> k.name().equals(name)).toList();
    if (named.isEmpty()) {
      throw unreadable(
          "its key " + name + " is neither the primary nor the secondary encryption key", null);
    }
    byte[] whole;
    try {
      whole = Base64.getDecoder().decode(text.substring(0, end));
    } catch (IllegalArgumentException e) {
      throw unreadable("the value is no base64", null);
    }
    if (whole.length < NONCE_BYTES + TAG_BITS / 8) {
      throw unreadable("the value is too short", null);
    }
    return open(whole, named);
  }

  private byte[] open(byte[] whole, List<Key> named) {
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    ComponentException failure = unreadable("no key", null);
    // both keys may be of one secret
    for (Key key : named) {
      try {
        return cipher(Cipher.DECRYPT_MODE, key, nonce, whole, NONCE_BYTES);
      } catch (ComponentException e) {
        failure = e;
      }
    }
    throw failure;
  }

  private byte[] cipher(int mode, Key key, byte[] nonce, byte[] in, int offset) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key.secret(), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(in, offset, in.length - offset);
    } catch (GeneralSecurityException e) {
      throw unreadable("cipher: message authentication failed", e);
    }
  }

  private ComponentException unreadable(String why, @Nullable Throwable cause) {
    String message = "could not decrypt data for state store " + store + ": " + why;
    return cause == null ? new ComponentException(message) : new ComponentException(message, cause);
  }

  private static Key key(Loaded store, String setting) {
    String name = store.secretNames().getOrDefault(setting, "");
    if (name.isEmpty()) {
      throw new ComponentException(
          setting
              + " must come from a secret: give it a secretKeyRef, whose name is stored beside each"
              + " value to find its key again");
    }
    String hex = store.metadata().getOrDefault(setting, "");
    if (hex.isEmpty()) {
      throw new ComponentException(
          setting + ": the secret " + name + " is empty or not in the component's secret store");
    }
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      // its message would hold a part of the key
      throw new ComponentException(setting + ": the secret " + name + " is not hexadecimal");
    }
    if (bytes.length != 16 && bytes.length != 24 && bytes.length != 32) {
      throw new ComponentException(
          setting
              + ": the secret "
              + name
              + " has "
              + bytes.length
              + " bytes; an AES key has 16, 24 or 32, written as 32, 48 or 64 hexadecimal digits");
    }
    return new Key(name, new SecretKeySpec(bytes, "AES"));
  }
}
