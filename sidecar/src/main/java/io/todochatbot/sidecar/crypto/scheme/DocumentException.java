package io.todochatbot.sidecar.crypto.scheme;

/** A document can't be encrypted as asked, or is none, or was tampered with. */
public final class DocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DocumentException(String message) {
    super(message, null, false, false);
  }

  /** The message, never null. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
