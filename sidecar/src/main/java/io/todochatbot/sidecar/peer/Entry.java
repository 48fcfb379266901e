package io.todochatbot.sidecar.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A sidecar in the {@link Registry}: where it is, and which process it runs in.
 *
 * @param address host and port
 * @param pid the process
 * @param started when the process began, which tells it from a later one of the same number
 */
record Entry(String address, long pid, Instant started) {
  /** The operating system tells the start from the time since boot, and the clock may be set. */
  private static final Duration TOLERANCE = Duration.ofSeconds(2);

  /** A sidecar of this process. */
  static Entry of(String address) {
    ProcessHandle self = ProcessHandle.current();
    return new Entry(address, self.pid(), self.info().startInstant().orElse(Instant.EPOCH));
  }

  static Optional<Entry> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.size() != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Entry(
              lines.get(0),
              Long.parseLong(lines.get(1)),
              Instant.ofEpochMilli(Long.parseLong(lines.get(2)))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  String text() {
    return address + "\n" + pid + "\n" + started.toEpochMilli() + "\n";
  }

  /** Whether its process still runs. */
  boolean alive() {
    if (pid == ProcessHandle.current().pid()) {
      return sameStart(ProcessHandle.current());
    }
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(this::sameStart).isPresent();
  }

  private boolean sameStart(ProcessHandle process) {
    Instant begun = process.info().startInstant().orElse(Instant.EPOCH);
    return Duration.between(begun, started).abs().compareTo(TOLERANCE) <= 0;
  }
}
