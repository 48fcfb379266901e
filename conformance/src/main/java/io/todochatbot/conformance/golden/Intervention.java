package io.todochatbot.conformance.golden;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the recorder did before the steps of a case, where the steps don't say it: it stands in the
 * name of the case, or follows from what is looked at.
 */
final class Intervention {
  private static final Duration STOP = Duration.ofSeconds(10);
  private static final Pattern GOES_DOWN = Pattern.compile("(\\w+) (app|sidecar) goes down");

  private Intervention() {}

  /** True where the main sidecar was to find its HTTP port in use. */
  static boolean takesHttpPort(Scenario scenario) {
    return scenario.cases().stream().anyMatch(c -> c.name().contains("port already taken"));
  }

  static void before(GoldenCase one, Stage stage) throws IOException, InterruptedException {
    Matcher down = GOES_DOWN.matcher(one.name());
    if (down.find()) {
      if (down.group(2).equals("app")) {
        app(stage, down.group(1)).close();
      } else {
        stop(stage.sidecar(down.group(1)));
      }
    }
    if (looksAtAllKeys(one) && stage.redis().isPresent()) {
      stage.redis().get().run(List.of("FLUSHALL"));
    }
  }

  /**
   * A list of all keys after the case's own writes shows no others: it began with an empty Redis.
   */
  private static boolean looksAtAllKeys(GoldenCase one) {
    return one.steps().stream()
        .filter(step -> step.number() > 1)
        .map(step -> step.json().path("inspect").path("redis"))
        .anyMatch(
            command ->
                command.path(0).asText().equals("KEYS") && command.path(1).asText().equals("*"));
  }

  private static FakeApp app(Stage stage, String name) {
    return Optional.ofNullable(stage.apps().get(name))
        .orElseThrow(() -> new IllegalArgumentException("no app " + name));
  }

  private static void stop(SidecarProcess sidecar) throws IOException, InterruptedException {
    sidecar.terminate();
    if (sidecar.exitCode(STOP).isEmpty()) {
      throw new IOException("the sidecar did not stop within " + STOP.toSeconds() + " s");
    }
  }
}
