package io.todochatbot.frontend.access;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import io.todochatbot.todo.web.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Signing in by the link that {@code ./todo up} prints, and knowing the person again: by cookie, or
 * by the key of the page for a browser that keeps none.
 */
public final class SignIn {
  /** Header by which a page without a cookie says whose it is. */
  public static final String PAGE_HEADER = "X-Todo-Page";

  /** The one user of a local installation. */
  public static final String LOCAL_USER = "local";

  /** Where news are sent from. */
  public static final String LIVE = "/live";

  private static final String PAGE_PARAMETER = "page";
  private static final String BEARER = "Bearer ";

  private final @Nullable String token;
  private final Sessions sessions;

  /**
   * Somebody who came by the link.
   *
   * @param visitor who
   * @param pageKey what their page shows with every request, in case it has no cookie
   * @param isNew whether the browser was not signed in before
   */
  public record Entry(Visitor visitor, String pageKey, boolean isNew) {}

  /** With this sign-in token; null means that nobody can sign in here. */
  public SignIn(@Nullable String token, Sessions sessions) {
    this.token = token;
    this.sessions = sessions;
  }

  /**
   * Signs in by a link's token: the browser gets its cookie, unless it has one that still holds.
   *
   * @return who that is, with the key for the page about to be served; empty if the token is not
   *     the one
   */
  public Optional<Entry> byLink(Context ctx, String shown) {
    if (!isToken(shown)) {
      return Optional.empty();
    }
    boolean isNew = cookieUser(ctx).isEmpty();
    if (isNew) {
      Cookie cookie = new Cookie(cookieName(ctx), sessions.begin(LOCAL_USER, Sessions.BROWSER));
      cookie.setPath("/");
      cookie.setHttpOnly(true);
      cookie.setSameSite(SameSite.STRICT);
      cookie.setSecure(ctx.scheme().equals("https"));
      cookie.setMaxAge((int) Sessions.BROWSER.toSeconds());
      ctx.cookie(cookie);
    }
    return Optional.of(
        new Entry(
            new Visitor(LOCAL_USER, shown), sessions.begin(LOCAL_USER, Sessions.PAGE), isNew));
  }

  /** Who asks, by token, cookie or page key; empty if nobody we know. */
  public Optional<Visitor> visitor(Context ctx) {
    return (showsToken(ctx) ? Optional.of(LOCAL_USER) : cookieUser(ctx).or(() -> pageUser(ctx)))
        .flatMap(this::known);
  }

  /**
   * Who asks.
   *
   * @throws Problem 401 if nobody we know
   */
  public Visitor require(Context ctx) {
    return visitor(ctx)
        .orElseThrow(
            () -> new Problem(401, "You are signed out. Open the link that ./todo up printed."));
  }

  /** Ends the browser's session. */
  public void out(Context ctx) {
    String key = ctx.cookie(cookieName(ctx));
    if (key != null) {
      sessions.end(key);
      ctx.removeCookie(cookieName(ctx), "/");
    }
  }

  // As programs do: Authorization: Bearer.
  private boolean showsToken(Context ctx) {
    String header = ctx.header("Authorization");
    return header != null
        && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && isToken(header.substring(BEARER.length()).strip());
  }

  private Optional<Visitor> known(String user) {
    return Optional.ofNullable(token).map(shown -> new Visitor(user, shown));
  }

  private Optional<String> cookieUser(Context ctx) {
    return Optional.ofNullable(ctx.cookie(cookieName(ctx))).flatMap(sessions::userOf);
  }

  private Optional<String> pageUser(Context ctx) {
    // An event source can't send headers, so that one address takes the key as a parameter.
    boolean eventSource = ctx.path().equals(LIVE);
    return Optional.ofNullable(
            eventSource ? ctx.queryParam(PAGE_PARAMETER) : ctx.header(PAGE_HEADER))
        .flatMap(sessions::userOf);
  }

  private boolean isToken(String shown) {
    return token != null
        && MessageDigest.isEqual(
            token.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  // Cookies know no ports: two installations on one machine would sign each other out.
  private static String cookieName(Context ctx) {
    return "todo_session_" + ctx.req().getLocalPort();
  }
}
