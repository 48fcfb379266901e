package io.todochatbot.conformance.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A copy of the built project, as far as the launchers need it: the scripts and what the build
 * made.
 *
 * @param root the folder of the copy
 */
record Tree(Path root) {
  private static final String DIST = "todo-cli/target/dist";

  /** Copies the scripts and the programs; the start-up caches come along. */
  static Tree copy(Path to) throws IOException {
    Path from = Launcher.root();
    Files.createDirectories(to.resolve("bin"));
    for (String script : List.of("todo", "bin/sidecar", "bin/jdk.sh")) {
      Files.copy(from.resolve(script), to.resolve(script));
    }
    Path dist = from.resolve(DIST);
    for (String program : List.of("todo", "sidecar")) {
      String id = Files.readString(dist.resolve(program).resolve("current")).strip();
      copy(dist.resolve(program), to.resolve(DIST).resolve(program), List.of("current"));
      copy(dist.resolve(program).resolve(id), to.resolve(DIST).resolve(program).resolve(id));
    }
    copy(dist, to.resolve(DIST), List.of("jdk", "version"));
    // in the middle of ./todo test on a fresh clone the launcher still holds these in target
    boolean finished = Files.exists(dist.resolve("stamp"));
    copy(
        finished ? dist : Launcher.root().resolve("target"),
        to.resolve(DIST),
        List.of("sources", "stamp"));
    return new Tree(to);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.list(from)) {
      copy(from, to, files.map(file -> String.valueOf(file.getFileName())).toList());
    }
  }

  private static void copy(Path from, Path to, List<String> names) throws IOException {
    Files.createDirectories(to);
    for (String name : names) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  /** Takes away the caches that make it start fast. */
  void removeCaches() throws IOException {
    for (Path cache : files().stream().filter(file -> file.toString().endsWith(".aot")).toList()) {
      Files.delete(cache);
    }
  }

  /** Forgets which JDK it was built with, and looks in no folder of the system for another. */
  void hideTheJdk() throws IOException {
    Files.delete(root.resolve(DIST).resolve("jdk"));
    Path script = root.resolve("bin/jdk.sh");
    String text = Files.readString(script);
    Files.writeString(
        script,
        text.replaceAll("(?m)(^ +|\\s)/(usr/(lib|lib64|java|local)|opt|Library)/", "$1/none/"));
  }

  /** Everybody may read and start it, nobody may write. */
  void makeReadOnly() throws IOException {
    for (Path path : all()) {
      Set<PosixFilePermission> rights = Files.getPosixFilePermissions(path);
      boolean starts = rights.contains(PosixFilePermission.OWNER_EXECUTE);
      Files.setPosixFilePermissions(
          path, PosixFilePermissions.fromString(starts ? "r-xr-xr-x" : "r--r--r--"));
    }
  }

  /** Lets its owner write again, so that it can be deleted. */
  void makeWritable() throws IOException {
    for (Path path : all()) {
      if (Files.isDirectory(path)) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
    }
  }

  /** All files in it, links not followed. */
  List<Path> files() throws IOException {
    return all().stream().filter(path -> !Files.isDirectory(path)).toList();
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
