package io.todochatbot.sidecar.invoke;

import io.todochatbot.sidecar.api.Wire;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.peer.CallFailure;
import io.todochatbot.sidecar.peer.Outcome;
import io.todochatbot.sidecar.resiliency.Attempt;
import io.todochatbot.sidecar.resiliency.Judgement;
import io.todochatbot.spi.ComponentException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * An invocation under a policy. What counts as its failure depends on the caller's wire, as in
 * daprd.
 */
final class RepeatedCall implements Attempt<Outcome> {
  private final Wire wire;
  private final boolean replayable;
  private final IntFunction<Outcome> call;
  private final AtomicInteger attempts = new AtomicInteger();

  /**
   * A call that is still to be made.
   *
   * @param replayable whether it can be made more than once
   * @param call makes it for the first time, the second, …
   */
  RepeatedCall(Wire wire, boolean replayable, IntFunction<Outcome> call) {
    this.wire = wire;
    this.replayable = replayable;
    this.call = call;
  }

  /** How many attempts have begun. */
  int attempts() {
    return attempts.get();
  }

  @Override
  public Outcome make() {
    return call.apply(attempts.incrementAndGet());
  }

  @Override
  public Judgement judge(Outcome outcome) {
    int code = outcome.status().getCode();
    boolean failed =
        switch (wire) {
          case HTTP -> outcome.isHttp() && (code < 200 || code > 399);
          case GRPC -> outcome.isHttp() ? GrpcToHttp.code(code) != 0 : code != 0;
        };
    return failed ? repeatable(Judgement.failed(code)) : Judgement.DONE;
  }

  @Override
  public Judgement judge(RuntimeException failure) {
    return switch (failure) {
      case CallFailure refused when refused.denied() -> Judgement.FINAL;
      case CallFailure failed -> repeatable(Judgement.FAILED);
      case AppUnreachable failed -> repeatable(Judgement.FAILED);
      case Retries.Exhausted failed -> repeatable(Judgement.FAILED);
      case ComponentException unresolved -> repeatable(Judgement.FAILED);
      // the caller's own mistakes, or ours
      default -> Judgement.DONE;
    };
  }

  @Override
  public void discard(Outcome outcome) {
    try {
      outcome.body().stream().close();
    } catch (IOException ignored) {
      // nobody wants the rest of it
    }
  }

  private Judgement repeatable(Judgement judgement) {
    return replayable ? judgement : judgement.last();
  }
}
