package io.todochatbot.sidecar.resiliency;

import io.todochatbot.resources.Resources;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Clock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Resiliency from YAML, with a clock to move and a log to read. */
final class Bench implements Clock {
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Clock system = Clock.system();
  private Instant now = Instant.parse("2030-01-02T03:04:05Z");
  final Resiliency resiliency;

  /** The resource whose {@code spec} says so. */
  Bench(String spec) {
    String yaml =
        "apiVersion: dapr.io/v1alpha1\nkind: Resiliency\nmetadata:\n  name: res\nspec:\n"
            + spec.indent(2);
    Log log =
        new Log(
            new Log.Sink(
                "my-app",
                "here",
                "test",
                Log.Level.DEBUG,
                false,
                new PrintStream(logged, true, StandardCharsets.UTF_8),
                this),
            "dapr.runtime");
    resiliency =
        Resiliency.of(
            Resources.parse("resiliency.yaml", yaml).resiliencies(),
            this,
            Metrics.hidden().resiliency(),
            log);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public long nanos() {
    return system.nanos();
  }

  @Override
  public void sleep(Duration length) throws InterruptedException {
    system.sleep(length);
  }

  @Override
  public Alarm after(Duration delay, Runnable work) {
    return system.after(delay, work);
  }

  @Override
  public Alarm at(Instant moment, Runnable work) {
    return system.at(moment, work);
  }

  void move(Duration by) {
    now = now.plus(by);
  }

  String log() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  Policy app(String id) {
    return resiliency.policy(new Target.App(id, "m"));
  }

  /** Something that fails a number of times, always with the same status. */
  static final class Failing implements Attempt<String> {
    final AtomicInteger attempts = new AtomicInteger();
    final AtomicInteger discarded = new AtomicInteger();
    private final int failures;
    private final OptionalInt code;

    Failing(int failures, OptionalInt code) {
      this.failures = failures;
      this.code = code;
    }

    static Failing times(int failures) {
      return new Failing(failures, OptionalInt.empty());
    }

    static Failing with(int code) {
      return new Failing(Integer.MAX_VALUE, OptionalInt.of(code));
    }

    @Override
    public String make() {
      return attempts.incrementAndGet() > failures ? "done" : "failed";
    }

    @Override
    public Judgement judge(String result) {
      return result.equals("done")
          ? Judgement.DONE
          : code.isPresent() ? Judgement.failed(code.getAsInt()) : Judgement.FAILED;
    }

    @Override
    public void discard(String result) {
      discarded.incrementAndGet();
    }
  }
}
