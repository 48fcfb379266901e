package io.todochatbot.conformance.golden;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the command line of {@code todo golden} asks for. */
record Arguments(Path dir, Target target) {
  private static final String USAGE =
      "usage: todo golden [--sidecar PATH | --against PATH-OF-A-DAPRD | --against-daprd] [--no-redis] DIR";

  /**
   * Reads the arguments.
   *
   * @throws IllegalArgumentException where they make no sense, saying why
   */
  static Arguments parse(List<String> args, Map<String, String> env) {
    Optional<Path> dir = Optional.empty();
    Optional<Path> sidecar = Optional.empty();
    boolean ours = true;
    Optional<Path> redis = Redis.program();
    Deque<String> rest = new ArrayDeque<>(args);
    while (!rest.isEmpty()) {
      String arg = rest.pop();
      switch (arg) {
        case "--sidecar" -> sidecar = Optional.of(Path.of(value(arg, rest)));
        case "--against" -> {
          sidecar = Optional.of(Path.of(value(arg, rest)));
          ours = false;
        }
        case "--against-daprd" -> {
          sidecar = Optional.ofNullable(env.get("TODO_DAPRD")).map(Path::of);
          ours = false;
        }
        case "--no-redis" -> redis = Optional.empty();
        default -> {
          if (arg.startsWith("-") || dir.isPresent()) {
            throw new IllegalArgumentException("unexpected " + arg + "; " + USAGE);
          }
          dir = Optional.of(Path.of(arg));
        }
      }
    }
    Path folder = dir.orElseThrow(() -> new IllegalArgumentException(USAGE));
    return new Arguments(
        folder,
        new Target(List.of(program(ours ? sidecar.or(Golden::ownSidecar) : sidecar)), ours, redis));
  }

  private static String program(Optional<Path> sidecar) {
    return sidecar
        .map(Path::toAbsolutePath)
        .filter(Files::isExecutable)
        .map(Path::toString)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no program to try: "
                        + sidecar.map(Path::toString).orElse("bin/sidecar is not built")));
  }

  private static String value(String flag, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(flag + " needs a value; " + USAGE);
    }
    return rest.pop();
  }
}
