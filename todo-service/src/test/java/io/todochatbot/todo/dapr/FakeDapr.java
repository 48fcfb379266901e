package io.todochatbot.todo.dapr;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A sidecar in memory, for the tests of the services: it can be down and comes back. */
public final class FakeDapr implements Dapr {
  private final Clock clock;
  private final Map<String, Saved> states = new ConcurrentHashMap<>();
  private final List<Published> published = new CopyOnWriteArrayList<>();
  private final Map<String, String> secrets = new ConcurrentHashMap<>();
  private final List<Invocation> invocations = new CopyOnWriteArrayList<>();
  private volatile Function<Invocation, Reply> peer = call -> new Reply(404, "");
  private volatile @Nullable String downBecause;
  private volatile boolean closed;

  /** What was published. */
  public record Published(String topic, String json, Map<String, String> metadata) {}

  private record Saved(String json, Instant until) {}

  /** Up, empty, with the one secret that the services ask for. */
  public FakeDapr(Clock clock) {
    this.clock = clock;
    secrets.put("database-password", "a-secret-of-the-tests");
  }

  /** As {@link #FakeDapr(Clock)} by the system's clock. */
  public FakeDapr() {
    this(Clock.systemUTC());
  }

  /** From now on every call fails for this reason. */
  public void down(String reason) {
    downBecause = reason;
  }

  /** From now on it answers again. */
  public void up() {
    downBecause = null;
  }

  /** Sets a secret. */
  public void secret(String name, String value) {
    secrets.put(name, value);
  }

  /** Who answers invocations. */
  public void peer(Function<Invocation, Reply> answer) {
    peer = answer;
  }

  /** What was published so far, in order. */
  public List<Published> published() {
    return List.copyOf(published);
  }

  /** What was invoked so far, in order. */
  public List<Invocation> invocations() {
    return List.copyOf(invocations);
  }

  /** The keys in the state store. */
  public List<String> stateKeys() {
    return states.keySet().stream().sorted().toList();
  }

  /** Whether it was closed. */
  public boolean closed() {
    return closed;
  }

  @Override
  public void publish(String topic, String json, Map<String, String> metadata) {
    check();
    published.add(new Published(topic, json, metadata));
  }

  @Override
  public void saveState(String key, String json, Duration timeToLive) {
    check();
    states.put(key, new Saved(json, clock.instant().plus(timeToLive)));
  }

  @Override
  public Optional<String> state(String key) {
    check();
    return Optional.ofNullable(states.get(key))
        .filter(saved -> saved.until().isAfter(clock.instant()))
        .map(Saved::json);
  }

  @Override
  public void deleteState(String key) {
    check();
    states.remove(key);
  }

  @Override
  public String secret(String name) {
    check();
    String value = secrets.get(name);
    if (value == null) {
      throw new DaprFailure("no secret " + name, null);
    }
    return value;
  }

  @Override
  public Reply invoke(Invocation call) {
    check();
    invocations.add(call);
    return peer.apply(call);
  }

  @Override
  public void check() {
    String reason = downBecause;
    if (reason != null) {
      throw new DaprFailure(reason, null);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
