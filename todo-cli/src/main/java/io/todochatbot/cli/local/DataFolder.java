package io.todochatbot.cli.local;

import io.todochatbot.cli.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which everything is kept, locked for as long as this is open. Only its owner can
 * look into it.
 */
final class DataFolder implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final int SECRET_BYTES = 24;

  private final Path folder;
  private final FileChannel lockFile;

  private DataFolder(Path folder, FileChannel lockFile) {
    this.folder = folder;
    this.lockFile = lockFile;
  }

  /**
   * Opens the folder, making what is missing.
   *
   * @throws Failure if it can't be written to, or another {@code todo up} has it
   */
  static DataFolder open(Path folder) {
    try {
      Files.createDirectories(folder, OWNER_ONLY_FOLDER);
      FileChannel lockFile =
          FileChannel.open(
              folder.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
              OWNER_ONLY_FILE);
      if (lock(lockFile) == null) {
        String owner = Files.readString(folder.resolve("lock")).strip();
        lockFile.close();
        throw new Failure(
            "another todo up (process "
                + owner
                + ") is using "
                + folder
                + "; stop it, or choose another folder with --data");
      }
      lockFile.truncate(0);
      String pid = ProcessHandle.current().pid() + "\n";
      lockFile.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)));
      DataFolder opened = new DataFolder(folder, lockFile);
      opened.makeSecrets();
      return opened;
    } catch (IOException e) {
      throw new Failure(
          "cannot write to the data folder " + folder + " (" + e + "); choose another with --data",
          e);
    }
  }

  /** A file or folder inside, which need not exist. */
  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** A folder inside, made if missing. */
  Path subfolder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name), OWNER_ONLY_FOLDER);
  }

  /** Words that nobody guesses, for URLs and passwords. */
  static String newSecret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  private void makeSecrets() throws IOException {
    Path secrets = folder.resolve("secrets.json");
    if (Files.notExists(secrets)) {
      Path whole = Files.createTempFile(folder, ".secrets", ".json", OWNER_ONLY_FILE);
      Files.writeString(whole, "{\n  \"database-password\": \"" + newSecret() + "\"\n}\n");
      Files.move(whole, secrets, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock();
    } catch (OverlappingFileLockException sameProcess) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException ignored) {
      // the lock ends with the process at the latest
    }
  }
}
