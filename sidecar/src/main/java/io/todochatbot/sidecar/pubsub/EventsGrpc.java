package io.todochatbot.sidecar.pubsub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventBulkRequest;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventBulkRequestEntry;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventCERequest;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventRequest;
import io.todochatbot.sidecar.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Events as messages of Dapr's AppCallback. */
final class EventsGrpc {
  private static final Set<String> OWN_FIELDS =
      Set.of("id", "source", "datacontenttype", "type", "specversion", "data", "data_base64");

  private EventsGrpc() {}

  /** One event. */
  static TopicEventRequest request(Event event) {
    ObjectNode envelope = event.envelope();
    return TopicEventRequest.newBuilder()
        .setId(text(envelope, "id"))
        .setSource(text(envelope, "source"))
        .setType(text(envelope, "type"))
        .setSpecVersion(text(envelope, "specversion"))
        .setDataContentType(text(envelope, "datacontenttype"))
        .setData(data(envelope))
        .setTopic(event.topic())
        .setPubsubName(event.pubsub())
        .setPath(event.path())
        .setExtensions(extensions(envelope))
        .build();
  }

  /** Several events. */
  static TopicEventBulkRequest request(Courier.Batch batch) {
    return TopicEventBulkRequest.newBuilder()
        .setId(UUID.randomUUID().toString())
        .addAllEntries(batch.items().stream().map(EventsGrpc::entry).toList())
        .putMetadata("pubsubName", batch.pubsub())
        .setTopic(batch.topic())
        .setPubsubName(batch.pubsub())
        .setType(CloudEvents.BULK_TYPE)
        .setPath(batch.path())
        .build();
  }

  private static TopicEventBulkRequestEntry entry(Courier.Item item) {
    TopicEventBulkRequestEntry.Builder entry =
        TopicEventBulkRequestEntry.newBuilder()
            .setEntryId(item.id())
            .setContentType(item.message().contentType().orElse(""))
            .putAllMetadata(item.message().metadata());
    item.envelope()
        .ifPresentOrElse(
            envelope -> entry.setCloudEvent(cloudEvent(envelope)),
            () -> entry.setBytes(ByteString.copyFrom(item.message().data())));
    return entry.build();
  }

  private static TopicEventCERequest cloudEvent(ObjectNode envelope) {
    return TopicEventCERequest.newBuilder()
        .setId(text(envelope, "id"))
        .setSource(text(envelope, "source"))
        .setType(text(envelope, "type"))
        .setSpecVersion(text(envelope, "specversion"))
        .setDataContentType(text(envelope, "datacontenttype"))
        .setData(data(envelope))
        .setExtensions(extensions(envelope))
        .build();
  }

  /**
   * The data by its content type. Data of other types than text and JSON is left out, as daprd does
   * (golden: 09 OnTopicEvent, a CloudEvent without datacontenttype).
   */
  private static ByteString data(ObjectNode envelope) {
    JsonNode encoded = envelope.path("data_base64");
    if (encoded.isTextual()) {
      return ByteString.copyFrom(Base64.getDecoder().decode(encoded.textValue()));
    }
    JsonNode data = envelope.path("data");
    String contentType = text(envelope, "datacontenttype");
    if (data.isMissingNode() || data.isNull()) {
      return ByteString.EMPTY;
    }
    if (data.isBinary()) {
      return binary(data);
    }
    if (ContentTypes.isText(contentType)) {
      if (!data.isTextual()) {
        throw new IllegalArgumentException("unexpected data type encountered in envelope");
      }
      return ByteString.copyFromUtf8(data.textValue());
    }
    return ContentTypes.isJson(contentType) || ContentTypes.isCloudEvent(contentType)
        ? ByteString.copyFrom(Json.write(data))
        : ByteString.EMPTY;
  }

  private static ByteString binary(JsonNode data) {
    try {
      return ByteString.copyFrom(data.binaryValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(ObjectNode envelope, String field) {
    JsonNode value = envelope.path(field);
    return value.isTextual() ? value.textValue() : "";
  }

  private static Struct extensions(ObjectNode envelope) {
    Struct.Builder extensions = Struct.newBuilder();
    for (Map.Entry<String, JsonNode> field : envelope.properties()) {
      if (!OWN_FIELDS.contains(field.getKey())) {
        extensions.putFields(field.getKey(), value(field.getValue()));
      }
    }
    return extensions.build();
  }

  private static Value value(JsonNode node) {
    Value.Builder value = Value.newBuilder();
    switch (node.getNodeType()) {
      case BOOLEAN -> value.setBoolValue(node.booleanValue());
      case NUMBER -> value.setNumberValue(node.doubleValue());
      case NULL, MISSING -> value.setNullValue(NullValue.NULL_VALUE);
      case ARRAY -> {
        ListValue.Builder list = ListValue.newBuilder();
        node.forEach(element -> list.addValues(value(element)));
        value.setListValue(list);
      }
      case OBJECT -> {
        Struct.Builder struct = Struct.newBuilder();
        node.properties().forEach(f -> struct.putFields(f.getKey(), value(f.getValue())));
        value.setStructValue(struct);
      }
      case STRING, BINARY, POJO -> value.setStringValue(node.asText());
    }
    return value.build();
  }
}
