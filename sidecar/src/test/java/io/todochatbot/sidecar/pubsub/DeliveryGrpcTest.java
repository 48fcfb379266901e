package io.todochatbot.sidecar.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dapr.v1.AppCallbackGrpc;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventRequest;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventResponse;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventResponse.TopicEventResponseStatus;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.app.AppEndpoint;
import io.todochatbot.sidecar.app.GrpcApp;
import io.todochatbot.sidecar.http.Json;
import io.todochatbot.sidecar.metrics.Metrics;
import io.todochatbot.sidecar.telemetry.Log;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpcio.server.GrpcIoServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeliveryGrpcTest {
  private final Vertx vertx = Vertx.vertx();
  private final List<TopicEventRequest> received = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().await();
  }

  @ParameterizedTest
  @EnumSource(
      value = TopicEventResponseStatus.class,
      names = {"SUCCESS", "RETRY", "DROP"})
  void understandsWhatTheApplicationAnswers(TopicEventResponseStatus status) {
    assertThat(deliver(GrpcStatus.OK, status).kind())
        .isEqualTo(Verdict.Kind.valueOf(status.name()));
    TopicEventRequest request = received.getFirst();
    assertThat(request.getId()).isEqualTo("i");
    assertThat(request.getPath()).isEqualTo("/p");
    assertThat(request.getData().toStringUtf8()).isEqualTo("{\"a\":1}");
    assertThat(request.getExtensions().getFieldsMap()).containsOnlyKeys("ext");
  }

  @Test
  void isDoneWithAnEventForWhichThereIsNoMethod() {
    assertThat(deliver(GrpcStatus.UNIMPLEMENTED, TopicEventResponseStatus.SUCCESS))
        .isEqualTo(Verdict.SUCCESS);
  }

  @Test
  void retriesAfterAnError() {
    Verdict verdict = deliver(GrpcStatus.INTERNAL, TopicEventResponseStatus.SUCCESS);
    assertThat(verdict.kind()).isEqualTo(Verdict.Kind.RETRY);
    assertThat(verdict.cause()).contains("rpc error: code = Internal desc = boom");
    assertThat(verdict.code()).hasValue(13);
  }

  private Verdict deliver(GrpcStatus status, TopicEventResponseStatus answer) {
    GrpcIoServer grpc = GrpcIoServer.server(vertx);
    grpc.callHandler(
        AppCallbackGrpc.getOnTopicEventMethod(),
        request ->
            request.handler(
                message -> {
                  received.add(message);
                  if (status == GrpcStatus.OK) {
                    request
                        .response()
                        .end(TopicEventResponse.newBuilder().setStatus(answer).build());
                  } else {
                    request.response().status(status).statusMessage("boom").end();
                  }
                }));
    HttpServer server =
        vertx.createHttpServer().requestHandler(grpc).listen(0, "127.0.0.1").await();
    try (GrpcApp app =
        new GrpcApp(
            new AppEndpoint(
                "127.0.0.1", server.actualPort(), AppEndpoint.Protocol.GRPC, Optional.empty(), 0),
            vertx,
            Metrics.hidden().grpc())) {
      return new DeliveryGrpc(app, log()).deliver(event());
    }
  }

  private static Event event() {
    String json =
        "{\"id\":\"i\",\"ext\":\"e\",\"datacontenttype\":\"application/json\",\"data\":{\"a\":1}}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new Event(
        "pubsub", "t", "/p", (ObjectNode) Json.parse(bytes, ""), bytes, Map.of(), Trace.NONE);
  }

  private static Log log() {
    return new Log(
        new Log.Sink(
            "my-app",
            "here",
            "test",
            Log.Level.ERROR,
            false,
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            InstantSource.system()),
        "dapr.runtime");
  }
}
