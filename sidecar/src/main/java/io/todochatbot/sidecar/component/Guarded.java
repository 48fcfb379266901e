package io.todochatbot.sidecar.component;

import io.todochatbot.sidecar.metrics.ComponentMetrics;
import io.todochatbot.spi.Component;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
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
  private final ComponentMetrics.Meter meter;

  /** Guards {@code component} by {@code policy}; nobody counts. */
  public Guarded(Loaded info, C component, Policy policy) {
    this(info, component, policy, ComponentMetrics.Meter.NONE);
  }

  /** Guards {@code component} by {@code policy}, and counts and times what is asked of it. */
  public Guarded(Loaded info, C component, Policy policy, ComponentMetrics.Meter meter) {
    this.info = info;
    this.component = component;
    this.policy = policy;
    this.meter = meter;
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
    return call(what, what, work);
  }

  /**
   * Lets {@code work} use the component and returns its result.
   *
   * @param about what metrics tell calls of one method apart by: a topic, a binding's operation
   */
  public <R> R call(String what, String about, Function<C, R> work) {
    return metered(
        what, about, () -> policy.run(what, () -> work.apply(component)), result -> true);
  }

  /** Lets {@code work} use the component. */
  public void run(String what, Consumer<C> work) {
    run(what, what, work);
  }

  /**
   * Lets {@code work} use the component.
   *
   * @param about what metrics tell calls of one method apart by: a topic, a binding's operation
   */
  public void run(String what, String about, Consumer<C> work) {
    call(
        what,
        about,
        component -> {
          work.accept(component);
          return true;
        });
  }

  /**
   * Counts and times as one call what may use the component several times, each time by {@link
   * #part}.
   *
   * @param succeeded tells from the result whether all went well
   */
  public <R> R metered(String what, String about, Supplier<R> work, Predicate<R> succeeded) {
    long began = System.nanoTime();
    boolean success = false;
    try {
      R result = work.get();
      success = succeeded.test(result);
      return result;
    } finally {
      meter.done(what, about, success, System.nanoTime() - began);
    }
  }

  /** Lets {@code work} use the component as a part of what is {@link #metered}. */
  public <R> R part(String what, Function<C, R> work) {
    return policy.run(what, () -> work.apply(component));
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
