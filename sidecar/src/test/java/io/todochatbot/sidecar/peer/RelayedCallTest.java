package io.todochatbot.sidecar.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.Rig;
import io.todochatbot.sidecar.Sidecar;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServer;
import io.vertx.grpc.server.GrpcServerRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of an unknown service through two sidecars, the first of which has a policy. */
class RelayedCallTest {
  private static final String POLICY =
      """
      apiVersion: dapr.io/v1alpha1
      kind: Resiliency
      metadata:
        name: r
      spec:
        policies:
          retries:
            DefaultAppRetryPolicy:
              policy: constant
              duration: 1ms
              maxRetries: 2
              matching:
                gRPCStatusCodes: "10,14"
      """;

  @TempDir Path resources;

  private final Vertx vertx = Vertx.vertx();
  private final GrpcClient client = GrpcClient.client(vertx);
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final String callee = "callee-" + UUID.randomUUID();
  private volatile Consumer<GrpcServerRequest<Buffer, Buffer>> app = request -> {};
  private HttpServer server;
  private Rig to;
  private Rig from;

  @BeforeEach
  void start() {
    GrpcServer grpc =
        GrpcServer.server(vertx)
            .callHandler(
                request -> {
                  request.handler(message -> received.add(message.toString()));
                  request.endHandler(end -> app.accept(request));
                });
    server = vertx.createHttpServer().requestHandler(grpc).listen(0, "127.0.0.1").await();
    to =
        Rig.start(Sidecar.builder().appId(callee).appProtocol("grpc").appPort(server.actualPort()));
    from =
        Rig.start(
            Sidecar.builder().appId("caller-" + callee).resources(Rig.write(resources, POLICY)));
  }

  @AfterEach
  void stop() {
    from.close();
    to.close();
    client.close().await();
    vertx.close().await();
  }

  @Test
  void isMadeAgainWithItsMessageUntilItSucceeds() {
    app =
        request -> {
          if (received.size() < 3) {
            request.response().status(GrpcStatus.UNAVAILABLE).end();
          } else {
            request.response().end(Buffer.buffer("done"));
          }
        };
    GrpcClientResponse<Buffer, Buffer> answer = call("hello");
    assertThat(answer.last().await().toString()).isEqualTo("done");
    assertThat(received).containsExactly("hello", "hello", "hello");
  }

  @Test
  void endsWithTheLastAttemptsStatus() {
    app = request -> request.response().status(GrpcStatus.ABORTED).statusMessage("no").end();
    assertThat(status(call("hello"))).isEqualTo("10");
    assertThat(received).hasSize(3);
  }

  @Test
  void isMadeOnceIfTheStatusIsNotOneToTryAgain() {
    app = request -> request.response().status(GrpcStatus.NOT_FOUND).end();
    assertThat(status(call("hello"))).isEqualTo("5");
    assertThat(received).hasSize(1);
  }

  @Test
  void isMadeOnceIfItHasMoreMessagesThanAreKept() {
    app = request -> request.response().status(GrpcStatus.UNAVAILABLE).end();
    assertThat(status(call("one", "two"))).isEqualTo("14");
    assertThat(received).containsExactly("one", "two");
  }

  @Test
  void passesOnAStatusThatGrpcDoesNotKnow() {
    app =
        request -> {
          request.response().status(GrpcStatus.UNKNOWN);
          request.response().headers().set("grpc-status", "20");
          request.response().end();
        };
    assertThat(status(call("hello"))).isEqualTo("20");
  }

  private GrpcClientResponse<Buffer, Buffer> call(String... messages) {
    GrpcClientRequest<Buffer, Buffer> request =
        client
            .request(SocketAddress.inetSocketAddress(from.sidecar().grpcPort(), "127.0.0.1"))
            .await();
    request.fullMethodName("some.Service/Method");
    request.headers().set("dapr-app-id", callee);
    for (String message : messages) {
      request.write(Buffer.buffer(message)).await();
    }
    request.end();
    return request.response().await();
  }

  /** The status as it came; waits for the end of the answer. */
  private static String status(GrpcClientResponse<Buffer, Buffer> answer) {
    answer.end().otherwiseEmpty().await();
    String trailing = answer.trailers().get("grpc-status");
    String leading = answer.headers().get("grpc-status");
    return trailing == null ? String.valueOf(leading) : trailing;
  }
}
