package io.todochatbot.sidecar.bindings;

import io.dapr.v1.CommonProtos;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.component.Guarded;
import io.todochatbot.sidecar.component.Loaded;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.resiliency.Attempt;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.sidecar.telemetry.Tracing;
import io.todochatbot.spi.Binding;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The bindings block over bells. */
final class Tower {
  final Components components = new Components();
  final List<CommonProtos.StateItem> saved = new CopyOnWriteArrayList<>();
  final BindingsApi api = new BindingsApi(components);
  final InputBindings inputs;
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();

  /** Makes each delivery {@code attempts} times at most. */
  Tower(int attempts) {
    Log log =
        new Log(
            new Log.Sink(
                "my-app",
                "here",
                "test",
                Log.Level.DEBUG,
                false,
                new PrintStream(logged, true, StandardCharsets.UTF_8),
                InstantSource.system()),
            "dapr.runtime");
    inputs =
        new InputBindings(
            components,
            new InputBindings.Parts(
                api,
                (store, states) -> saved.addAll(states),
                name -> upTo(attempts),
                new Tracing(0)::start,
                Metrics.hidden().components()),
            log);
  }

  Bell bell(String name, List<String> capabilities, Map<String, String> metadata) {
    Bell bell = new Bell();
    Loaded info = new Loaded(name, "bindings.bell", "v1", metadata, capabilities, Binding.class);
    components.put(new Guarded<>(info, bell, Guarded.Policy.NONE));
    return bell;
  }

  String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  private static Policy upTo(int attempts) {
    return new Policy() {
      @Override
      public <R> R run(Attempt<R> attempt) {
        R result = attempt.make();
        for (int i = 1; i < attempts && attempt.judge(result).again(); i++) {
          result = attempt.make();
        }
        return result;
      }
    };
  }
}
