package io.todochatbot.sidecar.crypto;

import com.google.protobuf.Message;
import io.dapr.v1.DaprCryptoProtos.SubtleDecryptRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleEncryptRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleGetKeyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleSignRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleUnwrapKeyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleVerifyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleWrapKeyRequest;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.http.HttpApi;
import io.todochatbot.sidecar.http.ProtoJson;
import java.util.function.BiFunction;

/** Cryptography's single steps over HTTP. */
public final class SubtleHttp {
  private SubtleHttp() {}

  /** Binds the paths. */
  public static void bind(HttpApi http, SubtleApi api) {
    on(
        http,
        "getkey",
        api.getKey,
        SubtleGetKeyRequest.getDefaultInstance(),
        (in, name) -> in.toBuilder().setComponentName(name).build());
    on(
        http,
        "encrypt",
        api.encrypt,
        SubtleEncryptRequest.getDefaultInstance(),
        (in, name) -> in.toBuilder().setComponentName(name).build());
    on(
        http,
        "decrypt",
        api.decrypt,
        SubtleDecryptRequest.getDefaultInstance(),
        (in, name) -> in.toBuilder().setComponentName(name).build());
    on(
        http,
        "wrapkey",
        api.wrapKey,
        SubtleWrapKeyRequest.getDefaultInstance(),
        (in, name) -> in.toBuilder().setComponentName(name).build());
    on(
        http,
        "unwrapkey",
        api.unwrapKey,
        SubtleUnwrapKeyRequest.getDefaultInstance(),
        (in, name) -> in.toBuilder().setComponentName(name).build());
    on(
        http,
        "sign",
        api.sign,
        SubtleSignRequest.getDefaultInstance(),
        (in, name) -> in.toBuilder().setComponentName(name).build());
    on(
        http,
        "verify",
        api.verify,
        SubtleVerifyRequest.getDefaultInstance(),
        (in, name) -> in.toBuilder().setComponentName(name).build());
  }

  private static <Q extends Message, R extends Message> void on(
      HttpApi http,
      String step,
      Operation<Q, R> operation,
      Q empty,
      BiFunction<Q, String, Q> named) {
    ProtoJson.on(
        http,
        "POST",
        "/v1.0-alpha1/subtlecrypto/{name}/" + step,
        operation,
        empty,
        (message, in) -> named.apply(message, in.variable("name")));
  }
}
