package io.todochatbot.conformance.golden;

import java.util.List;

/** One case: one element of a golden file's array. */
record GoldenCase(String file, String name, List<Step> steps) {
  GoldenCase {
    steps = List.copyOf(steps);
  }

  @Override
  public String toString() {
    return file + ": " + name;
  }
}
