package io.todochatbot.sidecar.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.stream.BodyTooLarge;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** JSON of the HTTP API; numbers keep all their digits, strings are escaped as Go does. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(
              new JsonFactoryBuilder()
                  // else a body that begins with zeros is taken for UTF-16 or UTF-32
                  .disable(JsonFactory.Feature.CHARSET_DETECTION)
                  .characterEscapes(new GoEscapes())
                  // --max-body-size is the limit
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxStringLength(Integer.MAX_VALUE)
                          .maxNameLength(Integer.MAX_VALUE)
                          .build())
                  .build())
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
   * Reads a request's body as {@link #parse(byte[], String)} does.
   *
   * @throws DaprError ERR_MALFORMED_REQUEST if it is over the limit, too
   */
  public static JsonNode parse(HttpIn in, String prefix) {
    byte[] body;
    try {
      body = in.bytes();
    } catch (BodyTooLarge e) {
      throw new DaprError(ErrorCode.MALFORMED_REQUEST, prefix + e.getMessage());
    }
    return parse(body, prefix);
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
      // bytes that are no UTF-8
      throw new DaprError(ErrorCode.MALFORMED_REQUEST, prefix + e.getMessage());
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
