package io.todochatbot.sidecar.pubsub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dapr.v1.DaprAppCallbackProtos.TopicEventResponse;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventResponse.TopicEventResponseStatus;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsRequestAlpha1;
import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsRequestInitialAlpha1;
import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsRequestProcessedAlpha1;
import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsResponseAlpha1;
import io.grpc.Status;
import io.todochatbot.spi.PubSub;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpcio.client.GrpcIoClient;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class StreamTest {
  @Test
  void deliversOverTheStreamAndHearsTheAnswer() {
    try (Stage stage = Stage.plain();
        Client client = new Client(stage.grpcPort(), TopicEventResponseStatus.SUCCESS)) {
      client.subscribe("pubsub", "t");
      await().untilAsserted(() -> assertThat(client.received).hasSize(1));
      assertThat(client.received.getFirst().hasInitialResponse()).isTrue();
      assertThat(stage.subscriptions.list())
          .extracting(SubscriptionInfo::type)
          .containsExactly(SubscriptionInfo.Type.STREAMING);
      stage.publish("/v1.0/publish/pubsub/t", "application/json", "{\"a\":1}");
      assertThat(client.received.getLast().getEventMessage().getData().toStringUtf8())
          .isEqualTo("{\"a\":1}");
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.ACK);
      client.leave();
      await().untilAsserted(() -> assertThat(stage.broker.subscribers).isEmpty());
    }
  }

  @Test
  void givesBackWhatTheClientWantsAgain() {
    try (Stage stage = Stage.plain();
        Client client = new Client(stage.grpcPort(), TopicEventResponseStatus.RETRY)) {
      client.subscribe("pubsub", "t");
      await().untilAsserted(() -> assertThat(client.received).hasSize(1));
      stage.publish("/v1.0/publish/pubsub/t", "application/json", "1");
      assertThat(stage.broker.outcomes).containsExactly(PubSub.Outcome.RETRY);
    }
  }

  @Test
  void refusesWhatItCantSubscribeTo() {
    try (Stage stage = Stage.plain()) {
      assertThat(refusal(stage, "nope", "t"))
          .isEqualTo("INVALID_ARGUMENT: pubsub nope is not found");
      assertThat(refusal(stage, "", "t")).isEqualTo("UNKNOWN: pubsubName is required");
      assertThat(refusal(stage, "pubsub", "")).isEqualTo("UNKNOWN: topic is required");
    }
  }

  @Test
  void endsAStreamThatBeginsOnlyAfterItClosed() {
    try (Stage stage = Stage.plain();
        Client client = new Client(stage.grpcPort(), TopicEventResponseStatus.SUCCESS)) {
      stage.subscriptions.close();
      client.subscribe("pubsub", "t");
      assertThat(client.refusal()).isEqualTo("UNKNOWN: stream closed");
    }
  }

  @Test
  void refusesASecondInitialRequest() {
    try (Stage stage = Stage.plain();
        Client client = new Client(stage.grpcPort(), TopicEventResponseStatus.SUCCESS)) {
      client.subscribe("pubsub", "t");
      client.subscribe("pubsub", "t");
      assertThat(client.refusal()).isEqualTo("UNKNOWN: duplicate initial request received");
    }
  }

  @Test
  void endsStreamsWhenItCloses() {
    try (Stage stage = Stage.plain();
        Client client = new Client(stage.grpcPort(), TopicEventResponseStatus.SUCCESS)) {
      client.subscribe("pubsub", "t");
      await().untilAsserted(() -> assertThat(client.received).hasSize(1));
      stage.subscriptions.close();
      assertThat(client.refusal()).isEqualTo("UNKNOWN: stream closed");
    }
  }

  @RepeatedTest(20)
  void endsAStreamThatHasOnlyJustBegun() {
    try (Stage stage = Stage.plain();
        Client client = new Client(stage.grpcPort(), TopicEventResponseStatus.SUCCESS)) {
      client.subscribe("pubsub", "t");
      while (stage.subscriptions.list().isEmpty()) {
        Thread.onSpinWait();
      }
      stage.subscriptions.close();
      assertThat(client.refusal()).isEqualTo("UNKNOWN: stream closed");
    }
  }

  private static String refusal(Stage stage, String pubsub, String topic) {
    try (Client client = new Client(stage.grpcPort(), TopicEventResponseStatus.SUCCESS)) {
      client.subscribe(pubsub, topic);
      return client.refusal();
    }
  }

  /** An application that answers every event the same. */
  private static final class Client implements AutoCloseable {
    final List<SubscribeTopicEventsResponseAlpha1> received = new CopyOnWriteArrayList<>();
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final GrpcClientRequest<
            SubscribeTopicEventsRequestAlpha1, SubscribeTopicEventsResponseAlpha1>
        requests;
    private final TopicEventResponseStatus answer;

    Client(int port, TopicEventResponseStatus answer) {
      this.answer = answer;
      requests =
          GrpcIoClient.client(vertx)
              .request(
                  SocketAddress.inetSocketAddress(port, "127.0.0.1"),
                  DaprGrpc.getSubscribeTopicEventsAlpha1Method())
              .await();
      requests.response().onSuccess(this::receive).onFailure(end::completeExceptionally);
    }

    void subscribe(String pubsub, String topic) {
      requests
          .write(
              SubscribeTopicEventsRequestAlpha1.newBuilder()
                  .setInitialRequest(
                      SubscribeTopicEventsRequestInitialAlpha1.newBuilder()
                          .setPubsubName(pubsub)
                          .setTopic(topic))
                  .build())
          .await();
    }

    void leave() {
      requests.end().await();
    }

    String refusal() {
      return end.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
      if (!end.isDone()) {
        // Vert.x would wait for a call that is still open
        requests.cancel();
      }
      vertx.close().await();
    }

    private void receive(
        GrpcClientResponse<SubscribeTopicEventsRequestAlpha1, SubscribeTopicEventsResponseAlpha1>
            response) {
      response.handler(this::receive);
      // Vert.x finds the message only where there was no other answer
      response.endHandler(
          ended ->
              end.complete(
                  Status.fromCodeValue(response.status().code).getCode()
                      + ": "
                      + Optional.ofNullable(response.statusMessage())
                          .or(
                              () ->
                                  Optional.ofNullable(response.trailers().get("grpc-message"))
                                      .map(StreamTest::decoded))
                          .orElse("")));
    }

    private void receive(SubscribeTopicEventsResponseAlpha1 message) {
      received.add(message);
      if (message.hasEventMessage()) {
        requests
            .write(
                SubscribeTopicEventsRequestAlpha1.newBuilder()
                    .setEventProcessed(
                        SubscribeTopicEventsRequestProcessedAlpha1.newBuilder()
                            .setId(message.getEventMessage().getId())
                            .setStatus(TopicEventResponse.newBuilder().setStatus(answer)))
                    .build())
            .onFailure(end::completeExceptionally);
      }
    }
  }

  private static String decoded(String message) {
    return URLDecoder.decode(message, StandardCharsets.UTF_8);
  }
}
