package io.todochatbot.todo;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Runs one service as a process of its own: the only place of the services that reads the process's
 * environment, handles signals and ends the process.
 */
public final class Service {
  private static final int BAD_SETTINGS = 2;
  private static final int FAILED = 1;
  private static final long CLOSE_SECONDS = 10;

  private Service() {}

  /** Starts a service: {@code Backend::start}. */
  @FunctionalInterface
  public interface Start {
    /**
     * Starts and returns what is to be closed at the end.
     *
     * @throws Exception if the service can't run; its message is shown to the person who started it
     */
    AutoCloseable start(Environment environment) throws Exception;
  }

  /**
   * Runs a service until SIGINT or SIGTERM, then closes it in order. Bad settings end the process
   * with 2, a failed start with 1, each with the reason on standard error.
   */
  public static void run(Start service) {
    ServiceLog.configure();
    CompletableFuture<AutoCloseable> started = new CompletableFuture<>();
    CountDownLatch stopped = new CountDownLatch(1);
    // before the start, so that a signal in the middle of it closes what was started
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started, stopped), "stop"));
    try {
      started.complete(service.start(Environment.of(System.getenv())));
    } catch (Environment.BadEnvironment e) {
      started.complete(() -> {});
      end(String.valueOf(e.getMessage()), BAD_SETTINGS);
      return;
    } catch (Exception e) {
      started.complete(() -> {});
      end("The service can't start: " + e.getMessage(), FAILED);
      return;
    }
    awaitStop(stopped);
  }

  private static void stop(CompletableFuture<AutoCloseable> started, CountDownLatch stopped) {
    Thread closing = Thread.ofPlatform().daemon().name("close").start(() -> close(started.join()));
    try {
      if (!closing.join(Duration.ofSeconds(CLOSE_SECONDS))) {
        System.err.println("The service did not close within " + CLOSE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    stopped.countDown();
  }

  private static void close(AutoCloseable running) {
    try {
      running.close();
    } catch (Exception e) {
      System.err.println("The service did not close cleanly: " + e);
    }
  }

  private static void awaitStop(CountDownLatch stopped) {
    try {
      while (!stopped.await(1, TimeUnit.DAYS)) {
        // a service runs until it is told to stop
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void end(String message, int code) {
    System.err.println(message);
    System.exit(code);
  }
}
