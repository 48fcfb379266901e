package io.todochatbot.sidecar;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a log goes: a file that is appended to, or standard output; always in UTF-8. */
final class LogFile {
  private LogFile() {}

  static PrintStream standardOutput() {
    return stream(new FileOutputStream(FileDescriptor.out));
  }

  static PrintStream of(SidecarOptions.Logging logging) {
    if (logging.file().isEmpty()) {
      return standardOutput();
    }
    Path file = logging.file().get();
    try {
      return stream(
          Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new SidecarFailure("can't write the log file " + file + ": " + e, e);
    }
  }

  private static PrintStream stream(OutputStream out) {
    return new PrintStream(new BufferedOutputStream(out, 8192), true, StandardCharsets.UTF_8);
  }
}
