package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Carries out the steps of a case against a running setup and tells what came out otherwise. */
final class StepRunner {
  private static final int PATIENCE = 3;
  private static final Duration DELIVERY = Duration.ofSeconds(4);
  private static final Duration SILENCE = Duration.ofMillis(500);
  private static final Duration LONGER_SILENCE = Duration.ofSeconds(1);
  private static final Duration AFTERWARDS = Duration.ofSeconds(2);
  private static final Duration EXIT = Duration.ofSeconds(15);
  private static final Duration SUBSCRIBING = Duration.ofMillis(400);
  private static final Duration JOB_OVER = Duration.ofMillis(300);
  private static final int STILL_RUNNING = 124;
  private static final Pattern SECONDS = Pattern.compile("([\\d.]+) ?s(?:econds)?");

  private final Stage stage;
  private final MessageDiff messages;
  private final JsonDiff json;
  private final LogDiff logs;
  private final Deliveries deliveries;
  private final GrpcSteps grpc;

  /**
   * How often nothing came that was to come; a sidecar that delivers nothing is not waited for each
   * time.
   */
  private int disappointments;

  StepRunner(Stage stage) {
    TextMatch text = new TextMatch(stage.values(), stage.samplesAtRandom());
    this.stage = stage;
    this.messages = new MessageDiff(text);
    this.json = new JsonDiff(text);
    this.logs = new LogDiff(text);
    this.deliveries = new Deliveries(text);
    this.grpc = new GrpcSteps(stage, messages, json);
  }

  /** The differences; empty where the step went as recorded. */
  List<Difference> run(Step step) throws IOException, InterruptedException {
    JsonNode it = step.json();
    List<Difference> out = new ArrayList<>();
    switch (step.kind()) {
      case HTTP -> out.addAll(it.has("metrics") ? metrics(it) : http(it));
      case RPC -> out.addAll(grpc.unary(it));
      case STREAM -> out.addAll(grpc.stream(it));
      case INSPECT -> out.addAll(inspection(it));
      case DO -> write(it.path("do").path("redis"));
      case WAIT -> pause(it);
      case LOGS -> out.addAll(logs(it));
      case PLAIN_LOG -> out.addAll(logs.differences(it.path("lines"), stage.plainRun()));
      case PROCESS -> out.addAll(process(it));
      case APP_NOW_ANSWERS ->
          stage.apps().values().forEach(app -> app.nowAnswers(it.path("appNowAnswers")));
      case TRAFFIC -> traffic(it.path("traffic"));
      case FIELDS -> out.addAll(logs.fields(it, stage.sidecar(Setup.MAIN).lines()));
    }
    if (step.kind() == Step.Kind.TRAFFIC || it.has("metrics")) {
      stage.apps().values().forEach(app -> app.inbox().take());
    } else if (step.kind() != Step.Kind.DO) {
      out.addAll(arrivals(step));
    }
    return out;
  }

