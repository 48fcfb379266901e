package io.todochatbot.components.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small server that speaks OpenAI's chat API: says what it is told to and keeps what it got. */
final class ModelServer implements AutoCloseable {
  /** A request as it came. */
  record Got(String path, String query, String authorization, String apiKey, JsonNode body) {}

  private final HttpServer server;
  private final List<Got> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = "";

  ModelServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Got> requests() {
    return requests;
  }

  /** From now on answers a text. */
  void says(String text) {
    answers(
        200,
        """
        {"id": "1", "object": "chat.completion", "created": 1, "model": "the-model",
         "choices": [{"index": 0, "finish_reason": "stop",
                      "message": {"role": "assistant", "content": "%s"}}],
         "usage": {"prompt_tokens": 7, "completion_tokens": 5, "total_tokens": 12,
                   "prompt_tokens_details": {"cached_tokens": 3},
                   "completion_tokens_details": {"reasoning_tokens": 2}}}
        """
            .formatted(text));
  }

  /** From now on answers this. */
  void answers(int newStatus, String json) {
    status = newStatus;
    answer = json;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.add(
          new Got(
              exchange.getRequestURI().getPath(),
              String.valueOf(exchange.getRequestURI().getQuery()),
              String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
              String.valueOf(exchange.getRequestHeaders().getFirst("api-key")),
              new ObjectMapper().readTree(exchange.getRequestBody())));
      byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }
}
