package io.todochatbot.conformance.golden;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What arrived at a fake app and was not asked for yet. Safe for use by several threads. */
final class Inbox {
  private final List<Received> waiting = new ArrayList<>();

  synchronized void add(Received received) {
    waiting.add(received);
    notifyAll();
  }

  /** Waits until {@code count} are there or the time is over. */
  synchronized void await(int count, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toMillis(); waiting.size() < count && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  /** Takes all that is there. */
  synchronized List<Received> take() {
    List<Received> taken = List.copyOf(waiting);
    waiting.clear();
    return taken;
  }
}
