package io.todochatbot.sidecar.peer;

import io.grpc.Status.Code;
import io.todochatbot.sidecar.grpc.GrpcFailure;
import io.todochatbot.sidecar.resiliency.Attempt;
import io.todochatbot.sidecar.resiliency.Judgement;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.resiliency.Stopped;
import io.todochatbot.sidecar.stream.StreamReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One relayed call under a policy. It is repeated only as long as its caller has sent one message
 * and got none: what has become a stream runs on without another attempt.
 */
final class PolicedRelay implements Attempt<PolicedRelay.Answer> {
  /** An answer and its messages. */
  record Answer(GrpcClientResponse<Buffer, Buffer> response, StreamReader<Buffer> messages) {}

  private final GrpcServerRequest<Buffer, Buffer> request;
  private final Supplier<Future<GrpcClientRequest<Buffer, Buffer>>> open;
  private final Feed feed;
  private final AtomicInteger attempts = new AtomicInteger();
  private volatile boolean begun;

  /**
   * A call that is still to be made.
   *
   * @param open opens the way to the other side, once for each attempt
   */
  PolicedRelay(
      GrpcServerRequest<Buffer, Buffer> request,
      Supplier<Future<GrpcClientRequest<Buffer, Buffer>>> open) {
    this.request = request;
    this.open = open;
    this.feed = new Feed(request);
  }

  /**
   * Makes the call and answers it.
   *
   * @throws GrpcFailure if it can't be passed on
   */
  void run(Policy policy) {
    try {
      Answer last = policy.run(this);
      if (!begun) {
        GrpcRelay.head(last.response(), request.response());
      }
      GrpcRelay.tail(last.response(), request.response());
      request.response().end().await();
    } catch (Stopped e) {
      throw failure(e);
    } finally {
      feed.close();
    }
  }

  @Override
  public Answer make() {
    attempts.incrementAndGet();
    GrpcClientRequest<Buffer, Buffer> out = opened(open);
    try {
      if (request.timeout() > 0) {
        out.timeout(request.timeout(), TimeUnit.MILLISECONDS);
      }
      Future<Answer> head = out.response().map(response -> answer(response, out::cancel));
      feed.into(out);
      Answer answer = head.await();
      passOn(answer);
      return answer;
    } catch (Exception e) {
      // whether it failed or the time was over: nobody waits for the answer any more
      out.cancel();
      throw e instanceof GrpcFailure known ? known : GrpcRelay.unreachable(e, attempts.get());
    }
  }

  @Override
  public Judgement judge(Answer answer) {
    GrpcStatus status = answer.response().status();
    return status == GrpcStatus.OK
        ? Judgement.DONE
        : repeatable(Judgement.failed((status == null ? GrpcStatus.UNKNOWN : status).code));
  }

  @Override
  public Judgement judge(RuntimeException failure) {
    return repeatable(
        failure instanceof GrpcFailure known
            ? Judgement.failed(known.status().getCode())
            : Judgement.FAILED);
  }

  /** The way to the other side, open. */
  static GrpcClientRequest<Buffer, Buffer> opened(
      Supplier<Future<GrpcClientRequest<Buffer, Buffer>>> open) {
    try {
      return open.get().await();
    } catch (GrpcFailure e) {
      throw e;
    } catch (Exception e) {
      throw GrpcRelay.unreachable(e, 1);
    }
  }

  /** The status that daprd gives when a policy ends a call. */
  static GrpcFailure failure(Stopped stopped) {
    Code code =
        switch (stopped.reason()) {
          case TOO_SLOW -> Code.DEADLINE_EXCEEDED;
          case INTERRUPTED -> Code.CANCELLED;
          case OPEN, HALF_OPEN -> Code.UNKNOWN;
        };
    return GrpcRelay.failure(code.value(), String.valueOf(stopped.getMessage()));
  }

  private void passOn(Answer answer) throws IOException {
    Optional<Buffer> message = answer.messages().next();
    while (message.isPresent()) {
      if (!begun) {
        begun = true;
        GrpcRelay.head(answer.response(), request.response());
      }
      request.response().write(message.get()).await();
      message = answer.messages().next();
    }
  }

  private Judgement repeatable(Judgement judgement) {
    return begun || feed.isStream() ? judgement.last() : judgement;
  }

  private static Answer answer(GrpcClientResponse<Buffer, Buffer> response, Runnable cancel) {
    StreamReader<Buffer> messages = new StreamReader<>(response, cancel);
    // Vert.x tells a reset stream here and nowhere else
    response.errorHandler(error -> messages.fail(new IOException(error.toString())));
    return new Answer(response, messages);
  }
}
