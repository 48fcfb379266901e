package io.todochatbot.sidecar.app;

import com.google.protobuf.Empty;
import io.dapr.v1.AppCallbackHealthCheckGrpc;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Probes the application from time to time and tells who listens when it falls ill or recovers. It
 * counts as ill until the first probe succeeds. Safe for concurrent use.
 */
public final class AppHealth implements AutoCloseable {
  /** Told of each change, on the thread that probes. */
  @FunctionalInterface
  public interface Listener {
    /** The application has become healthy or fallen ill. */
    void changed(boolean healthy);
  }

  /** Asks the application once. */
  @FunctionalInterface
  interface Probe {
    /** Why the application is ill; empty if it is healthy. */
    Optional<String> run();
  }

  /**
   * How to probe.
   *
   * @param path the path of the probe over HTTP ({@code --app-health-check-path})
   * @param interval the time between probes ({@code --app-health-probe-interval}); zero or less for
   *     5 s
   * @param timeout how long one may take ({@code --app-health-probe-timeout}); zero or less for 500
   *     ms
   * @param threshold how many failures in a row make the application ill ({@code
   *     --app-health-threshold}); zero or less for 3
   */
  public record Options(String path, Duration interval, Duration timeout, int threshold) {
    /** Replaces what is zero or less by the default. */
    public Options {
      interval = positive(interval) ? interval : Duration.ofSeconds(5);
      timeout = positive(timeout) ? timeout : Duration.ofMillis(500);
      threshold = threshold > 0 ? threshold : 3;
    }

    private static boolean positive(Duration duration) {
      return duration.isPositive();
    }
  }

  private final Options options;
  private final Probe probe;
  private final Clock clock;
  private final Log log;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile int failures;

  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Thread resting;
  private boolean stopped;

  /**
   * Probes {@code app} on {@code clock}; begins with {@link #start}. The log's scope is {@code
   * dapr.apphealth}.
   */
  public AppHealth(AppChannel app, Options options, Clock clock, Log log) {
    this(probe(app, options.path()), options, clock, log);
  }

  AppHealth(Probe probe, Options options, Clock clock, Log log) {
    this.clock = clock;
    this.options = options;
    this.probe = probe;
    this.log = log;
    this.failures = options.threshold();
  }

  /** Has {@code listener} told of each change from now on. */
  public void listen(Listener listener) {
    listeners.add(listener);
  }

  /** Whether the application is healthy. */
  public boolean healthy() {
    return failures < options.threshold();
  }

  /** Probes, so that the state is known on return, and goes on at each interval. */
  public void start() {
    log.info("App health probes starting");
    try {
      record(first());
      Thread.ofVirtual().name("app-health").start(this::run);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends probing, without breaking off a probe or what follows from it; the state stays. */
  @Override
  public void close() {
    lock.lock();
    try {
      stopped = true;
      Thread sleeper = resting;
      if (sleeper != null) {
        sleeper.interrupt();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (!stoppedWithin(options.interval())) {
        record(timed());
      }
      log.info("App health probes stopping");
    } catch (InterruptedException stop) {
      log.info("App health probes stopping");
    }
  }

  private boolean stoppedWithin(Duration time) {
    if (!rests(Thread.currentThread())) {
      return true;
    }
    try {
      clock.sleep(time);
      return !rests(null);
    } catch (InterruptedException stop) {
      rests(null);
      return true;
    }
  }

  /** Says whose sleep may be broken off from now on; false once there is to be no other probe. */
  private boolean rests(@Nullable Thread sleeper) {
    lock.lock();
    try {
      resting = sleeper;
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  /** The first probe may lose its time to the start of both programs, so it gets a second one. */
  private Optional<String> first() throws InterruptedException {
    Optional<String> illness = timed();
    return illness.equals(Optional.of(late())) ? timed() : illness;
  }

  private String late() {
    return "no answer within " + options.timeout().toMillis() + " ms";
  }

  /** Runs a probe, which counts as failed once its time is over. */
  private Optional<String> timed() throws InterruptedException {
    FutureTask<Optional<String>> task = new FutureTask<>(probe::run);
    Thread.ofVirtual().start(task);
    try {
      return task.get(options.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return Optional.of(late());
    } catch (ExecutionException e) {
      return Optional.of("Probe error: " + e.getCause());
    }
  }

  private void record(Optional<String> illness) {
    if (illness.isEmpty()) {
      boolean recovered = !healthy();
      failures = 0;
      if (recovered) {
        log.info("App entered healthy status");
        listeners.forEach(listener -> listener.changed(true));
      }
      return;
    }
    log.debug("App health probe failed: " + illness.get());
    if (failures < options.threshold()) {
      int count = failures + 1;
      failures = count;
      if (count == options.threshold()) {
        log.warn("App entered un-healthy status: " + illness.get());
        listeners.forEach(listener -> listener.changed(false));
      }
    }
  }

  private static Probe probe(AppChannel app, String path) {
    return switch (app) {
      case HttpApp http -> () -> overHttp(http, path);
      case GrpcApp grpc -> () -> overGrpc(grpc);
    };
  }

  private static Optional<String> overHttp(HttpApp app, String path) {
    String rest = path.startsWith("/") ? path.substring(1) : path;
    try {
      AppReply reply =
          app.probe(new AppRequest("GET", rest, "", List.of(), Body.empty(), Trace.fresh(false)));
      try (InputStream body = reply.body().stream()) {
        body.skip(Long.MAX_VALUE);
      }
      return reply.status() >= 200 && reply.status() < 300
          ? Optional.empty()
          : Optional.of("Health check failed with status code: " + reply.status());
    } catch (AppUnreachable | IOException e) {
      return Optional.of("Network error: " + e.getMessage());
    }
  }

  private static Optional<String> overGrpc(GrpcApp app) {
    try {
      app.call(
          AppCallbackHealthCheckGrpc.getHealthCheckMethod(),
          Empty.getDefaultInstance(),
          List.of(),
          Trace.fresh(false));
      return Optional.empty();
    } catch (AppFailure | AppUnreachable e) {
      return Optional.of("Health check failed: " + e.getMessage());
    }
  }
}
