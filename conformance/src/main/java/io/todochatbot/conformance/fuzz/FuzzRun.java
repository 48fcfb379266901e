package io.todochatbot.conformance.fuzz;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** Sends the requests, looks at the sidecar ten times meanwhile, and tells what was found. */
final class FuzzRun {
  private static final int LOOKS = 10;
  private static final int ENOUGH = 50;

  private final FuzzOptions options;
  private final FuzzedSidecar sidecar;
  private final PrintStream out;
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
  private final AtomicLong slowest = new AtomicLong();
  private final Leaks log;

  FuzzRun(FuzzOptions options, FuzzedSidecar sidecar, PrintStream out) {
    this.options = options;
    this.sidecar = sidecar;
    this.out = out;
    this.log = new Leaks(sidecar.log());
  }

  /** Runs to the end, or until there is more than enough to repair. */
  List<Finding> run() throws IOException, InterruptedException {
    out.println("at the start: " + Memory.of(sidecar.pid()));
    long from = options.first();
    long last = from + options.requests();
    Optional<Memory> warm = Optional.empty();
    for (int look = 1; look <= LOOKS && findings.size() < ENOUGH; look++) {
      long to = options.first() + options.requests() * look / LOOKS;
      long start = System.nanoTime();
      send(from, to);
      double seconds = (System.nanoTime() - start) / 1e9;
      Memory memory = look(look == LOOKS);
      out.printf(
          "%,d of %,d requests, %,.0f/s, slowest %d ms, %s, %d findings%n",
          to - options.first(),
          options.requests(),
          (to - from) / seconds,
          slowest.getAndSet(0),
          memory,
          findings.size());
      if (look >= 2 && warm.isEmpty()) {
        warm = Optional.of(memory);
      }
      if (to == last && warm.isPresent() && memory.grewSince(warm.get())) {
        findings.add(Finding.of("memory grew from " + warm.get() + " to " + memory));
      }
      from = to;
    }
    return new ArrayList<>(findings);
  }

  private void send(long from, long to) throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    CountDownLatch running = new CountDownLatch(options.clients());
    for (int i = 0; i < options.clients(); i++) {
      Thread.startVirtualThread(
          () -> {
            try (Client client = new Client(options.seed(), sidecar.listening())) {
              for (long n = next.getAndIncrement();
                  n < to && findings.size() < ENOUGH;
                  n = next.getAndIncrement()) {
                long start = System.nanoTime();
                client.send(n).ifPresent(findings::add);
                slowest.accumulateAndGet((System.nanoTime() - start) / 1_000_000, Math::max);
              }
            } catch (IOException ignored) {
              // closing a connection that is gone
            } finally {
              running.countDown();
            }
          });
    }
    running.await();
  }

  private Memory look(boolean last) throws IOException, InterruptedException {
    if (!sidecar.isHealthy()) {
      findings.add(Finding.of("the sidecar is not healthy any more"));
    }
    log.inLog().map(leak -> Finding.of("the log shows " + leak)).ifPresent(findings::add);
    sidecar.forget();
    if (last) {
      // Connections that clients have just left are closed by then.
      Thread.sleep(Duration.ofSeconds(1));
    }
    return Memory.of(sidecar.pid());
  }
}
