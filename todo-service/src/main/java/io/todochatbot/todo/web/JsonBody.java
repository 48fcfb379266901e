package io.todochatbot.todo.web;

import io.javalin.http.Context;
import io.todochatbot.todo.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads a request's JSON body, within the limit and with every refusal a {@link Problem}. */
public final class JsonBody {
  /** Largest body that a service takes, in bytes. */
  public static final int LIMIT_BYTES = 1024 * 1024;

  private JsonBody() {}

  /**
   * The body as a value.
   *
   * @throws Problem 415 if it is declared as something else than JSON, 413 if it is too long, 400
   *     if it is no JSON or does not fit
   */
  public static <T> T read(Context ctx, Class<T> type) {
    String text = text(ctx);
    if (text.isBlank()) {
      throw new Problem(400, "The body is empty (expected: a JSON object)");
    }
    try {
      return Json.read(text, type);
    } catch (Json.BadJson e) {
      throw new Problem(400, "The body is not the JSON expected here: " + e.getMessage(), e);
    }
  }

  /**
   * The body as text, of whatever JSON it is.
   *
   * @throws Problem 415 or 413 as for {@link #read}
   */
  public static String text(Context ctx) {
    String type = ctx.contentType();
    if (type == null || !isJson(type)) {
      throw new Problem(
          415,
          "The content type is "
              + (type == null ? "missing" : type)
              + " (expected: application/json)");
    }
    return utf8(bytes(ctx));
  }

  private static byte[] bytes(Context ctx) {
    try {
      byte[] bytes = ctx.bodyInputStream().readNBytes(LIMIT_BYTES + 1);
      if (bytes.length > LIMIT_BYTES) {
        throw new Problem(413, "The body is longer than " + LIMIT_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new Problem(400, "The body could not be read: " + e.getMessage(), e);
    }
  }

  private static String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Problem(400, "The body is not UTF-8", e);
    }
  }

  private static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return type.equals("application/json") || type.endsWith("+json");
  }
}
