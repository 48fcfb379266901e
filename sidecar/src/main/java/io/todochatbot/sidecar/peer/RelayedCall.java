package io.todochatbot.sidecar.peer;

import io.grpc.Status.Code;
import io.todochatbot.sidecar.grpc.GrpcFailure;
import io.todochatbot.sidecar.resiliency.Attempt;
import io.todochatbot.sidecar.resiliency.Judgement;
import io.todochatbot.sidecar.stream.StreamReader;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A relayed call under a policy. Nothing reaches the caller before its outcome is known, which it
 * is when the first message or the end of the answer is there.
 */
final class RelayedCall implements Attempt<RelayedCall.Answer> {
  /** An answer up to its first message, or up to its end if it has none. */
  record Answer(
      GrpcClientResponse<Buffer, Buffer> response,
      StreamReader<Buffer> messages,
      Optional<Buffer> first) {
    /** The status; that of an answer that goes on is not known yet and stands as OK. */
    int status() {
      return first.isPresent() ? Code.OK.value() : GrpcRelay.status(response);
    }
  }

  private final Replay request;
  private final AtomicInteger attempts = new AtomicInteger();
  private final Supplier<Future<GrpcClientRequest<Buffer, Buffer>>> open;

  /** A call still to be made, by what {@code open} opens each time. */
  RelayedCall(Replay request, Supplier<Future<GrpcClientRequest<Buffer, Buffer>>> open) {
    this.request = request;
    this.open = open;
  }

  @Override
  public Answer make() {
    attempts.incrementAndGet();
    GrpcClientRequest<Buffer, Buffer> out = opened(open);
    try {
      Future<StreamReader<Buffer>> reader =
          out.response().map(response -> reader(response, out::cancel));
      request.to(out);
      StreamReader<Buffer> messages = reader.await();
      Optional<Buffer> first = messages.next();
      return new Answer(out.response().await(), messages, first);
    } catch (Exception e) {
      // also the InterruptedException that Vert.x throws without saying so, when time is over
      out.cancel();
      throw GrpcRelay.unreachable(e, attempts.get());
    }
  }

  @Override
  public Judgement judge(Answer answer) {
    int status = answer.status();
    return status == Code.OK.value() ? Judgement.DONE : repeatable(Judgement.failed(status));
  }

  @Override
  public Judgement judge(RuntimeException failure) {
    return failure instanceof GrpcFailure refused
        ? repeatable(Judgement.failed(refused.status().getCode()))
        : Judgement.FINAL;
  }

  @Override
  public void discard(Answer answer) {
    answer.messages().close();
  }

  /**
   * The way to the other side, open.
   *
   * @throws GrpcFailure if it can't be opened
   */
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

  private Judgement repeatable(Judgement judgement) {
    return request.repeatable() ? judgement : judgement.last();
  }

  private static StreamReader<Buffer> reader(
      GrpcClientResponse<Buffer, Buffer> response, Runnable cancel) {
    StreamReader<Buffer> messages = new StreamReader<>(response, cancel);
    // Vert.x tells a reset stream here and nowhere else
    response.errorHandler(error -> messages.fail(new IOException(error.toString())));
    return messages;
  }
}
