package io.todochatbot.sidecar;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** This machine's or pod's name, as daprd's log calls it {@code instance}. */
final class HostName {
  private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  static String of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("HOSTNAME"))
        .filter(name -> !name.isBlank())
        .orElseGet(HostName::machine);
  }

  private static String machine() {
    try {
      // a look-up through the network may take seconds, so it comes last
      return Files.exists(KERNEL)
          ? Files.readString(KERNEL).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException ignored) {
      // a machine without a name
      return "localhost";
    }
  }
}
