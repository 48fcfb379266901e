package io.todochatbot.sidecar.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import io.todochatbot.sidecar.SidecarBuilder;
import io.todochatbot.sidecar.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
  private static final String LETTERS = "/v1.0/publish/pubsub/orders/deadletters";

  @TempDir private Path folder;
  private final FakeApp app = new FakeApp();

  InboxTest() {
    app.answering(
        "/dapr/subscribe",
        200,
        "[{\"pubsubname\":\"pubsub\",\"topic\":\"orders\",\"route\":\"/orders\","
            + "\"deadLetterTopic\":\"dead\"},"
            + "{\"pubsubname\":\"pubsub\",\"topic\":\"a/b\",\"deadLetterTopic\":\"dead\","
            + "\"routes\":{\"rules\":[{\"match\":\"event.type == 'x'\",\"path\":\"/x\"}]}},"
            + "{\"pubsubname\":\"gone\",\"topic\":\"orders\",\"route\":\"/orders\"}]");
  }

  @AfterEach
  void closeApp() {
    app.close();
  }

  @Test
  void isNotThereWithoutTheFeature() {
    try (Rig rig = Rig.start(builder())) {
      assertThat(rig.get("/v1.0/publish").statusCode()).isEqualTo(404);
      assertThat(rig.get("/v1.0/publish").body()).contains("ERR_DIRECT_INVOKE");
      assertThat(rig.get(LETTERS).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void listsSubscriptionsWithWhatIsTheMatterWithThem() {
    app.answering("/x", 200, "");
    try (Rig rig = Rig.start(debugging())) {
      rig.post("/v1.0/publish/pubsub/a/b", "1");
      JsonNode all =
          awaiting(() -> get(rig, "/v1.0/publish"), "/subscriptions/1/deadLetters/waiting", 1);

      assertThat(all.at("/subscriptions/0"))
          .isEqualTo(
              json(
                  "{'pubsubname':'pubsub','topic':'orders','type':'PROGRAMMATIC',"
                      + "'rules':[{'match':'','path':'/orders'}],'deadLetterTopic':'dead',"
                      + "'status':'active','deadLetters':{'waiting':0,'path':'"
                      + LETTERS
                      + "'}}"));
      assertThat(all.at("/subscriptions/1/deadLetters/path").asText())
          .isEqualTo("/v1.0/publish/pubsub/a%2Fb/deadletters");
      assertThat(all.at("/subscriptions/2/status").asText()).isEqualTo("noComponent");
      assertThat(get(rig, "/v1.0/publish/pubsub/a%2Fb/deadletters").at("/deadLetters/0/reason"))
          .isEqualTo(json("'no rule matches'"));
    }
  }

  @Test
  void keepsARefusedEventWithReasonAndAttemptsUntilItIsSentAgain() {
    app.answering("/orders", 500, "no stock");
    try (Rig rig = Rig.start(debugging())) {
      rig.post("/v1.0/publish/pubsub/orders?metadata.ttlInSeconds=3600", "12345678901234567890");
      awaiting(() -> get(rig, LETTERS), "/deadLetters/0/attempts", 3);
    }
    int tried = app.at("/orders").size();
    try (Rig rig = Rig.start(debugging())) {
      JsonNode letter = get(rig, LETTERS).at("/deadLetters/0");
      assertThat(letter.path("topic").asText()).isEqualTo("orders");
      assertThat(letter.path("reason").asText()).contains("no stock");
      assertThat(letter.at("/event/data")).hasToString("12345678901234567890");
      String again = LETTERS + "/" + letter.path("id").asText() + "/resend";

      app.answering("/orders", 200, "");
      assertThat(Rig.told(rig.post(again, ""))).isEqualTo("204");

      await().until(() -> app.at("/orders").size() == tried + 1);
      assertThat(app.at("/orders").getLast().json().path("data"))
          .hasToString("12345678901234567890");
      assertThat(app.at("/orders").getLast().header("deadletterreason")).isEmpty();
      assertThat(get(rig, LETTERS)).isEqualTo(json("{'deadLetters':[]}"));
      assertThat(rig.post(again, "").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void sendsAgainWhatHasExpired() {
    try (Rig rig = Rig.start(debugging())) {
      app.answering("/orders", 200, "");
      rig.send(
          "POST",
          "/v1.0/publish/pubsub/orders",
          "{\"id\":\"e1\",\"data\":1,\"expiration\":\"2020-01-01T00:00:00Z\"}",
          "Content-Type",
          "application/cloudevents+json");
      JsonNode letters = awaiting(() -> get(rig, LETTERS), "/deadLetters/0/attempts", 0);
      assertThat(letters.at("/deadLetters/0/reason").asText())
          .isEqualTo("expired at 2020-01-01T00:00:00Z");

      rig.post(LETTERS + "/" + letters.at("/deadLetters/0/id").asText() + "/resend", "");

      await().until(() -> !app.at("/orders").isEmpty());
      assertThat(app.at("/orders").getFirst().json().path("id").asText()).isEqualTo("e1");
    }
  }

  @Test
  void showsPagesAndDiscards() {
    app.answering("/orders", 200, "{\"status\":\"DROP\"}");
    try (Rig rig = Rig.start(debugging())) {
      List.of("1", "2", "3").forEach(n -> rig.post("/v1.0/publish/pubsub/orders", n));
      await().until(() -> get(rig, LETTERS).path("deadLetters").size() == 3);
      JsonNode page = get(rig, LETTERS + "?limit=2");
      JsonNode rest = get(rig, LETTERS + "?limit=2&after=" + page.path("after").asText());

      assertThat(page.path("deadLetters")).hasSize(2);
      assertThat(rest.path("deadLetters")).hasSize(1);
      assertThat(rest.has("after")).isFalse();
      assertThat(rest.at("/deadLetters/0/reason").asText()).isEqualTo("dropped by the application");
      String one = LETTERS + "/" + page.at("/deadLetters/0/id").asText();
      assertThat(Rig.told(rig.send("DELETE", one, ""))).isEqualTo("204");
      assertThat(rig.send("DELETE", one, "").body()).contains("ERR_PUBSUB_DEAD_LETTER_NOT_FOUND");
      assertThat(get(rig, LETTERS).path("deadLetters")).hasSize(2);
    }
  }

  @Test
  void answersTheCommandsOfItsPage() throws Exception {
    app.answering("/orders", 200, "{\"status\":\"DROP\"}");
    Path page = Path.of("..", "docs", "dead-letters.md");
    List<String> commands =
        Files.readAllLines(page).stream()
            .filter(line -> line.startsWith("$ curl "))
            .map(line -> line.substring(2))
            .toList();
    assertThat(commands).hasSize(4);
    try (Rig rig = Rig.start(debugging())) {
      List.of("1", "2").forEach(n -> rig.post("/v1.0/publish/pubsub/orders", n));
      JsonNode waiting =
          await().until(() -> get(rig, LETTERS).path("deadLetters"), found -> found.size() == 2);
      for (String command : commands) {
        String real =
            command
                .replace("localhost:3500", "127.0.0.1:" + rig.sidecar().httpPort())
                .replaceFirst("deadletters/3$", "deadletters/" + waiting.at("/1/id").asText())
                .replaceFirst("/2/resend$", "/" + waiting.at("/0/id").asText() + "/resend");
        Process process =
            new ProcessBuilder("sh", "-c", real)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor()).as(command).isZero();
      }
    }
  }

  @Test
  void refusesWhatItCantFind() {
    try (Rig rig = Rig.start(debugging())) {
      assertThat(rig.get(LETTERS + "?limit=0").body())
          .contains("limit must be a whole number from 1 to 1000, but is '0'");
      assertThat(rig.get("/v1.0/publish/nope/t/deadletters").body())
          .contains("ERR_PUBSUB_NOT_FOUND");
    }
  }

  private SidecarBuilder debugging() {
    try {
      Path configuration = folder.resolve("debugging.yaml");
      Files.writeString(
          configuration,
          """
          apiVersion: dapr.io/v1alpha1
          kind: Configuration
          metadata:
            name: c
          spec:
            features:
              - name: DebugApi
                enabled: true
          """);
      return builder().configuration(configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SidecarBuilder builder() {
    try {
      Path into = Files.createDirectories(folder.resolve("resources"));
      return Sidecar.builder()
          .appId("my-app")
          .appPort(app.port())
          .resources(Rig.write(into, broker(), RETRIES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String broker() {
    return Rig.component(
        "pubsub",
        "pubsub.sqlite",
        "metadata:",
        "- name: connectionString",
        "  value: '" + folder.resolve("p.db") + "'");
  }

  private static final String RETRIES =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Resiliency
      metadata:
        name: r
      spec:
        policies:
          retries:
            twice: {policy: constant, duration: 1ms, maxRetries: 2}
        targets:
          components:
            pubsub:
              inbound: {retry: twice}
      """;

  private static JsonNode get(Rig rig, String path) {
    return Json.parse(rig.get(path).body().getBytes(StandardCharsets.UTF_8), "");
  }

  private static JsonNode awaiting(Supplier<JsonNode> asking, String at, int value) {
    return await()
        .until(asking::get, found -> found.at(at).isInt() && found.at(at).asInt() == value);
  }

  /** Reads JSON in which apostrophes stand for quotes. */
  private static JsonNode json(String text) {
    return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), "");
  }
}
