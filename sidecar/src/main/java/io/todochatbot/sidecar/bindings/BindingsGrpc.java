package io.todochatbot.sidecar.bindings;

import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import io.dapr.v1.DaprBindingsProtos.InvokeBindingResponse;
import io.dapr.v1.DaprGrpc;
import io.todochatbot.sidecar.grpc.GrpcAnswer;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.spi.OutputBinding;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Output bindings over gRPC. */
public final class BindingsGrpc {
  private BindingsGrpc() {}

  /** Binds the bindings API's method. */
  public static void bind(GrpcApi grpc, BindingsApi api) {
    grpc.relayed(
        DaprGrpc.getInvokeBindingMethod(),
        api.invoke,
        in ->
            new BindingsApi.Invoke(
                in.getName(), in.getOperation(), in.getData().toByteArray(), in.getMetadataMap()),
        BindingsGrpc::answer);
  }

  private static GrpcAnswer<InvokeBindingResponse> answer(Optional<OutputBinding.Result> result) {
    InvokeBindingResponse.Builder out = InvokeBindingResponse.newBuilder();
    result.ifPresent(r -> out.setData(ByteString.copyFrom(r.data())).putAllMetadata(r.metadata()));
    return new GrpcAnswer<>(
        Optional.of(out.build()),
        Status.getDefaultInstance(),
        BindingsApi.headers(result.map(OutputBinding.Result::metadata).orElse(Map.of())),
        List.of());
  }
}
