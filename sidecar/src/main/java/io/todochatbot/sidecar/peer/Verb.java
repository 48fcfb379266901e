package io.todochatbot.sidecar.peer;

import io.dapr.v1.CommonProtos.HTTPExtension;
import java.util.Locale;

/** The verbs that Dapr knows. */
public enum Verb {
  /** Not said. */
  NONE,
  /** GET. */
  GET,
  /** HEAD. */
  HEAD,
  /** POST. */
  POST,
  /** PUT. */
  PUT,
  /** DELETE. */
  DELETE,
  /** CONNECT, which is always refused. */
  CONNECT,
  /** OPTIONS. */
  OPTIONS,
  /** TRACE. */
  TRACE,
  /** PATCH. */
  PATCH;

  /** The verb of that name, whatever its case; POST for one that Dapr does not know. */
  public static Verb of(String name) {
    for (Verb verb : values()) {
      if (verb.name().equals(name.toUpperCase(Locale.ROOT))) {
        return verb;
      }
    }
    return POST;
  }

  /** The verb of a message. */
  public static Verb of(HTTPExtension.Verb verb) {
    return verb == HTTPExtension.Verb.UNRECOGNIZED ? NONE : valueOf(verb.name());
  }

  HTTPExtension.Verb proto() {
    return HTTPExtension.Verb.valueOf(name());
  }
}
