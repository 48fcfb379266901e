package io.todochatbot.sidecar.grpc;

import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A streaming call as blocking reads and writes. Messages are fetched one by one, so that a slow
 * reader slows its sender.
 */
public final class GrpcStream<P, S> {
  /** The caller has left: nothing more can be read or written. */
  public static final class Cancelled extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Cancelled(Throwable cause) {
      super("the caller has left", cause, false, false);
    }
  }

  /** What stands in the queue behind the last message. */
  private enum End {
    END
  }

  private final GrpcServerRequest<P, S> request;
  private final BlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
  private final ReentrantLock writing = new ReentrantLock();
  private volatile Runnable cancelled = () -> {};
  private volatile boolean hasLeft;

  /** Must be made on the call's event loop. */
  GrpcStream(GrpcServerRequest<P, S> request, Message<P> type) {
    this.request = request;
    request.pause();
    request.invalidMessageHandler(invalid -> refuse(Message.refusal(invalid, type.maxBytes())));
    request.messageHandler(
        message -> {
          try {
            arrived.add(type.read(message));
          } catch (GrpcFailure e) {
            refuse(e);
          }
        });
    request.endHandler(end -> arrived.add(End.END));
    request.exceptionHandler(this::left);
    // a caller that has sent its last message can be seen to leave only here
    request.response().exceptionHandler(this::left);
    request.errorHandler(error -> left(new IllegalStateException(error.toString())));
  }

  /**
   * Waits for the next message; empty once the caller has sent its last.
   *
   * @throws Cancelled if the caller has left
   */
  public Optional<P> read() {
    request.fetch(1);
    try {
      return message(arrived.take());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled(e);
    }
  }

  /**
   * Waits for the next message no longer than {@code limit}; empty once the caller has sent its
   * last.
   *
   * @throws TimeoutException if none has come in time
   * @throws Cancelled if the caller has left
   */
  public Optional<P> read(Duration limit) throws TimeoutException {
    request.fetch(1);
    try {
      Object next = arrived.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        throw new TimeoutException("no message within " + limit);
      }
      return message(next);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Cancelled(e);
    }
  }

  /**
   * Sends a message; waits until the connection has taken it. Safe for several threads.
   *
   * @throws Cancelled if the caller has left
   */
  public void write(S message) {
    writing.lock();
    try {
      request.response().write(message).await();
    } catch (Exception e) {
      // Vert.x throws an InterruptedException without saying so
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      throw new Cancelled(e);
    } finally {
      writing.unlock();
    }
  }

  /**
   * Has {@code work}, which must not block and may be run twice, run when the caller leaves before
   * the end; at once if it has left already.
   */
  public void whenCancelled(Runnable work) {
    cancelled = work;
    if (hasLeft) {
      work.run();
    }
  }

  @SuppressWarnings("unchecked") // only messages of type P, End and failures are ever added
  private Optional<P> message(Object next) {
    if (next instanceof End) {
      arrived.add(End.END);
      return Optional.empty();
    }
    if (next instanceof Throwable failure) {
      arrived.add(failure);
      throw new Cancelled(failure);
    }
    return Optional.of((P) next);
  }

  /** What is no message ends the call, and is to the one who reads as if the caller had left. */
  private void refuse(GrpcFailure failure) {
    Incoming.refuse(request, failure);
    left(failure);
  }

  private void left(Throwable failure) {
    arrived.add(failure);
    hasLeft = true;
    cancelled.run();
  }

  /** Ends the call with status OK. */
  void end() {
    request.response().status(GrpcStatus.OK).end();
  }
}
