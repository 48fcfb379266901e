package io.todochatbot.sidecar.peer;

import io.grpc.Status.Code;
import io.todochatbot.resources.Configuration;
import io.todochatbot.sidecar.metrics.RuntimeMetrics;
import io.todochatbot.sidecar.metrics.RuntimeMetrics.Rule;
import io.todochatbot.sidecar.telemetry.Log;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * Access control as {@code spec.accessControl} of a Configuration tells it. Who calls is known only
 * from a certificate; without one the global default decides.
 */
public final class AccessPolicy implements AccessControl {
  /** A caller whose certificate has been checked. */
  public record Caller(String appId, String namespace, String trustDomain) {}

  private final Configuration.AccessControl rules;
  private final boolean http;
  private final Function<Invocation, Optional<Caller>> caller;
  private final RuntimeMetrics metrics;
  private final Log log;

  /**
   * Decides by {@code rules}.
   *
   * @param http whether this sidecar's application speaks HTTP: then case does not count and verbs
   *     do
   * @param caller tells who calls; empty without mTLS
   * @param log the log of scope {@code dapr.acl}
   */
  public AccessPolicy(
      Configuration.AccessControl rules,
      boolean http,
      Function<Invocation, Optional<Caller>> caller,
      RuntimeMetrics metrics,
      Log log) {
    this.rules = rules;
    this.http = http;
    this.caller = caller;
    this.metrics = metrics;
    this.log = log;
  }

  @Override
  public void check(Invocation invocation) {
    Optional<Caller> from = caller.apply(invocation);
    Optional<Configuration.AppPolicy> policy = from.flatMap(this::policy);
    boolean allowed =
        policy
            .map(p -> action(p, invocation))
            .orElse(rules.defaultAction())
            .equalsIgnoreCase("allow");
    from.ifPresent(
        who ->
            metrics.decided(
                policy.isPresent() ? Rule.APP : Rule.GLOBAL,
                allowed,
                who.appId(),
                who.namespace(),
                who.trustDomain()));
    if (allowed) {
      return;
    }
    String verb =
        (http ? invocation.http().map(Invocation.Http::verb) : Optional.<Verb>empty())
            .orElse(Verb.NONE)
            .name();
    String message =
        "access control policy has denied access to id: "
            + from.map(AccessPolicy::uri).orElse("")
            + " operation: "
            + invocation.method()
            + " verb: "
            + verb;
    log.debug(message);
    throw new CallFailure(Code.PERMISSION_DENIED, message);
  }

  private Optional<Configuration.AppPolicy> policy(Caller who) {
    return rules.policies().stream()
        .filter(
            p ->
                p.appId().equals(who.appId())
                    && p.namespace().equals(who.namespace())
                    && p.trustDomain().equals(who.trustDomain()))
        .findFirst();
  }

  private String action(Configuration.AppPolicy policy, Invocation invocation) {
    String fallback =
        policy.defaultAction().isEmpty() ? rules.defaultAction() : policy.defaultAction();
    Optional<Configuration.AppOperation> operation =
        policy.operations().stream()
            .filter(o -> matches(slashed(o.name()), slashed(invocation.method())))
            .findFirst();
    if (operation.isEmpty() || !http) {
      return operation.map(Configuration.AppOperation::action).orElse(fallback);
    }
    Verb verb = invocation.http().map(Invocation.Http::verb).orElse(Verb.NONE);
    if (verb == Verb.NONE) {
      return policy.defaultAction();
    }
    List<String> verbs = operation.get().httpVerb();
    return verbs.contains(verb.name()) || verbs.contains("*") ? operation.get().action() : fallback;
  }

  /**
   * Segment by segment: a last {@code *} stands for one segment, {@code **} for all that follow.
   */
  private static boolean matches(String pattern, String operation) {
    List<String> wanted = List.of(pattern.split("/", -1));
    List<String> given = List.of(operation.split("/", -1));
    for (int i = 0; i < wanted.size(); i++) {
      if (wanted.get(i).equals("**")) {
        return true;
      }
      boolean last = i == wanted.size() - 1;
      if (i >= given.size()) {
        return last && wanted.get(i).equals("*");
      }
      if (!segment(wanted.get(i), given.get(i))) {
        return false;
      }
    }
    return given.size() == wanted.size();
  }

  private static boolean segment(String pattern, String text) {
    String regex =
        java.util.Arrays.stream(pattern.split("\\*", -1))
            .map(java.util.regex.Pattern::quote)
            .collect(java.util.stream.Collectors.joining(".*"));
    return text.matches(regex);
  }

  private String slashed(String operation) {
    String path = operation.startsWith("/") ? operation : "/" + operation;
    return http ? path.toLowerCase(Locale.ROOT) : path;
  }

  private static String uri(Caller caller) {
    return "spiffe://" + caller.trustDomain() + "/ns/" + caller.namespace() + "/" + caller.appId();
  }
}
