package io.todochatbot.frontend.live;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One connected page. Telling it never blocks, however slow its line is: what it is still to be
 * told is a set, and its own thread sends it.
 */
final class Listener {
  private final SseClient client;
  private final Duration heartbeat;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<News> untold = EnumSet.noneOf(News.class);
  private boolean stopped;

  Listener(SseClient client, Duration heartbeat) {
    this.client = client;
    this.heartbeat = heartbeat;
  }

  void tell(News news) {
    lock.lock();
    try {
      untold.add(news);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void stop() {
    lock.lock();
    try {
      stopped = true;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Sends until it is stopped or the page is gone. */
  void run() {
    try {
      Set<News> next = next();
      while (!stopped() && !client.terminated()) {
        if (next.isEmpty()) {
          client.sendComment("alive");
        }
        next.forEach(news -> client.sendEvent(news.event(), "again"));
        next = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean stopped() {
    lock.lock();
    try {
      return stopped;
    } finally {
      lock.unlock();
    }
  }

  private Set<News> next() throws InterruptedException {
    lock.lock();
    try {
      long left = heartbeat.toNanos();
      while (untold.isEmpty() && !stopped && left > 0) {
        left = changed.awaitNanos(left);
      }
      Set<News> next = EnumSet.noneOf(News.class);
      next.addAll(untold);
      untold.clear();
      return next;
    } finally {
      lock.unlock();
    }
  }
}
