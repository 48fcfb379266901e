package io.todochatbot.sidecar;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes SIGINT end the program even where it was started with that signal ignored, as shells
 * without job control start what they put in the background. The JVM alone would leave it ignored;
 * daprd doesn't.
 */
final class Interrupts {
  private static final int SIGINT = 2;
  private static final Path STATUS = Path.of("/proc/self/status");

  private Interrupts() {}

  /** Sets SIGINT back to its default if it is ignored; must run before a shutdown hook matters. */
  @SuppressWarnings("restricted") // the launcher enables native access; nothing else is called
  static void restore() {
    if (!ignored()) {
      return;
    }
    try {
      Linker linker = Linker.nativeLinker();
      MethodHandle signal =
          linker.downcallHandle(
              linker.defaultLookup().findOrThrow("signal"),
              FunctionDescriptor.of(
                  ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
      MemorySegment previous = (MemorySegment) signal.invokeExact(SIGINT, MemorySegment.NULL);
      if (previous.address() != -1) {
        endOnInterrupt();
      }
    } catch (Throwable ignored) {
      // SIGTERM ends the program all the same
    }
  }

  /** By reflection, since the compiler warns of these classes and the JDK has no others. */
  private static void endOnInterrupt() throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object end =
        Proxy.newProxyInstance(
            handler.getClassLoader(),
            new Class<?>[] {handler},
            (proxy, method, arguments) -> {
              Thread.ofPlatform().start(() -> Runtime.getRuntime().exit(130));
              return null;
            });
    signal
        .getMethod("handle", signal, handler)
        .invoke(null, signal.getConstructor(String.class).newInstance("INT"), end);
  }

  private static boolean ignored() {
    try {
      for (String line : Files.readAllLines(STATUS)) {
        if (line.startsWith("SigIgn:")) {
          long mask = Long.parseUnsignedLong(line.substring(7).strip(), 16);
          return (mask >> (SIGINT - 1) & 1) == 1;
        }
      }
      return false;
    } catch (IOException | NumberFormatException ignored) {
      // no such file: not Linux
      return false;
    }
  }
}
