package io.todochatbot.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** gRPC calls of services that Dapr does not know, through two sidecars. */
class GrpcProxyTest {
  private static final String RETRIES =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Resiliency
      metadata: {name: r}
      spec:
        policies:
          timeouts: {short: 400ms}
          retries: {twice: {policy: constant, duration: 10ms, maxRetries: 2}}
        targets: {apps: {callee: {timeout: short, retry: twice}}}
      """;

  /** What came of a call. */
  private record Result(
      List<String> messages, GrpcStatus status, String message, String header, String trailer) {}

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final GrpcClient client = GrpcClient.client(vertx);
  private final AtomicInteger calls = new AtomicInteger();
  private final Set<Integer> left = ConcurrentHashMap.newKeySet();
  private int appPort;

  @BeforeEach
  void start() {
    GrpcServer app = GrpcServer.server(vertx).callHandler(this::answer);
    appPort =
        vertx.createHttpServer().requestHandler(app).listen(0, "127.0.0.1").await().actualPort();
  }

  @AfterEach
  void close() {
    client.close().await();
    vertx.close().await();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", RETRIES})
  void unaryCallsAndAllKindsOfStreamsPass(String policy) {
    try (Pair pair = pair(policy)) {
      assertThat(call(pair, "Each", "a").messages()).containsExactly("a");
      assertThat(call(pair, "Each", "a", "b", "c").messages()).containsExactly("a", "b", "c");
      assertThat(call(pair, "Twice", "a").messages()).containsExactly("a", "a");
      assertThat(call(pair, "Join", "a", "b").messages()).containsExactly("ab");
    }
  }

  @Test
  void aStreamMayGoBackAndForth() {
    try (Pair pair = pair("")) {
      GrpcClientRequest<Buffer, Buffer> out = open(pair, "Each");
      List<String> got = new CopyOnWriteArrayList<>();
      out.response().onSuccess(in -> in.handler(message -> got.add(message.toString())));
      for (String message : List.of("a", "b", "c")) {
        out.write(Buffer.buffer(message)).await();
        await().until(() -> got.contains(message));
      }
      out.end();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", RETRIES})
  void headersTrailersAndAStatusArriveAlsoBehindMessages(String policy) {
    try (Pair pair = pair(policy)) {
      Result result = call(pair, "Fail", "a");
      assertThat(result)
          .isEqualTo(
              new Result(
                  List.of("a"), GrpcStatus.FAILED_PRECONDITION, "not so: ü", "head", "tail"));
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void aUnaryCallThatFailsIsRepeatedAsThePolicySays() {
    try (Pair pair = pair(RETRIES)) {
      Result result = call(pair, "Third", "a");
      assertThat(result.status()).isEqualTo(GrpcStatus.OK);
      assertThat(result.messages()).containsExactly("a");
      assertThat(calls).hasValue(3);
    }
  }

  @Test
  void withoutAPolicyNothingIsRepeated() {
    try (Pair pair = pair("")) {
      assertThat(call(pair, "Third", "a").status()).isEqualTo(GrpcStatus.UNAVAILABLE);
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void aCallThatSaysItStreamsIsNeitherRepeatedNorCutShort() {
    try (Pair pair = pair(RETRIES)) {
      GrpcClientRequest<Buffer, Buffer> out = open(pair, "Third");
      out.headers().set("dapr-stream", "true");
      assertThat(result(out, "a").status()).isEqualTo(GrpcStatus.UNAVAILABLE);
      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void aUnaryCallThatTakesTooLongEnds() {
    try (Pair pair = pair(RETRIES)) {
      Result result = call(pair, "Never", "a");
      assertThat(result.status()).isEqualTo(GrpcStatus.DEADLINE_EXCEEDED);
      assertThat(result.message()).isEqualTo("context deadline exceeded");
      await().until(() -> left.size() == 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", RETRIES})
  void aCallerThatLeavesIsNoticed(String policy) {
    try (Pair pair = pair(policy)) {
      GrpcClientRequest<Buffer, Buffer> out = open(pair, "Never");
      out.write(Buffer.buffer("a")).await();
      await().until(() -> calls.get() == 1);
      out.cancel();
      await().until(() -> !left.isEmpty());
    }
  }

  @Test
  void anApplicationThatNobodyKnowsIsNamed() {
    try (Pair pair = pair("")) {
      GrpcClientRequest<Buffer, Buffer> out = open(pair, "Each");
      out.headers().set("dapr-app-id", "nobody");
      Result result = result(out, "a");
      assertThat(result.status()).isEqualTo(GrpcStatus.UNKNOWN);
      assertThat(result.message()).isEqualTo("couldn't find service: nobody");
    }
  }

  private Pair pair(String policy) {
    return new Pair(
        folder, appPort, "grpc", policy.isEmpty() ? new String[0] : new String[] {policy});
  }

  private GrpcClientRequest<Buffer, Buffer> open(Pair pair, String method) {
    GrpcClientRequest<Buffer, Buffer> out =
        client
            .request(
                SocketAddress.inetSocketAddress(pair.caller().sidecar().grpcPort(), "127.0.0.1"))
            .await();
    out.fullMethodName("test.Echo/" + method);
    out.headers().set("dapr-app-id", Pair.CALLEE);
    return out;
  }

  private Result call(Pair pair, String method, String... messages) {
    return result(open(pair, method), messages);
  }

  private static Result result(GrpcClientRequest<Buffer, Buffer> out, String... messages) {
    Promise<Result> result = Promise.promise();
    out.response()
        .onFailure(result::tryFail)
        .onSuccess(
            in -> {
              List<String> got = new ArrayList<>();
              in.handler(message -> got.add(message.toString()));
              in.endHandler(
                  end ->
                      result.tryComplete(
                          new Result(
                              List.copyOf(got),
                              in.status(),
                              io.todochatbot.sidecar.grpc.GrpcWords.message(in),
                              text(in.headers().get("x-head")),
                              text(in.trailers().get("x-tail")))));
            });
    for (String message : messages) {
      out.write(Buffer.buffer(message));
    }
    out.end();
    return result.future().await();
  }

  private static String text(@org.jspecify.annotations.Nullable String value) {
    return value == null ? "" : value;
  }

  private void answer(GrpcServerRequest<Buffer, Buffer> request) {
    int call = calls.incrementAndGet();
    request.errorHandler(error -> left.add(call));
    request.response().exceptionHandler(error -> left.add(call));
    switch (request.methodName()) {
      case "Each" -> {
        request.handler(message -> request.response().write(message));
        request.endHandler(end -> request.response().end());
      }
      case "Twice" ->
          request.handler(
              message -> {
                request.response().write(message);
                request.response().write(message);
                request.response().end();
              });
      case "Join" -> {
        Buffer all = Buffer.buffer();
        request.handler(all::appendBuffer);
        request.endHandler(end -> request.response().end(all));
      }
      case "Third" ->
          whole(request)
              .onSuccess(
                  message -> {
                    if (call < 3) {
                      request.response().status(GrpcStatus.UNAVAILABLE).end();
                    } else {
                      request.response().end(message);
                    }
                  });
      case "Fail" ->
          whole(request)
              .onSuccess(
                  message -> {
                    request.response().headers().set("x-head", "head");
                    request.response().write(message);
                    request.response().trailers().set("x-tail", "tail");
                    request
                        .response()
                        .status(GrpcStatus.FAILED_PRECONDITION)
                        .statusMessage("not so: ü")
                        .end();
                  });
      default -> request.handler(message -> {});
    }
  }

  private static Future<Buffer> whole(GrpcServerRequest<Buffer, Buffer> request) {
    Promise<Buffer> whole = Promise.promise();
    request.handler(whole::tryComplete);
    return whole.future();
  }
}
