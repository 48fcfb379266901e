package io.todochatbot.components.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.todochatbot.components.rest.RestClient;
import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The token to sign in with, and where a new one comes from. Safe for concurrent use. */
final class VaultToken {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A token and when it has to be replaced. */
  private record Lease(String token, Instant until) {}

  private final InstantSource clock;
  private final Supplier<Lease> source;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile Lease lease = new Lease("", Instant.MIN);

  private VaultToken(InstantSource clock, Supplier<Lease> source) {
    this.clock = clock;
    this.source = source;
  }

  /**
   * The token that the settings give, or the way to it.
   *
   * @throws ComponentException if they give none, or more than one, or its file can't be read
   */
  static VaultToken of(VaultSettings settings, RestClient vault, InstantSource clock) {
    boolean given = !settings.vaultToken().isEmpty();
    boolean inFile = !settings.vaultTokenMountPath().isEmpty();
    boolean byRole = !settings.vaultAppRoleId().isEmpty();
    if (!given && !inFile && !byRole) {
      throw new ComponentException("token mount path and token not set");
    }
    if (given && inFile) {
      throw new ComponentException("token mount path and token both set");
    }
    if (byRole && (given || inFile)) {
      throw new ComponentException("a token and vaultAppRoleId are both set: give one of them");
    }
    if (byRole) {
      return new VaultToken(clock, () -> signIn(settings, vault, clock));
    }
    VaultToken token =
        new VaultToken(
            clock,
            () ->
                new Lease(
                    given ? settings.vaultToken() : read(settings.vaultTokenMountPath()),
                    Instant.MAX));
    token.current();
    return token;
  }

  /**
   * The token.
   *
   * @throws ComponentException if there is none to be had
   */
  String current() {
    Lease current = lease;
    return clock.instant().isBefore(current.until()) ? current.token() : replace(current).token();
  }

  /** Looks for another token than the current one; false if there is none. */
  boolean renew() {
    Lease refused = lease;
    return !replace(refused).token().equals(refused.token());
  }

  private Lease replace(Lease old) {
    lock.lock();
    try {
      // another thread may have been quicker
      if (lease.equals(old)) {
        lease = source.get();
      }
      return lease;
    } finally {
      lock.unlock();
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new ComponentException(
          "couldn't read vault token from mount path " + file + " err: " + e.getMessage(), e);
    }
  }

  /** Signs in by AppRole; the token is replaced when four fifths of its time are over. */
  private static Lease signIn(VaultSettings settings, RestClient vault, InstantSource clock) {
    RestClient.Answer answer =
        vault.post(
            "/v1/auth/" + settings.vaultAppRolePath() + "/login",
            Map.of("X-Vault-Request", "true"),
            JSON.createObjectNode()
                .put("role_id", settings.vaultAppRoleId())
                .put("secret_id", settings.vaultAppRoleSecretId())
                .toString());
    if (!answer.ok()) {
      throw new ComponentException(
          "Vault refuses the sign-in by AppRole: status code "
              + answer.status()
              + ", body "
              + answer.body().strip());
    }
    try {
      JsonNode auth = JSON.readTree(answer.body()).path("auth");
      Duration time = Duration.ofSeconds(auth.path("lease_duration").asLong());
      return new Lease(
          auth.path("client_token").asText(),
          time.isZero() ? Instant.MAX : clock.instant().plus(time.multipliedBy(4).dividedBy(5)));
    } catch (JsonProcessingException e) {
      throw new ComponentException(
          "Vault's answer to the sign-in is no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
