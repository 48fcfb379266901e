package io.todochatbot.sidecar.pubsub;

import com.google.rpc.Status;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsRequestAlpha1;
import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsRequestInitialAlpha1;
import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsResponseAlpha1;
import io.dapr.v1.DaprPubsubProtos.SubscribeTopicEventsResponseInitialAlpha1;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.grpc.GrpcFailure;
import io.todochatbot.sidecar.grpc.GrpcStream;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Streaming subscriptions, which exist over gRPC only: {@code SubscribeTopicEventsAlpha1}. */
public final class SubscribeGrpc {
  private final Subscriptions subscriptions;
  private final Log log;

  private SubscribeGrpc(Subscriptions subscriptions) {
    this.subscriptions = subscriptions;
    this.log = subscriptions.log().scope("dapr.runtime.pubsub.streamer");
  }

  /** Binds the method. */
  public static void bind(GrpcApi grpc, Subscriptions subscriptions) {
    SubscribeGrpc streams = new SubscribeGrpc(subscriptions);
    grpc.stream(
        DaprGrpc.getSubscribeTopicEventsAlpha1Method(),
        new Operation<
            GrpcStream<SubscribeTopicEventsRequestAlpha1, SubscribeTopicEventsResponseAlpha1>,
            SubscriptionInfo>(
            "SubscribeTopicEventsAlpha1",
            ApiGroup.alpha1("subscribe"),
            (call, stream) -> streams.serve(stream)));
  }

  private SubscriptionInfo serve(
      GrpcStream<SubscribeTopicEventsRequestAlpha1, SubscribeTopicEventsResponseAlpha1> stream) {
    SubscriptionInfo info = info(begin(stream));
    Brokers.Broker broker =
        subscriptions
            .brokers()
            .find(info.pubsub())
            .orElseThrow(() -> PubSubErrors.notFound(info.pubsub(), Map.of()));
    DeliveryStreamGrpc courier = new DeliveryStreamGrpc(stream, log);
    try (Running running = start(info, broker, courier)) {
      OpenStream open = new OpenStream(info, running, courier, Thread.currentThread());
      try {
        if (!subscriptions.streams().add(open)) {
          throw failure("stream closed");
        }
        log.info("Subscribing to pubsub '" + info.pubsub() + "' topic '" + info.topic() + "'");
        receive(stream, courier, open);
      } finally {
        subscriptions.streams().remove(open);
        courier.close();
      }
    }
    log.info("Unsubscribed from pubsub '" + info.pubsub() + "' topic '" + info.topic() + "'");
    return info;
  }

  private static final SubscribeTopicEventsResponseAlpha1 INITIAL =
      SubscribeTopicEventsResponseAlpha1.newBuilder()
          .setInitialResponse(SubscribeTopicEventsResponseInitialAlpha1.getDefaultInstance())
          .build();

  private static void receive(
      GrpcStream<SubscribeTopicEventsRequestAlpha1, SubscribeTopicEventsResponseAlpha1> stream,
      DeliveryStreamGrpc courier,
      OpenStream open) {
    try {
      stream.write(INITIAL);
      courier.ready();
      Optional<SubscribeTopicEventsRequestAlpha1> next = stream.read();
      while (next.isPresent()) {
        if (!next.get().hasEventProcessed()) {
          throw failure("duplicate initial request received");
        }
        courier.answered(next.get().getEventProcessed());
        next = stream.read();
      }
    } catch (GrpcStream.Cancelled e) {
      if (open.ended) {
        throw failure("stream closed");
      }
      throw e;
    }
  }

  /** The first message, unless shutdown comes before it. */
  private SubscribeTopicEventsRequestInitialAlpha1 begin(
      GrpcStream<SubscribeTopicEventsRequestAlpha1, SubscribeTopicEventsResponseAlpha1> stream) {
    try {
      return subscriptions.streams().begin(() -> initial(stream));
    } catch (GrpcStream.Cancelled e) {
      if (subscriptions.streams().isClosed()) {
        throw failure("stream closed");
      }
      throw e;
    }
  }

  private Running start(SubscriptionInfo info, Brokers.Broker broker, Courier courier) {
    try {
      return subscriptions.run(Wanted.of(info), broker, courier);
    } catch (Brokers.NotAllowed | ComponentException e) {
      throw failure("failed to create subscription for " + info.pubsub() + ": " + Brokers.words(e));
    }
  }

  private static SubscribeTopicEventsRequestInitialAlpha1 initial(
      GrpcStream<SubscribeTopicEventsRequestAlpha1, SubscribeTopicEventsResponseAlpha1> stream) {
    SubscribeTopicEventsRequestAlpha1 first = stream.read().orElseThrow(() -> failure("EOF"));
    if (!first.hasInitialRequest()) {
      throw failure("initial request is required");
    }
    return first.getInitialRequest();
  }

  private static SubscriptionInfo info(SubscribeTopicEventsRequestInitialAlpha1 request) {
    if (request.getPubsubName().isEmpty()) {
      throw failure("pubsubName is required");
    }
    if (request.getTopic().isEmpty()) {
      throw failure("topic is required");
    }
    return new SubscriptionInfo(
        request.getPubsubName(),
        request.getTopic(),
        List.of(new SubscriptionInfo.Rule("", "/")),
        request.getDeadLetterTopic(),
        request.getMetadataMap(),
        SubscriptionInfo.Bulk.OFF,
        SubscriptionInfo.Type.STREAMING);
  }

  /** daprd answers these with a bare error, which gRPC calls UNKNOWN. */
  private static GrpcFailure failure(String message) {
    return new GrpcFailure(
        Status.newBuilder()
            .setCode(io.grpc.Status.Code.UNKNOWN.value())
            .setMessage(message)
            .build());
  }

  /** A stream that shutdown can end. */
  private static final class OpenStream implements Streams.Stream {
    private final SubscriptionInfo info;
    private final Running running;
    private final DeliveryStreamGrpc courier;
    private final Thread reader;
    private volatile boolean ended;

    OpenStream(SubscriptionInfo info, Running running, DeliveryStreamGrpc courier, Thread reader) {
      this.info = info;
      this.running = running;
      this.courier = courier;
      this.reader = reader;
    }

    @Override
    public SubscriptionInfo info() {
      return info;
    }

    @Override
    public void close() {
      running.close();
      abandon();
    }

    @Override
    public void abandon() {
      if (!ended) {
        ended = true;
        courier.close();
        reader.interrupt();
      }
    }
  }
}
