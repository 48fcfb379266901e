package io.todochatbot.sidecar.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.ErrorDetail;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Renders refusals as daprd does: a JSON object of {@code errorCode}, {@code message} and perhaps
 * {@code details}, or plain text where daprd's middleware refuses.
 */
final class HttpErrors {
  private static final String TYPE = "type.googleapis.com/google.rpc.";

  private HttpErrors() {}

  /** The answer that tells {@code error}. */
  static HttpOut render(DaprError error) {
    ErrorCode code = error.code();
    if (code.text().isEmpty()) {
      return HttpOut.text(
          code.httpStatus(), (error.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (JsonGenerator json = Json.generator(bytes)) {
      json.writeStartObject();
      json.writeStringField("errorCode", code.text());
      json.writeStringField("message", error.getMessage());
      if (!error.details().isEmpty()) {
        json.writeArrayFieldStart("details");
        for (ErrorDetail detail : error.details()) {
          write(json, detail);
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    HttpOut out = HttpOut.json(code.httpStatus(), bytes.toByteArray());
    return error.headers().isEmpty() ? out : new HttpOut(out.status(), error.headers(), out.body());
  }

  private static void write(JsonGenerator json, ErrorDetail detail) throws IOException {
    json.writeStartObject();
    switch (detail) {
      case ErrorDetail.ErrorInfo info -> {
        json.writeStringField("@type", TYPE + "ErrorInfo");
        json.writeStringField("domain", "dapr.io");
        json.writeFieldName("metadata");
        writeMetadata(json, info);
        json.writeStringField("reason", info.reason());
      }
      case ErrorDetail.ResourceInfo info -> {
        json.writeStringField("@type", TYPE + "ResourceInfo");
        json.writeStringField("description", info.description());
        json.writeStringField("owner", info.owner());
        json.writeStringField("resource_name", info.name());
        json.writeStringField("resource_type", info.type());
      }
      case ErrorDetail.BadRequest bad -> write(json, bad);
      case ErrorDetail.Help help -> {
        json.writeStringField("@type", TYPE + "Help");
        json.writeArrayFieldStart("links");
        json.writeStartObject();
        json.writeStringField("description", help.description());
        json.writeStringField("url", help.url());
        json.writeEndObject();
        json.writeEndArray();
      }
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, ErrorDetail.BadRequest bad) throws IOException {
    json.writeStringField("@type", TYPE + "BadRequest");
    json.writeArrayFieldStart("field_violations");
    for (ErrorDetail.FieldViolation violation : bad.violations()) {
      json.writeStartObject();
      if (!violation.field().isEmpty()) {
        json.writeStringField("field", violation.field());
      }
      json.writeStringField("description", violation.description());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeMetadata(JsonGenerator json, ErrorDetail.ErrorInfo info)
      throws IOException {
    if (!info.present()) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    for (Map.Entry<String, String> entry : info.metadata().entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }
}
