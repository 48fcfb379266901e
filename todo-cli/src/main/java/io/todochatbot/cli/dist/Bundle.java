package io.todochatbot.cli.dist;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One program's class path as a folder of its own, named after its content and never changed once
 * it is complete: a program that runs from it is not disturbed by the next build.
 *
 * <p>{@code current} beside the folders names the one to start from. The one before it stays, for
 * programs still running; older ones are deleted.
 *
 * @param folder holds the jars and, once recorded, the cache
 */
record Bundle(Path folder) {
  private static final int KEPT_OLD = 2;

  /** The recorded start-up cache of the JVM; need not exist. */
  Path cache() {
    return folder.resolve("cache.aot");
  }

  /**
   * Lays the jars out under {@code home} and makes them current.
   *
   * @param launcher the script that starts the program; its JVM flags are part of what a cache fits
   * @param jars the class path
   * @throws IOException if a jar can't be read or copied
   */
  static Bundle lay(Path home, Path launcher, List<Path> jars) throws IOException {
    Map<String, Path> named = named(jars);
    Bundle bundle = new Bundle(home.resolve(id(launcher, named)));
    Files.createDirectories(bundle.folder);
    for (Map.Entry<String, Path> jar : named.entrySet()) {
      bundle.copy(jar.getValue(), jar.getKey());
    }
    Path next = Files.writeString(home.resolve("current.new"), bundle.folder.getFileName() + "\n");
    Files.move(next, home.resolve("current"), StandardCopyOption.ATOMIC_MOVE);
    Files.setLastModifiedTime(bundle.folder, FileTime.from(Instant.now()));
    deleteOld(home, bundle.folder);
    return bundle;
  }

  private void copy(Path jar, String name) throws IOException {
    Path target = folder.resolve(name);
    if (Files.exists(target) && Files.size(target) == Files.size(jar)) {
      return;
    }
    Files.copy(
        jar, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private static Map<String, Path> named(List<Path> jars) {
    Map<String, Path> named = new LinkedHashMap<>();
    for (Path jar : jars) {
      String name = String.valueOf(jar.getFileName());
      if (named.putIfAbsent(name, jar) != null) {
        named.put(named.size() + "-" + name, jar);
      }
    }
    return named;
  }

  /** Nothing changed, not even the JDK, gives the same name: the program keeps its cache. */
  private static String id(Path launcher, Map<String, Path> jars) throws IOException {
    MessageDigest digest = sha256();
    digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
    digest.update(Files.readAllBytes(launcher));
    for (Map.Entry<String, Path> jar : jars.entrySet()) {
      digest.update(jar.getKey().getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(jar.getValue()));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void deleteOld(Path home, Path current) throws IOException {
    List<Path> folders;
    try (Stream<Path> children = Files.list(home)) {
      folders =
          new ArrayList<>(
              children.filter(f -> Files.isDirectory(f) && !f.equals(current)).toList());
    }
    folders.sort(Comparator.comparing(Bundle::modified).reversed());
    for (Path old : folders.subList(Math.min(KEPT_OLD, folders.size()), folders.size())) {
      deleteTree(old);
    }
  }

  private static FileTime modified(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Deletes a folder with everything in it. */
  static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path file : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
