package io.todochatbot.sidecar.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.resources.Configuration;
import io.todochatbot.resources.ConfigurationReader;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.telemetry.Log;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessPolicyTest {
  private static final AccessPolicy.Caller SHOP = new AccessPolicy.Caller("shop", "ns", "public");

  private static final String RULES =
      """
      defaultAction: deny
      policies:
      - appId: shop
        namespace: ns
        trustDomain: public
        defaultAction: deny
        operations:
        - {name: /orders/*, httpVerb: [GET, POST], action: allow}
        - {name: /admin/**, httpVerb: ["*"], action: allow}
        - {name: /Health, httpVerb: ["*"], action: allow}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "orders/1, GET, true",
    "orders/1, DELETE, false",
    "orders, GET, true",
    "orders/1/2, GET, false",
    "admin/a/b/c, DELETE, true",
    "adminx, GET, false",
    "HEALTH, GET, true",
    "other, GET, false"
  })
  void operationsAndVerbsDecideForACallerThatIsKnown(String method, Verb verb, boolean allowed) {
    assertThat(allows(policy(RULES, true, Optional.of(SHOP)), method, verb)).isEqualTo(allowed);
  }

  @Test
  void forAnApplicationThatSpeaksGrpcVerbsDontCountAndCaseDoes() {
    AccessPolicy policy = policy(RULES, false, Optional.of(SHOP));
    assertThat(allows(policy, "orders/1", Verb.NONE)).isTrue();
    assertThat(allows(policy, "Health", Verb.NONE)).isTrue();
    assertThat(allows(policy, "health", Verb.NONE)).isFalse();
  }

  @Test
  void aCallerOfAnotherNamespaceOrTrustDomainIsAnother() {
    for (AccessPolicy.Caller other :
        List.of(
            new AccessPolicy.Caller("shop", "other", "public"),
            new AccessPolicy.Caller("shop", "ns", "other"),
            new AccessPolicy.Caller("other", "ns", "public"))) {
      assertThat(allows(policy(RULES, true, Optional.of(other)), "orders/1", Verb.GET)).isFalse();
    }
  }

  @Test
  void whoCallsWithoutACertificateMeetsTheGlobalDefault() {
    assertThat(allows(policy(RULES, true, Optional.empty()), "orders/1", Verb.GET)).isFalse();
    assertThat(allows(policy("defaultAction: allow\n", true, Optional.empty()), "a", Verb.GET))
        .isTrue();
  }

  @Test
  void aRefusalSaysWhoWantedWhat() {
    assertThatThrownBy(
            () -> policy(RULES, true, Optional.of(SHOP)).check(invocation("orders/1", Verb.DELETE)))
        .isInstanceOf(CallFailure.class)
        .hasMessage(
            "rpc error: code = PermissionDenied desc = access control policy has denied access to"
                + " id: spiffe://public/ns/ns/shop operation: orders/1 verb: DELETE");
  }

  private static boolean allows(AccessPolicy policy, String method, Verb verb) {
    try {
      policy.check(invocation(method, verb));
      return true;
    } catch (CallFailure e) {
      return false;
    }
  }

  private static Invocation invocation(String method, Verb verb) {
    return new Invocation(
        method,
        Optional.of(new Invocation.Http(verb, "")),
        Metadata.NONE,
        Optional.empty(),
        Body.empty(),
        Trace.NONE);
  }

  private AccessPolicy policy(String rules, boolean http, Optional<AccessPolicy.Caller> caller) {
    Log log =
        new Log(
            new Log.Sink(
                "callee",
                "test",
                "test",
                Log.Level.FATAL,
                false,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                InstantSource.system()),
            "test");
    return new AccessPolicy(
        read(rules), http, invocation -> caller, Metrics.hidden().runtime(), log);
  }

  private Configuration.AccessControl read(String rules) {
    try {
      Path file =
          Files.writeString(
              folder.resolve("c.yaml"),
              "apiVersion: dapr.io/v1alpha1\nkind: Configuration\nmetadata: {name: c}\nspec:\n"
                  + "  accessControl:\n"
                  + rules.indent(4));
      return ConfigurationReader.read(List.of(file), name -> null)
          .configuration()
          .spec()
          .accessControl();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
