package io.todochatbot.sidecar.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** JSON of the HTTP API; numbers keep all their digits. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private Json() {}

  /** A writer of JSON to {@code out}. */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return factory().createGenerator(out);
  }

  /** The streaming factory. */
  public static JsonFactory factory() {
    return MAPPER.getFactory();
  }

  /**
   * Reads a request's body.
   *
   * @param prefix what daprd's message says before the parser's own words
   * @throws DaprError ERR_MALFORMED_REQUEST if it is empty or no JSON
   */
  public static JsonNode parse(byte[] body, String prefix) {
    try {
      JsonNode node = MAPPER.readTree(body);
      if (node == null || node instanceof MissingNode) {
        throw new DaprError(ErrorCode.MALFORMED_REQUEST, prefix + "EOF");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new DaprError(ErrorCode.MALFORMED_REQUEST, prefix + e.getOriginalMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a value as JSON. */
  public static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