  private List<Difference> http(JsonNode step) {
    JsonNode request = step.path("request");
    int port = stage.port(request.path("port").asText("{{httpPort}}"));
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), send(h.getValue().asText())));
    String path = send(request.path("path").asText());
    HttpClient.Outcome outcome =
        HttpClient.send(port, request.path("method").asText(), path, headers, body(request));
    JsonNode expected = step.path("response");
    String error = expected.path("transportError").asText();
    if (outcome.answer().isEmpty() || !error.isEmpty()) {
      String got = outcome.answer().map(HttpMessage::start).orElse(outcome.transportError());
      return error.equals(got)
          ? List.of()
          : List.of(
              new Difference(
                  "response", error.isEmpty() ? "status " + expected.path("status") : error, got));
    }
    return messages.answer(expected, outcome.answer().get());
  }

  /** What comes back doesn't matter here, only what is counted. */
  private void traffic(JsonNode lines) throws InterruptedException {
    for (JsonNode line : lines) {
      JsonNode step = Traffic.step(line.asText());
      if (step.has("rpc")) {
        grpc.unary(step);
      } else {
        http(step);
      }
    }
  }

  /** Deliveries may still be under way. */
  private List<Difference> metrics(JsonNode step) throws InterruptedException {
    long end = System.nanoTime() + AFTERWARDS.toNanos();
    while (true) {
      List<Difference> out = metricsNow(step);
      if (out.isEmpty() || System.nanoTime() > end) {
        return out;
      }
      Thread.sleep(Duration.ofMillis(100));
    }
  }

  private List<Difference> metricsNow(JsonNode step) {
    JsonNode request = step.path("request");
    HttpClient.Outcome outcome =
        HttpClient.send(
            stage.port(request.path("port").asText()),
            request.path("method").asText(),
            request.path("path").asText(),
            Map.of(),
            Optional.empty());
    if (outcome.answer().isEmpty()) {
      return List.of(new Difference("response", "metrics", outcome.transportError()));
    }
    HttpMessage answer = outcome.answer().get();
    List<Difference> out =
        new ArrayList<>(
            messages.someHeaders(
                "response.headers", step.path("response").path("headers"), answer.headers()));
    out.addAll(
        new MetricsDiff(stage.components(), stage.isWhole())
            .differences(step.path("metrics"), answer.text()));
    return out;
  }

  private Optional<byte[]> body(JsonNode request) {
    if (request.has("bodyBase64")) {
      return Optional.of(java.util.Base64.getDecoder().decode(request.path("bodyBase64").asText()));
    }
    JsonNode body = request.path("body");
    if (body.isMissingNode() || body.isNull()) {
      return Optional.empty();
    }
    String text = body.isTextual() ? send(body.asText()) : Json.dumps(stage.values().toSend(body));
    return Optional.of(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private String send(String text) {
    return stage.values().toSend(text);
  }

  /** What is stored may follow an answer by a moment, such as the acknowledgement of a delivery. */
  private List<Difference> inspection(JsonNode step) throws IOException, InterruptedException {
    long end = System.nanoTime() + AFTERWARDS.toNanos();
    while (true) {
      List<Difference> out =
          json.differences("result", step.path("result"), inspect(step.path("inspect")));
      if (out.isEmpty() || System.nanoTime() > end) {
        return out;
      }
      Thread.sleep(Duration.ofMillis(50));
    }
  }

  /** A subscription to what is written begins a moment after it is confirmed. */
  private void write(JsonNode command) throws IOException, InterruptedException {
    Thread.sleep(SUBSCRIBING);
    redis(command);
  }

  private JsonNode inspect(JsonNode what) throws IOException {
    if (what.has("sqlite")) {
      return Inspection.sqlite(stage.database(), what.path("sqlite").asText());
    }
    return Inspection.redis(words(what.path("redis")), redis(what.path("redis")));
  }

  private Object redis(JsonNode command) throws IOException {
    Redis redis = stage.redis().orElseThrow(() -> new IOException("no Redis runs in this setup"));
    return redis.run(words(command));
  }

  private List<String> words(JsonNode command) {
    List<String> words = new ArrayList<>();
    command.forEach(word -> words.add(send(word.asText())));
    return words;
  }

  private static void pause(JsonNode step) throws InterruptedException {
    Matcher seconds = SECONDS.matcher(step.path("wait").asText());
    if (seconds.matches()) {
      Thread.sleep(Duration.ofMillis((long) (Double.parseDouble(seconds.group(1)) * 1000)));
    }
  }

  private List<Difference> logs(JsonNode step) throws InterruptedException {
    String which = step.path("logs").asText();
    SidecarProcess sidecar =
        stage.sidecar(which.endsWith(" log") ? which.replace(" log", "") : Setup.MAIN);
    long end = System.nanoTime() + AFTERWARDS.toNanos();
    List<Difference> missing = logs.differences(step.path("lines"), sidecar.lines());
    while (!missing.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(Duration.ofMillis(100));
      missing = logs.differences(step.path("lines"), sidecar.lines());
    }
    return missing;
  }

  private List<Difference> process(JsonNode step) throws InterruptedException {
    SidecarProcess sidecar = stage.sidecar(Setup.MAIN);
    JsonNode value = step.path("value");
    boolean running = value.isNull() || value.asInt() == STILL_RUNNING;
    OptionalInt exit = sidecar.exitCode(running ? Duration.ZERO : EXIT);
    JsonNode actual =
        exit.isPresent()
            ? JsonNodeFactory.instance.numberNode(exit.getAsInt())
            : JsonNodeFactory.instance.nullNode();
    JsonNode expected = running ? JsonNodeFactory.instance.nullNode() : value;
    List<Difference> out = new ArrayList<>(json.differences("process", expected, actual));
    if (step.has("lines")) {
      out.addAll(logs.differences(step.path("lines"), sidecar.lines()));
    }
    return out;
  }

  /**
   * What the apps received during the step. Where nothing is to come, it waits as long as a
   * delivery may take.
   */
  private List<Difference> arrivals(Step step) throws InterruptedException {
    List<Difference> out = new ArrayList<>();
    for (var app : stage.apps().entrySet()) {
      boolean main = app.getKey().equals(Setup.MAIN);
      String field = main ? "toApp" : "toOtherApps." + app.getKey();
      List<JsonNode> expected = new ArrayList<>();
      (main ? step.json().path("toApp") : step.json().path("toOtherApps").path(app.getKey()))
          .forEach(expected::add);
      Inbox inbox = app.getValue().inbox();
      if (!expected.isEmpty()) {
        inbox.await(expected.size(), disappointments < PATIENCE ? DELIVERY : SILENCE);
      } else if (main) {
        inbox.await(1, silence(step));
      }
      if (expected.stream().anyMatch(StepRunner::triggersJob)) {
        Thread.sleep(JOB_OVER);
      }
      List<Received> received = inbox.take();
      disappointments += received.isEmpty() && !expected.isEmpty() ? 1 : 0;
      out.addAll(deliveries.differences(field, expected, received));
    }
    return out;
  }

  /** A job is over a moment after the app has answered: only then does reading it say so. */
  private static boolean triggersJob(JsonNode delivery) {
    return delivery.path("path").asText().startsWith("/job/")
        || delivery.path("rpc").asText().equals("OnJobEventAlpha1");
  }

  private static Duration silence(Step step) {
    if (step.kind() == Step.Kind.WAIT) {
      return SECONDS.matcher(step.json().path("wait").asText()).matches()
          ? Duration.ZERO
          : LONGER_SILENCE;
    }
    boolean published =
        step.operation().contains("/publish/") || step.operation().contains("PublishEvent");
    return published ? SILENCE : Duration.ZERO;
  }
}
