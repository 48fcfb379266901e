package io.todochatbot.conformance.golden;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Prints results as they come and counts them. */
final class Report {
  private static final int SHOWN = 5;

  private final PrintStream out;
  private final List<CaseResult> results = new ArrayList<>();

  Report(PrintStream out) {
    this.out = out;
  }

  void add(CaseResult result) {
    results.add(result);
    switch (result.verdict()) {
      case Verdict.Failed failed -> {
        out.println("failed: " + result.goldenCase());
        failed.steps().stream().limit(SHOWN).forEach(this::print);
        if (failed.steps().size() > SHOWN) {
          out.println("  and " + (failed.steps().size() - SHOWN) + " more steps");
        }
      }
      case Verdict.Skipped skipped ->
          out.println("skipped: " + result.goldenCase() + ": waits for " + skipped.waitsFor());
      case Verdict.Passed passed -> {
        if (!passed.knownDifferences().isEmpty()) {
          out.println(
              "passed with known difference: "
                  + result.goldenCase()
                  + ": "
                  + String.join("; ", passed.knownDifferences()));
        }
      }
    }
  }

  List<CaseResult> results() {
    return List.copyOf(results);
  }

  boolean allPassed() {
    return count(Verdict.Failed.class::isInstance) == 0;
  }

  /** The line that says it all; nothing may be printed after it. */
  void summary() {
    out.printf(
        "%d passed, %d failed, %d skipped%n",
        count(Verdict.Passed.class::isInstance),
        count(Verdict.Failed.class::isInstance),
        count(Verdict.Skipped.class::isInstance));
    out.flush();
  }

  private void print(Verdict.FailedStep failed) {
    String name = failed.step().json().path("name").asText();
    out.println(
        "  step "
            + failed.step().number()
            + ": "
            + failed.step().operation()
            + (name.isEmpty() ? "" : " (" + name + ")"));
    failed.differences().forEach(difference -> out.println("    " + difference));
  }

  private long count(Predicate<Verdict> kind) {
    return results.stream().map(CaseResult::verdict).filter(kind).count();
  }
}
