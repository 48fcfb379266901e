package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** One case: one element of a golden file's array. */
record GoldenCase(String file, String name, List<Step> steps) {
  GoldenCase {
    steps = List.copyOf(steps);
  }

  /**
   * Whether daprd itself did not do this step alike each time: what is pending after somebody wrote
   * a stream entry without data.
   */
  boolean isUnstable(Step step) {
    return step.json().path("inspect").path("redis").path(0).asText().equals("XPENDING")
        && steps.stream().anyMatch(GoldenCase::writesEntryWithoutData);
  }

  private static boolean writesEntryWithoutData(Step step) {
    JsonNode command = step.json().path("do").path("redis");
    return command.path(0).asText().equals("XADD") && !command.path(3).asText().equals("data");
  }

  @Override
  public String toString() {
    return file + ": " + name;
  }
}
