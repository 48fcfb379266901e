package io.todochatbot.sidecar.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.spi.PubSub;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionsTest {
  private static final String JSON = "application/json";
  private static final String DECLARED =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Subscription
      metadata:
        name: first
      spec:
        topic: t
        pubsubname: pubsub
        route: /first
      ---
      apiVersion: dapr.io/v2alpha1
      kind: Subscription
      metadata:
        name: second
      spec:
        topic: t
        pubsubname: pubsub
        routes:
          default: /second
      ---
      apiVersion: dapr.io/v1alpha1
      kind: Subscription
      metadata:
        name: elsewhere
      spec:
        topic: t
        pubsubname: nope
        route: /elsewhere
      """;

  @Test
  void asksTheApplicationWithItsId() {
    try (Stage stage = Stage.plain()) {
      stage.subscribing("[]");
      FakeApp.Received asked = stage.app.at("/dapr/subscribe").getFirst();
      assertThat(asked.header("dapr-app-id")).containsExactly("my-app");
      assertThat(asked.header("traceparent")).isEmpty();
    }
  }

  @Test
  void prefersTheFirstDeclaredSubscription() {
    try (Stage stage = Stage.withResources(DECLARED)) {
      stage.app.answering("/first", 200, "");
      stage.subscribing("[]").publish("/v1.0/publish/pubsub/t", JSON, "1");
      assertThat(stage.app.at("/first")).hasSize(1);
      assertThat(stage.subscriptions.list())
          .extracting(SubscriptionInfo::pubsub, info -> info.rules().getFirst().path())
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple("pubsub", "/first"),
              org.assertj.core.groups.Tuple.tuple("nope", "/elsewhere"));
    }
  }

  @Test
  void prefersTheApplicationsOwnAndOfThoseTheLast() {
    try (Stage stage = Stage.withResources(DECLARED)) {
      stage.app.answering("/b", 200, "");
      stage.subscribing(
          "[{\"pubsubName\":\"pubsub\",\"topic\":\"t\",\"route\":\"/a\"},"
              + "{\"pubsubname\":\"pubsub\",\"topic\":\"t\",\"route\":\"b\"}]");
      stage.publish("/v1.0/publish/pubsub/t", JSON, "1");
      assertThat(stage.app.at("/b")).hasSize(1);
      assertThat(stage.broker.outcomes).hasSize(1);
      assertThat(stage.logged())
          .contains("app is subscribed to the following topics: [[t t]] through pubsub=pubsub");
    }
  }

  @Test
  void routesByTheFirstRuleThatMatches() {
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/a", 200, "").answering("/big", 200, "").answering("/rest", 200, "");
      stage.subscribing(
          "[{\"pubsubname\":\"pubsub\",\"topic\":\"t\",\"routes\":{\"rules\":["
              + "{\"match\":\"event.type == 'A'\",\"path\":\"/a\"},"
              + "{\"match\":\"event.data.n > 10\",\"path\":\"/big\"}],\"default\":\"/rest\"}}]");
      stage.publish("/v1.0/publish/pubsub/t?metadata.cloudevent.type=A", JSON, "{\"n\":11}");
      stage.publish("/v1.0/publish/pubsub/t", JSON, "{\"n\":11}");
      stage.publish("/v1.0/publish/pubsub/t", JSON, "{\"n\":9}");
      assertThat(stage.app.at("/a")).hasSize(1);
      assertThat(stage.app.at("/big")).hasSize(1);
      assertThat(stage.app.at("/rest")).hasSize(1);
      stage.publish("/v1.0/publish/pubsub/t", JSON, "\"no n\"");
      assertThat(stage.broker.outcomes.getLast()).isEqualTo(PubSub.Outcome.RETRY);
    }
  }

  @Test
  void rulesSeeNullListsAndTruthValues() {
    Router router =
        Router.compile(
            List.of(
                new SubscriptionInfo.Rule(
                    "event.none == null && event.list[1] == 2 && event.yes && !has(event.no)",
                    "/all"),
                new SubscriptionInfo.Rule(" ", "/rest")));
    assertThat(
            router.route(
                Json.parse(
                    "{\"none\":null,\"list\":[1,2],\"yes\":true}".getBytes(StandardCharsets.UTF_8),
                    "")))
        .contains("/all");
  }

  @Test
  void startsNothingIfARuleOfTheApplicationIsNoCel() {
    try (Stage stage = Stage.withResources(DECLARED)) {
      stage.subscribing(
          "[{\"pubsubname\":\"pubsub\",\"topic\":\"x\",\"routes\":{\"rules\":["
              + "{\"match\":\"event.type ==\",\"path\":\"/a\"}]}}]");
      assertThat(stage.broker.subscribers).isEmpty();
      assertThat(stage.logged())
          .contains("failed to subscribe to topics: ERROR: <input>:1:14: Syntax error");
    }
  }

  @Test
  void namesTheDeclaredRuleThatIsNoCel() {
    String bad =
        """
        apiVersion: dapr.io/v2alpha1
        kind: Subscription
        metadata:
          name: bad
        spec:
          topic: t
          pubsubname: pubsub
          routes:
            rules:
            - match: event.type ==
              path: /a
        """;
    assertThatThrownBy(() -> Stage.withResources(bad))
        .hasMessageContaining("test.yaml")
        .hasMessageContaining("Subscription bad")
        .hasMessageContaining("<input>:1:14");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          204 | ''     | app returned http status code 204 from subscription endpoint
          500 | ''     | app returned http status code 500 from subscription endpoint
          200 | {bad   | error getting topics from app: invalid character 'b' looking for
          200 | [{"topic":1}] | json: cannot unmarshal number into Go struct field
          200 | [{"pubsubname":"pubsub","topic":"t"}] | topic t has an empty routes
          """)
  void goesOnWithoutSubscriptionsIfTheAnswerIsOfNoUse(int status, String body, String logged) {
    try (Stage stage = Stage.plain()) {
      stage.subscribing("[]");
      assertThat(stage.subscriptions.list()).isEmpty();
    }
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/dapr/subscribe", status, body);
      stage.startAgain();
      assertThat(stage.subscriptions.list()).isEmpty();
      assertThat(stage.logged()).contains(logged);
    }
  }

  @Test
  void refusesTopicsOutOfScopeAndTriesTheOthersUntilTheyAreThere() {
    try (Stage stage = Stage.withMetadata(Map.of("subscriptionScopes", "my-app=t"))) {
      stage.broker.subscribeFailures.set(1);
      stage.subscribing(
          "[{\"pubsubname\":\"pubsub\",\"topic\":\"t\",\"route\":\"/t\"},"
              + "{\"pubsubname\":\"pubsub\",\"topic\":\"u\",\"route\":\"/u\"}]");
      assertThat(stage.logged())
          .contains("subscription to topic 'u' on pubsub 'pubsub' is not allowed")
          .contains("the broker is late");
      await()
          .untilAsserted(
              () ->
                  assertThat(stage.broker.subscribers)
                      .extracting(FakeBroker.Subscribed::topic)
                      .containsExactly("t"));
    }
  }

  @Test
  void stopsAndStartsAgainWithoutAskingTwice() {
    try (Stage stage = Stage.plain()) {
      stage.subscribing("[{\"pubsubname\":\"pubsub\",\"topic\":\"t\",\"route\":\"/t\"}]");
      stage.subscriptions.stop();
      assertThat(stage.broker.subscribers).isEmpty();
      assertThat(stage.subscriptions.list()).hasSize(1);
      stage.startAgain();
      assertThat(stage.broker.subscribers).hasSize(1);
      assertThat(stage.app.at("/dapr/subscribe")).hasSize(1);
      stage.subscriptions.close();
      stage.startAgain();
      assertThat(stage.broker.subscribers).isEmpty();
    }
  }

  @Test
  void deliversBatchesByCountAndHearsOfEachEntry() throws InterruptedException {
    try (Stage stage = Stage.plain();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      stage.app.answering("/b", 200, "{\"statuses\":[{\"entryId\":\"x\",\"status\":\"SUCCESS\"}]}");
      stage.subscribing(
          "[{\"pubsubname\":\"pubsub\",\"topic\":\"b\",\"route\":\"/b\",\"bulkSubscribe\":"
              + "{\"enabled\":true,\"maxMessagesCount\":3,\"maxAwaitDurationMs\":60000}}]");
      for (int i = 0; i < 3; i++) {
        threads.execute(() -> stage.publish("/v1.0/publish/pubsub/b", JSON, "1"));
      }
      await().untilAsserted(() -> assertThat(stage.app.at("/b")).hasSize(1));
      JsonNode batch = stage.app.at("/b").getFirst().json();
      assertThat(batch.path("type").asText()).isEqualTo("com.dapr.event.sent.bulk");
      assertThat(batch.path("entries")).hasSize(3);
      assertThat(batch.path("entries").get(0).path("event").path("data").asInt()).isEqualTo(1);
      await()
          .untilAsserted(
              () ->
                  assertThat(stage.broker.outcomes)
                      .isEqualTo(
                          List.of(
                              PubSub.Outcome.RETRY, PubSub.Outcome.RETRY, PubSub.Outcome.RETRY)));
      assertThat(stage.logged())
          .contains("Invalid entry id received from app")
          .contains("Response not received, RETRY required");
    }
  }

  @Test
  void deliversWhatThereIsWhenTheTimeIsUpAndSendsRefusedBatchesToTheDeadLetters() {
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/b", 500, "");
      stage.subscribing(
          "[{\"pubsubname\":\"pubsub\",\"topic\":\"b\",\"route\":\"/b\","
              + "\"deadLetterTopic\":\"dead\",\"bulkSubscribe\":"
              + "{\"enabled\":true,\"maxMessagesCount\":3,\"maxAwaitDurationMs\":20}}]");
      stage.publish("/v1.0/publish/pubsub/b", JSON, "1");
      assertThat(stage.app.at("/b").getFirst().json().path("entries")).hasSize(1);
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.ACK);
      assertThat(stage.broker.last().topic()).isEqualTo("dead");
    }
  }
}
