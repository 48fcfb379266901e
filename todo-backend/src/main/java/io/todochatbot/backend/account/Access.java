package io.todochatbot.backend.account;

import com.github.f4b6a3.uuid.UuidCreator;
import io.javalin.http.Context;
import io.todochatbot.todo.web.AppToken;
import io.todochatbot.todo.web.Problem;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Who asks. {@code Authorization: Bearer} carries the local user's sign-in token or a session; a
 * request without it is the local user's if it comes through our own sidecar (see {@code
 * docs/decisions}, "Who may ask without credentials").
 */
public final class Access {
  /** The user of a single machine. */
  public static final String LOCAL_USER = "local";

  private static final String BEARER = "Bearer ";
  private final @Nullable String signInToken;
  private final AppToken appToken;
  private final Sessions sessions;

  /**
   * Rules of access.
   *
   * @param signInToken the local user's token; null if nobody can sign in by one
   */
  public Access(@Nullable String signInToken, AppToken appToken, Sessions sessions) {
    this.signInToken = signInToken;
    this.appToken = appToken;
    this.sessions = sessions;
  }

  /**
   * Who asks.
   *
   * @throws Problem 401 if nobody we know
   */
  public Caller caller(Context ctx) {
    String authorization = ctx.header("Authorization");
    String userId = authorization == null ? withoutCredentials(ctx) : user(bearer(authorization));
    return new Caller(userId, correlation(ctx));
  }

  /** What the request shows as its bearer token. */
  static String bearer(String authorization) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new Problem(401, "Authorization: is of another kind (expected: Bearer and a token)");
    }
    return authorization.substring(BEARER.length()).strip();
  }

  /** Whether this is the local user's sign-in token. */
  boolean isSignIn(String token) {
    return signInToken != null
        && MessageDigest.isEqual(
            signInToken.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  private String user(String token) {
    return isSignIn(token)
        ? LOCAL_USER
        : sessions
            .user(token)
            .orElseThrow(
                () -> new Problem(401, "The session is over or was never ours; sign in again"));
  }

  private String withoutCredentials(Context ctx) {
    boolean ofAPage = ctx.header("Origin") != null || ctx.header("Sec-Fetch-Site") != null;
    boolean trusted =
        appToken.isExpected() ? appToken.accepts(ctx) : isLoopback(ctx.ip()) && namesLoopback(ctx);
    if (ofAPage || !trusted) {
      throw new Problem(
          401, "Please sign in: the header Authorization with a Bearer token is missing");
    }
    return LOCAL_USER;
  }

  private static boolean isLoopback(String address) {
    try {
      return InetAddress.ofLiteral(address.replaceAll("[\\[\\]]", "")).isLoopbackAddress();
    } catch (IllegalArgumentException expected) {
      return false;
    }
  }

  /** A page of another site that rebinds its name to this machine gives itself away by the name. */
  private static boolean namesLoopback(Context ctx) {
    String host = String.valueOf(ctx.host()).replaceFirst(":\\d+$", "");
    return host.equals("localhost") || isLoopback(host);
  }

  static String correlation(Context ctx) {
    String traceparent = ctx.header("traceparent");
    if (traceparent != null && traceparent.matches("[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-.*")) {
      return traceparent.substring(3, 35);
    }
    return UuidCreator.getTimeOrderedEpoch().toString();
  }
}
