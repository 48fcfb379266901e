package io.todochatbot.sidecar.peer;

import io.todochatbot.sidecar.stream.StreamReader;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.server.GrpcServerRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Feeds a caller's messages into one call after the other: each new one gets the first message
 * again. Safe for concurrent use.
 */
final class Feed implements AutoCloseable {
  private final StreamReader<Buffer> source;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable GrpcClientRequest<Buffer, Buffer> target;
  private @Nullable Buffer first;
  private boolean ended;
  private boolean left;
  private boolean started;
  private volatile boolean stream;

  /** Takes over {@code request}, which must be paused. */
  Feed(GrpcServerRequest<Buffer, Buffer> request) {
    this.source = new StreamReader<>(request, () -> {});
    request.errorHandler(error -> leave());
    request.response().exceptionHandler(error -> leave());
  }

  /** Whether the caller has sent more than one message, which nobody can repeat. */
  boolean isStream() {
    return stream;
  }

  /** Feeds {@code call} from now on, and nobody else. */
  void into(GrpcClientRequest<Buffer, Buffer> call) {
    lock.lock();
    try {
      if (left) {
        call.cancel();
        return;
      }
      target = call;
      if (first != null) {
        call.write(first);
      }
      if (ended) {
        call.end();
      }
      if (!started) {
        started = true;
        Thread.startVirtualThread(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    source.close();
  }

  private void run() {
    try {
      Optional<Buffer> message = source.next();
      while (message.isPresent()) {
        write(message.get());
        message = source.next();
      }
      end();
    } catch (IOException gone) {
      leave();
    }
  }

  private void write(Buffer message) {
    GrpcClientRequest<Buffer, Buffer> call;
    lock.lock();
    try {
      stream = first != null;
      first = first == null ? message : first;
      call = target;
    } finally {
      lock.unlock();
    }
    if (call != null) {
      try {
        // waiting for the write is the back-pressure
        call.write(message).await();
      } catch (RuntimeException ignored) {
        // that call has ended; its answer tells why
      }
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      if (target != null) {
        target.end();
      }
    } finally {
      lock.unlock();
    }
  }

  /** The caller is gone, so that nobody waits for an answer. */
  private void leave() {
    lock.lock();
    try {
      left = true;
      if (target != null) {
        target.cancel();
      }
    } finally {
      lock.unlock();
    }
  }
}
