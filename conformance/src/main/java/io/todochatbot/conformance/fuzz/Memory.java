package io.todochatbot.conformance.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process holds at one moment.
 *
 * @param residentKb what it takes of the machine's memory; 0 where the system does not tell
 * @param liveKb what is still reachable in its heap after a collection; 0 where it is no JVM
 */
record Memory(long residentKb, long liveKb) {
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

  /** Looks at a process; the JVM in it collects its garbage first. */
  static Memory of(long pid) throws IOException, InterruptedException {
    long live = number(TOTAL, histogram(pid)) / 1024;
    Path status = Path.of("/proc/" + pid + "/status");
    long resident = Files.isReadable(status) ? number(RESIDENT, Files.readString(status)) : 0;
    return new Memory(resident, live);
  }

  /** Whether this is more than {@code before} by a third and by three megabytes. */
  boolean grewSince(Memory before) {
    return grew(before.liveKb, liveKb) || grew(before.residentKb, residentKb);
  }

  private static boolean grew(long before, long now) {
    return now - before > 3 * 1024 && now - before > before / 3;
  }

  private static String histogram(long pid) throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process =
        new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  @Override
  public String toString() {
    return "%.1f MB resident, %.2f MB live heap".formatted(residentKb / 1024.0, liveKb / 1024.0);
  }
}
