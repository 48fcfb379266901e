package io.todochatbot.sidecar.peer;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import com.google.rpc.Status;
import io.todochatbot.sidecar.api.Body;
import java.util.Optional;

/**
 * What an application answered, whatever wire it speaks.
 *
 * @param status the status; its code is an HTTP status from 100 on, else one of gRPC
 * @param headers the answer's headers
 * @param trailers the answer's trailers, which only gRPC has
 * @param typeUrl the protobuf type of the body, if it is one
 * @param body the body, still coming; whoever gets this reads or closes it
 */
public record Outcome(
    Status status, Metadata headers, Metadata trailers, Optional<String> typeUrl, Body body) {
  /** Whether the application speaks HTTP. */
  public boolean isHttp() {
    return status.getCode() >= 100;
  }

  /** The status as JSON: the body of an answer over HTTP for an application that speaks gRPC. */
  public String statusJson() {
    try {
      return JsonFormat.printer().omittingInsignificantWhitespace().print(status);
    } catch (InvalidProtocolBufferException unknownDetails) {
      // details of types that nobody but the two applications knows can't be written as JSON
      return new Outcome(
              status.toBuilder().clearDetails().build(), headers, trailers, typeUrl, body)
          .statusJson();
    }
  }
}
