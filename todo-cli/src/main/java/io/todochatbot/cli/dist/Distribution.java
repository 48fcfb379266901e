package io.todochatbot.cli.dist;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Lays out {@code todo-cli/target/dist} at the end of the build.
 *
 * <p>There, {@code jdk} names the JDK that built it, {@code version} the project's version, and
 * {@code sidecar} and {@code todo} hold the two programs (see {@link Bundle}).
 */
public final class Distribution {
  private final Path root;
  private final Path dist;

  private Distribution(Path root) {
    this.root = root;
    this.dist = root.resolve("todo-cli/target/dist");
  }

  /**
   * Builds the distribution.
   *
   * @param args the project's folder, its version, and the jar of todo-cli
   * @throws IOException if a file can't be read or written
   */
  public static void main(String[] args) throws IOException {
    new Distribution(Path.of(args[0]).toRealPath()).build(args[1], Path.of(args[2]));
  }

  private void build(String version, Path cliJar) throws IOException {
    Files.createDirectories(dist);
    Files.writeString(dist.resolve("jdk"), System.getProperty("java.home") + "\n");
    Files.writeString(dist.resolve("version"), version + "\n");
    Bundle sidecar =
        Bundle.lay(
            dist.resolve("sidecar"),
            root.resolve("bin/sidecar"),
            classPath("bin/target/sidecar.classpath"));
    Bundle todo =
        Bundle.lay(
            dist.resolve("todo"),
            root.resolve("todo"),
            Stream.concat(classPath("todo-cli/target/todo.classpath").stream(), Stream.of(cliJar))
                .toList());
    train("bin/sidecar", sidecar, new SidecarRehearsal(root));
    train("todo", todo, new TodoRehearsal(root, todo.folder()));
  }

  private List<Path> classPath(String file) throws IOException {
    String line = Files.readString(root.resolve(file)).strip();
    return Stream.of(line.split(File.pathSeparator)).map(Path::of).toList();
  }

  private void train(String program, Bundle bundle, Rehearsal rehearsal) throws IOException {
    if (Files.exists(bundle.cache())) {
      return;
    }
    say("making " + program + " start fast (a trial run fills its cache)");
    Path raw = bundle.cache().resolveSibling("cache.new");
    try {
      rehearsal.run(Map.of("TODO_AOT_RECORD", raw.toString(), "TODO_BUILT", "yes"));
      Files.move(raw, bundle.cache());
    } catch (IOException | IllegalStateException e) {
      say(
          "warning: "
              + program
              + " works but starts slower, its trial run failed: "
              + e.getMessage());
      Files.deleteIfExists(raw);
    }
  }

  private static void say(String message) {
    System.out.println("todo: " + message);
  }
}
