package io.todochatbot.conformance.endtoend;

import java.util.List;

/** The whole app as six processes. */
final class SeparateProcessesTest extends RunningAppContract {
  SeparateProcessesTest() {
    super(List.of("--separate"));
  }
}
