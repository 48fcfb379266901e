package io.todochatbot.sidecar.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.http.Json;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishTest {
  private static final String JSON = "application/json";

  @Test
  void wrapsJsonInACloudEvent() {
    try (Stage stage = Stage.plain()) {
      assertThat(stage.publish("/v1.0/publish/pubsub/t", JSON, "{\"b\":1.50}").statusCode())
          .isEqualTo(204);
      JsonNode event = stage.lastEvent();
      assertThat(event.path("id").asText()).matches("[0-9a-f-]{36}");
      assertThat(new String(stage.broker.last().data(), StandardCharsets.UTF_8))
          .isEqualTo(
              "{\"data\":{\"b\":1.50},\"datacontenttype\":\"application/json\",\"id\":\""
                  + event.path("id").asText()
                  + "\",\"pubsubname\":\"pubsub\",\"source\":\"my-app\",\"specversion\":\"1.0\","
                  + "\"time\":\"2030-01-02T03:04:05Z\",\"topic\":\"t\",\"traceid\":\"\","
                  + "\"traceparent\":\"\",\"tracestate\":\"\",\"type\":\"com.dapr.event.sent\"}");
    }
  }

  @Test
  void wrapsBinaryDataAsBase64AndOtherDataAsText() {
    try (Stage stage = Stage.plain()) {
      stage.publish("/v1.0/publish/pubsub/t", "application/octet-stream", "plain");
      assertThat(stage.lastEvent().path("data_base64").asText()).isEqualTo("cGxhaW4=");
      stage.publish("/v1.0/publish/pubsub/t", "application/vnd.x+json", "{\"a\": 1}");
      assertThat(stage.lastEvent().path("data").asText()).isEqualTo("{\"a\": 1}");
      stage.publish("/v1.0/publish/pubsub/t", "", "hello");
      assertThat(stage.lastEvent().path("datacontenttype").asText()).isEqualTo("text/plain");
      stage.publish("/v1.0/publish/pubsub/t", JSON, "{bad");
      assertThat(stage.lastEvent().path("data").asText()).isEqualTo("{bad");
    }
  }

  @Test
  void completesACloudEventAndKeepsItsOwnFields() {
    try (Stage stage = Stage.plain()) {
      stage.publish(
          "/v1.0/publish/pubsub/t",
          "application/cloudevents+json; charset=utf-8",
          "{\"id\":\"i\",\"myext\":\"e\",\"topic\":\"other\",\"data\":1}");
      JsonNode event = stage.lastEvent();
      assertThat(event.path("id").asText()).isEqualTo("i");
      assertThat(event.path("myext").asText()).isEqualTo("e");
      assertThat(event.path("topic").asText()).isEqualTo("t");
      assertThat(event.path("source").asText()).isEqualTo("Dapr");
      assertThat(event.has("datacontenttype")).isFalse();
    }
  }

  @Test
  void refusesACloudEventThatIsNoJsonObject() {
    try (Stage stage = Stage.plain()) {
      HttpResponse<String> answer =
          stage.publish("/v1.0/publish/pubsub/t", "application/cloudevents+json", "{bad");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(code(answer)).isEqualTo("ERR_PUBSUB_CLOUD_EVENTS_SER");
      assertThat(answer.body())
          .contains("invalid character 'b' looking for beginning of object key string");
      assertThat(stage.broker.published).isEmpty();
    }
  }

  @Test
  void letsMetadataOverrideFieldsAndLimitTheLife() {
    try (Stage stage = Stage.plain()) {
      stage.publish(
          "/v1.0/publish/pubsub/t?metadata.cloudevent.id=x&metadata.CloudEvent.Type=y"
              + "&metadata.ttlInSeconds=60",
          JSON,
          "1");
      JsonNode event = stage.lastEvent();
      assertThat(event.path("id").asText()).isEqualTo("x");
      assertThat(event.path("type").asText()).isEqualTo("y");
      assertThat(event.path("expiration").asText()).isEqualTo("2030-01-02T03:05:05Z");
      assertThat(stage.broker.last().metadata()).containsEntry("ttlInSeconds", "60");
    }
  }

  @Test
  void publishesRawDataAsItIs() {
    try (Stage stage = Stage.plain()) {
      stage.publish("/v1.0/publish/pubsub/t?metadata.rawPayload=true", JSON, "{\"a\": 1}");
      assertThat(new String(stage.broker.last().data(), StandardCharsets.UTF_8))
          .isEqualTo("{\"a\": 1}");
      HttpResponse<String> refused =
          stage.publish("/v1.0/publish/pubsub/t?metadata.rawPayload=maybe", JSON, "1");
      assertThat(refused.statusCode()).isEqualTo(400);
      assertThat(code(refused)).isEqualTo("ERR_PUBSUB_REQUEST_METADATA");
    }
  }

  @Test
  void takesTopicsWithSlashes() {
    try (Stage stage = Stage.plain()) {
      stage.publish("/v1.0/publish/pubsub/a/b%20c/d", JSON, "1");
      assertThat(stage.broker.last().topic()).isEqualTo("a/b c/d");
      stage.publish("/v1.0/publish/pubsub/a%2Fb", JSON, "1");
      assertThat(stage.broker.last().topic()).isEqualTo("a%2Fb");
    }
  }

  @Test
  void namesTheComponentThatIsNotThere() {
    try (Stage stage = Stage.plain()) {
      HttpResponse<String> answer = stage.publish("/v1.0/publish/nope/t", JSON, "1");
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body())
          .isEqualTo(
              "{\"errorCode\":\"ERR_PUBSUB_NOT_FOUND\",\"message\":\"pubsub nope is not found\","
                  + "\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                  + "\"domain\":\"dapr.io\",\"metadata\":{},"
                  + "\"reason\":\"DAPR_PUBSUB_NOT_FOUND\"}]}");
    }
  }

  @Test
  void keepsToTheScopes() {
    try (Stage stage =
        Stage.withMetadata(
            Map.of("publishingScopes", "my-app=p1, p2;other=p3", "allowedTopics", "p1,p3"))) {
      assertThat(stage.publish("/v1.0/publish/pubsub/p1", JSON, "1").statusCode()).isEqualTo(204);
      for (String forbidden : new String[] {"p2", "p3", "p4"}) {
        HttpResponse<String> answer = stage.publish("/v1.0/publish/pubsub/" + forbidden, JSON, "1");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(code(answer)).isEqualTo("ERR_PUBSUB_FORBIDDEN");
      }
      assertThat(stage.broker.published).hasSize(1);
    }
  }

  @Test
  void tellsTheComponentsFailure() {
    try (Stage stage = Stage.plain()) {
      stage.broker.refusedTopic = "t";
      HttpResponse<String> answer = stage.publish("/v1.0/publish/pubsub/t", JSON, "1");
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(code(answer)).isEqualTo("ERR_PUBSUB_PUBLISH_MESSAGE");
      assertThat(answer.body()).contains("the disk is full");
    }
  }

  @Test
  void publishesManyAtOnceAndTellsWhichFailed() {
    try (Stage stage = Stage.plain()) {
      String entries =
          "[{\"entryId\":\"1\",\"event\":{\"a\":1},\"contentType\":\"application/json\"},"
              + "{\"entryId\":\"2\",\"event\":\"x\",\"contentType\":\"text/plain\","
              + "\"metadata\":{\"k\":\"v\"}}]";
      assertThat(stage.publish("/v1.0/publish/bulk/pubsub/t", JSON, entries).statusCode())
          .isEqualTo(204);
      assertThat(stage.broker.published).hasSize(2);
      assertThat(stage.broker.published)
          .anySatisfy(message -> assertThat(message.metadata()).isEqualTo(Map.of("k", "v")));
      stage.broker.refusedTopic = "t";
      HttpResponse<String> answer =
          stage.publish("/v1.0-alpha1/publish/bulk/pubsub/t", JSON, entries);
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body())
          .isEqualTo(
              "{\"failedEntries\":[{\"entryId\":\"1\",\"error\":\"the disk is full\"},"
                  + "{\"entryId\":\"2\",\"error\":\"the disk is full\"}],"
                  + "\"errorCode\":\"ERR_PUBSUB_PUBLISH_MESSAGE\"}");
    }
  }

  @Test
  void refusesEntriesOfOneIdAndOfTheWrongType() {
    try (Stage stage = Stage.plain()) {
      for (String wrong :
          new String[] {
            "[{\"event\":1,\"contentType\":\"application/json\"}]",
            "[{\"entryId\":\"1\",\"event\":1}]",
            "[{\"entryId\":1}]",
            "{\"entryId\":\"1\"}",
            "{bad",
            ""
          }) {
        HttpResponse<String> answer = stage.publish("/v1.0/publish/bulk/pubsub/t", JSON, wrong);
        assertThat(answer.statusCode()).as(wrong).isEqualTo(400);
        assertThat(code(answer)).as(wrong).isEqualTo("ERR_PUBSUB_EVENTS_SER");
      }
      assertThat(stage.broker.published).isEmpty();
    }
  }

  private static String code(HttpResponse<String> answer) {
    return Json.parse(answer.body().getBytes(StandardCharsets.UTF_8), "")
        .path("errorCode")
        .asText();
  }
}
