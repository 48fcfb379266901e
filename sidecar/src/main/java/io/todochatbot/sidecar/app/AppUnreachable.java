package io.todochatbot.sidecar.app;

import java.net.ConnectException;
import org.jspecify.annotations.Nullable;

/** The application can't be reached, or the connection to it broke off. */
public final class AppUnreachable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final String hop;
  private final int attempts;

  /**
   * Says what went wrong.
   *
   * @param hop from where to where it went wrong; empty if the message tells enough
   */
  AppUnreachable(String what, String hop, int attempts, @Nullable Throwable cause) {
    super(what, cause);
    this.what = what;
    this.hop = hop;
    this.attempts = attempts;
  }

  /** The same, in words, after so many attempts. */
  public AppUnreachable after(int attemptsMade) {
    return attemptsMade == attempts ? this : new AppUnreachable(what, hop, attemptsMade, this);
  }

  /** In the words that daprd has from Go. */
  static AppUnreachable over(
      String hop, String method, String url, String host, int port, Throwable cause) {
    return new AppUnreachable(
        capitalized(method) + " \"" + url + "\": " + reason(host, port, cause), hop, 1, cause);
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

  /** What went wrong and, behind it, on which hop and how often it was tried. */
  @Override
  public String getMessage() {
    return hop.isEmpty() ? what : what + " (hop: " + hop + ", attempts: " + attempts + ")";
  }

  private static String capitalized(String method) {
    return method.isEmpty()
        ? method
        : method.charAt(0) + method.substring(1).toLowerCase(java.util.Locale.ROOT);
  }
}
