package io.todochatbot.conformance.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts the project's commands as processes. */
final class Launcher {
  private static final long PATIENCE_SECONDS = 60;

  private Launcher() {}

  /** The folder of the project, which must have been built. */
  static Path root() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.isExecutable(root.resolve("bin/sidecar"))) {
      root = root.getParent();
      if (root == null) {
        throw new AssertionError("these tests run inside the project");
      }
    }
    if (!Files.exists(root.resolve("todo-cli/target/dist/todo/current"))) {
      throw new AssertionError("the programs are not built; run ./todo version");
    }
    return root;
  }

  /** {@code ./todo} with arguments, which takes what is built as it is. */
  static ProcessBuilder todo(String... arguments) {
    return todo(List.of(arguments));
  }

  static ProcessBuilder todo(List<String> arguments) {
    ProcessBuilder builder = command(root().resolve("todo").toString(), arguments);
    // Whoever runs the tests has built already, and may hold the lock of the build.
    builder.environment().put("TODO_BUILT", "yes");
    return builder;
  }

  static ProcessBuilder command(String program, List<String> arguments) {
    List<String> words = new ArrayList<>();
    words.add(program);
    words.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(words);
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("DAPR_") || name.startsWith("APP_"));
    builder.redirectInput(new File("/dev/null"));
    return builder;
  }

  /**
   * What a command said and how it ended.
   *
   * @param code the exit code
   * @param out standard output
   * @param err standard error
   */
  record Ended(int code, String out, String err) {}

  /** Waits for the end of a command. */
  static Ended run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path out = Files.createTempFile("todo", ".out");
    Path err = Files.createTempFile("todo", ".err");
    try {
      Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try {
        int code = exitCode(process);
        return new Ended(code, Files.readString(out), Files.readString(err));
      } finally {
        process.destroyForcibly();
      }
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Sends a signal by its name, such as INT. */
  static void signal(String name, long process) throws IOException, InterruptedException {
    int code =
        new ProcessBuilder("kill", "-" + name, "--", Long.toString(process)).start().waitFor();
    if (code != 0) {
      throw new IOException("could not send " + name + " to " + process);
    }
  }

  static int exitCode(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running: " + process.info().commandLine().orElse("?"));
    }
    return process.exitValue();
  }
}
