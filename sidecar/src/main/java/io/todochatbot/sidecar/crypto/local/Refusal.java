package io.todochatbot.sidecar.crypto.local;

import io.todochatbot.spi.ComponentException;

/** The refusals of key and algorithm, in daprd's words. */
final class Refusal {
  private Refusal() {}

  static ComponentException unsupportedAlgorithm() {
    return new ComponentException("unsupported algorithm");
  }

  static ComponentException keyTypeMismatch() {
    return new ComponentException("key type mismatch");
  }

  static ComponentException invalidNonce() {
    return new ComponentException("invalid nonce");
  }

  static ComponentException invalidTag() {
    return new ComponentException("invalid tag");
  }

  static ComponentException of(Exception cause) {
    String message = cause.getMessage();
    return new ComponentException(message == null ? cause.toString() : message, cause);
  }
}
