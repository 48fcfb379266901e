package io.todochatbot.components.oauth;

import io.todochatbot.spi.HttpMiddleware.Request;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Browsers' sessions in memory, told apart by a cookie. Safe for concurrent use. */
final class Sessions {
  /**
   * A session.
   *
   * @param id what the cookie holds
   * @param state what the authorization server gives back with a code
   * @param wanted where the browser wanted to go, path and query
   * @param token the header's value once the browser has signed in
   * @param until when it ends unless it is used
   */
  record Session(String id, String state, String wanted, Optional<String> token, Instant until) {
    /** Hides id and token. */
    @Override
    public String toString() {
      return "Session until " + until;
    }
  }

  /** How long a session lasts that nobody uses; as daprd. */
  private static final Duration IDLE = Duration.ofHours(2);

  /** So many that have not signed in are kept; beyond, the ended ones are looked for first. */
  private static final int CROWD = 10_000;

  private final String cookie;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Session> byId = new ConcurrentHashMap<>();

  /** No sessions yet; the cookie's name is {@code cookie}. */
  Sessions(String cookie, InstantSource clock) {
    this.cookie = cookie;
    this.clock = clock;
  }

  /** The session that a request's cookie tells, if it has not ended. */
  Optional<Session> of(Request request) {
    Instant now = clock.instant();
    return request.headers().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("cookie"))
        .flatMap(header -> java.util.Arrays.stream(header.getValue().split(";", -1)))
        .map(String::strip)
        .filter(pair -> pair.startsWith(cookie + "="))
        .map(pair -> byId.get(pair.substring(cookie.length() + 1)))
        .filter(session -> session != null && now.isBefore(session.until()))
        .findFirst()
        .map(session -> keep(session, now));
  }

  /** A session of a browser that has still to sign in. */
  Session begin(String wanted) {
    Instant now = clock.instant();
    if (byId.size() >= CROWD) {
      byId.values().removeIf(session -> !now.isBefore(session.until()));
    }
    if (byId.size() >= CROWD) {
      byId.values().removeIf(session -> session.token().isEmpty());
    }
    return keep(new Session(secret(), secret(), wanted, Optional.empty(), now), now);
  }

  /** The session that follows {@code before}, under another id, now with a token. */
  Session signedIn(Session before, String token) {
    byId.remove(before.id());
    Instant now = clock.instant();
    return keep(
        new Session(secret(), before.state(), before.wanted(), Optional.of(token), now), now);
  }

  /** What is sent to a browser so that it tells its session. */
  String cookie(Session session) {
    return cookie
        + "="
        + session.id()
        + "; Path=/; Max-Age="
        + IDLE.toSeconds()
        + "; HttpOnly; SameSite=Lax";
  }

  private Session keep(Session session, Instant now) {
    Session longer =
        new Session(
            session.id(), session.state(), session.wanted(), session.token(), now.plus(IDLE));
    byId.put(longer.id(), longer);
    return longer;
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
