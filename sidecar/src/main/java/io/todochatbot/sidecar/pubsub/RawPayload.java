package io.todochatbot.sidecar.pubsub;

import java.util.Map;

/** Whether metadata asks for messages without envelope ({@code rawPayload}). */
final class RawPayload {
  private static final String KEY = "rawPayload";

  private RawPayload() {}

  /**
   * Reads the setting; absent means no.
   *
   * @throws Malformed in daprd's words if it is no boolean
   */
  static boolean in(Map<String, String> metadata) {
    String value = metadata.getOrDefault(KEY, "");
    return switch (value) {
      case "1", "t", "T", "true", "TRUE", "True" -> true;
      case "", "0", "f", "F", "false", "FALSE", "False" -> false;
      default ->
          throw new Malformed(KEY + " value must be a valid boolean: actual is '" + value + "'");
    };
  }

  /** The setting is no boolean. */
  static final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Malformed(String message) {
      super(message, null, false, false);
    }
  }
}
