package io.todochatbot.sidecar.crypto;

import com.google.protobuf.ByteString;
import io.dapr.v1.DaprCryptoProtos.SubtleDecryptRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleDecryptResponse;
import io.dapr.v1.DaprCryptoProtos.SubtleEncryptRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleEncryptResponse;
import io.dapr.v1.DaprCryptoProtos.SubtleGetKeyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleGetKeyResponse;
import io.dapr.v1.DaprCryptoProtos.SubtleSignRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleSignResponse;
import io.dapr.v1.DaprCryptoProtos.SubtleUnwrapKeyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleUnwrapKeyResponse;
import io.dapr.v1.DaprCryptoProtos.SubtleVerifyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleVerifyResponse;
import io.dapr.v1.DaprCryptoProtos.SubtleWrapKeyRequest;
import io.dapr.v1.DaprCryptoProtos.SubtleWrapKeyResponse;
import io.todochatbot.sidecar.api.ApiGroup;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.component.Components;
import io.todochatbot.sidecar.crypto.local.LocalVault;
import io.todochatbot.sidecar.telemetry.Log;
import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.CryptoProvider.PublicKey;
import io.todochatbot.spi.CryptoProvider.Sealed;
import io.todochatbot.spi.CryptoProvider.Use;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Cryptography's single steps, once, for every wire. They exist only where the Configuration
 * enables {@link #FEATURE}; a daprd as it is released answers that they are not implemented.
 */
public final class SubtleApi {
  /** The feature that switches them on; what a daprd built with them shows in its metadata. */
  public static final String FEATURE = "_SubtleCrypto";

  private static final ApiGroup GROUP = ApiGroup.alpha1("subtlecrypto");

  final Operation<SubtleGetKeyRequest, SubtleGetKeyResponse> getKey =
      operation("SubtleGetKey", this::getKey);
  final Operation<SubtleEncryptRequest, SubtleEncryptResponse> encrypt =
      operation("SubtleEncrypt", this::encrypt);
  final Operation<SubtleDecryptRequest, SubtleDecryptResponse> decrypt =
      operation("SubtleDecrypt", this::decrypt);
  final Operation<SubtleWrapKeyRequest, SubtleWrapKeyResponse> wrapKey =
      operation("SubtleWrapKey", this::wrapKey);
  final Operation<SubtleUnwrapKeyRequest, SubtleUnwrapKeyResponse> unwrapKey =
      operation("SubtleUnwrapKey", this::unwrapKey);
  final Operation<SubtleSignRequest, SubtleSignResponse> sign = operation("SubtleSign", this::sign);
  final Operation<SubtleVerifyRequest, SubtleVerifyResponse> verify =
      operation("SubtleVerify", this::verify);

  private final Vaults vaults;
  private final boolean enabled;
  private final Log log;

  /** The single steps over the providers in {@code components}, if they are {@code enabled}. */
  public SubtleApi(Components components, boolean enabled, Log log) {
    this.vaults = new Vaults(components);
    this.enabled = enabled;
    this.log = log;
  }

  private SubtleGetKeyResponse getKey(SubtleGetKeyRequest in) {
    Vaults.Named vault = vaults.find(in.getComponentName());
    if (in.getFormat() == SubtleGetKeyRequest.KeyFormat.UNRECOGNIZED) {
      throw Vaults.badRequest("invalid key format");
    }
    try {
      PublicKey key = vault.call("get", v -> v.publicKey(in.getName()));
      boolean pem = in.getFormat() == SubtleGetKeyRequest.KeyFormat.PEM;
      return SubtleGetKeyResponse.newBuilder()
          .setName(key.id().orElse(in.getName()))
          .setPublicKey(pem ? key.pem() : key.jwk())
          .build();
    } catch (ComponentException e) {
      throw new DaprError(
          ErrorCode.CRYPTO_KEY,
          "failed to retrieve key " + in.getName() + ": " + e.getMessage(),
          e,
          List.of());
    }
  }

  private SubtleEncryptResponse encrypt(SubtleEncryptRequest in) {
    Vaults.Named vault = vaults.find(in.getComponentName());
    Use use = use(in.getKeyName(), in.getAlgorithm(), in.getNonce(), in.getAssociatedData());
    byte[] plaintext = in.getPlaintext().toByteArray();
    Sealed sealed =
        computed("encrypt", () -> vault.call("crypto_op", v -> v.encrypt(plaintext, use)));
    return SubtleEncryptResponse.newBuilder()
        .setCiphertext(ByteString.copyFrom(sealed.ciphertext()))
        .setTag(ByteString.copyFrom(sealed.tag()))
        .build();
  }

  private SubtleDecryptResponse decrypt(SubtleDecryptRequest in) {
    Vaults.Named vault = vaults.find(in.getComponentName());
    Use use = use(in.getKeyName(), in.getAlgorithm(), in.getNonce(), in.getAssociatedData());
    Sealed sealed = sealed(in.getCiphertext(), in.getTag());
    byte[] plaintext =
        computed("decrypt", () -> vault.call("crypto_op", v -> v.decrypt(sealed, use)));
    return SubtleDecryptResponse.newBuilder().setPlaintext(ByteString.copyFrom(plaintext)).build();
  }

  private SubtleWrapKeyResponse wrapKey(SubtleWrapKeyRequest in) {
    Vaults.Named vault = vaults.find(in.getComponentName());
    byte[] key;
    try {
      key = LocalVault.encoded(in.getPlaintextKey().toByteArray());
    } catch (ComponentException e) {
      throw Vaults.failed("failed to parse plaintext key: " + e.getMessage());
    }
    Use use = use(in.getKeyName(), in.getAlgorithm(), in.getNonce(), in.getAssociatedData());
    Sealed sealed = computed("wrap key", () -> vault.call("crypto_op", v -> v.wrapKey(key, use)));
    return SubtleWrapKeyResponse.newBuilder()
        .setWrappedKey(ByteString.copyFrom(sealed.ciphertext()))
        .setTag(ByteString.copyFrom(sealed.tag()))
        .build();
  }

  private SubtleUnwrapKeyResponse unwrapKey(SubtleUnwrapKeyRequest in) {
    Vaults.Named vault = vaults.find(in.getComponentName());
    Use use = use(in.getKeyName(), in.getAlgorithm(), in.getNonce(), in.getAssociatedData());
    Sealed sealed = sealed(in.getWrappedKey(), in.getTag());
    byte[] key =
        computed("unwrap key", () -> vault.call("crypto_op", v -> v.unwrapKey(sealed, use)));
    return SubtleUnwrapKeyResponse.newBuilder().setPlaintextKey(ByteString.copyFrom(key)).build();
  }

  private SubtleSignResponse sign(SubtleSignRequest in) {
    Vaults.Named vault = vaults.find(in.getComponentName());
    byte[] digest = in.getDigest().toByteArray();
    byte[] signature =
        computed(
            "sign",
            () -> vault.call("crypto_op", v -> v.sign(digest, in.getAlgorithm(), in.getKeyName())));
    return SubtleSignResponse.newBuilder().setSignature(ByteString.copyFrom(signature)).build();
  }

  private SubtleVerifyResponse verify(SubtleVerifyRequest in) {
    Vaults.Named vault = vaults.find(in.getComponentName());
    byte[] digest = in.getDigest().toByteArray();
    byte[] signature = in.getSignature().toByteArray();
    boolean valid =
        computed(
            "verify signature",
            () ->
                vault.call(
                    "crypto_op",
                    v -> v.verify(digest, signature, in.getAlgorithm(), in.getKeyName())));
    return SubtleVerifyResponse.newBuilder().setValid(valid).build();
  }

  /** The caller learns no reason: whoever can make it fail at will must not learn from how. */
  private <R> R computed(String what, Supplier<R> work) {
    try {
      return work.get();
    } catch (ComponentException e) {
      log.debug("failed to " + what + ": " + e.getMessage());
      throw Vaults.failed("failed to " + what);
    }
  }

  private static Use use(
      String keyName, String algorithm, ByteString nonce, ByteString associatedData) {
    return new Use(keyName, algorithm, nonce.toByteArray(), associatedData.toByteArray());
  }

  private static Sealed sealed(ByteString ciphertext, ByteString tag) {
    return new Sealed(ciphertext.toByteArray(), tag.toByteArray());
  }

  private <Q, R> Operation<Q, R> operation(String name, Function<Q, R> work) {
    return new Operation<>(
        name,
        GROUP,
        (call, request) -> {
          if (!enabled) {
            throw new DaprError(
                ErrorCode.API_UNIMPLEMENTED, "this API is currently not implemented");
          }
          return work.apply(request);
        });
  }
}
