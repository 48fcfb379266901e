package io.todochatbot.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DeliveriesTest {
  private final Deliveries deliveries = new Deliveries(new TextMatch(new Values(), false));

  @Test
  void acceptsSeveralInAnyOrder() {
    assertThat(
            differences(
                List.of(expected("/a", "{\"n\":1}"), expected("/b", "{\"n\":2}")),
                post("/b", "{\"n\":2}"),
                post("/a", "{\"n\":1}")))
        .isEmpty();
  }

  @Test
  void tellsWhatIsMissingAndWhatIsTooMuch() {
    assertThat(differences(List.of(expected("/a", "{}"))))
        .containsExactly(new Difference("toApp[0]", "POST /a {}", "(nothing arrived)"));
    assertThat(differences(List.of(), post("/a", "{}")))
        .containsExactly(new Difference("toApp", "(nothing more)", "POST /a {}"));
  }

  @Test
  void comparesEveryHeader() {
    Received.Http more =
        new Received.Http("POST", "/a", Map.of("content-type", "x", "k", "v"), bytes("{}"));

    assertThat(deliveries.differences("toApp", List.of(expected("/a", "{}")), List.of(more)))
        .containsExactly(new Difference("toApp[0].headers.k", "(absent)", "v"));
  }

  @Test
  void doesNotMindHowABulkIsGrouped() {
    String both = "{\"type\":\"com.dapr.event.sent.bulk\",\"entries\":[{\"i\":2},{\"i\":1}]}";
    String first = both.replace("{\"i\":2},", "");
    String second = both.replace(",{\"i\":1}", "");

    assertThat(differences(List.of(expected("/b", both)), post("/b", first), post("/b", second)))
        .isEmpty();
    assertThat(differences(List.of(expected("/b", both)), post("/b", first)))
        .extracting(Difference::actual)
        .containsExactly("(nothing arrived)");
  }

  private List<Difference> differences(List<JsonNode> expected, Received... actual) {
    return deliveries.differences("toApp", expected, List.of(actual));
  }

  private static JsonNode expected(String path, String body) {
    return Json.parse(
            "{\"method\":\"POST\",\"path\":\""
                + path
                + "\",\"headers\":{\"content-type\":\"x\"},\"body\":"
                + body
                + ",\"bodyType\":\"json\"}")
        .orElseThrow();
  }

  private static Received post(String path, String body) {
    return new Received.Http("POST", path, Map.of("content-type", "x"), bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
