package io.todochatbot.sidecar.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.rpc.Status;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.resiliency.Policy;
import io.todochatbot.sidecar.telemetry.Log;
import io.vertx.core.Vertx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two sidecars' ends of a call over a real connection. */
class PeerTest {
  private final Vertx vertx = Vertx.vertx();
  private final PeerClient client = new PeerClient(vertx);
  private final AtomicReference<Optional<Callee>> app = new AtomicReference<>(Optional.empty());
  private final AtomicReference<AccessControl> access = new AtomicReference<>(AccessControl.NONE);
  private final PeerServer server;

  PeerTest() throws IOException {
    Self self = new Self("callee", "", "127.0.0.1", "host");
    Log log =
        new Log(
            new Log.Sink(
                "callee",
                "test",
                "test",
                Log.Level.FATAL,
                false,
                new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                InstantSource.system()),
            "test");
    AccessControl control = invocation -> access.get().check(invocation);
    Peers nobody =
        new Peers(new Registry(Path.of("/nonexistent"), Duration.ZERO), InstantSource.system());
    server =
        new PeerServer(
            app::get,
            control,
            new GrpcRelay(
                self,
                Optional::empty,
                control,
                nobody,
                client,
                (id, method) -> Policy.NONE,
                Metrics.hidden().runtime()),
            new PeerServer.Options(List.of("127.0.0.1"), 0, 4 << 20),
            Metrics.hidden(),
            log);
    server.start(vertx);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
    vertx.close().await();
  }

  @Test
  void carriesHeadStatusHeadersAndBodyBothWays() {
    AtomicReference<Invocation> got = new AtomicReference<>();
    app.set(
        Optional.of(
            invocation -> {
              got.set(invocation);
              return outcome(
                  201,
                  Metadata.ofHttp(List.of(Map.entry("x-answer", "a"))),
                  Body.of(invocation.body().readAll(), Optional.of("text/plain")));
            }));
    Outcome outcome =
        client.call(
            address(),
            invocation(
                "a/b", Body.of("ping".getBytes(StandardCharsets.UTF_8), Optional.of("text/x"))));
    assertThat(outcome.status().getCode()).isEqualTo(201);
    assertThat(outcome.headers().first("x-answer")).contains("a");
    assertThat(new String(outcome.body().readAll(), StandardCharsets.UTF_8)).isEqualTo("ping");
    assertThat(outcome.body().contentType()).contains("text/plain");
    assertThat(got.get().method()).isEqualTo("a/b");
    assertThat(got.get().http()).contains(new Invocation.Http(Verb.POST, "q=1"));
    assertThat(got.get().metadata().first("x-ask")).contains("1");
    assertThat(got.get().trace().traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
  }

  @Test
  void streamsABodyLongerThanAnyWindowWhileItIsEchoed() {
    byte[] bytes = new byte[8 << 20];
    new Random(1).nextBytes(bytes);
    app.set(
        Optional.of(
            invocation -> outcome(200, Metadata.NONE, streaming(invocation.body().stream()))));
    Outcome outcome =
        client.call(address(), invocation("echo", streaming(new ByteArrayInputStream(bytes))));
    assertThat(outcome.body().readAll()).isEqualTo(bytes);
  }

  @Test
  void theHeadOfAnAnswerDoesNotWaitForItsBody() throws IOException {
    PipedOutputStream events = new PipedOutputStream();
    PipedInputStream source = new PipedInputStream(events);
    app.set(Optional.of(invocation -> outcome(200, Metadata.NONE, streaming(source))));
    Outcome outcome = client.call(address(), invocation("events", Body.empty()));
    assertThat(outcome.status().getCode()).isEqualTo(200);
    events.write('1');
    events.flush();
    assertThat(outcome.body().stream().read()).isEqualTo('1');
    events.close();
    assertThat(outcome.body().stream().read()).isEqualTo(-1);
  }

  @Test
  void aCallerThatLeavesEndsTheAnswer() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    PipedInputStream silent =
        new PipedInputStream(new PipedOutputStream()) {
          @Override
          public void close() throws IOException {
            closed.set(true);
            super.close();
          }
        };
    app.set(Optional.of(invocation -> outcome(200, Metadata.NONE, streaming(silent))));
    Outcome outcome = client.call(address(), invocation("events", Body.empty()));
    outcome.body().stream().close();
    await().untilTrue(closed);
  }

  @Test
  void aSidecarWithoutApplicationSaysSo() {
    assertThatThrownBy(() -> client.call(address(), invocation("m", Body.empty())))
        .isInstanceOf(CallFailure.class)
        .hasMessage("rpc error: code = Internal desc = app channel is not initialized");
  }

  @Test
  void accessControlSeesTheCleanedNameAndItsRefusalArrives() {
    app.set(Optional.of(invocation -> outcome(200, Metadata.NONE, Body.empty())));
    access.set(
        invocation -> {
          throw new CallFailure(io.grpc.Status.Code.PERMISSION_DENIED, invocation.method());
        });
    assertThatThrownBy(() -> client.call(address(), invocation("a/../secret", Body.empty())))
        .hasMessage("rpc error: code = PermissionDenied desc = secret");
  }

  @Test
  void aSidecarThatIsGoneIsUnavailable() {
    server.close();
    assertThatThrownBy(() -> client.call(address(), invocation("m", Body.empty())))
        .isInstanceOfSatisfying(
            CallFailure.class, failure -> assertThat(failure.unavailable()).isTrue());
  }

  private String address() {
    return "127.0.0.1:" + server.port();
  }

  private static Invocation invocation(String method, Body body) {
    return new Invocation(
        method,
        Optional.of(new Invocation.Http(Verb.POST, "q=1")),
        Metadata.ofHttp(List.of(Map.entry("x-ask", "1"))),
        Optional.empty(),
        body,
        Trace.continuing(
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                Optional.empty(),
                Optional.empty())
            .orElseThrow());
  }

  private static Outcome outcome(int status, Metadata headers, Body body) {
    return new Outcome(
        Status.newBuilder().setCode(status).build(),
        headers,
        Metadata.NONE,
        Optional.empty(),
        body);
  }

  private static Body streaming(InputStream stream) {
    return Body.streaming(stream, OptionalLong.empty(), Optional.empty());
  }
}
