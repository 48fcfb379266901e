package io.todochatbot.sidecar.telemetry;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The process's figures in Prometheus' text format, by the names its client libraries give them.
 */
final class ProcessMetrics {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMetrics() {}

  static String text() {
    StringBuilder text = new StringBuilder(1024);
    residentBytes()
        .ifPresent(
            bytes ->
                gauge(
                    text,
                    "process_resident_memory_bytes",
                    "Resident memory size in bytes.",
                    bytes));
    ProcessHandle.Info process = ProcessHandle.current().info();
    process
        .totalCpuDuration()
        .ifPresent(
            cpu ->
                metric(
                    text,
                    "process_cpu_seconds_total",
                    "counter",
                    "Total user and system CPU time spent in seconds.",
                    seconds(cpu)));
    process
        .startInstant()
        .ifPresent(
            start ->
                gauge(
                    text,
                    "process_start_time_seconds",
                    "Start time of the process since unix epoch in seconds.",
                    start.getEpochSecond()));
    virtualMachine(text);
    return text.toString();
  }

  private static void virtualMachine(StringBuilder text) {
    gauge(
        text,
        "jvm_threads_current",
        "Current thread count of a JVM.",
        ManagementFactory.getThreadMXBean().getThreadCount());
    gauge(
        text,
        "jvm_memory_heap_used_bytes",
        "Used bytes of the heap.",
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  private static Optional<Long> residentBytes() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("VmRSS:")) {
          return Optional.of(Long.parseLong(line.replaceAll("\\D", "")) * 1024);
        }
      }
      return Optional.empty();
    } catch (IOException | NumberFormatException ignored) {
      // only Linux has this file
      return Optional.empty();
    }
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.2f", duration.toMillis() / 1000.0);
  }

  private static void gauge(StringBuilder text, String name, String help, long value) {
    metric(text, name, "gauge", help, Long.toString(value));
  }

  private static void metric(
      StringBuilder text, String name, String type, String help, String value) {
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    text.append(name).append(' ').append(value).append('\n');
  }
}
