package io.todochatbot.sidecar.pubsub;

import java.util.Map;

/** Whether metadata asks for messages without envelope ({@code rawPayload}). */
final class RawPayload {
  private static final String KEY = "rawPayload";

  private RawPayload() {}

  /**
   * Reads the setting; absent means no.
   *
   * @throws IllegalArgumentException in daprd's words if it is no boolean
   */
  static boolean in(Map<String, String> metadata) {
    String value = metadata.getOrDefault(KEY, "");
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "", "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw new IllegalArgumentException(
              KEY + " value must be a valid boolean: actual is '" + value + "'");
    };
  }
}
