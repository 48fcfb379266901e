package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.ErrorDetail;
import io.todochatbot.sidecar.api.ErrorDetail.ErrorInfo;
import io.todochatbot.sidecar.api.ErrorDetail.ResourceInfo;
import java.util.Map;

/** The refusals of the pub/sub block with daprd's words and details. */
final class PubSubErrors {
  private static final String TYPE = "pubsub";

  private PubSubErrors() {}

  static DaprError notFound(String pubsub, Map<String, String> metadata) {
    return new DaprError(
        ErrorCode.PUBSUB_NOT_FOUND,
        "pubsub " + pubsub + " is not found",
        new ErrorInfo("DAPR_PUBSUB_NOT_FOUND", metadata, true));
  }

  static DaprError nameEmpty(Map<String, String> metadata) {
    return error(
        ErrorCode.PUBSUB_EMPTY, "", "pubsub name is empty", "DAPR_PUBSUB_NAME_EMPTY", metadata);
  }

  static DaprError topicEmpty(String pubsub, Map<String, String> metadata) {
    return error(
        ErrorCode.TOPIC_NAME_EMPTY,
        pubsub,
        "topic is empty in pubsub " + pubsub,
        "DAPR_PUBSUB_TOPIC_NAME_EMPTY",
        metadata);
  }

  static DaprError metadata(String pubsub, Map<String, String> metadata, String cause) {
    return error(
        ErrorCode.PUBSUB_REQUEST_METADATA,
        pubsub,
        "failed deserializing metadata. Error: " + cause,
        "DAPR_PUBSUB_METADATA_DESERIALIZATION",
        metadata);
  }

  static DaprError forbidden(String pubsub, String topic, String appId) {
    String message = "topic " + topic + " is not allowed for app id " + appId;
    return error(
        ErrorCode.PUBSUB_FORBIDDEN,
        pubsub,
        message,
        "DAPR_PUBSUB_FORBIDDEN",
        Map.of("topic", topic, "error", message));
  }

  static DaprError publishing(String pubsub, String topic, String cause) {
    return error(
        ErrorCode.PUBSUB_PUBLISH_MESSAGE,
        pubsub,
        "error when publishing to topic " + topic + " in pubsub " + pubsub + ": " + cause,
        "DAPR_PUBSUB_PUBLISH_MESSAGE",
        Map.of("topic", topic, "error", cause));
  }

  static DaprError cloudEvent(String pubsub, String appId, String cause) {
    return error(
        ErrorCode.PUBSUB_CLOUD_EVENTS_SER,
        pubsub,
        "cannot create cloudevent",
        "DAPR_PUBSUB_CLOUD_EVENT_CREATION",
        Map.of("appID", appId, "error", cause));
  }

  static DaprError envelope(String pubsub, String topic, String appId, String cause) {
    return error(
        ErrorCode.PUBSUB_EVENTS_SER,
        pubsub,
        "error when marshalling cloud event envelope for topic "
            + topic
            + " pubsub "
            + pubsub
            + ": "
            + cause,
        "DAPR_PUBSUB_MARSHAL_ENVELOPE",
        Map.of("appID", appId, "error", cause));
  }

  static DaprError entryId(String pubsub, String topic, String appId) {
    String cause = "entryId is duplicated or not present for entry";
    return error(
        ErrorCode.PUBSUB_EVENTS_SER,
        pubsub,
        "error marshaling events to bytes for topic "
            + topic
            + " pubsub "
            + pubsub
            + ". error: "
            + cause,
        "DAPR_PUBSUB_MARSHAL_EVENTS",
        Map.of("appID", appId, "error", cause));
  }

  static DaprError unreadable(String pubsub, String topic, String appId, String cause) {
    return error(
        ErrorCode.PUBSUB_EVENTS_SER,
        pubsub,
        "error when unmarshaling the request for topic "
            + topic
            + " pubsub "
            + pubsub
            + ": "
            + cause,
        "DAPR_PUBSUB_UNMARSHAL_EVENTS",
        Map.of("appID", appId));
  }

  static DaprError noInbox(String pubsub) {
    return error(
        ErrorCode.PUBSUB_DEAD_LETTERS_NOT_SUPPORTED,
        pubsub,
        "pubsub " + pubsub + " keeps no dead letters that can be looked at",
        "DAPR_PUBSUB_DEAD_LETTERS_NOT_SUPPORTED",
        Map.of());
  }

  static DaprError noDeadLetter(String pubsub, String topic, String id) {
    return error(
        ErrorCode.PUBSUB_DEAD_LETTER_NOT_FOUND,
        pubsub,
        "no dead letter " + id + " of topic " + topic + " waits in pubsub " + pubsub,
        "DAPR_PUBSUB_DEAD_LETTER_NOT_FOUND",
        Map.of("topic", topic));
  }

  static DaprError inbox(String pubsub, String cause) {
    return error(
        ErrorCode.PUBSUB_DEAD_LETTERS,
        pubsub,
        "error when looking at the dead letters of pubsub " + pubsub + ": " + cause,
        "DAPR_PUBSUB_DEAD_LETTERS",
        Map.of("error", cause));
  }

  static DaprError badLimit(String limit) {
    return new DaprError(
        ErrorCode.MALFORMED_REQUEST,
        "limit must be a whole number from 1 to " + InboxApi.MOST + ", but is '" + limit + "'");
  }

  private static DaprError error(
      ErrorCode code, String pubsub, String message, String reason, Map<String, String> metadata) {
    ErrorDetail resource = new ResourceInfo(TYPE, pubsub, "", message);
    return new DaprError(code, message, resource, new ErrorInfo(reason, metadata, true));
  }
}
