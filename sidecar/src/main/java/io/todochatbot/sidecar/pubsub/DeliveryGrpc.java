package io.todochatbot.sidecar.pubsub;

import com.google.rpc.Status;
import io.dapr.v1.AppCallbackAlphaGrpc;
import io.dapr.v1.AppCallbackGrpc;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventBulkRequest;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventBulkResponse;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventBulkResponseEntry;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventRequest;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventResponse;
import io.todochatbot.sidecar.app.AppChannel;
import io.todochatbot.sidecar.app.AppFailure;
import io.todochatbot.sidecar.app.AppUnreachable;
import io.todochatbot.sidecar.app.EventHeaders;
import io.todochatbot.sidecar.telemetry.Log;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Delivers events to an application that speaks gRPC. */
final class DeliveryGrpc implements Courier {
  private final AppChannel.Grpc app;
  private final Log log;

  DeliveryGrpc(AppChannel.Grpc app, Log log) {
    this.app = app;
    this.log = log.scope("dapr.runtime.processor.pubsub.subscription.grpc");
  }

  @Override
  public Verdict deliver(Event event) {
    try {
      TopicEventRequest request = EventsGrpc.request(event);
      TopicEventResponse answer =
          app.call(
              AppCallbackGrpc.getOnTopicEventMethod(),
              request,
              EventHeaders.of(event.metadata()),
              event.trace());
      return StatusGrpc.verdict(answer, event.id(), log);
    } catch (AppFailure e) {
      if (StatusGrpc.unimplemented(e.status())) {
        log.warn(
            "non-retriable error returned from app while processing pub/sub event "
                + event.id()
                + ": "
                + e.words());
        // done with, and unlike a DROP it leaves no dead letter (golden: 09 OnTopicEvent)
        return Verdict.SUCCESS;
      }
      return failed(event, e.words(), OptionalInt.of(e.status().getCode()));
    } catch (AppUnreachable | IllegalArgumentException e) {
      return failed(event, Brokers.words(e), OptionalInt.empty());
    }
  }

  @Override
  public Map<String, Verdict> deliverAll(Batch batch) {
    try {
      TopicEventBulkResponse answer = callBulk(EventsGrpc.request(batch), batch);
      Map<String, String> statuses = new HashMap<>();
      for (TopicEventBulkResponseEntry entry : answer.getStatusesList()) {
        statuses.put(entry.getEntryId(), StatusGrpc.text(entry.getStatusValue()));
      }
      return BulkVerdicts.of(batch, statuses, log);
    } catch (AppFailure e) {
      if (StatusGrpc.unimplemented(e.status())) {
        log.warn(
            "non-retriable error returned from app while processing bulk pub/sub event: "
                + e.words());
        return BulkVerdicts.all(batch, Verdict.SUCCESS);
      }
      return failedAll(batch, e.words(), OptionalInt.of(e.status().getCode()));
    } catch (AppUnreachable | IllegalArgumentException e) {
      return failedAll(batch, Brokers.words(e), OptionalInt.empty());
    }
  }

  @SuppressWarnings("deprecation") // applications written before 1.16 know only the alpha method
  private TopicEventBulkResponse callBulk(TopicEventBulkRequest request, Batch batch) {
    List<Map.Entry<String, String>> headers = EventHeaders.of(Map.of("pubsubName", batch.pubsub()));
    try {
      return app.call(AppCallbackGrpc.getOnBulkTopicEventMethod(), request, headers, batch.trace());
    } catch (AppFailure e) {
      Status status = e.status();
      if (!StatusGrpc.unimplemented(status)) {
        throw e;
      }
      log.warn("falling back to OnBulkTopicEventAlpha1 due to unimplemented error: " + e.words());
      return app.call(
          AppCallbackAlphaGrpc.getOnBulkTopicEventAlpha1Method(), request, headers, batch.trace());
    }
  }

  private Verdict failed(Event event, String cause, OptionalInt code) {
    Verdict verdict =
        Verdict.failed(
            "error returned from app while processing pub/sub event " + event.id(), cause, code);
    log.debug(verdict.error());
    return verdict;
  }

  private Map<String, Verdict> failedAll(Batch batch, String cause, OptionalInt code) {
    String error = "error returned from app while processing bulk pub/sub event: " + cause;
    log.debug(error);
    return BulkVerdicts.all(
        batch, new Verdict(Verdict.Kind.RETRY, Optional.of(cause), error, code));
  }
}
