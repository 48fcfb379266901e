package io.todochatbot.conformance.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Replays scenarios. Safe for use by several threads: each scenario has processes and ports of its
 * own.
 */
final class Replay {
  private final Target target;
  private final Needs needs;
  private final KnownDifferences known;
  private final Ports ports = new Ports();

  Replay(Target target, KnownDifferences known) {
    this.target = target;
    this.needs = new Needs(target);
    this.known = known;
  }

  /** The results of all cases of the scenario, in order. */
  List<CaseResult> run(Scenario scenario) throws InterruptedException {
    Plan plan = Plan.of(scenario, needs);
    if (!plan.runs()) {
      return plan.scenario().cases().stream().map(c -> skipped(plan, c)).toList();
    }
    try {
      Path dir = Files.createTempDirectory("golden");
      try (Stage stage = Stage.start(plan.scenario(), target, ports, dir)) {
        return replay(plan, stage);
      } finally {
        delete(dir);
      }
    } catch (IOException | RuntimeException e) {
      return plan.scenario().cases().stream().map(c -> broken(plan, c, e)).toList();
    }
  }

  private List<CaseResult> replay(Plan plan, Stage stage) throws InterruptedException {
    StepRunner runner = new StepRunner(stage);
    List<CaseResult> results = new ArrayList<>();
    for (GoldenCase one : plan.scenario().cases()) {
      results.add(
          plan.skipped().containsKey(one)
              ? skipped(plan, one)
              : replay(one, stage, runner, plan.replaced()));
    }
    return results;
  }

  private CaseResult replay(GoldenCase one, Stage stage, StepRunner runner, Set<String> replaced)
      throws InterruptedException {
    List<Verdict.FailedStep> failed = new ArrayList<>();
    NavigableSet<String> declared = new TreeSet<>(replaced);
    Optional<Difference> start = intervene(one, stage);
    start.ifPresent(
        difference ->
            failed.add(new Verdict.FailedStep(one.steps().getFirst(), List.of(difference))));
    for (Step step : one.steps().stream().filter(s -> !one.isUnstable(s)).toList()) {
      List<Difference> undeclared = new ArrayList<>();
      for (Difference difference : differences(step, runner)) {
        Optional<String> name = known.find(step.operation(), difference);
        name.ifPresentOrElse(declared::add, () -> undeclared.add(difference));
      }
      if (!undeclared.isEmpty()) {
        failed.add(new Verdict.FailedStep(step, undeclared));
      }
    }
    return new CaseResult(
        one, failed.isEmpty() ? new Verdict.Passed(declared) : new Verdict.Failed(failed));
  }

  private static List<Difference> differences(Step step, StepRunner runner)
      throws InterruptedException {
    try {
      return runner.run(step);
    } catch (IOException | RuntimeException e) {
      return List.of(new Difference("runner", "the step to be carried out", e.toString()));
    }
  }

  private static Optional<Difference> intervene(GoldenCase one, Stage stage)
      throws InterruptedException {
    try {
      Intervention.before(one, stage);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      return Optional.of(new Difference("runner", "the case to be prepared", e.toString()));
    }
  }

  private static CaseResult skipped(Plan plan, GoldenCase one) {
    return new CaseResult(one, new Verdict.Skipped(plan.skipped().getOrDefault(one, "")));
  }

  private static CaseResult broken(Plan plan, GoldenCase one, Exception cause) {
    if (plan.skipped().containsKey(one)) {
      return skipped(plan, one);
    }
    Difference difference = new Difference("setup", "to start", cause.toString());
    return new CaseResult(
        one,
        new Verdict.Failed(
            List.of(new Verdict.FailedStep(one.steps().getFirst(), List.of(difference)))));
  }

  private static void delete(Path dir) throws IOException {
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
