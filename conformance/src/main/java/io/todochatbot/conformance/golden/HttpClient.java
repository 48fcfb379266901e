package io.todochatbot.conformance.golden;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends one request as it is written, adding nothing but the host and the length. */
final class HttpClient {
  private static final Pattern ABSOLUTE = Pattern.compile("^https?://([^/]*)");
  private static final int TIMEOUT_MS = 30_000;

  /** These verbs say that they have no body where they have none, as the recorder's client did. */
  private static final Set<String> WITH_LENGTH = Set.of("POST", "PUT", "PATCH");

  /** Either an answer or the name of what the connection came to, as the golden files spell it. */
  record Outcome(Optional<HttpMessage> answer, String transportError) {}

  private HttpClient() {}

  static Outcome send(
      int port, String method, String path, Map<String, String> headers, Optional<byte[]> body) {
    List<Map.Entry<String, String>> all = new ArrayList<>();
    if (headers.keySet().stream().noneMatch("host"::equalsIgnoreCase)) {
      all.add(Map.entry("Host", host(port, path)));
    }
    all.addAll(headers.entrySet());
    if (body.isPresent() || WITH_LENGTH.contains(method)) {
      all.add(Map.entry("Content-Length", String.valueOf(body.map(b -> b.length).orElse(0))));
    }
    byte[] request =
        HttpMessage.write(method + " " + path + " HTTP/1.1", all, body.orElse(new byte[0]));
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(TIMEOUT_MS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
      return exchange(socket, request, method.equals("HEAD"));
    } catch (ConnectException refused) {
      return new Outcome(Optional.empty(), "ConnectionRefusedError");
    } catch (EOFException closed) {
      return new Outcome(Optional.empty(), "RemoteDisconnected");
    } catch (IOException failed) {
      return new Outcome(Optional.empty(), failed.toString());
    }
  }

  /** Status of a GET, 0 where nobody answers. */
  static int status(int port, String path) {
    return send(port, "GET", path, Map.of(), Optional.empty())
        .answer()
        .map(answer -> Integer.parseInt(answer.word(1)))
        .orElse(0);
  }

  /** An absolute target brings its own host. */
  private static String host(int port, String path) {
    Matcher absolute = ABSOLUTE.matcher(path);
    return absolute.find() ? absolute.group(1) : "127.0.0.1:" + port;
  }

  private static Outcome exchange(Socket socket, byte[] request, boolean head) throws IOException {
    try {
      socket.getOutputStream().write(request);
    } catch (IOException ignored) {
      // A server that refuses a large body may answer and close before it has read all of it.
    }
    HttpMessage answer = HttpMessage.read(new BufferedInputStream(socket.getInputStream()), head);
    return new Outcome(Optional.of(answer), "");
  }
}
