package io.todochatbot.sidecar.jobs;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import com.google.protobuf.Value;
import io.todochatbot.sidecar.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Writes a {@link Value} as JSON with whole numbers as such; protobuf's own writer gives {@code
 * 5.0}.
 */
final class ValueJson {
  private static final double LARGEST_PLAIN = 1e21;

  private ValueJson() {}

  /** The text, empty for a value of no kind. */
  static ByteString write(Value value) {
    ByteString.Output out = ByteString.newOutput();
    if (value.getKindCase() != Value.KindCase.KIND_NOT_SET) {
      try (JsonGenerator json = Json.generator(out)) {
        write(value, json);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return out.toByteString();
  }

  private static void write(Value value, JsonGenerator json) throws IOException {
    switch (value.getKindCase()) {
      case NULL_VALUE, KIND_NOT_SET -> json.writeNull();
      case NUMBER_VALUE -> write(value.getNumberValue(), json);
      case STRING_VALUE -> json.writeString(value.getStringValue());
      case BOOL_VALUE -> json.writeBoolean(value.getBoolValue());
      case STRUCT_VALUE -> {
        json.writeStartObject();
        for (Map.Entry<String, Value> field : value.getStructValue().getFieldsMap().entrySet()) {
          json.writeFieldName(field.getKey());
          write(field.getValue(), json);
        }
        json.writeEndObject();
      }
      case LIST_VALUE -> {
        json.writeStartArray();
        for (Value element : value.getListValue().getValuesList()) {
          write(element, json);
        }
        json.writeEndArray();
      }
    }
  }

  private static void write(double number, JsonGenerator json) throws IOException {
    if (number == Math.rint(number) && Math.abs(number) < LARGEST_PLAIN) {
      json.writeNumber(new BigDecimal(number).toBigInteger());
    } else {
      json.writeNumber(number);
    }
  }
}
