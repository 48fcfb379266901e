package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.AppPath;
import io.todochatbot.sidecar.app.AppReply;
import io.todochatbot.sidecar.app.AppRequest;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.app.EventHeaders;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.telemetry.Log;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/** Delivers events to an application that speaks HTTP. */
final class DeliveryHttp implements Courier {
  private static final int NOT_FOUND = 404;

  private final AppChannel.Http app;
  private final Log log;

  DeliveryHttp(AppChannel.Http app, Log log) {
    this.app = app;
    this.log = log.scope("dapr.runtime.processor.pubsub.subscription.http");
  }

  @Override
  public Verdict deliver(Event event) {
    Answer answer;
    try {
      answer =
          post(
              event.path(),
              event.data(),
              ContentTypes.CLOUD_EVENT,
              event.metadata(),
              event.trace());
    } catch (AppUnreachable | UncheckedIOException e) {
      return Verdict.failed(
          "error returned from app channel while sending pub/sub event to app",
          Brokers.words(e),
          OptionalInt.empty());
    }
    return answer.success() ? status(event, answer) : refused(event, answer);
  }

  @Override
  public Map<String, Verdict> deliverAll(Batch batch) {
    Answer answer;
    try {
      answer =
          post(
              batch.path(),
              body(batch),
              ContentTypes.JSON,
              Map.of("pubsubName", batch.pubsub()),
              batch.trace());
    } catch (AppUnreachable | UncheckedIOException e) {
      return BulkVerdicts.all(
          batch,
          new Verdict(
              Verdict.Kind.RETRY,
              Optional.of(Brokers.words(e)),
              "error from app channel while sending pub/sub event to app: " + Brokers.words(e),
              OptionalInt.empty()));
    }
    if (answer.success()) {
      return BulkVerdicts.read(batch, answer.body, log);
    }
    if (answer.status == NOT_FOUND) {
      log.error(
          "Non-retriable error returned from app while processing bulk pub/sub event. status code"
              + " returned: "
              + answer.status);
      return BulkVerdicts.all(batch, Verdict.SUCCESS);
    }
    String cause =
        "Retriable error returned from app while processing bulk pub/sub event, topic: "
            + batch.topic()
            + ". status code returned: "
            + answer.status;
    log.warn(cause);
    return BulkVerdicts.all(
        batch,
        new Verdict(Verdict.Kind.RETRY, Optional.of(cause), cause, OptionalInt.of(answer.status)));
  }

  private Verdict refused(Event event, Answer answer) {
    if (answer.status == NOT_FOUND) {
      log.error(
          "non-retriable error returned from app while processing pub/sub event "
              + event.id()
              + ": "
              + answer.text()
              + ". status code returned: "
              + answer.status);
      return Verdict.NOWHERE;
    }
    String cause =
        "retriable error returned from app while processing pub/sub event "
            + event.id()
            + ", topic: "
            + event.envelope().path("topic").asText("<nil>")
            + ", body: "
            + answer.text()
            + ". status code returned: "
            + answer.status;
    log.warn(cause);
    return Verdict.failed("", cause, OptionalInt.of(answer.status));
  }

  /** What the body of a 2xx says; one that says nothing means success. */
  private Verdict status(Event event, Answer answer) {
    Optional<String> status = statusText(answer.body);
    if (status.isEmpty()) {
      log.debug(
          "skipping status check due to empty or unreadable response body from pub/sub event "
              + event.id());
      return Verdict.SUCCESS;
    }
    return switch (status.get()) {
      case "", "SUCCESS" -> Verdict.SUCCESS;
      case "RETRY" ->
          Verdict.asked(
              "RETRY status returned from app while processing pub/sub event " + event.id());
      case "DROP" -> {
        log.warn("DROP status returned from app while processing pub/sub event " + event.id());
        yield Verdict.DROP;
      }
      default -> Verdict.unknown(event.id(), status.get());
    };
  }

  private static Optional<String> statusText(byte[] body) {
    try {
      JsonNode answer = Json.parse(body, "");
      if (!answer.isObject()) {
        return Optional.empty();
      }
      Optional<JsonNode> status = GoFields.find(answer, "status");
      return status.isEmpty() || status.get().isNull()
          ? Optional.of("")
          : status.filter(JsonNode::isTextual).map(JsonNode::textValue);
    } catch (DaprError ignored) {
      // whatever is no JSON says nothing about the event
      return Optional.empty();
    }
  }

  private Answer post(
      String route, byte[] data, String contentType, Map<String, String> metadata, Trace trace) {
    AppPath path = AppPath.of(route);
    AppReply reply =
        app.send(
            new AppRequest(
                "POST",
                path.path(),
                path.query(),
                EventHeaders.of(metadata),
                Body.of(data, Optional.of(contentType)),
                trace));
    return new Answer(reply.status(), reply.body().readAll());
  }

  private static byte[] body(Batch batch) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("entries");
      for (Item item : batch.items()) {
        json.writeStartObject();
        json.writeStringField("entryId", item.id());
        json.writeFieldName("event");
        if (item.envelope().isPresent()) {
          json.writeRawValue(new String(Json.write(item.envelope().get()), StandardCharsets.UTF_8));
        } else {
          json.writeBinary(item.message().data());
        }
        write(json, item.message().metadata());
        json.writeStringField("contentType", item.contentType());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("id", UUID.randomUUID().toString());
      write(json, Map.of("pubsubName", batch.pubsub()));
      json.writeStringField("pubsubname", batch.pubsub());
      json.writeStringField("topic", batch.topic());
      json.writeStringField("type", CloudEvents.BULK_TYPE);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Map<String, String> metadata) throws IOException {
    json.writeObjectFieldStart("metadata");
    for (Map.Entry<String, String> entry : new HashMap<>(metadata).entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /** What the application answered. */
  private record Answer(int status, byte[] body) {
    boolean success() {
      return status >= 200 && status <= 299;
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}
