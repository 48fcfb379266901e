package io.todochatbot.components.sqlite;

import io.todochatbot.components.sqlite.Deliveries.Delivery;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One subscription: takes messages in hand, some in advance, and hands them to its handler.
 * Messages of one key wait for each other; each of the others has a thread of its own.
 */
final class SqliteSubscription implements PubSub.Subscription {
  private static final int TAKEN_PER_HANDLER = 4;
  private static final Duration LOOK_ANYWAY = Duration.ofSeconds(1);

  private final Deliveries deliveries;
  private final SqlitePubSub.Settings settings;
  private final PubSub.Handler handler;
  private final System.Logger log;
  private final Consumer<SqliteSubscription> whenClosed;
  private final int most;
  private final Semaphore wake = new Semaphore(1);
  private final Semaphore handling;
  private final AtomicInteger inHand = new AtomicInteger();
  private final Map<String, Queue<Delivery>> lanes = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Thread taker = Thread.ofVirtual().unstarted(this::takeUntilClosed);

  SqliteSubscription(
      Deliveries deliveries,
      SqlitePubSub.Settings settings,
      PubSub.Handler handler,
      System.Logger log,
      Consumer<SqliteSubscription> whenClosed) {
    this.deliveries = deliveries;
    this.settings = settings;
    this.handler = handler;
    this.log = log;
    this.whenClosed = whenClosed;
    this.most = settings.concurrency() * TAKEN_PER_HANDLER;
    this.handling = new Semaphore(settings.concurrency());
  }

  void start() {
    taker.start();
  }

  /** Looks for messages soon. */
  void wake() {
    wake.release();
  }

  @Override
  public void close() {
    if (isClosing()) {
      return;
    }
    whenClosed.accept(this);
    closing.countDown();
    wake();
    awaitTaker();
    threads.close();
    deliveries.release();
  }

  private void awaitTaker() {
    boolean interrupted = false;
    while (taker.isAlive()) {
      try {
        taker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isClosing() {
    return closing.getCount() == 0;
  }

  private void takeUntilClosed() {
    try {
      while (!isClosing()) {
        boolean woken = wake.tryAcquire(LOOK_ANYWAY.toMillis(), TimeUnit.MILLISECONDS);
        wake.drainPermits();
        if (!isClosing() && inHand.get() < most) {
          takeSome(woken);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeSome(boolean woken) {
    try {
      if (deliveries.any()) {
        List<Delivery> taken = deliveries.take(most - inHand.get());
        inHand.addAndGet(taken.size());
        taken.forEach(this::dispatch);
        if (!taken.isEmpty()) {
          wake();
        }
      }
    } catch (ComponentException e) {
      log.log(
          woken ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG,
          "messages of " + deliveries.topic() + " can't be taken; trying again",
          e);
    }
  }

  private void dispatch(Delivery delivery) {
    if (delivery.key().isEmpty()) {
      threads.execute(() -> deliver(delivery));
      return;
    }
    String key = delivery.key().get();
    synchronized (lanes) {
      Queue<Delivery> lane = lanes.get(key);
      if (lane != null) {
        lane.add(delivery);
        return;
      }
      lanes.put(key, new ArrayDeque<>(List.of(delivery)));
    }
    threads.execute(() -> deliverLane(key));
  }

  private void deliverLane(String key) {
    for (Delivery next = next(key); next != null; next = next(key)) {
      deliver(next);
    }
  }

  private @Nullable Delivery next(String key) {
    synchronized (lanes) {
      Queue<Delivery> lane = lanes.getOrDefault(key, new ArrayDeque<>());
      Delivery next = lane.poll();
      if (next == null) {
        lanes.remove(key);
      }
      return next;
    }
  }

  /** Delivers until it is handled or the subscription ends. */
  private void deliver(Delivery first) {
    Delivery delivery = first;
    while (!isClosing() && handle(delivery) == PubSub.Outcome.RETRY) {
      delivery = pauseBeforeRetry(delivery);
    }
    if (inHand.decrementAndGet() == most / 2) {
      wake();
    }
  }

  private PubSub.Outcome handle(Delivery delivery) {
    handling.acquireUninterruptibly();
    PubSub.Outcome outcome = PubSub.Outcome.RETRY;
    try {
      if (!isClosing()) {
        outcome = handler.handle(delivery.message());
        if (outcome == PubSub.Outcome.ACK) {
          deliveries.done(delivery);
        }
      }
    } catch (RuntimeException e) {
      log.log(System.Logger.Level.ERROR, "the handler of " + deliveries.topic() + " failed", e);
    } finally {
      handling.release();
    }
    return outcome;
  }

  private Delivery pauseBeforeRetry(Delivery delivery) {
    Duration pause = pause(delivery.attempts());
    if (!isClosing()) {
      deliveries.retry(delivery, pause);
    }
    try {
      boolean _ = closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Delivery(delivery.id(), delivery.key(), delivery.attempts() + 1, delivery.message());
  }

  private Duration pause(int attempts) {
    Duration pause = settings.retryInterval();
    for (int i = 0; i < attempts && pause.compareTo(settings.maxRetryInterval()) < 0; i++) {
      pause = pause.multipliedBy(2);
    }
    return pause.compareTo(settings.maxRetryInterval()) < 0 ? pause : settings.maxRetryInterval();
  }
}
