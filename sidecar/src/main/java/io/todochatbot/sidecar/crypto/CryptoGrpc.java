package io.todochatbot.sidecar.crypto;

import com.google.protobuf.UnsafeByteOperations;
import io.dapr.v1.CommonProtos.StreamPayload;
import io.dapr.v1.DaprCryptoProtos.DecryptRequest;
import io.dapr.v1.DaprCryptoProtos.DecryptResponse;
import io.dapr.v1.DaprCryptoProtos.EncryptRequest;
import io.dapr.v1.DaprCryptoProtos.EncryptRequestOptions;
import io.dapr.v1.DaprCryptoProtos.EncryptResponse;
import io.dapr.v1.DaprGrpc;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.Operation;
import io.todochatbot.sidecar.crypto.scheme.DocumentException;
import io.todochatbot.sidecar.crypto.scheme.Encryption;
import io.todochatbot.sidecar.grpc.GrpcApi;
import io.todochatbot.sidecar.grpc.GrpcStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Encryption and decryption over gRPC: streams both ways, a segment in memory at a time. The first
 * message carries the options.
 */
public final class CryptoGrpc {
  private static final Duration FIRST_MESSAGE = Duration.ofSeconds(5);

  /** A whole encrypted segment, so that each read returns one. */
  private static final int CHUNK_BYTES = 64 * 1024 + 16;

  private final CryptoApi api;

  private CryptoGrpc(CryptoApi api) {
    this.api = api;
  }

  /** Binds the two streams. */
  public static void bind(GrpcApi grpc, CryptoApi api) {
    CryptoGrpc bound = new CryptoGrpc(api);
    grpc.stream(
        DaprGrpc.getEncryptAlpha1Method(),
        new Operation<GrpcStream<EncryptRequest, EncryptResponse>, Boolean>(
            "Encrypt", CryptoApi.GROUP, (call, stream) -> bound.encrypt(stream)));
    grpc.stream(
        DaprGrpc.getDecryptAlpha1Method(),
        new Operation<GrpcStream<DecryptRequest, DecryptResponse>, Boolean>(
            "Decrypt", CryptoApi.GROUP, (call, stream) -> bound.decrypt(stream)));
  }

  private boolean encrypt(GrpcStream<EncryptRequest, EncryptResponse> stream) {
    EncryptRequest first = first(stream);
    if (!first.hasOptions()) {
      throw withoutOptions();
    }
    EncryptRequestOptions options = first.getOptions();
    required(options.getKeyName(), "keyName");
    required(options.getKeyWrapAlgorithm(), "keyWrapAlgorithm");
    Vaults.Named vault = api.vaults().find(options.getComponentName());
    PayloadInput plaintext =
        new PayloadInput(
            first.hasPayload() ? Optional.of(first.getPayload()) : Optional.empty(),
            () -> payload(stream));
    Encryption how =
        new Encryption(
            options.getKeyName(),
            options.getKeyWrapAlgorithm(),
            Optional.of(options.getDataEncryptionCipher()).filter(text -> !text.isEmpty()),
            options.getDecryptionKeyName(),
            options.getOmitDecryptionKeyName());
    copy(
        api.encrypt(vault, how, plaintext),
        payload -> stream.write(EncryptResponse.newBuilder().setPayload(payload).build()));
    return true;
  }

  private boolean decrypt(GrpcStream<DecryptRequest, DecryptResponse> stream) {
    DecryptRequest first = first(stream);
    if (!first.hasOptions()) {
      throw withoutOptions();
    }
    Vaults.Named vault = api.vaults().find(first.getOptions().getComponentName());
    BufferedInputStream document =
        new BufferedInputStream(
            new PayloadInput(
                first.hasPayload() ? Optional.of(first.getPayload()) : Optional.empty(),
                () -> ciphertext(stream)));
    InputStream plaintext =
        api.open(vault, first.getOptions().getKeyName(), document).plaintext(document);
    copy(
        plaintext,
        payload -> stream.write(DecryptResponse.newBuilder().setPayload(payload).build()));
    return true;
  }

  private static <P, S> P first(GrpcStream<P, S> stream) {
    try {
      return stream
          .read(FIRST_MESSAGE)
          .orElseThrow(() -> Vaults.failed("error receiving the first message: EOF"));
    } catch (TimeoutException e) {
      throw Vaults.badRequest("error waiting for first message: context deadline exceeded");
    }
  }

  private static Optional<StreamPayload> payload(
      GrpcStream<EncryptRequest, EncryptResponse> stream) {
    Optional<EncryptRequest> next = stream.read();
    while (next.isPresent() && !next.get().hasPayload()) {
      refuseOptions(next.get().hasOptions());
      next = stream.read();
    }
    next.ifPresent(message -> refuseOptions(message.hasOptions()));
    return next.map(EncryptRequest::getPayload);
  }

  private static Optional<StreamPayload> ciphertext(
      GrpcStream<DecryptRequest, DecryptResponse> stream) {
    Optional<DecryptRequest> next = stream.read();
    while (next.isPresent() && !next.get().hasPayload()) {
      refuseOptions(next.get().hasOptions());
      next = stream.read();
    }
    next.ifPresent(message -> refuseOptions(message.hasOptions()));
    return next.map(DecryptRequest::getPayload);
  }

  private static void copy(InputStream source, Consumer<StreamPayload> target) {
    byte[] buffer = new byte[CHUNK_BYTES];
    long number = 0;
    try {
      for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
        target.accept(
            StreamPayload.newBuilder()
                .setData(UnsafeByteOperations.unsafeWrap(Arrays.copyOf(buffer, count)))
                .setSeq(number++)
                .build());
      }
    } catch (DocumentException e) {
      throw Vaults.failed(e.getMessage());
    } catch (IOException e) {
      throw Vaults.failed(String.valueOf(e.getMessage()));
    }
  }

  private static void required(String value, String name) {
    if (value.isEmpty()) {
      throw Vaults.badRequest("missing property '" + name + "' in the options message");
    }
  }

  private static void refuseOptions(boolean found) {
    if (found) {
      throw Vaults.failed("options found in non-leading message");
    }
  }

  private static DaprError withoutOptions() {
    return Vaults.badRequest("first message does not contain the required options");
  }
}
