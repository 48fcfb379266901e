package io.todochatbot.sidecar.pubsub;

import io.todochatbot.sidecar.resiliency.Attempt;
import io.todochatbot.sidecar.resiliency.Judgement;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.resiliency.Stopped;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;

/** Delivers as often as the policy of the component says. */
record PolicedDelivery(Function<String, Policy> policies) implements DeliveryPolicy {
  @Override
  public Verdict run(String pubsub, Supplier<Verdict> attempt) {
    try {
      return policies.apply(pubsub).run(new Delivering(attempt));
    } catch (Stopped e) {
      return Verdict.failed("", Brokers.words(e), OptionalInt.empty());
    }
  }

  private record Delivering(Supplier<Verdict> attempt) implements Attempt<Verdict> {
    @Override
    public Verdict make() {
      return attempt.get();
    }

    @Override
    public Judgement judge(Verdict verdict) {
      return switch (verdict.kind()) {
        case SUCCESS, DROP -> Judgement.DONE;
        case RETRY ->
            verdict.code().isPresent()
                ? Judgement.failed(verdict.code().getAsInt())
                : Judgement.FAILED;
      };
    }

    /** What is no verdict is a fault of ours, which another attempt would only repeat. */
    @Override
    public Judgement judge(RuntimeException failure) {
      return Judgement.FINAL;
    }
  }
}
