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

/** Cryptography's single steps over HTTP. */
public final class SubtleHttp {
  private final HttpApi http;

  private SubtleHttp(HttpApi http) {
    this.http = http;
  }

  /** Binds the paths. */
  public static void bind(HttpApi http, SubtleApi api) {
    SubtleHttp paths = new SubtleHttp(http);
    paths.on("getkey", api.getKey, SubtleGetKeyRequest.getDefaultInstance());
    paths.on("encrypt", api.encrypt, SubtleEncryptRequest.getDefaultInstance());
    paths.on("decrypt", api.decrypt, SubtleDecryptRequest.getDefaultInstance());
    paths.on("wrapkey", api.wrapKey, SubtleWrapKeyRequest.getDefaultInstance());
    paths.on("unwrapkey", api.unwrapKey, SubtleUnwrapKeyRequest.getDefaultInstance());
    paths.on("sign", api.sign, SubtleSignRequest.getDefaultInstance());
    paths.on("verify", api.verify, SubtleVerifyRequest.getDefaultInstance());
  }

  private <Q extends Message, R extends Message> void on(
      String step, Operation<Q, R> operation, Q empty) {
    ProtoJson.on(
        http,
        "POST",
        "/v1.0-alpha1/subtlecrypto/{name}/" + step,
        operation,
        empty,
        (message, in) -> named(message, in.variable("name")));
  }

  @SuppressWarnings("unchecked") // a builder builds the type it was made for
  private static <Q extends Message> Q named(Q message, String component) {
    return (Q)
        message.toBuilder()
            .setField(message.getDescriptorForType().findFieldByName("component_name"), component)
            .build();
  }
}
