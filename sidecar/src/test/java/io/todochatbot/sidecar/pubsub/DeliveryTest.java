package io.todochatbot.sidecar.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.spi.PubSub;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryTest {
  private static final String JSON = "application/json";
  private static final String ONE =
      "[{\"pubsubname\":\"pubsub\",\"topic\":\"t\",\"route\":\"/t\"}]";
  private static final String WITH_DEAD_LETTERS =
      "[{\"pubsubname\":\"pubsub\",\"topic\":\"t\",\"route\":\"/t\",\"deadLetterTopic\":\"dead\"}]";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 |                            | ACK
          204 |                            | ACK
          201 |                            | ACK
          200 | {"status":"SUCCESS"}       | ACK
          200 | {"status":""}              | ACK
          200 | {"x":1}                    | ACK
          200 | hello                      | ACK
          200 | {bad                       | ACK
          200 | {"status":"DROP"}          | ACK
          404 |                            | ACK
          200 | {"status":"RETRY"}         | RETRY
          200 | {"status":"success"}       | RETRY
          200 | {"status":"BOGUS"}         | RETRY
          301 |                            | RETRY
          400 | bad                        | RETRY
          500 | boom                       | RETRY
          503 |                            | RETRY
          """)
  void understandsWhatTheApplicationAnswers(int status, String body, PubSub.Outcome outcome) {
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/t", status, body == null ? "" : body);
      stage.subscribing(ONE).publish("/v1.0/publish/pubsub/t", JSON, "1");
      assertThat(stage.app.at("/t")).hasSize(1);
      assertThat(stage.broker.outcomes).containsExactly(outcome);
    }
  }

  @Test
  void sendsTheEnvelopeWithTheMetadataAsHeaders() {
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/t", 200, "");
      stage
          .subscribing(ONE)
          .publish("/v1.0/publish/pubsub/t?metadata.Foo=bar&metadata.host=h", JSON, "{\"a\":1}");
      FakeApp.Received received = stage.app.at("/t").getFirst();
      assertThat(received.json().path("data").path("a").asInt()).isEqualTo(1);
      assertThat(received.header("Content-Type")).containsExactly("application/cloudevents+json");
      assertThat(received.header("pubsubname")).containsExactly("pubsub");
      assertThat(received.header("foo")).containsExactly("bar");
      assertThat(received.header("dapr-host")).containsExactly("h");
      assertThat(received.header("traceparent"))
          .containsExactly("00-" + "0".repeat(32) + "-" + "0".repeat(16) + "-00");
    }
  }

  @Test
  void goesOnWithTheEventsTrace() {
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/t", 200, "");
      String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
      stage
          .subscribing(ONE)
          .publish("/v1.0/publish/pubsub/t?metadata.cloudevent.traceparent=" + parent, JSON, "1");
      assertThat(stage.app.at("/t").getFirst().header("traceparent").getFirst())
          .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
          .endsWith("-01")
          .isNotEqualTo(parent);
    }
  }

  @Test
  void passesOnTheEventsOwnSpanWhileNobodyMakesSpans() {
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/t", 200, "");
      stage.subscriptions.passTraces();
      String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-02";
      stage
          .subscribing(ONE)
          .publish("/v1.0/publish/pubsub/t?metadata.cloudevent.traceparent=" + parent, JSON, "1");
      assertThat(stage.app.at("/t").getFirst().header("traceparent")).containsExactly(parent);
    }
  }

  @Test
  void wrapsForeignMessagesForARawSubscriber() {
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/t", 200, "");
      stage.subscribing(
          "[{\"pubsubname\":\"pubsub\",\"topic\":\"t\",\"route\":\"/t\","
              + "\"metadata\":{\"rawPayload\":\"true\"}}]");
      stage.broker.publish(message("t", "hello"));
      JsonNode event = stage.app.at("/t").getFirst().json();
      assertThat(event.path("data_base64").asText()).isEqualTo("aGVsbG8=");
      assertThat(event.path("datacontenttype").asText()).isEqualTo("application/octet-stream");
      assertThat(stage.app.at("/t").getFirst().header("traceparent")).isEmpty();
    }
  }

  @Test
  void givesBackWhatIsNoEventAndKeepsItAsADeadLetterIfThereIsATopic() {
    try (Stage stage = Stage.plain()) {
      stage.subscribing(ONE);
      stage.broker.publish(message("t", "no json"));
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.RETRY);
    }
    try (Stage stage = Stage.plain()) {
      stage.subscribing(WITH_DEAD_LETTERS);
      stage.broker.publish(message("t", "no json"));
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.ACK);
      assertThat(stage.broker.last().topic()).isEqualTo("dead");
      assertThat(new String(stage.broker.last().data(), StandardCharsets.UTF_8))
          .isEqualTo("no json");
    }
  }

  @ParameterizedTest
  @CsvSource({"500,''", "404,''", "200,'{\"status\":\"DROP\"}'", "200,'{\"status\":\"RETRY\"}'"})
  void sendsRefusedEventsToTheDeadLetters(int status, String body) {
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/t", status, body);
      stage.subscribing(WITH_DEAD_LETTERS).publish("/v1.0/publish/pubsub/t", JSON, "1");
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.ACK);
      assertThat(stage.broker.last().topic()).isEqualTo("dead");
      assertThat(stage.lastEvent().path("topic").asText()).isEqualTo("t");
    }
  }

  @Test
  void notesOnADeadLetterWhyItIsOneButDoesNotTellTheApplication() {
    try (Stage stage = Stage.plain()) {
      stage.app.answering("/t", 500, "too hot").answering("/dead", 200, "");
      stage
          .subscribing(
              WITH_DEAD_LETTERS.replace(
                  "]", ",{\"pubsubname\":\"pubsub\",\"topic\":\"dead\",\"route\":\"/dead\"}]"))
          .publish("/v1.0/publish/pubsub/t", JSON, "1");
      assertThat(stage.broker.last().metadata())
          .containsEntry("deadLetterOrigin", "t")
          .containsEntry("deadLetterAttempts", "1")
          .hasEntrySatisfying("deadLetterReason", why -> assertThat(why).contains("too hot"));
      assertThat(stage.app.at("/dead")).hasSize(1);
      assertThat(stage.app.at("/dead").getFirst().headers().keySet())
          .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("deadletter"));
    }
  }

  @Test
  void givesTheEventBackIfTheDeadLettersCantTakeIt() {
    try (Stage stage = Stage.plain()) {
      stage.broker.refusedTopic = "dead";
      stage.app.answering("/t", 500, "");
      stage.subscribing(WITH_DEAD_LETTERS).publish("/v1.0/publish/pubsub/t", JSON, "1");
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.RETRY);
    }
  }

  @Test
  void deliversNoExpiredEvent() {
    try (Stage stage = Stage.plain()) {
      stage.subscribing(ONE).publish("/v1.0/publish/pubsub/t?metadata.ttlInSeconds=0", JSON, "1");
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.ACK);
      assertThat(stage.app.at("/t")).isEmpty();
    }
  }

  @Test
  void givesBackWhatAnUnreachableApplicationDidNotGet() {
    try (Stage stage = Stage.plain()) {
      stage.subscribing(ONE);
      stage.app.close();
      stage.publish("/v1.0/publish/pubsub/t", JSON, "1");
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.RETRY);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",\"bulkSubscribe\":{\"enabled\":true,\"maxAwaitDurationMs\":10}"})
  void aFaultOfItsOwnCostsNoMessage(String bulk) {
    DeliveryPolicy faulty =
        (pubsub, attempt) -> {
          throw new IllegalStateException("a fault");
        };
    try (Stage stage = Stage.withPolicy(faulty)) {
      stage.subscribing(
          "[{\"pubsubname\":\"pubsub\",\"topic\":\"t\",\"route\":\"/t\"" + bulk + "}]");
      stage.publish("/v1.0/publish/pubsub/t", JSON, "1");
      stage.publish("/v1.0/publish/pubsub/t", JSON, "2");
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.RETRY, PubSub.Outcome.RETRY);
      assertThat(stage.logged()).contains("a fault");
    }
  }

  @Test
  void attemptsAsOftenAsThePolicySays() {
    AtomicInteger attempts = new AtomicInteger();
    DeliveryPolicy thrice =
        (pubsub, attempt) -> {
          Verdict verdict = attempt.get();
          for (int i = 1; i < 3 && verdict.kind() == Verdict.Kind.RETRY; i++) {
            verdict = attempt.get();
          }
          attempts.incrementAndGet();
          return verdict;
        };
    try (Stage stage = Stage.withPolicy(thrice)) {
      stage.app.answering("/t", 500, "");
      stage.subscribing(ONE).publish("/v1.0/publish/pubsub/t", JSON, "1");
      assertThat(stage.app.at("/t")).hasSize(3);
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.RETRY);
      assertThat(attempts).hasValue(1);
    }
  }

  private static PubSub.Message message(String topic, String data) {
    return new PubSub.Message(
        topic, data.getBytes(StandardCharsets.UTF_8), Optional.empty(), Map.of());
  }
}
