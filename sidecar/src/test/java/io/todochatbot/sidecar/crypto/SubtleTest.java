package io.todochatbot.sidecar.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.dapr.v1.DaprCryptoProtos.SubtleDecryptRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleEncryptRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleEncryptResponse;
import io.dapr.v1.DaprCryptoProtos.SubtleGetKeyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleSignRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleUnwrapKeyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleVerifyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleWrapKeyRequest;
import io.todochatbot.sidecar.Rig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cryptography's single steps, where they are enabled. */
@org.jspecify.annotations.NullUnmarked // the rig is there before the first test
class SubtleTest {
  private static final ByteString DIGEST = ByteString.copyFrom(new byte[32]);

  @TempDir static Path folder;
  private static Rig rig;

  @BeforeAll
  static void start() throws IOException {
    Path config =
        Files.writeString(
            folder.resolve("config.yml"),
            """
            apiVersion: dapr.io/v1alpha1
            kind: Configuration
            metadata: {name: c}
            spec:
              features: [{name: _SubtleCrypto, enabled: true}]
            """);
    Path resources = Files.createDirectory(folder.resolve("r"));
    rig = Rig.start(Documents.sidecar(resources).configuration(config));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void areNotImplementedUnlessEnabled(@TempDir Path resources) {
    try (Rig plain = Rig.start(Documents.sidecar(resources))) {
      assertThat(Rig.told(plain.post("/v1.0-alpha1/subtlecrypto/vault/getkey", "{}")))
          .isEqualTo(
              "501 {\"errorCode\":\"ERR_API_UNIMPLEMENTED\","
                  + "\"message\":\"this API is currently not implemented\"}");
      assertThatThrownBy(
              () -> plain.grpc().subtleSignAlpha1(SubtleSignRequest.getDefaultInstance()))
          .hasMessage("UNIMPLEMENTED: this API is currently not implemented");
    }
    assertThat(rig.get("/v1.0/metadata").body()).contains("\"_SubtleCrypto\"");
  }

  @Test
  void giveThePublicHalfOfAKey() {
    SubtleGetKeyRequest pem =
        SubtleGetKeyRequest.newBuilder().setComponentName("vault").setName("rsa.pem").build();

    assertThat(rig.grpc().subtleGetKeyAlpha1(pem).getPublicKey())
        .isEqualTo(Documents.text("rsapub.pem"));
    assertThat(
            rig.grpc()
                .subtleGetKeyAlpha1(
                    pem.toBuilder().setFormat(SubtleGetKeyRequest.KeyFormat.JSON).build())
                .getPublicKey())
        .startsWith("{\"e\":\"AQAB\",\"kty\":\"RSA\",\"n\":\"")
        .doesNotContain("\"d\"");
    assertThat(Rig.told(rig.post("/v1.0-alpha1/subtlecrypto/vault/getkey", "{\"name\":\"sym\"}")))
        .isEqualTo(
            "500 {\"errorCode\":\"ERR_CRYPTO_KEY\","
                + "\"message\":\"failed to retrieve key sym: key not found\"}");
  }

  @Test
  void encryptAndDecrypt() {
    SubtleEncryptRequest request =
        SubtleEncryptRequest.newBuilder()
            .setComponentName("vault")
            .setKeyName("sym")
            .setAlgorithm("A256GCM")
            .setPlaintext(ByteString.copyFromUtf8("hello"))
            .setNonce(ByteString.copyFrom(new byte[12]))
            .setAssociatedData(ByteString.copyFromUtf8("to"))
            .build();
    SubtleEncryptResponse sealed = rig.grpc().subtleEncryptAlpha1(request);
    SubtleDecryptRequest back =
        SubtleDecryptRequest.newBuilder()
            .setComponentName("vault")
            .setKeyName("sym")
            .setAlgorithm("A256GCM")
            .setCiphertext(sealed.getCiphertext())
            .setTag(sealed.getTag())
            .setNonce(request.getNonce())
            .setAssociatedData(request.getAssociatedData())
            .build();

    assertThat(rig.grpc().subtleDecryptAlpha1(back).getPlaintext().toStringUtf8())
        .isEqualTo("hello");
    assertThatThrownBy(
            () -> rig.grpc().subtleDecryptAlpha1(back.toBuilder().clearAssociatedData().build()))
        .hasMessage("INTERNAL: failed to perform operation: failed to decrypt");
    assertThat(
            Rig.told(
                rig.post(
                    "/v1.0-alpha1/subtlecrypto/vault/encrypt",
                    "{\"keyName\":\"sym\",\"algorithm\":\"A256GCM\",\"plaintext\":\"aA==\"}")))
        .isEqualTo(
            "500 {\"errorCode\":\"ERR_CRYPTO\","
                + "\"message\":\"failed to perform operation: failed to encrypt\"}");
  }

  @Test
  void wrapAndUnwrapKeysOfAllForms() {
    SubtleWrapKeyRequest request =
        SubtleWrapKeyRequest.newBuilder()
            .setComponentName("vault")
            .setKeyName("rsa.pem")
            .setAlgorithm("RSA-OAEP-256")
            .setPlaintextKey(ByteString.copyFromUtf8(Documents.text("oct.json")))
            .build();
    SubtleUnwrapKeyRequest back =
        SubtleUnwrapKeyRequest.newBuilder()
            .setComponentName("vault")
            .setKeyName("rsa.pem")
            .setAlgorithm("RSA-OAEP-256")
            .setWrappedKey(rig.grpc().subtleWrapKeyAlpha1(request).getWrappedKey())
            .build();

    assertThat(rig.grpc().subtleUnwrapKeyAlpha1(back).getPlaintextKey().size()).isEqualTo(32);
    assertThatThrownBy(
            () -> rig.grpc().subtleWrapKeyAlpha1(request.toBuilder().clearPlaintextKey().build()))
        .hasMessage(
            "INTERNAL: failed to perform operation: failed to parse plaintext key: key is empty");
  }

  @Test
  void signAndVerify() {
    SubtleSignRequest request =
        SubtleSignRequest.newBuilder()
            .setComponentName("vault")
            .setKeyName("ec.pem")
            .setAlgorithm("ES256")
            .setDigest(DIGEST)
            .build();
    SubtleVerifyRequest check =
        SubtleVerifyRequest.newBuilder()
            .setComponentName("vault")
            .setKeyName("ec.json")
            .setAlgorithm("ES256")
            .setDigest(DIGEST)
            .setSignature(rig.grpc().subtleSignAlpha1(request).getSignature())
            .build();

    assertThat(rig.grpc().subtleVerifyAlpha1(check).getValid()).isTrue();
    assertThat(
            rig.grpc()
                .subtleVerifyAlpha1(
                    check.toBuilder().setDigest(ByteString.copyFromUtf8("another digest")).build())
                .getValid())
        .isFalse();
  }
}
