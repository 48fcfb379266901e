package io.todochatbot.sidecar.peer;

import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.server.GrpcServerRequest;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The messages of a call that may be made several times: they go to the latest attempt as they
 * come, and the first of them, all there is of a unary call, goes to each.
 */
final class Replay {
  private final GrpcServerRequest<Buffer, Buffer> from;
  private final ReentrantLock lock = new ReentrantLock();
  private Optional<GrpcClientRequest<Buffer, Buffer>> to = Optional.empty();
  private Optional<Buffer> first = Optional.empty();
  private int messages;
  private boolean asked;
  private boolean ended;

  /** Takes the messages of {@code from}, which is paused, once there is somewhere to send them. */
  Replay(GrpcServerRequest<Buffer, Buffer> from) {
    this.from = from;
    from.handler(this::arrived);
    from.endHandler(end -> end());
    from.errorHandler(left -> cancel());
  }

  /** Sends what has come, and what is still to come, to {@code out}. */
  void to(GrpcClientRequest<Buffer, Buffer> out) {
    lock.lock();
    try {
      to = Optional.of(out);
      first.ifPresent(out::write);
      if (ended) {
        out.end();
      }
      ask();
    } finally {
      lock.unlock();
    }
  }

  /** Whether another attempt would get all messages. */
  boolean repeatable() {
    lock.lock();
    try {
      return messages <= 1;
    } finally {
      lock.unlock();
    }
  }

  private void arrived(Buffer message) {
    lock.lock();
    try {
      messages++;
      asked = false;
      if (messages == 1) {
        first = Optional.of(message);
      }
      // the next one only when this one has gone: a slow reader slows its sender
      to.ifPresent(out -> out.write(message).onComplete(gone -> ask()));
    } finally {
      lock.unlock();
    }
  }

  private void ask() {
    lock.lock();
    try {
      if (!asked && !ended) {
        asked = true;
        from.fetch(1);
      }
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      ended = true;
      to.ifPresent(GrpcClientRequest::end);
    } finally {
      lock.unlock();
    }
  }

  private void cancel() {
    lock.lock();
    try {
      to.ifPresent(GrpcClientRequest::cancel);
    } finally {
      lock.unlock();
    }
  }
}
