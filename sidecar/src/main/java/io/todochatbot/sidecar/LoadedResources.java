package io.todochatbot.sidecar;

import io.todochatbot.resources.Configuration;
import io.todochatbot.resources.ConfigurationReader;
import io.todochatbot.resources.Problem;
import io.todochatbot.resources.Resources;
import io.todochatbot.sidecar.telemetry.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The Configuration and the resources of a sidecar, read and judged: as daprd does, or strictly.
 */
record LoadedResources(Configuration configuration, Resources resources) {
  private static final String RESILIENCY = "Resiliency ";

  private static final String SHORTHAND =
      ", so that no policy is in effect; for the pub/sub component NAME write: spec: {policies:"
          + " {timeouts: {t: 5s}, retries: {r: {policy: constant, duration: 1s, maxRetries: 3}},"
          + " circuitBreakers: {c: {interval: 30s, timeout: 60s, trip: \"requests >= 20 &&"
          + " double(totalFailures) / double(requests) >= 0.05\"}}}, targets: {components: {NAME:"
          + " {outbound: {timeout: t, retry: r, circuitBreaker: c}, inbound: {timeout: t, retry: r,"
          + " circuitBreaker: c}}}}}";

  static LoadedResources read(SidecarOptions options, Log log) {
    ConfigurationReader.Read read =
        ConfigurationReader.read(
            options.resources().configurations(), name -> options.environment().get(name));
    if (!read.fatalProblems().isEmpty()) {
      Problem first = read.fatalProblems().getFirst();
      throw new SidecarFailure(
          "error loading configuration: "
              + (first.cause() == Problem.Cause.UNREADABLE
                  ? "stat " + first.location().file() + ": " + first.message()
                  : told(first)));
    }
    if (options.resources().configurations().isEmpty()) {
      log.info("loading default configuration");
    }
    Resources resources =
        Resources.read(options.resources().folders())
            .visibleTo(options.appId(), Optional.of(options.namespace()).filter(n -> !n.isEmpty()));
    List<Problem> problems = new ArrayList<>(read.problems());
    resources.problems().stream().map(LoadedResources::advised).forEach(problems::add);
    judge(options, problems, log);
    return new LoadedResources(read.configuration(), resources);
  }

  private static void judge(SidecarOptions options, List<Problem> problems, Log log) {
    if (options.resources().strict()) {
      List<String> refused =
          problems.stream()
              .filter(p -> p.severity().compareTo(Problem.Severity.WARNING) >= 0)
              .map(Problem::toString)
              .toList();
      if (!refused.isEmpty()) {
        throw new SidecarFailure(
            "refused by --strict, mend these and start again:\n  " + String.join("\n  ", refused));
      }
    }
    List<String> fatal = new ArrayList<>();
    for (Problem problem : problems) {
      switch (problem.severity()) {
        case NOTE -> log.debug(problem.toString());
        case WARNING -> log.warn(problem.toString());
        case ERROR -> log.error(leftOut(problem));
        case FATAL -> fatal.add(told(problem));
      }
    }
    if (!fatal.isEmpty()) {
      throw new SidecarFailure("failed to load components: " + String.join("\n", fatal));
    }
  }

  /** A problem with the right form, where a wrong one is known to be written. */
  private static Problem advised(Problem problem) {
    return problem.field().equals("spec.pubsub") && problem.resource().startsWith(RESILIENCY)
        ? new Problem(
            problem.location(),
            problem.cause(),
            problem.severity(),
            problem.resource(),
            problem.field(),
            problem.message() + SHORTHAND)
        : problem;
  }

  /** A problem that leaves its resource out, in daprd's words where it has some of its own. */
  private static String leftOut(Problem problem) {
    if (problem.cause() == Problem.Cause.BROKEN_YAML) {
      return "Could not determine resource type: error converting YAML to JSON: " + problem;
    }
    return problem.resource().startsWith(RESILIENCY)
        ? "Could not read resiliency policy "
            + problem.resource().substring(RESILIENCY.length())
            + ": "
            + problem
        : problem.toString();
  }

  /** A problem that ends daprd, in the words in which daprd tells it where they are recorded. */
  private static String told(Problem problem) {
    return switch (problem.cause()) {
      case DUPLICATE, BROKEN_YAML -> problem.message();
      case UNREADABLE -> "open " + problem.location().file() + ": " + problem.message();
      case ILL_TYPED, MISSING, UNKNOWN_FIELD, REPEATED_KEY, UNKNOWN_KIND, NOT_YAML ->
          problem.toString();
    };
  }
}
