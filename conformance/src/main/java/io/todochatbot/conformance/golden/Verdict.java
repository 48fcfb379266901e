package io.todochatbot.conformance.golden;

import java.util.List;
import java.util.NavigableSet;

/** How a case ended. */
sealed interface Verdict {

  /**
   * All steps went as recorded, but for what is declared.
   *
   * @param knownDifferences the declared ones that showed; empty for an exact replay
   */
  record Passed(NavigableSet<String> knownDifferences) implements Verdict {}

  record Failed(List<FailedStep> steps) implements Verdict {}

  record Skipped(String waitsFor) implements Verdict {}

  /** A step with the differences that nobody declared. */
  record FailedStep(Step step, List<Difference> differences) {}
}
