package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The steps that call a rpc. */
final class GrpcSteps {
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration PUSH = Duration.ofSeconds(8);

  /** What the recorder did in the middle of a stream stands in the step's name. */
  private static final Pattern SET = Pattern.compile("SET (\\S+) (\\S+)");

  private final Stage stage;
  private final MessageDiff messages;
  private final JsonDiff json;

  GrpcSteps(Stage stage, MessageDiff messages, JsonDiff json) {
    this.stage = stage;
    this.messages = messages;
    this.json = json;
  }

  List<Difference> unary(JsonNode step) throws InterruptedException {
    Optional<Rpcs.Rpc> rpc = Rpcs.dapr(step.path("rpc").asText());
    if (rpc.isEmpty()) {
      return List.of(
          new Difference(
              "rpc", step.path("rpc").asText(), "no such rpc in the API the runner knows"));
    }
    GrpcCall call = open(step, rpc.get());
    call.send(stage.values().toSend(step.path("request")));
    call.noMoreRequests();
    call.await(Integer.MAX_VALUE, ANSWER);
    List<Difference> out = new ArrayList<>(ended(step, call));
    if (step.has("response") && call.error().isEmpty()) {
      JsonNode answer =
          call.messages().isEmpty()
              ? JsonNodeFactory.instance.missingNode()
              : call.messages().getFirst();
      out.addAll(json.differences("response", step.path("response"), answer));
    }
    out.addAll(
        messages.someHeaders("responseHeaders", step.path("responseHeaders"), call.headers()));
    out.addAll(
        messages.someHeaders("responseTrailers", step.path("responseTrailers"), call.trailers()));
    return out;
  }

  List<Difference> stream(JsonNode step) throws IOException, InterruptedException {
    Rpcs.Rpc rpc = Rpcs.dapr(step.path("rpc").asText()).orElseThrow();
    GrpcCall call = open(step, rpc);
    step.path("requests").forEach(request -> call.send(stage.values().toSend(request)));
    if (!rpc.proto().isClientStreaming()) {
      call.noMoreRequests();
    }
    JsonNode expected = step.path("responses");
    for (int i = 0; i < expected.size(); i++) {
      if (i > 0) {
        provoke(step, expected.path(i));
      }
      call.await(i + 1, PUSH);
      acknowledge(call, i);
    }
    call.await(Integer.MAX_VALUE, step.has("error") ? ANSWER : Duration.ofMillis(200));
    var responses = JsonNodeFactory.instance.arrayNode().addAll(call.messages());
    List<Difference> out = new ArrayList<>(json.differences("responses", expected, responses));
    if (step.path("stoppedByClient").asBoolean() && !call.isClosed()) {
      call.cancel();
    } else {
      out.addAll(ended(step, call));
    }
    return out;
  }

  private GrpcCall open(JsonNode step, Rpcs.Rpc rpc) {
    return new GrpcCall(stage.channel(), rpc, stage.values().toSend(step.path("metadata")));
  }

  private List<Difference> ended(JsonNode step, GrpcCall call) {
    if (!call.isClosed()) {
      return List.of(new Difference("call", "an end", "none within " + ANSWER.toSeconds() + " s"));
    }
    return json.differences(
        "error", step.path("error"), call.error().orElse(JsonNodeFactory.instance.missingNode()));
  }

  /** Makes happen what the next message of the stream tells of. */
  private void provoke(JsonNode step, JsonNode next) throws IOException, InterruptedException {
    JsonNode event = next.path("eventMessage");
    Matcher set = SET.matcher(step.path("name").asText());
    if (event.isObject()) {
      ObjectNode publish = JsonNodeFactory.instance.objectNode();
      publish.set("pubsubName", event.path("pubsubName"));
      publish.set("topic", event.path("topic"));
      publish.set("data", event.path("data"));
      publish.set("dataContentType", event.path("dataContentType"));
      ObjectNode call = JsonNodeFactory.instance.objectNode().put("rpc", "PublishEvent");
      call.set("request", publish);
      call.putObject("response");
      List<Difference> failed = unary(call);
      if (!failed.isEmpty()) {
        throw new IOException("publishing for the stream failed: " + failed);
      }
    } else if (set.find() && stage.redis().isPresent()) {
      Thread.sleep(Duration.ofMillis(400));
      stage.redis().get().run(List.of("SET", set.group(1), set.group(2)));
    }
  }

  private static void acknowledge(GrpcCall call, int index) {
    if (index < call.messages().size() && call.messages().get(index).has("eventMessage")) {
      ObjectNode processed = JsonNodeFactory.instance.objectNode();
      ObjectNode event = processed.putObject("eventProcessed");
      event.set("id", call.messages().get(index).path("eventMessage").path("id"));
      event.putObject("status").put("status", "SUCCESS");
      call.send(processed);
    }
  }
}
