package io.todochatbot.sidecar.bindings;

import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.AppPath;
import io.todochatbot.sidecar.app.AppReply;
import io.todochatbot.sidecar.app.AppRequest;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.app.EventHeaders;
import io.todochatbot.sidecar.resiliency.Attempt;
import io.todochatbot.sidecar.resiliency.Judgement;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.resiliency.Stopped;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.InputBinding;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Input bindings of an application that speaks HTTP. Its answers are given back to the binding as
 * they are; unlike what the documentation says, daprd does nothing else with them over HTTP
 * (golden: input-answer-response).
 */
final class DeliveryHttp implements AppDelivery {
  private static final Duration PROBE = Duration.ofSeconds(3);
  private static final int METHOD_NOT_ALLOWED = 405;

  private final AppChannel.Http app;
  private final Function<String, Policy> policies;

  /**
   * A way to {@code app}.
   *
   * @param policies the policy for deliveries of the binding of that name
   */
  DeliveryHttp(AppChannel.Http app, Function<String, Policy> policies) {
    this.app = app;
    this.policies = policies;
  }

  @Override
  public boolean takes(Source source) {
    FutureTask<Reply> probe =
        new FutureTask<>(() -> send("OPTIONS", source, new byte[0], List.of(), Trace.NONE));
    Thread.ofVirtual().name("binding-probe-" + source.binding()).start(probe);
    try {
      Reply reply = probe.get(PROBE.toMillis(), TimeUnit.MILLISECONDS);
      return reply.success() || reply.status == METHOD_NOT_ALLOWED;
    } catch (TimeoutException e) {
      probe.cancel(true);
      throw unprobed(source, "no answer within " + PROBE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw unprobed(
          source, String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unprobed(source, "interrupted", e);
    }
  }

  @Override
  public byte[] deliver(Source source, InputBinding.Event event, Trace trace) {
    List<Map.Entry<String, String>> headers = new ArrayList<>(EventHeaders.of(event.metadata()));
    if (event.data().length == 0) {
      // unlike an empty invocation (golden: input-options-200)
      headers.add(Map.entry("content-length", "0"));
    }
    Reply reply;
    try {
      reply =
          policies
              .apply(source.binding())
              .run(new Delivering(() -> send("POST", source, event.data(), headers, trace)));
    } catch (AppUnreachable | UncheckedIOException | Stopped e) {
      throw new ComponentException("error invoking app: " + e.getMessage(), e);
    }
    if (!reply.success()) {
      throw new ComponentException(
          "fails to send binding event to http app channel, status code: "
              + reply.status
              + " body: "
              + new String(reply.body, StandardCharsets.UTF_8));
    }
    return reply.body;
  }

  private Reply send(
      String method,
      Source source,
      byte[] data,
      List<Map.Entry<String, String>> headers,
      Trace trace) {
    AppPath path = AppPath.of(source.route());
    AppReply reply =
        app.send(
            new AppRequest(
                method,
                path.path(),
                path.query(),
                headers,
                Body.of(data, Optional.of("application/json")),
                trace));
    return new Reply(reply.status(), reply.body().readAll());
  }

  private static ComponentException unprobed(Source source, String why, Exception cause) {
    return new ComponentException(
        "could not invoke OPTIONS method on input binding subscription endpoint \""
            + source.route()
            + "\": "
            + why,
        cause);
  }

  /** What the application answered. */
  private record Reply(int status, byte[] body) {
    boolean success() {
      return status >= 200 && status <= 299;
    }
  }

  private record Delivering(Supplier<Reply> send) implements Attempt<Reply> {
    @Override
    public Reply make() {
      return send.get();
    }

    @Override
    public Judgement judge(Reply reply) {
      return reply.success() ? Judgement.DONE : Judgement.failed(reply.status());
    }

    /** What is no trouble on the way is a fault of ours, which another attempt would repeat. */
    @Override
    public Judgement judge(RuntimeException failure) {
      return failure instanceof AppUnreachable || failure instanceof UncheckedIOException
          ? Judgement.FAILED
          : Judgement.FINAL;
    }
  }
}
