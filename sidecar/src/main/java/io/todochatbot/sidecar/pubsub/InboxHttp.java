package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.HttpIn;
import io.todochatbot.sidecar.http.HttpOut;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.spi.PubSub;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Subscriptions and dead letters over HTTP: {@code GET /v1.0/publish} and below; not in Dapr. */
public final class InboxHttp {
  private static final String ROOT = "/v1.0/publish";
  private static final String LETTERS = ROOT + "/{pubsub}/{topic}/deadletters";

  private InboxHttp() {}

  /** Binds the paths; before those of {@link PublishHttp}, whose topics may hold slashes. */
  public static void bind(HttpApi http, InboxApi api) {
    http.on(
        "GET",
        ROOT,
        api.subscriptions,
        in -> new InboxApi.Everything(),
        all -> json(Map.of("subscriptions", all.stream().map(InboxHttp::subscription).toList())));
    http.on("GET", LETTERS, api.letters, InboxHttp::page, InboxHttp::letters);
    http.on(
        "POST",
        LETTERS + "/{id}/resend",
        api.resend,
        InboxHttp::chosen,
        done -> HttpOut.noContent());
    http.on(
        "DELETE", LETTERS + "/{id}", api.discard, InboxHttp::chosen, done -> HttpOut.noContent());
  }

  private static InboxApi.Page page(HttpIn in) {
    return new InboxApi.Page(
        in.variable("pubsub"),
        in.variable("topic"),
        in.parameter("limit").filter(limit -> !limit.isEmpty()),
        in.parameter("after").orElse(""));
  }

  private static InboxApi.Chosen chosen(HttpIn in) {
    return new InboxApi.Chosen(in.variable("pubsub"), in.variable("topic"), in.variable("id"));
  }

  private static Map<String, Object> subscription(InboxApi.Subscribed subscribed) {
    SubscriptionInfo info = subscribed.info();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pubsubname", info.pubsub());
    fields.put("topic", info.topic());
    fields.put("type", info.type().name());
    fields.put(
        "rules",
        info.rules().stream()
            .map(rule -> Map.of("match", rule.match(), "path", rule.path()))
            .toList());
    if (!info.metadata().isEmpty()) {
      fields.put("metadata", info.metadata());
    }
    if (!info.deadLetterTopic().isEmpty()) {
      fields.put("deadLetterTopic", info.deadLetterTopic());
    }
    fields.put("status", subscribed.status().state().text());
    if (!subscribed.status().reason().isEmpty()) {
      fields.put("reason", subscribed.status().reason());
    }
    if (subscribed.waiting().isPresent()) {
      Map<String, Object> letters = new LinkedHashMap<>();
      letters.put("waiting", subscribed.waiting().getAsInt());
      letters.put(
          "path",
          ROOT + "/" + segment(info.pubsub()) + "/" + segment(info.topic()) + "/deadletters");
      fields.put("deadLetters", letters);
    }
    return fields;
  }

  private static HttpOut letters(InboxApi.Letters page) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("deadLetters", page.letters().stream().map(InboxHttp::letter).toList());
    if (page.full()) {
      body.put("after", page.letters().getLast().id());
    }
    return json(body);
  }

  private static Map<String, Object> letter(PubSub.DeadLetter letter) {
    Map<String, String> metadata = letter.message().metadata();
    LetterNote note = LetterNote.of(metadata);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", letter.id());
    fields.put("since", letter.since().toString());
    fields.put("topic", note.topic());
    fields.put("reason", note.reason());
    fields.put("attempts", note.attempts());
    fields.put("metadata", LetterNote.metadataWithout(metadata));
    putEvent(fields, letter.message().data());
    return fields;
  }

  private static void putEvent(Map<String, Object> fields, byte[] data) {
    try {
      JsonNode event = Json.parse(data, "");
      fields.put("event", event);
    } catch (DaprError ignored) {
      // no JSON: shown byte for byte
      fields.put("data_base64", Base64.getEncoder().encodeToString(data));
    }
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static HttpOut json(Map<String, Object> body) {
    return HttpOut.json(200, Json.write(body));
  }
}
