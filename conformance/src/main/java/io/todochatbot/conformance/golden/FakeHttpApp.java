package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The fake HTTP app of a setup. */
final class FakeHttpApp implements FakeApp {
  /** Of the connection, not of the request. */
  private static final Set<String> DROPPED = Set.of("content-length", "connection", "date");

  private final JsonNode behaviour;
  private final JsonNode otherwise;
  private final ServerSocket server;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Inbox inbox = new Inbox();
  private final Turns turns = new Turns();

  FakeHttpApp(JsonNode app, int port) {
    this.behaviour = app.path("behaviour");
    this.otherwise = app.path("default");
    try {
      this.server = new ServerSocket(port, 128, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  @Override
  public int port() {
    return server.getLocalPort();
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void nowAnswers(JsonNode answers) {
    throw new IllegalArgumentException("appNowAnswers is for gRPC apps");
  }

  @Override
  public void close() {
    quietly(server::close);
    connections.forEach(socket -> quietly(socket::close));
  }

  private void accept() {
    while (!server.isClosed()) {
      quietly(
          () -> {
            Socket socket = server.accept();
            connections.add(socket);
            Thread.ofVirtual().start(() -> quietly(() -> serve(socket)));
          });
    }
  }

  private void serve(Socket socket) throws IOException {
    try (socket) {
      socket.setTcpNoDelay(true);
      BufferedInputStream in = new BufferedInputStream(socket.getInputStream());
      while (true) {
        HttpMessage request = HttpMessage.read(in, false);
        JsonNode answer = find(request.word(0), path(request));
        remember(request);
        pause(answer.path("delayMs").asLong());
        socket.getOutputStream().write(answer(request, answer));
      }
    } finally {
      connections.remove(socket);
    }
  }

  private void remember(HttpMessage request) {
    Map<String, String> headers = new TreeMap<>(request.headers());
    headers.keySet().removeAll(DROPPED);
    inbox.add(new Received.Http(request.word(0), request.word(1), headers, request.body()));
  }

  private static String path(HttpMessage request) {
    return request.word(1).split("\\?", 2)[0];
  }

  private JsonNode find(String method, String path) {
    for (String verb : List.of(method, "*")) {
      String key = verb + " " + path;
      if (behaviour.has(key)) {
        return turns.answer(key, behaviour.path(key));
      }
    }
    for (var entry : behaviour.properties()) {
      String[] key = entry.getKey().split(" ", 2);
      boolean prefix = key.length == 2 && key[1].endsWith("*");
      if (prefix
          && (key[0].equals("*") || key[0].equals(method))
          && path.startsWith(key[1].substring(0, key[1].length() - 1))) {
        return turns.answer(entry.getKey(), entry.getValue());
      }
    }
    return otherwise.isMissingNode() ? MissingNode.getInstance() : otherwise;
  }

  private static byte[] answer(HttpMessage request, JsonNode answer) {
    int status = answer.path("status").asInt(answer.isMissingNode() ? 404 : 200);
    Map<String, String> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    byte[] body = body(request, answer, named);
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry("Server", "fake"));
    headers.add(
        Map.entry(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC))));
    answer.path("headers").properties().forEach(h -> add(headers, named, h));
    headers.addAll(named.entrySet());
    headers.add(Map.entry("Content-Length", String.valueOf(body.length)));
    boolean head = request.word(0).equals("HEAD");
    if (status == 204) {
      headers.removeLast();
    }
    return HttpMessage.write(
        "HTTP/1.1 " + status + " " + HttpResponseStatus.valueOf(status).reasonPhrase(),
        headers,
        head || status == 204 ? new byte[0] : body);
  }

  /** What the setup names wins over what the kind of body brings. */
  private static void add(
      List<Map.Entry<String, String>> headers,
      Map<String, String> byBody,
      Map.Entry<String, JsonNode> header) {
    byBody.remove(header.getKey());
    if (header.getValue().isArray()) {
      header.getValue().forEach(value -> headers.add(Map.entry(header.getKey(), value.asText())));
    } else {
      headers.add(Map.entry(header.getKey(), header.getValue().asText()));
    }
  }

  private static byte[] body(HttpMessage request, JsonNode answer, Map<String, String> headers) {
    if (answer.path("echo").asBoolean()) {
      Optional.ofNullable(request.headers().get("content-type"))
          .ifPresent(t -> headers.put("Content-Type", t));
      return request.body();
    }
    if (answer.has("base64")) {
      return Base64.getDecoder().decode(answer.path("base64").asText());
    }
    JsonNode body = answer.path("body");
    if (body.isMissingNode()) {
      return new byte[0];
    }
    if (body.isTextual()) {
      return body.asText().getBytes(StandardCharsets.UTF_8);
    }
    headers.put("Content-Type", "application/json");
    return Json.dumps(body).getBytes(StandardCharsets.UTF_8);
  }

  private static void pause(long millis) throws IOException {
    try {
      Thread.sleep(Duration.ofMillis(millis));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void quietly(Closing step) {
    try {
      step.run();
    } catch (IOException expected) {
      // The other side hung up, or close() was called.
    }
  }

  @FunctionalInterface
  private interface Closing {
    void run() throws IOException;
  }
}
