package io.todochatbot.conformance.sdk;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.todochatbot.conformance.sdk.Row.Said;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * An SDK of another language, whose script runs as a process. What it needs is installed once, in
 * the versions that its lock file names, into this module's target folder.
 *
 * @param command the interpreter and the script
 * @param modules where the interpreter finds what was installed
 */
record ScriptedSdk(List<String> command, Path modules) {
  private static final String CALL = "CALL ";
  private static final long PATIENCE_SECONDS = 120;
  private static final long INSTALL_SECONDS = 300;

  /** Dapr's Python SDK, or a skipped test where it can't be had. */
  static ScriptedSdk python() throws IOException, InterruptedException {
    assumeTrue(isThere("python3"), "needs python3 (Debian: apt install python3 python3-venv)");
    Path lock = Row.FOLDER.resolve("python/requirements.txt");
    Path home = home("python", lock);
    if (!isReady(home)) {
      install("needs python3-venv", home, "python3", "-m", "venv", home.toString());
      install(
          "Dapr's Python SDK can't be fetched",
          home,
          home.resolve("bin/pip").toString(),
          "install",
          "--quiet",
          "--disable-pip-version-check",
          "-r",
          lock.toString());
      ready(home);
    }
    return new ScriptedSdk(
        List.of(
            home.resolve("bin/python").toString(),
            Row.FOLDER.resolve("python/script.py").toString()),
        home);
  }

  /** Dapr's JavaScript SDK, or a skipped test where it can't be had. */
  static ScriptedSdk javaScript() throws IOException, InterruptedException {
    assumeTrue(isThere("node"), "needs node.js (Debian: apt install nodejs npm)");
    assumeTrue(isThere("npm"), "needs npm for node.js (Debian: apt install npm)");
    Path lock = Row.FOLDER.resolve("javascript/package-lock.json");
    Path home = home("javascript", lock);
    if (!isReady(home)) {
      Files.createDirectories(home);
      Files.copy(lock, home.resolve("package-lock.json"));
      Files.copy(lock.resolveSibling("package.json"), home.resolve("package.json"));
      install(
          "Dapr's JavaScript SDK can't be fetched",
          home,
          "npm",
          "ci",
          "--prefix",
          home.toString(),
          "--ignore-scripts",
          "--no-audit",
          "--no-fund");
      ready(home);
    }
    return new ScriptedSdk(
        List.of("node", Row.FOLDER.resolve("javascript/script.js").toString()),
        home.resolve("node_modules"));
  }

  /** Runs the script to its end. */
  List<Said> run(Stage stage, Path out) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(Row.FILE.toString(), "" + stage.appPort()));
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("DAPR_"));
    builder.environment().put("DAPR_HTTP_PORT", "" + stage.httpPort());
    builder.environment().put("DAPR_GRPC_PORT", "" + stage.grpcPort());
    builder.environment().put("NODE_PATH", modules.toString());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the script does not end; it said:\n" + Files.readString(out));
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    try (Stream<String> lines = Files.lines(out)) {
      return lines
          .filter(line -> line.startsWith(CALL))
          .map(line -> Said.parse(line.substring(CALL.length())))
          .toList();
    }
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
  }

  /** A folder of its own for each content of the lock file. */
  private static Path home(String language, Path lock) throws IOException {
    CRC32 sum = new CRC32();
    sum.update(Files.readAllBytes(lock));
    return Path.of("target/sdk", language + "-" + HexFormat.of().toHexDigits((int) sum.getValue()))
        .toAbsolutePath();
  }

  private static boolean isReady(Path home) {
    return Files.exists(home.resolve("ready"));
  }

  private static void ready(Path home) throws IOException {
    Files.createFile(home.resolve("ready"));
  }

  /** Runs an installer; its failure skips the test. */
  private static void install(String problem, Path home, String... command)
      throws IOException, InterruptedException {
    Files.createDirectories(home.resolveSibling("logs"));
    Path log = Files.createTempFile(home.resolveSibling("logs"), "install", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new File("/dev/null"))
            .redirectOutput(log.toFile())
            .start();
    boolean ended = process.waitFor(INSTALL_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    boolean good = ended && process.exitValue() == 0;
    assumeTrue(good, () -> problem + (ended ? "" : " in time") + "; see " + log);
  }

  /** What the script printed besides its calls. */
  static String noise(Path out) throws IOException {
    return Files.readString(out, StandardCharsets.UTF_8);
  }
}
