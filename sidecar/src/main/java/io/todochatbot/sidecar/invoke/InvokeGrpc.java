package io.todochatbot.sidecar.invoke;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.dapr.v1.CommonProtos.InvokeRequest;
import io.dapr.v1.CommonProtos.InvokeResponse;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprInvokeProtos.InvokeServiceRequest;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.grpc.GrpcAnswer;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.peer.Invocation;
import io.todochatbot.sidecar.peer.Outcome;
import io.todochatbot.sidecar.peer.Verb;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Service invocation over gRPC: {@code InvokeService}. */
public final class InvokeGrpc {
  /** The longest value that the metadata of an {@code ErrorInfo} may have. */
  private static final int MAX_VALUE_BYTES = 63;

  private InvokeGrpc() {}

  /** Binds the method. */
  public static void bind(GrpcApi grpc, InvokeApi api) {
    grpc.relayed(
        DaprGrpc.getInvokeServiceMethod(), api.invoke, InvokeGrpc::request, InvokeGrpc::answer);
  }

  private static InvokeApi.Request request(InvokeServiceRequest request) {
    InvokeRequest message = request.getMessage();
    Optional<Invocation.Http> http =
        message.hasHttpExtension()
            ? Optional.of(
                new Invocation.Http(
                    Verb.of(message.getHttpExtension().getVerb()),
                    message.getHttpExtension().getQuerystring()))
            : Optional.empty();
    return new InvokeApi.Request(
        Optional.of(request.getId()),
        message.getMethod(),
        http,
        text(message.getData().getTypeUrl()),
        Body.of(message.getData().getValue().toByteArray(), text(message.getContentType())));
  }

  private static GrpcAnswer<InvokeResponse> answer(InvokeApi.Answer answer) {
    Outcome outcome = answer.outcome();
    byte[] data = outcome.body().readAll();
    List<Map.Entry<String, String>> headers = new ArrayList<>(outcome.headers().toGrpc(true));
    List<Map.Entry<String, String>> trailers = new ArrayList<>();
    Status status;
    if (outcome.isHttp()) {
      int code = outcome.status().getCode();
      headers.add(Map.entry("dapr-http-status", Integer.toString(code)));
      status = status(code, data);
    } else {
      trailers.addAll(outcome.trailers().toGrpc(false));
      trailers.add(Map.entry("traceparent", answer.trace().traceparent()));
      status = outcome.status();
    }
    Optional<InvokeResponse> message =
        status.getCode() == 0 ? Optional.of(message(outcome, data)) : Optional.empty();
    return new GrpcAnswer<>(message, status, headers, trailers);
  }

  private static InvokeResponse message(Outcome outcome, byte[] data) {
    InvokeResponse.Builder message =
        InvokeResponse.newBuilder().setContentType(outcome.body().contentType().orElse(""));
    if (data.length > 0 || outcome.typeUrl().isPresent()) {
      message.setData(
          Any.newBuilder()
              .setTypeUrl(outcome.typeUrl().orElse(""))
              .setValue(ByteString.copyFrom(data)));
    }
    return message.build();
  }

  private static Status status(int http, byte[] data) {
    int code = GrpcToHttp.code(http);
    if (code == 0) {
      return Status.getDefaultInstance();
    }
    String text = GrpcToHttp.text(http);
    String detail =
        new String(data, 0, Math.min(data.length, MAX_VALUE_BYTES), StandardCharsets.UTF_8);
    return Status.newBuilder()
        .setCode(code)
        .setMessage(text)
        .addDetails(
            Any.pack(
                ErrorInfo.newBuilder()
                    .setReason(text)
                    .setDomain("dapr.io")
                    .putMetadata("http.code", Integer.toString(http))
                    .putMetadata("http.error_message", detail)
                    .build()))
        .build();
  }

  private static Optional<String> text(String value) {
    return value.isEmpty() ? Optional.empty() : Optional.of(value);
  }
}
