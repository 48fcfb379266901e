package io.todochatbot.components.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.todochatbot.spi.TestAuthority;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks the part of Vault's protocol that matters here
 * (https://developer.hashicorp.com/vault/api-docs): key/value engines {@code secret} (version 2)
 * and {@code old} (version 1), and the sign-in by AppRole. Vault itself comes neither from Maven
 * nor from the system's packages.
 */
final class VaultDouble implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final Map<String, List<String>> secrets = new ConcurrentHashMap<>();
  private final List<String> signIns = new CopyOnWriteArrayList<>();
  private volatile String token = "root";
  private volatile long leaseSeconds = 60;

  private VaultDouble(HttpServer server) {
    this.server = server;
    server.createContext("/v1/", this::handle);
    server.start();
  }

  static VaultDouble start() throws IOException {
    return new VaultDouble(HttpServer.create(loopback(), 0));
  }

  /** A server whose certificate is {@code issued}. */
  static VaultDouble secure(TestAuthority authority, TestAuthority.Issued issued)
      throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.context(issued)));
    return new VaultDouble(server);
  }

  String address() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Stores a further version of a secret under its path in the engine. */
  void put(String path, String json) {
    secrets.merge(
        path,
        List.of(json),
        (old, more) -> java.util.stream.Stream.concat(old.stream(), more.stream()).toList());
  }

  /** From now on takes only this token, which it gives to who signs in. */
  void takesOnly(String newToken, long newLeaseSeconds) {
    token = newToken;
    leaseSeconds = newLeaseSeconds;
  }

  /** The bodies of the sign-ins. */
  List<String> signIns() {
    return signIns;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/v1/".length());
      if (path.equals("auth/approle/login") && exchange.getRequestMethod().equals("POST")) {
        signIn(exchange);
      } else if (!token.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
        answer(exchange, 403, "{\"errors\":[\"permission denied\"]}");
      } else if ("list=true".equals(exchange.getRequestURI().getQuery())) {
        list(exchange, path.replaceFirst("^(secret/metadata|old)/", ""));
      } else if (path.startsWith("secret/data/")) {
        String version = String.valueOf(exchange.getRequestURI().getQuery());
        versioned(
            exchange, path.substring("secret/data/".length()), version.replace("version=", ""));
      } else {
        plain(exchange, secrets.get(path.substring("old/".length())));
      }
    }
  }

  private void signIn(HttpExchange exchange) throws IOException {
    JsonNode body = JSON.readTree(exchange.getRequestBody());
    signIns.add(body.path("role_id").asText() + "/" + body.path("secret_id").asText());
    if (body.path("secret_id").asText().equals("wrong")) {
      answer(exchange, 400, "{\"errors\":[\"invalid role or secret ID\"]}");
      return;
    }
    answer(
        exchange,
        200,
        "{\"auth\":{\"client_token\":\"%s\",\"lease_duration\":%d}}"
            .formatted(token, leaseSeconds));
  }

  private void list(HttpExchange exchange, String folder) throws IOException {
    TreeSet<String> keys = new TreeSet<>();
    for (String path : new TreeMap<>(secrets).keySet()) {
      if (path.startsWith(folder)) {
        String rest = path.substring(folder.length());
        keys.add(rest.contains("/") ? rest.substring(0, rest.indexOf('/') + 1) : rest);
      }
    }
    if (keys.isEmpty()) {
      answer(exchange, 404, "{\"errors\":[]}");
      return;
    }
    answer(exchange, 200, JSON.writeValueAsString(Map.of("data", Map.of("keys", keys))));
  }

  private void versioned(HttpExchange exchange, String path, String version) throws IOException {
    List<String> versions = secrets.getOrDefault(path, List.of());
    int wanted = version.equals("0") ? versions.size() : Integer.parseInt(version);
    if (versions.isEmpty() || wanted > versions.size()) {
      answer(exchange, 404, "{\"errors\":[]}");
      return;
    }
    answer(
        exchange,
        200,
        "{\"data\":{\"data\":" + versions.get(wanted - 1) + ",\"metadata\":{\"version\":1}}}");
  }

  private static void plain(HttpExchange exchange, @Nullable List<String> versions)
      throws IOException {
    if (versions == null) {
      answer(exchange, 404, "{\"errors\":[]}");
    } else {
      answer(exchange, 200, "{\"data\":" + versions.getLast() + "}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }
}
