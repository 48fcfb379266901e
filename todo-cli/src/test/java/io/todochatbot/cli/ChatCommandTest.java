package io.todochatbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code todo chat} sends to the API and shows of its answer. */
final class ChatCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer api = newServer();
  private Path readyFile = Path.of("unset");

  @BeforeEach
  void startApi(@TempDir Path folder) throws IOException {
    api.start();
    readyFile = folder.resolve("ready.json");
    String base = "http://127.0.0.1:" + api.getAddress().getPort();
    new ReadyFile(base + "/", base + "/api", "secret", Map.of()).write(readyFile);
  }

  @AfterEach
  void stopApi() {
    api.stop(0);
  }

  @Test
  void joinsUnquotedWordsAndPrintsOnlyTheReply() {
    answer(200, "{\"reply\":\"Added “böhm”.\",\"conversation_id\":\"c1\"}");

    assertThat(chat("add", "call", "böhm", "at", "5pm")).isZero();

    assertThat(received).containsExactly("Bearer secret {\"message\":\"add call böhm at 5pm\"}");
    assertThat(out.toString()).isEqualToIgnoringNewLines("Added “böhm”.");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void takesWordsThatLookLikeOptionsAsWords() {
    answer(200, "{\"reply\":\"ok\"}");

    assertThat(chat("add", "test", "--dry-run", "-5")).isZero();

    assertThat(received).containsExactly("Bearer secret {\"message\":\"add test --dry-run -5\"}");
  }

  @Test
  void showsTheDetailOfARefusal() {
    answer(503, "{\"title\":\"Unavailable\",\"detail\":\"The disk is full.\"}");

    assertThat(chat("add", "milk")).isEqualTo(1);

    assertThat(err.toString()).isEqualToIgnoringNewLines("todo: The disk is full.");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysThatItDoesNotRunIfItHasEndedWithoutTidying() {
    api.stop(0);

    assertThat(chat("help")).isEqualTo(1);

    assertThat(err.toString()).contains("not running");
  }

  private int chat(String... words) {
    CommandLine program = Todo.commandLine();
    program.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] args = new String[words.length + 2];
    args[0] = "chat";
    args[1] = "--ready-file=" + readyFile;
    System.arraycopy(words, 0, args, 2, words.length);
    return program.execute(args);
  }

  private void answer(int status, String json) {
    api.createContext("/api/chat", exchange -> answer(exchange, status, json));
  }

  private void answer(HttpExchange exchange, int status, String json) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static HttpServer newServer() {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
