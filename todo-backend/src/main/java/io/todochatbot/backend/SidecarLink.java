package io.todochatbot.backend;

import io.todochatbot.todo.dapr.Dapr;
import io.todochatbot.todo.dapr.DaprFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the sidecar, which itself waits for our port, then reads the secret we start with.
 * Until then the service listens and says why it is not ready.
 */
final class SidecarLink implements AutoCloseable {
  static final String SECRET = "database-password";

  private static final Logger LOG = LoggerFactory.getLogger(SidecarLink.class);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration REPEAT = Duration.ofSeconds(30);
  private static final Duration CLOSE_WAIT = Duration.ofMillis(500);
  private final Dapr dapr;
  private final Consumer<String> linked;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread =
      Thread.ofPlatform().name("sidecar-link").daemon().unstarted(this::connect);
  private volatile boolean done;
  private volatile String reason = "it was not asked yet";

  /**
   * A link that is yet to be made.
   *
   * @param linked told the secret, once
   */
  SidecarLink(Dapr dapr, Consumer<String> linked) {
    this.dapr = dapr;
    this.linked = linked;
  }

  /** Starts to wait for the sidecar. */
  void start() {
    thread.start();
  }

  /** Fails while the secret is not read, saying why. */
  void check() {
    if (!done) {
      throw new IllegalStateException("secret " + SECRET + " is not read yet: " + reason);
    }
  }

  private void connect() {
    Instant said = Instant.EPOCH;
    while (stop.getCount() > 0 && !done) {
      try {
        dapr.check();
        linked.accept(dapr.secret(SECRET));
        done = true;
        LOG.info("The sidecar is ready");
      } catch (DaprFailure e) {
        reason = String.valueOf(e.getMessage());
        if (said.plus(REPEAT).isBefore(Instant.now())) {
          LOG.info("Waiting for the sidecar: {}", reason);
          said = Instant.now();
        }
        pause();
      }
    }
  }

  private void pause() {
    try {
      if (stop.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("Stopped while waiting for the sidecar");
      }
    } catch (InterruptedException expected) {
      // the loop looks whether it is to stop
    }
  }

  @Override
  public void close() {
    stop.countDown();
    thread.interrupt();
    try {
      if (thread.isAlive() && !thread.join(CLOSE_WAIT)) {
        LOG.warn("The call of the sidecar under way did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
