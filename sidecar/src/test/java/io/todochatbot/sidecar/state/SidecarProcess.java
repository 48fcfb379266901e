package io.todochatbot.sidecar.state;

import static org.awaitility.Awaitility.await;

import io.todochatbot.sidecar.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sidecar in a process of its own, to be killed. */
final class SidecarProcess implements AutoCloseable {
  private static final Pattern PORT = Pattern.compile("HTTP server is running on port (\\d+)");

  private final Process process;
  private final List<String> said = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private final HttpClient http = HttpClient.newHttpClient();

  private SidecarProcess(Process process) {
    this.process = process;
    this.reader = Thread.startVirtualThread(this::read);
  }

  /** Starts the sidecar of {@code my-app} and waits until it answers. */
  static SidecarProcess start(Path resources) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "--app-id=my-app",
                "--resources-path=" + resources,
                "--dapr-http-port=0",
                "--dapr-grpc-port=0",
                "--dapr-internal-grpc-port=0",
                "--metrics-port=0",
                "--dapr-listen-addresses=127.0.0.1")
            .redirectErrorStream(true)
            .start();
    SidecarProcess started = new SidecarProcess(process);
    await().until(() -> started.said("HTTP server is running on port"));
    return started;
  }

  /** Whether a line of its output holds {@code text}. */
  boolean said(String text) {
    if (!process.isAlive() && reader.getState() == Thread.State.TERMINATED) {
      throw new IllegalStateException("the sidecar has ended: " + said);
    }
    return said.stream().anyMatch(line -> line.contains(text));
  }

  /** Stores JSON in a transaction; returns whether that was acknowledged. */
  boolean transact(String key, String json) {
    String body =
        "{\"operations\":[{\"operation\":\"upsert\",\"request\":{\"key\":\""
            + key
            + "\",\"value\":"
            + json
            + ",\"metadata\":{\"contentType\":\"application/json\"}}}]}";
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + port() + "/v1.0/state/store/transaction"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 204;
    } catch (IOException expected) {
      // it was killed meanwhile
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Ends it as {@code kill -9} does. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
    http.close();
  }

  private int port() {
    return said.stream()
        .map(PORT::matcher)
        .filter(Matcher::find)
        .map(found -> Integer.parseInt(found.group(1)))
        .findFirst()
        .orElse(0);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(said::add);
    } catch (IOException | UncheckedIOException ended) {
      said.add("ended: " + ended);
    }
  }
}
