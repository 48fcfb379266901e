package io.todochatbot.sidecar;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** {@code --wait}: ends once a sidecar on this machine lets its application call it. */
final class WaitCommand {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private WaitCommand() {}

  static int run(SidecarOptions options, PrintStream out) {
    URI uri = URI.create("http://127.0.0.1:" + options.ports().http() + "/v1.0/healthz/outbound");
    long end = System.nanoTime() + LIMIT.toNanos();
    while (System.nanoTime() < end) {
      if (answers(uri)) {
        return 0;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 1;
      }
    }
    out.println("no sidecar became ready at " + uri + " within " + LIMIT.toSeconds() + " s");
    return 1;
  }

  private static boolean answers(URI uri) {
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(1000);
      connection.setReadTimeout(1000);
      return connection.getResponseCode() / 100 == 2;
    } catch (IOException ignored) {
      // nobody listens there yet
      return false;
    }
  }
}
