package io.todochatbot.conformance.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A random request of HTTP/1.1, as bytes.
 *
 * @param framed whether its end can be told, so that exactly one answer must come; otherwise the
 *     server may answer what it likes, and must then let go of the connection
 * @param head whether the answer has no body
 */
record HttpRequest(byte[] bytes, boolean framed, boolean head) {
  private static final int LONG_BODY = 100_000;
  private static final int TOO_LONG_BODY = 5 << 20;
  private static final int TOO_LONG_HEADER = 5000;

  static HttpRequest of(Chance chance) {
    if (chance.percent(8)) {
      byte[] whole = request(chance, "POST", body(chance), lengthLie(chance));
      return new HttpRequest(chance.oneIn(3) ? chance.damaged(whole) : whole, false, false);
    }
    String method = chance.of(Words.METHODS);
    byte[] body = body(chance);
    boolean chunked = chance.oneIn(10);
    byte[] bytes =
        chunked
            ? request(chance, method, chunks(chance, body), "Transfer-Encoding: chunked\r\n")
            : request(chance, method, body, "Content-Length: " + body.length + "\r\n");
    return new HttpRequest(bytes, true, method.equals("HEAD"));
  }

  private static byte[] request(Chance chance, String method, byte[] body, String framing) {
    StringBuilder head = new StringBuilder(method).append(' ').append(target(chance));
    head.append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    for (int headers = chance.below(4); headers > 0; headers--) {
      String value = chance.percent(70) ? chance.of(Words.HEADER_VALUES) : chance.of(Words.ODD);
      head.append(chance.of(Words.HEADERS)).append(": ").append(value).append("\r\n");
    }
    if (chance.oneIn(20)) {
      head.append("dapr-app-id: ").append(Words.app(chance)).append("\r\n");
    }
    if (chance.oneIn(100)) {
      head.append("X-Long: ").append("x".repeat(TOO_LONG_HEADER)).append("\r\n");
    }
    head.append(framing).append("\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body);
    return all.toByteArray();
  }

  /** Path and query; what would break the request line stands there escaped. */
  static String target(Chance chance) {
    StringBuilder target = new StringBuilder();
    if (chance.percent(85)) {
      target.append(Words.filled(chance.of(Words.PATHS), chance));
    } else {
      for (int parts = chance.below(7); parts >= 0; parts--) {
        target.append('/').append(Words.name(chance));
      }
    }
    for (int i = 0; i < 3 && chance.oneIn(3); i++) {
      target.append(i == 0 ? '?' : '&').append(Words.filled(chance.of(Words.QUERIES), chance));
    }
    return target.toString().replace(" ", "%20").replace("\t", "%09").replace("\u0001", "%01");
  }

  private static byte[] body(Chance chance) {
    if (chance.oneIn(20_000)) {
      return new byte[TOO_LONG_BODY];
    }
    if (chance.oneIn(500)) {
      return chance.bytes(chance.below(LONG_BODY));
    }
    return chance.percent(30) ? new byte[0] : RandomJson.body(chance);
  }

  /** Framing that is wrong, contradicts itself, or promises more than comes. */
  private static String lengthLie(Chance chance) {
    return chance.of(
        List.of(
            "Content-Length: 99999\r\n",
            "Content-Length: -1\r\n",
            "Content-Length: x\r\n",
            "Content-Length: 3\r\n",
            "Content-Length: 3\r\nContent-Length: 4\r\n",
            "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: gzip, chunked\r\n",
            "Transfer-Encoding: nonsense\r\n",
            "Expect: 100-continue\r\nContent-Length: 10\r\n",
            "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
            " folded: x\r\n",
            "no colon\r\n",
            ": no name\r\n",
            "na me: x\r\n",
            "\u0000\r\n",
            "\n",
            ""));
  }

  private static byte[] chunks(Chance chance, byte[] body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; ) {
      int size = Math.min(body.length - from, 1 + chance.below(2000));
      all.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      all.write(body, from, size);
      all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      from += size;
    }
    all.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return all.toByteArray();
  }
}
