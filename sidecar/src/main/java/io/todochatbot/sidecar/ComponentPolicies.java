package io.todochatbot.sidecar;

import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.resiliency.Attempt;
import io.todochatbot.sidecar.resiliency.Judgement;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.resiliency.Resiliency;
import io.todochatbot.sidecar.resiliency.Stopped;
import io.todochatbot.sidecar.resiliency.Target;
import io.todochatbot.spi.ComponentException;
import java.util.Locale;
import java.util.function.Supplier;

/** Gives calls to components their policies. */
final class ComponentPolicies {
  private ComponentPolicies() {}

  /** The policy for calls to the component of that name and kind. */
  static Guarded.Policy outbound(Resiliency resiliency, String name, Class<?> kind) {
    return new Outbound(resiliency.policy(new Target.ComponentOut(name, word(kind))));
  }

  /** A kind as names of default policies spell it: {@code Statestore} for {@code StateStore}. */
  private static String word(Class<?> kind) {
    String name = kind.getSimpleName();
    return switch (name) {
      case "ConfigurationStore" -> "Configuration";
      case "LockStore" -> "Lock";
      case "CryptoProvider" -> "Crypto";
      default -> name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    };
  }

  private record Outbound(Policy policy) implements Guarded.Policy {
    @Override
    public <R> R run(String what, Supplier<R> work) {
      try {
        return policy.run(new Request<>(work));
      } catch (Stopped e) {
        throw new ComponentException(String.valueOf(e.getMessage()), e);
      }
    }
  }

  private record Request<R>(Supplier<R> work) implements Attempt<R> {
    @Override
    public R make() {
      return work.get();
    }

    /**
     * Refusals are answers: they say nothing of the component's health and come again each time.
     */
    @Override
    public Judgement judge(RuntimeException failure) {
      return switch (failure) {
        case ComponentException.BadRequest ignored -> Judgement.DONE;
        case ComponentException.NotFound ignored -> Judgement.DONE;
        case ComponentException.EtagMismatch ignored -> Judgement.DONE;
        case ComponentException.EtagInvalid ignored -> Judgement.DONE;
        case ComponentException failed -> Judgement.FAILED;
        default -> Judgement.FINAL;
      };
    }
  }
}
