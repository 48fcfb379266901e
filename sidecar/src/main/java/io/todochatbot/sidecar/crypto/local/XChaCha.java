package io.todochatbot.sidecar.crypto.local;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What makes XChaCha20 of ChaCha20: a key for each nonce, derived by HChaCha20
 * (draft-irtf-cfrg-xchacha), which the JDK has not.
 */
final class XChaCha {
  static final int NONCE_BYTES = 24;

  private static final int DERIVING = 16;
  private static final int DOUBLE_ROUNDS = 10;

  /** "expand 32-byte k". */
  private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

  private XChaCha() {}

  /** The ChaCha20 key for the first 16 bytes of {@code nonce}. */
  static byte[] key(byte[] key, byte[] nonce) {
    int[] state = Arrays.copyOf(CONSTANTS, 16);
    ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN).asIntBuffer().get(state, 4, 8);
    ByteBuffer.wrap(nonce, 0, DERIVING)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asIntBuffer()
        .get(state, 12, 4);
    for (int i = 0; i < DOUBLE_ROUNDS; i++) {
      quarter(state, 0, 4, 8, 12);
      quarter(state, 1, 5, 9, 13);
      quarter(state, 2, 6, 10, 14);
      quarter(state, 3, 7, 11, 15);
      quarter(state, 0, 5, 10, 15);
      quarter(state, 1, 6, 11, 12);
      quarter(state, 2, 7, 8, 13);
      quarter(state, 3, 4, 9, 14);
    }
    ByteBuffer derived = ByteBuffer.allocate(key.length).order(ByteOrder.LITTLE_ENDIAN);
    derived.asIntBuffer().put(state, 0, 4).put(state, 12, 4);
    return derived.array();
  }

  /** The ChaCha20 nonce: four zeros, and what of {@code nonce} is not in the key. */
  static byte[] nonce(byte[] nonce) {
    byte[] rest = new byte[12];
    System.arraycopy(nonce, DERIVING, rest, 4, NONCE_BYTES - DERIVING);
    return rest;
  }

  private static void quarter(int[] s, int a, int b, int c, int d) {
    s[a] += s[b];
    s[d] = Integer.rotateLeft(s[d] ^ s[a], 16);
    s[c] += s[d];
    s[b] = Integer.rotateLeft(s[b] ^ s[c], 12);
    s[a] += s[b];
    s[d] = Integer.rotateLeft(s[d] ^ s[a], 8);
    s[c] += s[d];
    s[b] = Integer.rotateLeft(s[b] ^ s[c], 7);
  }
}
