package io.todochatbot.sidecar.secrets;

import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprSecretProtos;
import io.todochatbot.sidecar.grpc.GrpcApi;
import java.util.Map;

/** Secrets over gRPC. */
public final class SecretsGrpc {
  private SecretsGrpc() {}

  /** Binds the secrets API's methods. */
  public static void bind(GrpcApi grpc, SecretsApi api) {
    grpc.unary(
        DaprGrpc.getGetSecretMethod(),
        api.get,
        in -> new SecretsApi.Get(in.getStoreName(), in.getKey(), in.getMetadataMap()),
        secret -> DaprSecretProtos.GetSecretResponse.newBuilder().putAllData(secret).build());
    grpc.unary(
        DaprGrpc.getGetBulkSecretMethod(),
        api.getAll,
        in -> new SecretsApi.GetAll(in.getStoreName(), in.getMetadataMap()),
        SecretsGrpc::all);
  }

  private static DaprSecretProtos.GetBulkSecretResponse all(
      Map<String, Map<String, String>> secrets) {
    DaprSecretProtos.GetBulkSecretResponse.Builder out =
        DaprSecretProtos.GetBulkSecretResponse.newBuilder();
    secrets.forEach(
        (name, secret) ->
            out.putData(
                name, DaprSecretProtos.SecretResponse.newBuilder().putAllSecrets(secret).build()));
    return out.build();
  }
}
