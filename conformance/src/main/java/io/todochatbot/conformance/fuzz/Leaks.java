package io.todochatbot.conformance.fuzz;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks for what nobody outside should read: stack traces and the names of our classes. */
final class Leaks {
  private static final Pattern IN_ANSWER =
      Pattern.compile(
          "\tat |java\\.(lang|util|io|nio)\\.|io\\.(todochatbot|vertx|netty|grpc)\\.|ERR_INTERNAL\\b"
              + "|internal error; trace id");

  /**
   * Vert.x 5.0.7 stumbles over a stream that it does not know when it closes a connection on an
   * error; the connection's client hears nothing of it.
   */
  private static final Pattern IN_LOG =
      Pattern.compile(
          "(?m)^\\s+at \\S+\\(|\\\\n  at |Exception in thread|^.*level=fatal.*$"
              + "|(?:Unhandled exception|A task raised an exception)(?!.*stream.{1,3} is null)");

  private static final int BEFORE = 300;

  private final Path log;
  private long read;

  Leaks(Path log) {
    this.log = log;
  }

  /** What an answer shows that it must not. */
  static Optional<String> in(String answer) {
    return found(IN_ANSWER, answer);
  }

  /** What the log shows since the last look; the first find of it. */
  Optional<String> inLog() throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
      byte[] news = new byte[(int) Math.min(file.length() - read, 1 << 28)];
      file.seek(read);
      file.readFully(news);
      read += news.length;
      return found(IN_LOG, new String(news, StandardCharsets.UTF_8));
    }
  }

  private static Optional<String> found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    int from = Math.max(0, matcher.start() - BEFORE);
    int to = Math.min(text.length(), matcher.end() + BEFORE);
    return Optional.of(String.join(" ⏎ ", List.of(text.substring(from, to).split("\n"))));
  }
}
