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
import io.grpc.stub.StreamObserver;
import io.todochatbot.spi.PubSub;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpcio.client.GrpcIoClient;
import io.vertx.grpcio.client.GrpcIoClientChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
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
      client.requests.onCompleted();
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

  private static String refusal(Stage stage, String pubsub, String topic) {
    try (Client client = new Client(stage.grpcPort(), TopicEventResponseStatus.SUCCESS)) {
      client.subscribe(pubsub, topic);
      return client.refusal();
    }
  }

  /** An application that answers every event the same. */
  private static final class Client
      implements AutoCloseable, StreamObserver<SubscribeTopicEventsResponseAlpha1> {
    final List<SubscribeTopicEventsResponseAlpha1> received = new CopyOnWriteArrayList<>();
    final StreamObserver<SubscribeTopicEventsRequestAlpha1> requests;
    private final Vertx vertx = Vertx.vertx();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final TopicEventResponseStatus answer;

    Client(int port, TopicEventResponseStatus answer) {
      this.answer = answer;
      GrpcIoClient client = GrpcIoClient.client(vertx);
      requests =
          DaprGrpc.newStub(
                  new GrpcIoClientChannel(
                      client, SocketAddress.inetSocketAddress(port, "127.0.0.1")))
              .subscribeTopicEventsAlpha1(this);
    }

    void subscribe(String pubsub, String topic) {
      requests.onNext(
          SubscribeTopicEventsRequestAlpha1.newBuilder()
              .setInitialRequest(
                  SubscribeTopicEventsRequestInitialAlpha1.newBuilder()
                      .setPubsubName(pubsub)
                      .setTopic(topic))
              .build());
    }

    String refusal() {
      Status status = end.join();
      return status.getCode() + ": " + status.getDescription();
    }

    @Override
    public void onNext(SubscribeTopicEventsResponseAlpha1 message) {
      received.add(message);
      if (message.hasEventMessage()) {
        requests.onNext(
            SubscribeTopicEventsRequestAlpha1.newBuilder()
                .setEventProcessed(
                    SubscribeTopicEventsRequestProcessedAlpha1.newBuilder()
                        .setId(message.getEventMessage().getId())
                        .setStatus(TopicEventResponse.newBuilder().setStatus(answer)))
                .build());
      }
    }

    @Override
    public void onError(Throwable failure) {
      end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
      end.complete(Status.OK);
    }

    @Override
    public void close() {
      vertx.close().await();
    }
  }
}
