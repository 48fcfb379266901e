package io.todochatbot.cli.local;

import io.todochatbot.cli.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** A part that runs as a process; {@link Child} is its other end. Safe for concurrent use. */
final class ChildProcess implements Runner.Part {
  private static final long STOP_SECONDS = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** One that ran for so long has not died of its start. */
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final String name;
  private final ProcessBuilder builder;
  private final Path log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopping = lock.newCondition();
  private Process process;
  private boolean stopped;

  private ChildProcess(String name, ProcessBuilder builder, Path log) throws IOException {
    this.name = name;
    this.builder = builder;
    this.log = log;
    this.process = builder.start();
  }

  /**
   * Starts a process.
   *
   * @param log where its output goes
   * @throws Failure if that fails
   */
  static ChildProcess start(String name, ProcessBuilder builder, Path log) {
    try {
      return new ChildProcess(name, builder, log);
    } catch (IOException e) {
      throw new Failure("cannot start a process for " + name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<String> ended() {
    Process current = current();
    return current.isAlive() ? Optional.empty() : Optional.of(lastWords(current));
  }

  @Override
  public void keepRunning(Consumer<String> progress) {
    Thread.ofVirtual().name("keep-" + name).start(() -> keep(progress));
  }

  @Override
  public void stop() {
    Process last = end();
    try {
      last.getOutputStream().close();
      if (last.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
    } catch (IOException ignored) {
      // it is gone already
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    last.destroyForcibly();
  }

  private void keep(Consumer<String> progress) {
    Duration pause = FIRST_PAUSE;
    try {
      while (true) {
        long began = System.nanoTime();
        current().waitFor();
        if (System.nanoTime() - began > STEADY.toNanos()) {
          pause = FIRST_PAUSE;
        }
        if (!startAgain(pause, progress)) {
          return;
        }
        pause =
            pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
                ? pause.multipliedBy(2)
                : LONGEST_PAUSE;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it runs again or will be tried again: it has not been stopped. */
  private boolean startAgain(Duration pause, Consumer<String> progress)
      throws InterruptedException {
    lock.lock();
    try {
      if (stopped) {
        return false;
      }
      progress.accept(
          lastWords(process) + "; starting it again in " + pause.toMillis() / 1000.0 + " s");
      long left = pause.toNanos();
      while (!stopped && left > 0) {
        left = stopping.awaitNanos(left);
      }
      if (!stopped) {
        process = builder.start();
      }
      return !stopped;
    } catch (IOException e) {
      progress.accept("cannot start " + name + " again yet: " + e.getMessage());
      return true;
    } finally {
      lock.unlock();
    }
  }

  private Process end() {
    lock.lock();
    try {
      stopped = true;
      stopping.signalAll();
      return process;
    } finally {
      lock.unlock();
    }
  }

  private Process current() {
    lock.lock();
    try {
      return process;
    } finally {
      lock.unlock();
    }
  }

  private String lastWords(Process ended) {
    return name + " ended with " + ended.exitValue() + "; its last words are in " + log;
  }
}
