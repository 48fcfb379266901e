package io.todochatbot.sidecar.peer;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.NameResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The sidecars of one user on one machine, each a small file in a folder that only this user can
 * read: {@code <root>/<namespace>/<app id>/<id>}. A file counts as long as the process that wrote
 * it lives. Stands in for daprd's mDNS, which other networks disturb; like it, an application that
 * is not found in its namespace is looked for in the others.
 *
 * <p>Several sidecars of one process are told apart by their files. Safe for concurrent use.
 */
public final class Registry implements NameResolver {
  /** How long a sidecar that starts at the same time is waited for. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final Duration PAUSE = Duration.ofMillis(50);

  private final Path root;
  private final Duration patience;
  private volatile @Nullable Path own;

  /** The sidecars that are registered under {@code root}, which need not exist. */
  public Registry(Path root) {
    this(root, PATIENCE);
  }

  Registry(Path root, Duration patience) {
    this.root = root;
    this.patience = patience;
  }

  /**
   * The folder in which the sidecars of this user meet unless they are told another: a fixed place,
   * so that it does not depend on the environment of a process.
   */
  public static Path commonRoot() {
    String user = System.getProperty("user.name", "unknown");
    Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    try {
      user = Files.getAttribute(Path.of("/proc/self"), "unix:uid").toString();
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException ignored) {
      // not Linux: the name tells users apart just as well
    }
    return temporary.resolve("dapr-registry-" + user);
  }

  @Override
  public void register(Instance self) {
    try {
      own(root);
      Path folder = folder(self.namespace(), self.appId());
      createFolders(folder);
      Path file = folder.resolve(ProcessHandle.current().pid() + "-" + UUID.randomUUID());
      Path written = Files.createTempFile(folder, ".new", "");
      Files.writeString(written, Entry.of(self.address()).text());
      own = file;
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new ComponentException(
          "could not make this sidecar known to others in "
              + root
              + ": "
              + e
              + "; see that the folder is yours and can be written, or name another",
          e);
    }
  }

  @Override
  public List<String> resolve(String appId, String namespace) {
    long until = System.nanoTime() + patience.toNanos();
    List<String> found = find(appId, namespace);
    while (found.isEmpty() && System.nanoTime() - until < 0 && !Thread.interrupted()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      found = find(appId, namespace);
    }
    if (found.isEmpty()) {
      throw new ComponentException.NotFound("couldn't find service: " + appId);
    }
    return found;
  }

  /** Takes this sidecar out. */
  @Override
  public void close() {
    Path file = own;
    if (file != null) {
      delete(file);
    }
  }

  /** The addresses known now; none is no failure. */
  List<String> find(String appId, String namespace) {
    List<String> here = live(folder(namespace, appId));
    if (!here.isEmpty()) {
      return here;
    }
    List<String> elsewhere = new ArrayList<>();
    for (Path other : list(root)) {
      elsewhere.addAll(live(other.resolve(name(appId))));
    }
    return elsewhere;
  }

  private static List<String> live(Path folder) {
    List<String> addresses = new ArrayList<>();
    for (Path file : list(folder)) {
      if (file.getFileName().toString().startsWith(".")) {
        continue;
      }
      Optional<Entry> entry = read(file);
      if (entry.isPresent() && entry.get().alive()) {
        addresses.add(entry.get().address());
      } else {
        delete(file);
      }
    }
    return addresses;
  }

  private Path folder(String namespace, String appId) {
    return root.resolve(name(namespace)).resolve(name(appId));
  }

  /** Any name as that of one file. */
  private static String name(String text) {
    StringBuilder name = new StringBuilder("_");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
      if (plain) {
        name.append(c);
      } else {
        name.append('%').append(Integer.toHexString(c)).append('.');
      }
    }
    return name.toString();
  }

  /** Makes the folder, or sees that it is this user's: others could lead calls astray in it. */
  private static void own(Path root) throws IOException {
    createFolders(root);
    if (Files.isSymbolicLink(root)
        || !Files.getOwner(root, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(probe(root)))) {
      throw new IOException(root + " belongs to somebody else");
    }
    Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwx------"));
  }

  /** A file that this process has made, whose owner is therefore this user. */
  private static Path probe(Path root) throws IOException {
    Path probe = Files.createTempFile(root, ".probe", "");
    probe.toFile().deleteOnExit();
    return probe;
  }

  private static void createFolders(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  private static List<Path> list(Path folder) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      List<Path> files = new ArrayList<>();
      entries.forEach(files::add);
      return files;
    } catch (IOException ignored) {
      // nobody has registered there, or it is no folder
      return List.of();
    }
  }

  private static Optional<Entry> read(Path file) {
    try {
      return Entry.parse(Files.readString(file));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (IOException | UncheckedIOException ignored) {
      // not ours to read, so not ours to call
      return Optional.empty();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // whoever looks next tries again
    }
  }
}
