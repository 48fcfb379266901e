package io.todochatbot.frontend.access;

import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.json.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Who is signed in, kept in the Dapr state store under the hash of a random key, so that reading
 * the store lets nobody in. A session ends by itself. Every method throws {@link
 * io.todochatbot.todo.dapr.DaprFailure} while the store can't be reached.
 */
public final class Sessions {
  /** How long a browser stays signed in. */
  public static final Duration BROWSER = Duration.ofDays(30);

  /** How long one loaded page may go on without a cookie. */
  public static final Duration PAGE = Duration.ofDays(1);

  private static final int KEY_BYTES = 32;

  private final Dapr dapr;
  private final SecureRandom random = new SecureRandom();

  private record Session(String userId) {}

  /** Sessions in the gateway's state store. */
  public Sessions(Dapr dapr) {
    this.dapr = dapr;
  }

  /** Begins a session and returns its secret key. */
  public String begin(String userId, Duration length) {
    byte[] bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    String key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    dapr.saveState(stateKey(key), Json.write(new Session(userId)), length);
    return key;
  }

  /** Whose session it is; empty if there is none of this key, or no longer. */
  public Optional<String> userOf(String key) {
    return dapr.state(stateKey(key)).map(json -> Json.read(json, Session.class).userId());
  }

  /** Ends a session; one that is none is no error. */
  public void end(String key) {
    dapr.deleteState(stateKey(key));
  }

  private static String stateKey(String key) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return "session:"
          + HexFormat.of().formatHex(sha.digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
