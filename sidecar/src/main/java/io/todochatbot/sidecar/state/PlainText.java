package io.todochatbot.sidecar.state;

import com.fasterxml.jackson.databind.JsonNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.http.Json;
import java.nio.charset.StandardCharsets;

/** A value as text instead of JSON, where Dapr wants it so: in encrypted stores and in events. */
final class PlainText {
  private PlainText() {}

  /**
   * A value without JSON's quotes, if it came as a JSON string; everything else as it was written,
   * so that integers keep their digits. Over gRPC values are plain bytes already.
   */
  static byte[] of(Wire wire, byte[] value) {
    if (wire != Wire.HTTP || value.length == 0 || value[0] != '"') {
      return value;
    }
    return Json.parse(value, "").asText().getBytes(StandardCharsets.UTF_8);
  }

  /** A value that can stand in a JSON document: itself if it is JSON, else as a string. */
  static byte[] toJson(byte[] value) {
    try {
      JsonNode parsed = Json.parse(value, "");
      return parsed.isMissingNode() ? Json.write("") : value;
    } catch (DaprError notJson) {
      return Json.write(new String(value, StandardCharsets.UTF_8));
    }
  }
}
