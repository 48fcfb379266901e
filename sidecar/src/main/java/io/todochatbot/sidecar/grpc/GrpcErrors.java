package io.todochatbot.sidecar.grpc;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Help;
import com.google.rpc.ResourceInfo;
import com.google.rpc.Status;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorDetail;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Renders refusals as gRPC statuses with {@code google.rpc} details. */
final class GrpcErrors {
  private GrpcErrors() {}

  static void send(GrpcServerResponse<?, ?> response, DaprError error) {
    if (!error.headers().isEmpty()) {
      error.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
      // without it the metadata would go into the trailers
      response.writeHead();
    }
    send(response, error.code().grpcStatus(), error.getMessage());
    List<ErrorDetail> sent =
        error.details().isEmpty() && error.code().reasonOnGrpc()
            ? List.of(new ErrorDetail.ErrorInfo(error.code().text(), Map.of()))
            : error.details();
    if (!sent.isEmpty()) {
      Status.Builder status =
          Status.newBuilder().setCode(error.code().grpcStatus()).setMessage(error.getMessage());
      sent.forEach(detail -> status.addDetails(any(detail)));
      details(response, status.build());
    }
    response.end();
  }

  /** Ends a call with a status that another hop gave, its details as they came. */
  static void send(GrpcServerResponse<?, ?> response, Status status) {
    send(response, status.getCode(), status.getMessage());
    if (status.getDetailsCount() > 0) {
      details(response, status);
    }
    response.end();
  }

  private static void send(GrpcServerResponse<?, ?> response, int code, String message) {
    GrpcStatus status = GrpcStatus.valueOf(code);
    response.status(status == null ? GrpcStatus.UNKNOWN : status).statusMessage(message);
  }

  private static void details(GrpcServerResponse<?, ?> response, Status status) {
    response
        .trailers()
        .set(
            "grpc-status-details-bin",
            Base64.getEncoder().withoutPadding().encodeToString(status.toByteArray()));
  }

  private static Any any(ErrorDetail detail) {
    return switch (detail) {
      case ErrorDetail.ErrorInfo info ->
          Any.pack(
              ErrorInfo.newBuilder()
                  .setDomain("dapr.io")
                  .setReason(info.reason())
                  .putAllMetadata(info.metadata())
                  .build());
      case ErrorDetail.ResourceInfo info ->
          Any.pack(
              ResourceInfo.newBuilder()
                  .setResourceType(info.type())
                  .setResourceName(info.name())
                  .setOwner(info.owner())
                  .setDescription(info.description())
                  .build());
      case ErrorDetail.BadRequest bad -> Any.pack(badRequest(bad));
      case ErrorDetail.Help help ->
          Any.pack(
              Help.newBuilder()
                  .addLinks(
                      Help.Link.newBuilder().setUrl(help.url()).setDescription(help.description()))
                  .build());
    };
  }

  private static BadRequest badRequest(ErrorDetail.BadRequest bad) {
    BadRequest.Builder builder = BadRequest.newBuilder();
    for (ErrorDetail.FieldViolation violation : bad.violations()) {
      builder.addFieldViolations(
          BadRequest.FieldViolation.newBuilder()
              .setField(violation.field())
              .setDescription(violation.description()));
    }
    return builder.build();
  }
}
