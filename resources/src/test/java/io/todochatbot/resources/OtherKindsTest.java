package io.todochatbot.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OtherKindsTest {
  @Test
  void readsBothVersionsOfASubscriptionInTheOrderWritten() {
    Resources read =
        Resources.parse(
            "s.yaml",
            """
            apiVersion: dapr.io/v2alpha1
            kind: Subscription
            metadata: {name: second}
            spec:
              pubsubname: p
              topic: t
              routes:
                rules:
                - match: event.type == "a"
                  path: /a
                default: /rest
              deadLetterTopic: dead
              bulkSubscribe: {enabled: true, maxMessagesCount: 10, maxAwaitDurationMs: 50}
              metadata: {rawPayload: true, n: 5}
            ---
            apiVersion: dapr.io/v1alpha1
            kind: Subscription
            metadata: {name: first}
            spec: {pubsubname: p, topic: u, route: /u}
            scopes: [me]
            """);

    assertThat(read.problems()).isEmpty();
    assertThat(read.subscriptions())
        .extracting(Subscription::name)
        .containsExactly("second", "first");
    Subscription.Spec second = read.subscriptions().getFirst().spec();
    assertThat(second.routes().rules()).extracting(Subscription.Rule::path).containsExactly("/a");
    assertThat(second.routes().byDefault()).isEqualTo("/rest");
    assertThat(second.deadLetterTopic()).isEqualTo("dead");
    assertThat(second.metadata()).isEqualTo(Map.of("rawPayload", "true", "n", "5"));
    assertThat(second.bulkSubscribe())
        .isEqualTo(new Subscription.BulkSubscribe(true, Optional.of(10), Optional.of(50)));
    assertThat(read.subscriptions().getLast().spec().routes().byDefault()).isEqualTo("/u");
  }

  @Test
  void warnsOfASubscriptionWithoutTopic() {
    Resources read =
        Resources.parse(
            "s.yaml",
            """
            apiVersion: dapr.io/v1alpha1
            kind: Subscription
            metadata: {name: s}
            spec: {pubsubname: p, route: /u}
            """);

    assertThat(read.subscriptions()).hasSize(1);
    assertThat(read.problems())
        .extracting(Problem::toString)
        .containsExactly("s.yaml:4: spec.topic: missing");
  }

  @Test
  void readsPoliciesAndTargetsOfResiliency() {
    Resources read =
        Resources.parse(
            "r.yaml",
            resiliency(
                """
                  policies:
                    timeouts: {fast: 500ms, bare: 250}
                    retries:
                      some: {policy: exponential, maxInterval: 15s, maxRetries: 4}
                      codes:
                        duration: 1s
                        matching: {httpStatusCodes: "429,500-503", gRPCStatusCodes: "4,8-14"}
                    circuitBreakers:
                      cb: {maxRequests: 2, interval: 8s, timeout: 45s, trip: consecutiveFailures >= 3}
                  targets:
                    apps:
                      app: {timeout: fast, retry: some, circuitBreaker: cb}
                    actors:
                      type: {circuitBreaker: cb, circuitBreakerScope: both}
                    components:
                      store:
                        outbound: {retry: some}
                        inbound: {timeout: fast}
                """));

    assertThat(read.problems()).isEmpty();
    Resiliency.Spec spec = read.resiliencies().getFirst().spec();
    assertThat(spec.policies().timeouts())
        .isEqualTo(Map.of("fast", Duration.ofMillis(500), "bare", Duration.ofMillis(250)));
    Resiliency.Retry some = retry(spec, "some");
    assertThat(some.policy()).isEqualTo(Resiliency.Growth.EXPONENTIAL);
    assertThat(some.maxRetries()).isEqualTo(4);
    assertThat(some.matching().httpCodes()).isEmpty();
    Resiliency.Retry codes = retry(spec, "codes");
    assertThat(codes.maxRetries()).isNegative();
    assertThat(codes.matching().httpCodes())
        .containsExactly(new CodeRange(429, 429), new CodeRange(500, 503));
    assertThat(codes.matching().grpcCodes()).anyMatch(range -> range.contains(10));
    assertThat(spec.targets().components().get("store"))
        .isEqualTo(
            new Resiliency.ComponentTarget(
                new Resiliency.Names("fast", "", ""), new Resiliency.Names("", "some", "")));
  }

  @Test
  void leavesOutAResiliencyWithABadDurationCodeOrScopeAndSaysWhere() {
    Resources read =
        Resources.parse(
            "r.yaml",
            resiliency(
                """
                  policies:
                    timeouts: {bad: soon}
                    retries:
                      codes: {matching: {httpStatusCodes: "99"}}
                  targets:
                    actors:
                      type: {circuitBreaker: cb}
                """));

    assertThat(read.resiliencies()).isEmpty();
    assertThat(read.problems())
        .extracting(Problem::field)
        .containsExactlyInAnyOrder(
            "spec.policies.timeouts.bad",
            "spec.policies.retries.codes.matching",
            "spec.targets.actors.type");
    assertThat(read.problems())
        .allSatisfy(
            p -> {
              assertThat(p.resource()).isEqualTo("Resiliency myresiliency");
              assertThat(p.severity()).isEqualTo(Problem.Severity.ERROR);
            });
  }

  @Test
  void warnsOfTheShapeThatDaprIgnores() {
    Resources read = Resources.parse("r.yaml", resiliency("  pubsub: {kafka: {timeout: 5s}}\n"));

    assertThat(read.resiliencies()).hasSize(1);
    assertThat(read.problems())
        .extracting(Problem::toString)
        .containsExactly("r.yaml:5: spec.pubsub: unknown field");
  }

  @Test
  void readsAnHttpEndpoint() {
    Resources read =
        Resources.parse(
            "h.yaml",
            """
            apiVersion: dapr.io/v1alpha1
            kind: HTTPEndpoint
            metadata: {name: e}
            spec:
              baseUrl: https://api.example.com
              headers:
              - {name: Accept-Language, value: en}
              clientTLS:
                rootCA: {value: PEM}
                privateKey: {secretKeyRef: {name: s, key: k}}
                renegotiation: OnceAsClient
            auth: {secretStore: vault}
            """);

    assertThat(read.problems()).isEmpty();
    HttpEndpoint.Spec spec = read.httpEndpoints().getFirst().spec();
    assertThat(spec.baseUrl()).isEqualTo("https://api.example.com");
    assertThat(spec.headers()).extracting(NamedValue::value).containsExactly(Optional.of("en"));
    assertThat(spec.clientTLS().rootCA().flatMap(HttpEndpoint.Document::value)).contains("PEM");
    assertThat(spec.clientTLS().certificate()).isEmpty();
    assertThat(spec.clientTLS().renegotiation())
        .isEqualTo(HttpEndpoint.Renegotiation.ONCE_AS_CLIENT);
  }

  private static Resiliency.Retry retry(Resiliency.Spec spec, String name) {
    return Optional.ofNullable(spec.policies().retries().get(name)).orElseThrow();
  }

  private static String resiliency(String spec) {
    return "apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata: {name: myresiliency}\nspec:\n"
        + spec;
  }
}
