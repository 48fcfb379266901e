package io.todochatbot.sidecar.pubsub;

import com.google.rpc.Status;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventResponse;
import io.dapr.v1.DaprAppCallbackProtos.TopicEventResponse.TopicEventResponseStatus;
import io.todochatbot.sidecar.telemetry.Log;

/** What an application answers over gRPC, and gRPC statuses in Go's words. */
final class StatusGrpc {
  private StatusGrpc() {}

  /** The verdict in an answer to one event. */
  static Verdict verdict(TopicEventResponse answer, String eventId, Log log) {
    return switch (answer.getStatus()) {
      case SUCCESS -> Verdict.SUCCESS;
      case RETRY ->
          Verdict.asked("RETRY status returned from app while processing pub/sub event " + eventId);
      case DROP -> {
        log.warn("DROP status returned from app while processing pub/sub event " + eventId);
        yield Verdict.DROP;
      }
      case UNRECOGNIZED -> Verdict.unknown(eventId, text(answer.getStatusValue()));
    };
  }

  /** A status as HTTP spells it. */
  static String text(int status) {
    TopicEventResponseStatus known = TopicEventResponseStatus.forNumber(status);
    return known == null ? Integer.toString(status) : known.name();
  }

  static boolean unimplemented(Status status) {
    return status.getCode() == io.grpc.Status.Code.UNIMPLEMENTED.value();
  }
}
