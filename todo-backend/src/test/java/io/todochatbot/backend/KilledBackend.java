package io.todochatbot.backend;

import io.todochatbot.todo.Service;
import io.todochatbot.todo.dapr.FakeDapr;
import java.time.Clock;

/**
 * A backend in a process of its own, for {@link KillTest}; with an argument its sidecar is down.
 */
final class KilledBackend {
  private KilledBackend() {}

  public static void main(String[] args) {
    Service.run(
        environment -> {
          FakeDapr dapr = new FakeDapr();
          if (args.length > 0) {
            dapr.down("connection refused");
          }
          Backend backend = Backend.start(environment, dapr, Clock.systemUTC());
          System.out.println(backend.port());
          return backend;
        });
  }
}
