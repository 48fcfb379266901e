package io.todochatbot.cli.dist;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A program started for a rehearsal, with a folder of its own; closing ends both. */
final class Trial implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final Duration STOP = Duration.ofMinutes(2);

  private final Path folder;
  private final Path output;
  private final Process process;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private Trial(Path folder, Path output, Process process) {
    this.folder = folder;
    this.output = output;
    this.process = process;
  }

  /** Makes the folder of a trial. */
  static Path newFolder() throws IOException {
    return Files.createTempDirectory("todo-trial");
  }

  /** Starts the program; its output is kept for the message of a failure. */
  static Trial start(Path folder, List<String> command, Map<String, String> environment)
      throws IOException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(output.toFile()).environment().putAll(environment);
    return new Trial(folder, output, builder.start());
  }

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Waits until the program is ready. */
  void await(BooleanSupplier ready) throws IOException {
    Instant end = Instant.now().plus(START);
    while (!ready.getAsBoolean()) {
      if (!process.isAlive() || Instant.now().isAfter(end)) {
        throw new IllegalStateException("it did not start: " + tail());
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** The status of an answer, or 0 if there was none. */
  int tryGet(String uri) {
    try {
      return send(HttpRequest.newBuilder(URI.create(uri)).GET());
    } catch (IOException notYetListening) {
      return 0;
    }
  }

  /** Posts JSON and gives the status of the answer. */
  int post(String uri, String json, String... headers) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(uri));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(
        request
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  private int send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(
              request.timeout(Duration.ofSeconds(20)).build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Stops the program as a person would; the JVM then writes its cache. */
  void stop() throws IOException {
    process.destroy();
    awaitEnd();
  }

  /** Waits until the program has ended by itself. */
  void awaitEnd() throws IOException {
    if (!ended()) {
      throw new IllegalStateException("it did not stop: " + tail());
    }
  }

  private boolean ended() throws IOException {
    try {
      return process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private String tail() throws IOException {
    List<String> lines = Files.readAllLines(output);
    return String.join(" | ", lines.subList(Math.max(0, lines.size() - 15), lines.size()));
  }

  @Override
  public void close() throws IOException {
    http.close();
    process.destroyForcibly();
    Bundle.deleteTree(folder);
  }
}
