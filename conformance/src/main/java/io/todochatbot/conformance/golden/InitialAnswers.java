package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a fake gRPC app answers at first. The recorder changed its app's answers in place ({@code
 * appNowAnswers}) and wrote the setup down afterwards, so the setup shows the last answers. The
 * first ones follow from what was recorded: a successful OnInvoke is the body of its first answer,
 * all others succeed with an empty message.
 */
final class InitialAnswers {
  private final Scenario scenario;

  InitialAnswers(Scenario scenario) {
    this.scenario = scenario;
  }

  Map<String, JsonNode> of(JsonNode app) {
    Map<String, JsonNode> last = new LinkedHashMap<>();
    scenario.cases().stream()
        .flatMap(c -> c.steps().stream())
        .flatMap(step -> step.json().path("appNowAnswers").properties().stream())
        .forEach(answer -> last.put(answer.getKey(), answer.getValue()));
    Map<String, JsonNode> answers = new LinkedHashMap<>();
    app.path("behaviour")
        .properties()
        .forEach(
            answer -> {
              boolean overwritten = answer.getValue().equals(last.get(answer.getKey()));
              answers.put(
                  answer.getKey(), overwritten ? first(answer.getKey()) : answer.getValue());
            });
    return answers;
  }

  private JsonNode first(String rpc) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    if (!rpc.equals("OnInvoke")) {
      return make.objectNode();
    }
    return scenario.cases().stream()
        .flatMap(c -> c.steps().stream())
        .map(step -> step.json().path("response"))
        .filter(response -> response.path("bodyType").asText().equals("text"))
        .findFirst()
        .map(InitialAnswers::invoked)
        .orElseGet(make::objectNode);
  }

  private static ObjectNode invoked(JsonNode response) {
    byte[] body = response.path("body").asText().getBytes(StandardCharsets.UTF_8);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("contentType", response.path("headers").path("content-type").asText());
    answer.putObject("data").put("value", Base64.getEncoder().encodeToString(body));
    return answer;
  }
}
