package io.todochatbot.sidecar.component;

import io.todochatbot.spi.Component;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A component behind its resiliency policy and its meter: the only way the core reaches one.
 *
 * @param <C> the component's kind
 */
public final class Guarded<C extends Component> {
  /** Runs work against a component: under its policy, metered. */
  public interface Policy {
    /** Runs everything as it is. */
    Policy NONE =
        new Policy() {
          @Override
          public <R> R run(String what, Supplier<R> work) {
            return work.get();
          }
        };

    /**
     * Runs {@code work}, perhaps several times.
     *
     * @param what the component's method, as metrics name it
     */
    <R> R run(String what, Supplier<R> work);
  }

  private final Loaded info;
  private final C component;
  private final Policy policy;

  /** Guards {@code component} by {@code policy}. */
  public Guarded(Loaded info, C component, Policy policy) {
    this.info = info;
    this.component = component;
    this.policy = policy;
  }

  /** The component's name, type and metadata. */
  public Loaded info() {
    return info;
  }

  /** Whether the component has the ability that the interface {@code ability} stands for. */
  public boolean can(Class<?> ability) {
    return ability.isInstance(component);
  }

  /** Lets {@code work} use the component and returns its result. */
  public <R> R call(String what, Function<C, R> work) {
    return policy.run(what, () -> work.apply(component));
  }

  /** Lets {@code work} use the component. */
  public void run(String what, Consumer<C> work) {
    policy.run(
        what,
        () -> {
          work.accept(component);
          return true;
        });
  }

  /**
   * Lets {@code work} use the component whatever its policy: for what is no request, and must not
   * be repeated or cut short.
   */
  public <R> R bare(Function<C, R> work) {
    return work.apply(component);
  }

  /** Closes the component. */
  void close() {
    component.close();
  }
}
