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

  /** {@code rpc error: code = Internal desc = boom}. */
  static String words(Status status) {
    StringBuilder name = new StringBuilder();
    for (String word :
        io.grpc.Status.fromCodeValue(status.getCode()).getCode().name().split("_", -1)) {
      name.append(word.charAt(0)).append(word.substring(1).toLowerCase(java.util.Locale.ROOT));
    }
    String code = name.toString().equals("Cancelled") ? "Canceled" : name.toString();
    return "rpc error: code = " + code + " desc = " + status.getMessage();
  }
}
