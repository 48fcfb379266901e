package io.todochatbot.cli.dist;

import java.io.IOException;
import java.util.Map;

/** A short run of the real program, doing what it does every day, while the JVM records. */
interface Rehearsal {
  /**
   * Runs the program from start to end.
   *
   * @param environment added to the program's environment: what makes its launcher record
   * @throws IOException if the program can't be talked to
   * @throws IllegalStateException if it does not start, answer or stop as it should
   */
  void run(Map<String, String> environment) throws IOException;
}
