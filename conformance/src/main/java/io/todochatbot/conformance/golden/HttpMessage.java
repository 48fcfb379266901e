package io.todochatbot.conformance.golden;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request or an answer of HTTP/1.1 as it stands on the wire. The golden files hold requests that
 * no client library would send (CONNECT with a path, invented verbs, absolute targets) and the
 * exact set of header fields that arrived, so both sides are read and written here, plainly.
 *
 * @param start the request or status line
 * @param headers by lower-case name; several of one name are joined by a comma and a blank
 */
public record HttpMessage(String start, Map<String, String> headers, byte[] body) {

  /**
   * Reads one message.
   *
   * @param bodiless whether none follows whatever the header says, as after HEAD
   * @throws EOFException if the connection is closed before its end
   * @throws IOException if it can't be read
   */
  public static HttpMessage read(InputStream in, boolean bodiless) throws IOException {
    String start = line(in);
    Map<String, String> headers = headers(in);
    boolean answer = start.startsWith("HTTP/");
    boolean empty = bodiless || (answer && Set.of("204", "304").contains(word(start, 1)));
    return new HttpMessage(start, headers, empty ? new byte[0] : body(in, headers, answer));
  }

  /** The n-th word of the start line. */
  public String word(int n) {
    return word(start, n);
  }

  String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  static byte[] write(String start, List<Map.Entry<String, String>> headers, byte[] body) {
    StringBuilder head = new StringBuilder(start).append("\r\n");
    headers.forEach(h -> head.append(h.getKey()).append(": ").append(h.getValue()).append("\r\n"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static String word(String start, int n) {
    String[] words = start.split(" ", 3);
    return n < words.length ? words[n] : "";
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      String name = line.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
      headers.merge(name, line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
    }
    return headers;
  }

  private static byte[] body(InputStream in, Map<String, String> headers, boolean answer)
      throws IOException {
    if (headers.getOrDefault("transfer-encoding", "").contains("chunked")) {
      return chunks(in);
    }
    String length = headers.get("content-length");
    if (length != null) {
      return in.readNBytes(Integer.parseInt(length));
    }
    return answer ? in.readAllBytes() : new byte[0];
  }

  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(in).split(";", 2)[0].strip(), 16);
      if (size == 0) {
        headers(in);
        return body.toByteArray();
      }
      body.writeBytes(in.readNBytes(size));
      line(in);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection was closed");
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
