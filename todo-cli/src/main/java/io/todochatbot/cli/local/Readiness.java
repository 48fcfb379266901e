package io.todochatbot.cli.local;

import io.todochatbot.cli.Failure;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Waits until every part answers and the page is there. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final int ANSWER_MILLIS = 5000;

  private final Map<String, URI> awaited = new LinkedHashMap<>();
  private final Consumer<String> progress;
  private final Runnable check;

  /**
   * Knows what to wait for.
   *
   * @param check throws if waiting longer makes no sense
   */
  Readiness(Commands commands, Consumer<String> progress, Runnable check) {
    this.progress = progress;
    this.check = check;
    for (Member member : Member.values()) {
      int http = commands.ports().of(member).http();
      int app = commands.ports().of(member).app();
      awaited.put(
          "the sidecar of " + member.appId(),
          URI.create("http://127.0.0.1:" + http + "/v1.0/healthz"));
      awaited.put(member.appId(), URI.create("http://127.0.0.1:" + app + "/ready"));
    }
    awaited.put("the page", URI.create(commands.page()));
  }

  /**
   * Comes back when everything answers.
   *
   * @throws Failure if something does not within a minute
   */
  void await() throws InterruptedException {
    Instant start = Instant.now();
    boolean quiet = true;
    for (Map.Entry<String, URI> part : awaited.entrySet()) {
      String answer = answer(part.getValue());
      while (!answer.isEmpty()) {
        check.run();
        Duration waited = Duration.between(start, Instant.now());
        if (waited.compareTo(PATIENCE) > 0) {
          throw new Failure(part.getKey() + " does not get ready: " + answer);
        }
        if (quiet && waited.compareTo(QUIET) > 0) {
          progress.accept("still waiting for " + part.getKey() + " (" + answer + ")");
          quiet = false;
        }
        Thread.sleep(PAUSE);
        answer = answer(part.getValue());
      }
    }
  }

  /** Empty if the answer is 2xx, else what was answered. */
  private static String answer(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(ANSWER_MILLIS);
      connection.setReadTimeout(ANSWER_MILLIS);
      try {
        int status = connection.getResponseCode();
        return status / 100 == 2 ? "" : "status " + status;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return String.valueOf(e.getMessage());
    }
  }
}
