package io.todochatbot.components.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Names a process so that others can tell whether it still runs.
 *
 * @param machine the machine and its last start
 * @param process the process ids' name space, the id and the process's start
 */
record ProcessMark(String machine, String process) {
  private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
  private static final Path NAMESPACE = Path.of("/proc/self/ns/pid");

  /** What is known of a process. */
  enum Life {
    /** It runs. */
    ALIVE,
    /** It ended. */
    ENDED,
    /** It belongs to another container. */
    UNKNOWN
  }

  /** Returns the mark of this process. */
  static ProcessMark own() {
    ProcessHandle own = ProcessHandle.current();
    return new ProcessMark(machineStart(), namespace() + " " + own.pid() + " " + start(own));
  }

  /** Looks whether the process behind {@code other} runs. */
  Life lifeOf(ProcessMark other) {
    if (!machine.equals(other.machine)) {
      return Life.ENDED;
    }
    String[] parts = other.process.split(" ", -1);
    if (parts.length != 3 || !process.startsWith(parts[0] + " ")) {
      return Life.UNKNOWN;
    }
    Optional<ProcessHandle> found = ProcessHandle.of(Long.parseLong(parts[1]));
    return found
            .filter(ProcessHandle::isAlive)
            .map(ProcessMark::start)
            .filter(parts[2]::equals)
            .isPresent()
        ? Life.ALIVE
        : Life.ENDED;
  }

  private static String start(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }

  private static String machineStart() {
    try {
      return Files.readString(BOOT).strip();
    } catch (IOException expected) {
      return "this-machine";
    }
  }

  private static String namespace() {
    try {
      return Files.readSymbolicLink(NAMESPACE).toString();
    } catch (IOException | UnsupportedOperationException expected) {
      return "processes";
    }
  }
}
