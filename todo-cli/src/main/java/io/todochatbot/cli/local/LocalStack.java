package io.todochatbot.cli.local;

import io.todochatbot.cli.Failure;
import io.todochatbot.cli.ReadyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole Todo Chatbot on this machine: three services, each with a sidecar, talking over
 * loopback sockets exactly as they do elsewhere.
 *
 * <p>{@link #start} and {@link #close} may be called from different threads; closing in the middle
 * of the start stops what has been started.
 */
public final class LocalStack implements AutoCloseable {
  private final StackOptions options;
  private final Consumer<String> progress;
  private final List<Runner.Part> services = new ArrayList<>();
  private final List<Runner.Part> sidecars = new ArrayList<>();
  private final List<Path> readyFiles = new ArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private @Nullable DataFolder data;
  private boolean closed;

  /**
   * A stack that is not started yet.
   *
   * @param progress is told in a line what is being done
   */
  public LocalStack(StackOptions options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Starts everything and comes back once the page answers.
   *
   * @return where it answers, also written to the data folder and to where the options say
   * @throws Failure if something can't start: what, and what to do
   */
  public ReadyFile start() {
    try {
      options.readyFile().ifPresent(LocalStack::refuseIfNotWritable);
      DataFolder folder = DataFolder.open(options.data());
      keep(folder);
      folder.subfolder("logs");
      for (Member member : Member.values()) {
        folder.subfolder(member.appId());
      }
      Commands commands =
          new Commands(
              options, Ports.choose(options.port(), options.sidecarPort()), DataFolder.newSecret());
      progress.accept(
          "starting three services and their sidecars; logs are in " + folder.resolve("logs"));
      startAll(runner(commands));
      Readiness readiness = new Readiness(commands, progress, this::refuseIfSomethingEnded);
      readiness.await();
      ReadyFile ready = announce(commands);
      keepRunning();
      return ready;
    } catch (IOException e) {
      throw new Failure("cannot write to " + options.data() + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("stopped while starting", e);
    }
  }

  private static void refuseIfNotWritable(Path readyFile) {
    Path folder = readyFile.toAbsolutePath().getParent();
    if (folder == null || !Files.isWritable(folder) || Files.isDirectory(readyFile)) {
      throw new Failure("cannot write " + readyFile + "; choose another file with --ready-file");
    }
  }

  private Runner runner(Commands commands) throws IOException {
    if (options.separate()) {
      return new Processes(commands);
    }
    ServiceLogs.to(commands.log("services.%g"));
    return new InProcess(commands);
  }

  private void startAll(Runner runner) throws InterruptedException {
    ExecutorCompletionService<Void> starting = new ExecutorCompletionService<>(threads);
    for (Member member : Member.values()) {
      starting.submit(() -> start(sidecars, () -> runner.startSidecar(member)), null);
      starting.submit(() -> start(services, () -> runner.startService(member)), null);
    }
    for (int i = 0; i < 2 * Member.values().length; i++) {
      try {
        starting.take().get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof Failure failure ? failure : new IllegalStateException(e);
      }
    }
  }

  private void start(List<Runner.Part> list, Supplier<Runner.Part> starter) {
    Runner.Part part = starter.get();
    if (!keep(list, part)) {
      part.stop();
    }
  }

  private synchronized void keep(DataFolder folder) {
    data = folder;
    if (closed) {
      folder.close();
    }
  }

  private synchronized boolean keep(List<Runner.Part> list, Runner.Part part) {
    if (!closed) {
      list.add(part);
    }
    return !closed;
  }

  private synchronized void refuseIfSomethingEnded() {
    Stream.concat(sidecars.stream(), services.stream())
        .flatMap(part -> part.ended().stream())
        .findFirst()
        .ifPresent(
            why -> {
              throw new Failure(why);
            });
  }

  private synchronized void keepRunning() {
    Stream.concat(sidecars.stream(), services.stream()).forEach(part -> part.keepRunning(progress));
  }

  private synchronized ReadyFile announce(Commands commands) throws IOException {
    Map<String, ReadyFile.Ports> ports = new LinkedHashMap<>();
    for (Member member : Member.values()) {
      Ports.Of its = commands.ports().of(member);
      ports.put(member.appId(), new ReadyFile.Ports(its.http(), its.grpc()));
    }
    ReadyFile ready = new ReadyFile(commands.page(), commands.api(), commands.token(), ports);
    if (!closed) {
      write(ready, options.data().resolve("ready.json"));
      for (Path file : options.readyFile().stream().toList()) {
        write(ready, file);
      }
    }
    return ready;
  }

  private void write(ReadyFile ready, Path file) throws IOException {
    ready.write(file);
    readyFiles.add(file);
  }

  /** Stops in order: services stop taking, sidecars drain, files close. */
  @Override
  public void close() {
    List<Runner.Part> takers;
    List<Runner.Part> drainers;
    synchronized (this) {
      closed = true;
      takers = List.copyOf(services);
      drainers = List.copyOf(sidecars);
    }
    readyFiles.forEach(LocalStack::delete);
    stopAll(takers);
    stopAll(drainers);
    threads.shutdownNow();
    closeData();
  }

  private synchronized void closeData() {
    if (data != null) {
      data.close();
    }
  }

  private static void stopAll(List<Runner.Part> parts) {
    List<Thread> stopping =
        parts.stream().map(part -> Thread.ofVirtual().name("stop").start(part::stop)).toList();
    try {
      for (Thread thread : stopping) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // its folder may be gone; whoever reads the file finds that nobody answers
    }
  }
}
