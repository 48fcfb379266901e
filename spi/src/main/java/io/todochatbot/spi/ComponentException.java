package io.todochatbot.spi;

/**
 * A component's refusal or failure. The subclasses are the refusals that the core tells apart;
 * everything else is a plain {@code ComponentException} whose message says what happened and what
 * can be done.
 */
public class ComponentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure described by {@code message}. */
  public ComponentException(String message) {
    super(message);
  }

  /** A failure described by {@code message}, with what caused it. */
  public ComponentException(String message, Throwable cause) {
    super(message, cause);
  }

  private static String with(String what, String detail) {
    return detail.isEmpty() ? what : what + ": " + detail;
  }

  /** The ETag given differs from the stored one, or a first write found the key present. */
  public static final class EtagMismatch extends ComponentException {
    private static final long serialVersionUID = 1L;

    /** Says more in {@code detail}, which may be empty; daprd's words for the case precede it. */
    public EtagMismatch(String detail) {
      super(with("possible etag mismatch. error from state store", detail));
    }
  }

  /** The ETag given can't be one of this store's. */
  public static final class EtagInvalid extends ComponentException {
    private static final long serialVersionUID = 1L;

    /** Says more in {@code detail}, which may be empty; daprd's words for the case precede it. */
    public EtagInvalid(String detail) {
      super(with("invalid etag value", detail));
    }
  }

  /** The request itself can't be carried out, whatever the state of the component. */
  public static final class BadRequest extends ComponentException {
    private static final long serialVersionUID = 1L;

    /** Says what is wrong with the request. */
    public BadRequest(String message) {
      super(message);
    }
  }

  /** What was asked for does not exist. */
  public static final class NotFound extends ComponentException {
    private static final long serialVersionUID = 1L;

    /** Says what was looked for. */
    public NotFound(String message) {
      super(message);
    }
  }
}
