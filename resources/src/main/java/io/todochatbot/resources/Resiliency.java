package io.todochatbot.resources;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A {@code Resiliency}: named policies and what they apply to. */
public record Resiliency(
    Meta metadata, @Field(required = true) Spec spec, List<String> scopes, Location location)
    implements Resource {
  /** Copies the list. */
  public Resiliency {
    scopes = List.copyOf(scopes);
  }

  /** The {@code spec} section. */
  public record Spec(Policies policies, Targets targets) {}

  /** The policies by name. */
  public record Policies(
      @Field(millis = true) Map<String, Duration> timeouts,
      Map<String, Retry> retries,
      Map<String, CircuitBreaker> circuitBreakers) {
    /** Copies the maps. */
    public Policies {
      timeouts = Map.copyOf(timeouts);
      retries = Map.copyOf(retries);
      circuitBreakers = Map.copyOf(circuitBreakers);
    }
  }

  /** How the pauses between tries grow. */
  public enum Growth {
    /** Not at all. */
    CONSTANT,
    /** By half each time, at random within bounds. */
    EXPONENTIAL
  }

  /**
   * A retry policy.
   *
   * @param duration the pause of a constant policy
   * @param maxInterval the longest pause of an exponential one
   * @param maxRetries how many tries follow the first; negative for no end
   */
  public record Retry(
      @Field(fallback = "constant") Growth policy,
      @Field(millis = true, fallback = "5s") Duration duration,
      @Field(millis = true, fallback = "60s") Duration maxInterval,
      @Field(fallback = "-1") int maxRetries,
      Matching matching,
      Location location) {}

  /**
   * Which failures are retried; absent for all of that wire.
   *
   * @param httpStatusCodes such as {@code 429,500-503}
   * @param grpcStatusCodes such as {@code 4,8-14}
   */
  public record Matching(
      Optional<String> httpStatusCodes,
      @Field(name = "gRPCStatusCodes") Optional<String> grpcStatusCodes) {
    /**
     * Checks the codes.
     *
     * @throws IllegalArgumentException if one is no code or outside its range
     */
    public Matching {
      httpStatusCodes.ifPresent(codes -> CodeRange.parseAll(codes, CodeRange.HTTP));
      grpcStatusCodes.ifPresent(codes -> CodeRange.parseAll(codes, CodeRange.GRPC));
    }

    /** Returns the HTTP codes to retry; empty for all. */
    public List<CodeRange> httpCodes() {
      return CodeRange.parseAll(httpStatusCodes.orElse(""), CodeRange.HTTP);
    }

    /** Returns the gRPC codes to retry; empty for all. */
    public List<CodeRange> grpcCodes() {
      return CodeRange.parseAll(grpcStatusCodes.orElse(""), CodeRange.GRPC);
    }
  }

  /**
   * A circuit breaker.
   *
   * @param maxRequests how many requests pass while half open
   * @param interval how often the counts start anew while closed; zero for never
   * @param timeout how long it stays open
   * @param trip a CEL expression over the counts; empty for more than 5 failures in a row
   */
  public record CircuitBreaker(
      @Field(fallback = "1") int maxRequests,
      @Field(millis = true) Duration interval,
      @Field(millis = true, fallback = "60s") Duration timeout,
      String trip,
      Location location) {
    /** Takes zero as the default, as daprd's library does. */
    public CircuitBreaker {
      if (maxRequests < 0) {
        throw new IllegalArgumentException(
            "maxRequests is " + maxRequests + " (expected: 0 or more)");
      }
      maxRequests = Math.max(1, maxRequests);
      timeout = timeout.isZero() ? Duration.ofSeconds(60) : timeout;
    }
  }

  /** What the policies apply to, by name. */
  public record Targets(
      Map<String, App> apps, Map<String, Actor> actors, Map<String, ComponentTarget> components) {
    /** Copies the maps. */
    public Targets {
      apps = Map.copyOf(apps);
      actors = Map.copyOf(actors);
      components = Map.copyOf(components);
    }
  }

  /** The policies' names for calls to an app; empty for none. */
  public record App(
      String timeout, String retry, String circuitBreaker, int circuitBreakerCacheSize) {}

  /**
   * The policies' names for calls to an actor type.
   *
   * @param circuitBreakerScope {@code type}, {@code id} or {@code both}
   */
  public record Actor(
      String timeout,
      String retry,
      String circuitBreaker,
      String circuitBreakerScope,
      int circuitBreakerCacheSize) {
    /**
     * Checks the scope.
     *
     * @throws IllegalArgumentException if a circuit breaker has no or an unknown scope
     */
    public Actor {
      if (!circuitBreaker.isEmpty() && circuitBreakerScope.isEmpty()) {
        throw new IllegalArgumentException("actor circuit breakers must include scope");
      }
      if (!circuitBreaker.isEmpty()
          && !List.of("type", "id", "both").contains(circuitBreakerScope)) {
        throw new IllegalArgumentException(
            "unknown circuit breaker scope \"" + circuitBreakerScope + "\" (type, id or both)");
      }
    }
  }

  /** Policies for both directions of a component. */
  public record ComponentTarget(Names inbound, Names outbound) {}

  /** The policies' names; empty for none. */
  public record Names(String timeout, String retry, String circuitBreaker) {}
}
