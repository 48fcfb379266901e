package io.todochatbot.sidecar.pubsub;

import java.util.Locale;

/** What kind of data a media type stands for, by Dapr's rules: exact, parameters aside. */
final class ContentTypes {
  static final String CLOUD_EVENT = "application/cloudevents+json";
  static final String JSON = "application/json";
  static final String BINARY = "application/octet-stream";

  private ContentTypes() {}

  static boolean isCloudEvent(String type) {
    return is(type, CLOUD_EVENT);
  }

  static boolean isJson(String type) {
    return is(type, JSON);
  }

  static boolean isText(String type) {
    return type.toLowerCase(Locale.ROOT).startsWith("text/") || is(type, "application/xml");
  }

  static boolean isBinary(String type) {
    return is(type, BINARY);
  }

  /** Protobuf, which as text would lose every byte that is no UTF-8. */
  static boolean isProtobuf(String type) {
    return is(type, "application/cloudevents+protobuf") || is(type, "application/x-protobuf");
  }

  private static boolean is(String type, String expected) {
    int semicolon = type.indexOf(';');
    String plain = semicolon < 0 ? type : type.substring(0, semicolon);
    return plain.equalsIgnoreCase(expected);
  }
}
