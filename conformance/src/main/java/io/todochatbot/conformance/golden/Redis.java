package io.todochatbot.conformance.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A Redis server of a setup's own, on a free port, keeping nothing. */
final class Redis implements AutoCloseable {
  private final SidecarProcess process;
  private final int port;

  private Redis(SidecarProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** The server program of this machine, if it has one. */
  static Optional<Path> program() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, "redis-server"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Redis start(Path program, int port, Path dir) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            program.toString(),
            "--port",
            String.valueOf(port),
            "--bind",
            "127.0.0.1",
            "--save",
            "");
    Redis redis = new Redis(SidecarProcess.start(command, java.util.Map.of(), dir, "redis"), port);
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (System.nanoTime() < end) {
      try {
        redis.run(List.of("PING"));
        return redis;
      } catch (IOException notYet) {
        Thread.sleep(Duration.ofMillis(20));
      }
    }
    redis.close();
    throw new IOException("redis-server did not start; see " + dir.resolve("redis.log"));
  }

  int port() {
    return port;
  }

  /** What a command answers: null, text, number, or a list of those. */
  Object run(List<String> command) throws IOException {
    try (RedisConnection connection = new RedisConnection(port)) {
      return connection.run(new ArrayList<>(command));
    }
  }

  @Override
  public void close() {
    process.close();
  }
}
