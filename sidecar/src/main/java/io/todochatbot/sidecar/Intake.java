package io.todochatbot.sidecar;

import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.telemetry.Log;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All that comes to the application unasked: begun, paused and ended together. */
final class Intake {
  /**
   * Where something comes from.
   *
   * @param start begins to deliver, if it doesn't yet
   * @param stop stops delivering until it is started again; waits for what is under way
   * @param close stops delivering for good; waits for what is under way
   */
  record Source(Consumer<AppChannel> start, Runnable stop, Runnable close) {}

  private final List<Source> sources;
  private final Log log;
  private final FutureTask<@Nullable Void> end;

  /** Started in this order, stopped side by side. */
  Intake(List<Source> sources, Log log) {
    this.sources = List.copyOf(sources);
    this.log = log;
    this.end = new FutureTask<>(this::closeAll, null);
  }

  /** Begins to deliver to {@code app}. */
  void start(AppChannel app) {
    sources.forEach(source -> source.start().accept(app));
  }

  /** Stops delivering until it is started again. */
  void stop() {
    sideBySide(Source::stop);
  }

  /** Begins to stop for good; returns at once. */
  void beginEnd() {
    Thread.startVirtualThread(end);
  }

  /** Stops for good; returns when what is under way is dealt with. */
  void end() {
    end.run();
    try {
      end.get();
    } catch (ExecutionException e) {
      log.error("can't end what the application receives", e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void closeAll() {
    sideBySide(Source::close);
    log.debug("The application gets no further message");
  }

  private void sideBySide(Function<Source, Runnable> what) {
    List<Thread> threads =
        sources.stream()
            .map(source -> Thread.startVirtualThread(() -> run(what.apply(source))))
            .toList();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("can't stop what the application receives", e);
    }
  }
}
