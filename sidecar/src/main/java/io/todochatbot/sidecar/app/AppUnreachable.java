package io.todochatbot.sidecar.app;

import java.net.ConnectException;
import org.jspecify.annotations.Nullable;

/** The application can't be reached, or the connection to it broke off. */
public final class AppUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says where it was looked for and what went wrong. */
  public AppUnreachable(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** In the words that daprd has from Go, and which hop it was. */
  static AppUnreachable over(String method, String url, String host, int port, Throwable cause) {
    return new AppUnreachable(
        capitalized(method)
            + " \""
            + url
            + "\": "
            + reason(host, port, cause)
            + " (hop: sidecar to application, attempts: 1)",
        cause);
  }

  /** Why a connection to {@code host} failed. */
  static String reason(String host, int port, Throwable cause) {
    if (cause instanceof ConnectException) {
      return "dial tcp " + host + ":" + port + ": connect: connection refused";
    }
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof java.security.cert.CertificateException
          || t instanceof java.security.cert.CertPathValidatorException
          || t instanceof java.security.cert.CertPathBuilderException) {
        return "tls: failed to verify certificate: " + t.getMessage();
      }
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }

  /** The message, never null. */
  @Override
  public String getMessage() {
    String message = super.getMessage();
    return message == null ? "" : message;
  }

  private static String capitalized(String method) {
    return method.isEmpty()
        ? method
        : method.charAt(0) + method.substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}
