package io.todochatbot.backend.account;

import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.json.Json;
import io.todochatbot.todo.web.Problem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in: sessions live in the Dapr state store until their time is over. Their ids are
 * random and signed; the store knows them by a digest only.
 */
public final class Sessions {
  /** How long a session lasts. */
  public static final Duration LIFE = Duration.ofDays(30);

  private static final int ID_BYTES = 24;
  private final Dapr dapr;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final AtomicReference<@Nullable SigningKey> key = new AtomicReference<>();

  /**
   * A session.
   *
   * @param token what the user shows from now on
   */
  public record Session(String token, String userId, Instant expiresAt) {}

  private record Stored(String userId, Instant expiresAt) {}

  /** Sessions in the sidecar's state store; none until {@link #unlock}. */
  public Sessions(Dapr dapr, Clock clock) {
    this.dapr = dapr;
    this.clock = clock;
  }

  /** Hands over the secret with which sessions are signed. */
  public void unlock(String secret) {
    key.set(new SigningKey(secret));
  }

  /**
   * Starts a session.
   *
   * @throws Problem 503 while the secret is not known yet
   */
  public Session start(String userId) {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Session session =
        new Session(
            key().sign(id), userId, clock.instant().truncatedTo(ChronoUnit.SECONDS).plus(LIFE));
    dapr.saveState(
        stateKey(session.token()), Json.write(new Stored(userId, session.expiresAt())), LIFE);
    return session;
  }

  /** The user of a session, if it is one and its time is not over. */
  public Optional<String> user(String token) {
    if (!key().signed(token)) {
      return Optional.empty();
    }
    return dapr.state(stateKey(token))
        .map(json -> Json.read(json, Stored.class))
        .filter(stored -> stored.expiresAt().isAfter(clock.instant()))
        .map(Stored::userId);
  }

  /** Ends a session. */
  public void end(String token) {
    if (key().signed(token)) {
      dapr.deleteState(stateKey(token));
    }
  }

  private SigningKey key() {
    SigningKey known = key.get();
    if (known == null) {
      throw new Problem(
          503, "The service still waits for its sidecar and can't tell who you are; try again");
    }
    return known;
  }

  private static String stateKey(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return "session:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
