package io.todochatbot.sidecar.bindings;

import io.todochatbot.sidecar.api.Headers;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.GrpcApp;
import io.todochatbot.sidecar.app.HttpApp;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Direction;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.metrics.ComponentMetrics;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.Binding;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.InputBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The input bindings and the application: read while it is there and healthy, each only if the
 * application takes it. Safe for concurrent use.
 */
public final class InputBindings implements AutoCloseable {
  private static final String ROUTE = "route";

  /**
   * What deliveries need.
   *
   * @param api the output bindings, to which an application may answer
   * @param states saves the states that an application answers with
   * @param policies the policy for deliveries of the binding of that name
   * @param traces makes the span of an event from what came beside it
   * @param metrics counts the events
   */
  public record Parts(
      BindingsApi api,
      StatesGrpc states,
      Function<String, Policy> policies,
      Function<Headers, Trace> traces,
      ComponentMetrics metrics) {}

  private final Components components;
  private final Parts parts;
  private final Log log;
  private final Log inputLog;
  private final Log runtimeLog;
  private final ReentrantLock changing = new ReentrantLock();
  private final List<Intake> running = new ArrayList<>();
  private boolean active;
  private boolean closed;

  /** Reads nothing before {@link #start}. */
  public InputBindings(Components components, Parts parts, Log log) {
    this.components = components;
    this.parts = parts;
    this.log = log.scope("dapr.runtime.processor.binding");
    this.inputLog = log.scope("dapr.runtime.processor.binding.input");
    this.runtimeLog = log.scope("dapr.runtime");
  }

  /** Says of a binding that has just been made which ways it works. */
  public void loaded(Loaded component) {
    for (Direction direction : Direction.values()) {
      if (component.kind() == Binding.class && direction.of(component)) {
        log.info(
            "successful init for " + direction.word() + " binding (" + component.logName() + ")");
      }
    }
  }

  /**
   * Asks the application which input bindings it takes and begins to deliver their events to it;
   * does nothing if that is so already.
   */
  public void start(AppChannel app) {
    changing.lock();
    try {
      if (active || closed) {
        return;
      }
      active = true;
      AppDelivery delivery = delivery(app);
      for (Guarded<Binding> binding : components.all(Binding.class)) {
        if (Direction.INPUT.of(binding.info())) {
          start(binding, delivery);
        }
      }
    } finally {
      changing.unlock();
    }
  }

  /** Stops reading until it is started again; returns when the events under way are dealt with. */
  public void stop() {
    List<Intake> ending;
    changing.lock();
    try {
      active = false;
      ending = List.copyOf(running);
      running.clear();
    } finally {
      changing.unlock();
    }
    List<Thread> threads =
        ending.stream().map(intake -> Thread.startVirtualThread(intake::close)).toList();
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops reading for good. */
  @Override
  public void close() {
    changing.lock();
    try {
      closed = true;
    } finally {
      changing.unlock();
    }
    stop();
  }

  private void start(Guarded<Binding> binding, AppDelivery delivery) {
    Loaded info = binding.info();
    AppDelivery.Source source =
        new AppDelivery.Source(info.name(), info.setting(ROUTE).orElse(info.name()));
    try {
      if (!Direction.INPUT.namedBy(info) && !delivery.takes(source)) {
        log.info("app has not subscribed to binding " + info.name() + ".");
        return;
      }
    } catch (ComponentException e) {
      runtimeLog.warn("failed to read from bindings: " + e.getMessage() + " ");
      return;
    }
    try {
      running.add(
          binding.bare(
              b -> Intake.begin((InputBinding) b, event -> deliver(delivery, source, event))));
    } catch (ComponentException e) {
      log.error("error reading from input binding " + info.name() + ": " + e.getMessage());
    }
  }

  private byte[] deliver(
      AppDelivery delivery, AppDelivery.Source source, InputBinding.Event event) {
    long began = System.nanoTime();
    boolean done = false;
    try {
      byte[] answer =
          delivery.deliver(source, event, parts.traces().apply(new EventTrace(event.metadata())));
      done = true;
      return answer;
    } catch (ComponentException e) {
      inputLog.debug(
          "error from app consumer for binding [" + source.binding() + "]: " + e.getMessage());
      throw e;
    } catch (RuntimeException e) {
      inputLog.error("could not deliver an event of binding " + source.binding(), e);
      throw new ComponentException("internal error", e);
    } finally {
      parts.metrics().bindingRead(source.binding(), done, System.nanoTime() - began);
    }
  }

  private AppDelivery delivery(AppChannel app) {
    return switch (app) {
      case HttpApp http -> new DeliveryHttp(http, parts.policies());
      case GrpcApp grpc ->
          new DeliveryGrpc(
              grpc, parts.policies(), new AnswersGrpc(parts.api(), parts.states(), log));
    };
  }

  /** An event's metadata as headers, for the trace that its source may have put there. */
  private record EventTrace(Map<String, String> metadata) implements Headers {
    @Override
    public Optional<String> first(String name) {
      return Optional.ofNullable(metadata.get(name));
    }

    @Override
    public Iterable<Map.Entry<String, String>> all() {
      return metadata.entrySet();
    }
  }
}
