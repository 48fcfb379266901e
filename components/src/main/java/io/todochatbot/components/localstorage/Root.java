package io.todochatbot.components.localstorage;

import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The folder that nothing leads out of.
 *
 * @param path absolute, without symbolic links
 */
record Root(Path path) {
  private static final List<Path> FORBIDDEN =
      List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/boot"), Path.of("/var/run/secrets"));
  private static final int MAX_LINKS = 255;

  /**
   * Takes the setting's value and makes the folder.
   *
   * @throws ComponentException if it is no folder, or one that nobody has business in
   */
  static Root of(String setting) {
    if (setting.isEmpty()) {
      throw refusal("property rootPath must not be empty");
    }
    Path real;
    try {
      real = real(Path.of(setting).toAbsolutePath().normalize());
    } catch (IOException | InvalidPathException e) {
      throw new ComponentException("failed to parse metadata: rootPath: " + e.getMessage(), e);
    }
    if (FORBIDDEN.stream().anyMatch(real::startsWith)) {
      throw refusal("property rootPath points to a disallowed location");
    }
    try {
      Files.createDirectories(real);
    } catch (IOException e) {
      throw new ComponentException(
          "unable to create directory specified by 'rootPath' " + real + ": " + e.getMessage(), e);
    }
    return new Root(real);
  }

  /**
   * The path that {@code name} stands for, taken as if this folder were the root of all files: also
   * {@code ..} and symbolic links stay inside.
   *
   * @throws ComponentException if the name is none, or links run in circles
   */
  Path inside(String name) {
    try {
      return resolve(name);
    } catch (IOException | InvalidPathException e) {
      throw new ComponentException.BadRequest(
          "error getting absolute path for file " + name + ": " + e.getMessage());
    }
  }

  /** The path of a file in this folder as seen from it. */
  String relative(Path file) {
    return path.relativize(file).toString();
  }

  private Path resolve(String name) throws IOException {
    Deque<String> left = new ArrayDeque<>();
    push(left, name);
    Path current = path;
    int links = 0;
    while (!left.isEmpty()) {
      String part = left.pop();
      if (part.isEmpty() || part.equals(".")) {
        continue;
      }
      if (part.equals("..")) {
        current = current.equals(path) ? path : current.resolveSibling("").normalize();
        continue;
      }
      Path next = current.resolve(part);
      if (!Files.isSymbolicLink(next)) {
        current = next;
        continue;
      }
      if (++links > MAX_LINKS) {
        throw new IOException("too many levels of symbolic links");
      }
      Path target = Files.readSymbolicLink(next);
      current = target.isAbsolute() ? path : current;
      push(left, target.toString());
    }
    return current;
  }

  private static void push(Deque<String> left, String name) {
    List.of(name.split("/", -1)).reversed().forEach(left::push);
  }

  /** The path without symbolic links; what doesn't exist yet has none. */
  private static Path real(Path absolute) throws IOException {
    Path existing = absolute;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.isDirectory(existing)) {
      throw refusal("property rootPath represents a file and not a directory");
    }
    return existing.toRealPath().resolve(existing.relativize(absolute)).normalize();
  }

  private static ComponentException refusal(String why) {
    return new ComponentException("failed to parse metadata: " + why);
  }
}
