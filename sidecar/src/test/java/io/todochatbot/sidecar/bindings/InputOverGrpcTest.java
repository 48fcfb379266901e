package io.todochatbot.sidecar.bindings;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.dapr.v1.AppCallbackGrpc;
import io.dapr.v1.CommonProtos;
import io.dapr.v1.DaprAppCallbackProtos.BindingEventRequest;
import io.dapr.v1.DaprAppCallbackProtos.BindingEventResponse;
import io.dapr.v1.DaprAppCallbackProtos.BindingEventResponse.BindingEventConcurrency;
import io.dapr.v1.DaprAppCallbackProtos.ListInputBindingsResponse;
import io.todochatbot.sidecar.app.AppEndpoint;
import io.todochatbot.sidecar.app.GrpcApp;
import io.todochatbot.spi.OutputBinding;
import io.vertx.core.Vertx;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpcio.server.GrpcIoServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InputOverGrpcTest {
  private static final List<String> BOTH = List.of("INPUT_BINDING", "OUTPUT_BINDING");

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();
  private final List<BindingEventRequest> events = new CopyOnWriteArrayList<>();
  private final Tower tower = new Tower(1);
  private final Bell bell = tower.bell("bell", BOTH, Map.of());
  private volatile Optional<BindingEventResponse> answer =
      Optional.of(BindingEventResponse.getDefaultInstance());
  private GrpcApp app;

  @BeforeEach
  void serve() {
    GrpcIoServer grpc = GrpcIoServer.server(vertx);
    grpc.callHandler(
        AppCallbackGrpc.getListInputBindingsMethod(),
        request ->
            request.handler(
                nothing -> {
                  asked.incrementAndGet();
                  request
                      .response()
                      .end(ListInputBindingsResponse.newBuilder().addBindings("bell").build());
                }));
    grpc.callHandler(
        AppCallbackGrpc.getOnBindingEventMethod(),
        request ->
            request.handler(
                event -> {
                  events.add(event);
                  answer.ifPresentOrElse(
                      a -> request.response().end(a),
                      () ->
                          request
                              .response()
                              .status(GrpcStatus.INTERNAL)
                              .statusMessage("boom")
                              .end());
                }));
    int port =
        vertx.createHttpServer().requestHandler(grpc).listen(0, "127.0.0.1").await().actualPort();
    app =
        new GrpcApp(
            new AppEndpoint("127.0.0.1", port, AppEndpoint.Protocol.GRPC, Optional.empty(), 0),
            vertx);
  }

  @AfterEach
  void close() {
    tower.inputs.close();
    app.close();
    vertx.close().await();
  }

  @Test
  void readsWhatTheApplicationListsAndAsksOnce() throws Exception {
    Bell other = tower.bell("other", BOTH, Map.of());
    tower.inputs.start(app);
    assertThat(bell.isRead()).isTrue();
    assertThat(other.isRead()).isFalse();
    assertThat(asked).hasValue(1);
    answer = Optional.of(BindingEventResponse.newBuilder().setData(utf8("hi")).build());
    assertThat(bell.ring("ding", Map.of("tone", "a")).get(5, SECONDS)).isEqualTo("hi");
    assertThat(events.getFirst().getName()).isEqualTo("bell");
    assertThat(events.getFirst().getData().toStringUtf8()).isEqualTo("ding");
    assertThat(events.getFirst().getMetadataMap()).containsExactly(Map.entry("tone", "a"));
  }

  @ParameterizedTest
  @EnumSource(names = {"SEQUENTIAL", "PARALLEL"})
  void passesAnswersOnAndSavesStates(BindingEventConcurrency concurrency) throws Exception {
    Bell out = tower.bell("out", BOTH, Map.of("direction", "output"));
    tower.inputs.start(app);
    answer =
        Optional.of(
            BindingEventResponse.newBuilder()
                .setConcurrency(concurrency)
                .addTo("out")
                .addTo("out")
                .setData(utf8("{\"z\":1}"))
                .setStoreName("store")
                .addStates(CommonProtos.StateItem.newBuilder().setKey("k"))
                .build());
    assertThat(bell.ring("", Map.of()).get(5, SECONDS)).isEqualTo("{\"z\":1}");
    assertThat(out.asked).hasSize(2);
    OutputBinding.Request request = out.asked.getFirst();
    assertThat(request.operation()).isEqualTo("create");
    assertThat(new String(request.data(), StandardCharsets.UTF_8)).isEqualTo("{\"z\":1}");
    assertThat(tower.saved).extracting(CommonProtos.StateItem::getKey).containsExactly("k");
  }

  @Test
  void takesAnEventWhoseAnswerCantBeCarriedOutAndLogsIt() throws Exception {
    tower.inputs.start(app);
    answer = Optional.of(BindingEventResponse.newBuilder().addTo("nope").addTo("bell").build());
    assertThat(bell.ring("", Map.of()).get(5, SECONDS)).isEmpty();
    assertThat(bell.asked).isEmpty();
    assertThat(tower.logged())
        .contains("error executing app response: couldn't find output binding nope");
  }

  @Test
  void tellsTheBindingWhatTheApplicationSaid() {
    tower.inputs.start(app);
    answer = Optional.empty();
    Future<String> refused = bell.ring("", Map.of());
    assertThatThrownBy(() -> refused.get(5, SECONDS))
        .hasMessageEndingWith("error invoking app: rpc error: code = Internal desc = boom");
  }

  private static ByteString utf8(String text) {
    return ByteString.copyFromUtf8(text);
  }
}
