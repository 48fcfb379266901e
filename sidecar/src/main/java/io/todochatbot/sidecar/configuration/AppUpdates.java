package io.todochatbot.sidecar.configuration;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.peer.CallFailure;
import io.todochatbot.sidecar.peer.Callee;
import io.todochatbot.sidecar.peer.Invocation;
import io.todochatbot.sidecar.peer.Metadata;
import io.todochatbot.sidecar.peer.Outcome;
import io.todochatbot.sidecar.peer.Verb;
import io.todochatbot.sidecar.resiliency.Attempt;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.resiliency.Stopped;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ConfigurationStore.Item;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells the application of changes it has subscribed to: {@code POST /configuration/STORE/KEY}, or
 * {@code OnInvoke} of that method where it speaks gRPC.
 */
public final class AppUpdates {
  private static final int OK = 200;

  private final Callee app;
  private final Function<String, Policy> policies;
  private final Log log;

  /**
   * Updates go to {@code app}.
   *
   * @param policies the policy for calls to the application on behalf of the store of that name
   */
  public AppUpdates(Callee app, Function<String, Policy> policies, Log log) {
    this.app = app;
    this.policies = policies;
    this.log = log;
  }

  /** Tells of each of {@code items}; an application that does not take it hears no more of it. */
  void send(String store, String id, Map<String, Item> items) {
    byte[] body = ItemJson.update(id, items);
    for (String key : items.keySet()) {
      Invocation update =
          new Invocation(
              "configuration/" + store + "/" + key,
              Optional.of(new Invocation.Http(Verb.POST, "")),
              Metadata.NONE,
              Optional.empty(),
              Body.of(body, Optional.of("application/json")),
              Trace.NONE);
      try {
        policies.apply(store).run(new Telling(update));
      } catch (CallFailure | AppUnreachable | Stopped | UncheckedIOException e) {
        log.error("error sending configuration item to the app: " + e.getMessage());
      }
    }
  }

  /** One attempt to tell; whatever goes wrong may go right the next time. */
  private final class Telling implements Attempt<Boolean> {
    private final Invocation update;

    Telling(Invocation update) {
      this.update = update;
    }

    @Override
    public Boolean make() {
      Outcome outcome = app.call(update.with(update.body().again()));
      int status = outcome.status().getCode();
      try {
        outcome.body().stream().close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (outcome.isHttp() ? status != OK : status != 0) {
        throw new UncheckedIOException(
            new IOException("error sending configuration item to application, status " + status));
      }
      return true;
    }
  }
}
