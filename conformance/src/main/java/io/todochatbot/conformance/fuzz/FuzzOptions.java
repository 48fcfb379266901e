package io.todochatbot.conformance.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What the command line of {@code todo fuzz} asks for.
 *
 * @param requests how many
 * @param seed of chance; the same seed makes the same requests
 * @param first the number of the first request
 * @param clients how many send at a time
 * @param sidecar the program that is tried
 */
record FuzzOptions(long requests, long seed, long first, int clients, Path sidecar) {
  static final String USAGE =
      "usage: todo fuzz [--requests N] [--seed N] [--first N] [--clients N] [--sidecar PATH]";

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException where they make no sense, saying why
   */
  static FuzzOptions parse(List<String> args, Optional<Path> ownSidecar) {
    long requests = 1_000_000;
    long seed = 1;
    long first = 0;
    int clients = 8;
    Optional<Path> sidecar = ownSidecar;
    Deque<String> rest = new ArrayDeque<>(args);
    while (!rest.isEmpty()) {
      String flag = rest.pop();
      if (rest.isEmpty()) {
        throw new IllegalArgumentException(flag + " needs a value; " + USAGE);
      }
      String value = rest.pop();
      switch (flag) {
        case "--requests" -> requests = number(flag, value);
        case "--seed" -> seed = number(flag, value);
        case "--first" -> first = number(flag, value);
        case "--clients" -> clients = Math.toIntExact(Math.max(1, number(flag, value)));
        case "--sidecar" -> sidecar = Optional.of(Path.of(value));
        default -> throw new IllegalArgumentException("unexpected " + flag + "; " + USAGE);
      }
    }
    Path program =
        sidecar
            .filter(Files::isExecutable)
            .orElseThrow(() -> new IllegalArgumentException("bin/sidecar is not built"));
    return new FuzzOptions(requests, seed, first, clients, program);
  }

  private static long number(String flag, String value) {
    try {
      return Long.parseLong(value.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(flag + ": \"" + value + "\" (expected: a number)", e);
    }
  }
}
