package io.todochatbot.sidecar.app;

import io.todochatbot.sidecar.telemetry.Log;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waits until the application listens on its port, for ever unless closed. */
public final class AppReady implements AutoCloseable {
  private static final int CONNECT_MILLIS = 500;
  private static final int PAUSE_MILLIS = 100;
  private static final int ATTEMPTS_BETWEEN_LINES = 100;

  private final AppEndpoint endpoint;
  private final Log log;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * Looks at {@code endpoint}.
   *
   * @param log the log of scope {@code dapr.runtime}
   */
  public AppReady(AppEndpoint endpoint, Log log) {
    this.endpoint = endpoint;
    this.log = log;
  }

  /**
   * Blocks until the application takes connections.
   *
   * @return false if this was closed before
   * @throws InterruptedException if the thread is interrupted
   */
  public boolean await() throws InterruptedException {
    log.info(
        "application protocol: "
            + endpoint.protocol().text()
            + ". waiting on port "
            + endpoint.port()
            + ".  This will block until the app is listening on that port.");
    for (int attempts = 1; !listening(); attempts++) {
      if (closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      if (attempts % ATTEMPTS_BETWEEN_LINES == 0) {
        log.info("waiting for application to listen on port " + endpoint.port());
      }
    }
    log.info("application discovered on port " + endpoint.port());
    return true;
  }

  /** Ends waiting. */
  @Override
  public void close() {
    closed.countDown();
  }

  private boolean listening() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(endpoint.address(), endpoint.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
