package io.todochatbot.todo.web;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * What the sidecar shows when it calls us: header {@code dapr-api-token}, expected to be {@code
 * APP_API_TOKEN}. Without that variable everything passes.
 */
public final class AppToken {
  private static final String HEADER = "dapr-api-token";
  private final @Nullable String expected;

  /** The token to expect; null means that none is. */
  public AppToken(@Nullable String expected) {
    this.expected = expected;
  }

  /** Whether a token is expected at all. */
  public boolean isExpected() {
    return expected != null;
  }

  /** Whether the request may come from our sidecar, as far as a token can tell. */
  public boolean accepts(Context ctx) {
    String shown = ctx.header(HEADER);
    return expected == null || (shown != null && same(expected, shown));
  }

  /**
   * Refuses a request without the token.
   *
   * @throws Problem 401 if it is missing or another
   */
  public void require(Context ctx) {
    if (!accepts(ctx)) {
      throw new Problem(
          401, "This route is the sidecar's: the header dapr-api-token is missing or wrong");
    }
  }

  private static boolean same(String expected, String shown) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }
}
