package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.core.JsonGenerator;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpIn;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.pubsub.PublishApi.BulkPublish;
import io.todochatbot.sidecar.pubsub.PublishApi.BulkPublished;
import io.todochatbot.sidecar.pubsub.PublishApi.Publish;
import io.todochatbot.sidecar.stream.BodyTooLarge;
import io.todochatbot.spi.PubSub;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Publishing over HTTP. */
public final class PublishHttp {
  private static final List<String> VERBS = List.of("POST", "PUT");

  private PublishHttp() {}

  /** Binds the paths below {@code /v1.0/publish}. */
  public static void bind(HttpApi http, PublishApi api) {
    for (String verb : VERBS) {
      // a topic may hold slashes; a path without a topic is no publishing at all
      for (String topic : List.of("/{topic}", "/{topic}/*")) {
        http.on(
            verb,
            "/v1.0/publish/bulk/{pubsub}" + topic,
            api.bulkPublish,
            PublishHttp::bulk,
            PublishHttp::answer);
        http.on(
            verb,
            "/v1.0-alpha1/publish/bulk/{pubsub}" + topic,
            api.bulkPublishAlpha1,
            PublishHttp::bulk,
            PublishHttp::answer);
      }
      for (String topic : List.of("/{topic}", "/{topic}/*")) {
        http.on(
            verb,
            "/v1.0/publish/{pubsub}" + topic,
            api.publish,
            PublishHttp::single,
            done -> HttpOut.noContent());
      }
    }
  }

  private static Publish single(HttpIn in) {
    return new Publish(
        in.variable("pubsub"),
        topic(in),
        data(in),
        in.header("content-type").orElse(""),
        in.metadata(),
        false);
  }

  /** The body; daprd finds it too long only when it publishes. */
  private static byte[] data(HttpIn in) {
    try {
      return in.bytes();
    } catch (BodyTooLarge e) {
      throw PubSubErrors.publishing(in.variable("pubsub"), topic(in), e.getMessage());
    }
  }

  private static BulkPublish bulk(HttpIn in) {
    String pubsub = in.variable("pubsub");
    String topic = topic(in);
    return new BulkPublish(
        pubsub,
        topic,
        appId -> new BulkBody(pubsub, topic, appId).read(in::bytes),
        in.metadata(),
        true);
  }

  private static HttpOut answer(BulkPublished done) {
    if (done.failures().isEmpty()) {
      return HttpOut.noContent();
    }
    byte[] body = failures(done.failures());
    String message =
        PubSubErrors.publishing(done.pubsub(), done.topic(), done.failures().getFirst().error())
            .getMessage();
    return HttpOut.json(ErrorCode.PUBSUB_PUBLISH_MESSAGE.httpStatus(), body)
        .with("Metadata.responseData", new String(body, StandardCharsets.UTF_8))
        .with("Metadata.error", "api error: code = Internal desc = " + line(message));
  }

  private static byte[] failures(List<PubSub.Failure> failures) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("failedEntries");
      for (PubSub.Failure failure : failures) {
        json.writeStartObject();
        json.writeStringField("entryId", failure.entryId());
        json.writeStringField("error", failure.error());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeStringField("errorCode", ErrorCode.PUBSUB_PUBLISH_MESSAGE.text());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * The topic, decoded unless it holds an encoded slash: Go's router then keeps the path as it
   * came.
   */
  private static String topic(HttpIn in) {
    Map<String, String> variables = in.variables();
    String first = variables.getOrDefault("topic", "");
    String rest = variables.getOrDefault("*", "");
    if (!in.path().toLowerCase(Locale.ROOT).contains("%2f")) {
      return rest.isEmpty() ? first : first + "/" + decoded(rest);
    }
    String start = "/" + in.variable("pubsub") + "/";
    int at = in.path().indexOf(start);
    return at < 0 ? first : in.path().substring(at + start.length());
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException ignored) {
      // a malformed escape stands for itself
      return path;
    }
  }

  /** A header's value has no line breaks. */
  private static String line(String text) {
    return text.replace('\n', ' ').replace('\r', ' ');
  }
}
