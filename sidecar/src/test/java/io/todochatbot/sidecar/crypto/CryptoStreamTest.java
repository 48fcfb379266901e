package io.todochatbot.sidecar.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.dapr.v1.CommonProtos.StreamPayload;
import io.dapr.v1.DaprCryptoProtos.DecryptRequest;
import io.dapr.v1.DaprCryptoProtos.DecryptRequestOptions;
import io.dapr.v1.DaprCryptoProtos.DecryptResponse;
import io.dapr.v1.DaprCryptoProtos.EncryptRequest;
import io.dapr.v1.DaprCryptoProtos.EncryptRequestOptions;
import io.dapr.v1.DaprCryptoProtos.EncryptResponse;
import io.dapr.v1.DaprGrpc;
import io.grpc.stub.StreamObserver;
import io.todochatbot.sidecar.Rig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encryption and decryption over gRPC. */
@org.jspecify.annotations.NullUnmarked // the rig is there before each test
class CryptoStreamTest {
  private static final EncryptRequestOptions HOW =
      EncryptRequestOptions.newBuilder()
          .setComponentName("vault")
          .setKeyName("rsa.pem")
          .setKeyWrapAlgorithm("RSA")
          .build();

  @TempDir Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = Rig.start(Documents.sidecar(folder));
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void encryptsAndDecryptsMessageByMessage() {
    int chunks = 100;
    int size = 70_000;
    byte[] plaintext = Documents.plaintext(chunks * size);
    List<EncryptRequest> requests = new ArrayList<>();
    requests.add(EncryptRequest.newBuilder().setOptions(HOW).build());
    for (int i = 0; i < chunks; i++) {
      requests.add(
          EncryptRequest.newBuilder()
              .setPayload(payload(ByteString.copyFrom(plaintext, i * size, size), i))
              .build());
    }

    List<EncryptResponse> encrypted = encrypt(requests);
    List<DecryptRequest> back = new ArrayList<>();
    for (EncryptResponse response : encrypted) {
      DecryptRequest.Builder request =
          DecryptRequest.newBuilder().setPayload(response.getPayload());
      if (back.isEmpty()) {
        request.setOptions(DecryptRequestOptions.newBuilder().setComponentName("vault"));
      }
      back.add(request.build());
    }
    List<DecryptResponse> decrypted = decrypt(back);

    assertThat(encrypted.getFirst().getPayload().getData().toStringUtf8())
        .startsWith("dapr.io/enc/v1\n")
        .endsWith("\n");
    assertThat(encrypted.get(1).getPayload().getData().size()).isEqualTo(65536 + 16);
    assertThat(encrypted)
        .extracting(response -> response.getPayload().getSeq())
        .isEqualTo(java.util.stream.LongStream.range(0, encrypted.size()).boxed().toList());
    assertThat(
            decrypted.stream()
                .map(response -> response.getPayload().getData())
                .reduce(ByteString.EMPTY, ByteString::concat)
                .toByteArray())
        .isEqualTo(plaintext);
  }

  @Test
  void refusesStreamsThatBeginWrongly() {
    assertThatThrownBy(() -> encrypt(List.of()))
        .hasRootCauseMessage(
            "INTERNAL: failed to perform operation: error receiving the first message: EOF");
    assertThatThrownBy(
            () ->
                encrypt(
                    List.of(
                        EncryptRequest.newBuilder()
                            .setPayload(payload(ByteString.EMPTY, 0))
                            .build())))
        .hasRootCauseMessage(
            "INVALID_ARGUMENT: invalid request: first message does not contain the required"
                + " options");
    assertThatThrownBy(() -> encrypt(options(HOW.toBuilder().clearKeyName().build())))
        .hasRootCauseMessage(
            "INVALID_ARGUMENT: invalid request: missing property 'keyName' in the options"
                + " message");
    assertThatThrownBy(() -> encrypt(options(HOW.toBuilder().clearComponentName().build())))
        .hasRootCauseMessage("INVALID_ARGUMENT: invalid request: missing component name");
    assertThatThrownBy(() -> encrypt(options(HOW.toBuilder().setComponentName("no").build())))
        .hasRootCauseMessage("INVALID_ARGUMENT: crypto provider no not found");
  }

  @Test
  void refusesMessagesOutOfOrder() {
    DecryptRequest first =
        DecryptRequest.newBuilder()
            .setOptions(DecryptRequestOptions.newBuilder().setComponentName("vault"))
            .setPayload(payload(ByteString.copyFromUtf8("dapr.io/enc"), 0))
            .build();
    DecryptRequest third =
        DecryptRequest.newBuilder().setPayload(payload(ByteString.EMPTY, 2)).build();

    assertThatThrownBy(() -> decrypt(List.of(first, third)))
        .hasRootCauseMessage(
            "INTERNAL: failed to perform operation: invalid sequence number received: 2"
                + " (expected: 1)");
    assertThatThrownBy(() -> decrypt(List.of(first, first)))
        .hasRootCauseMessage(
            "INTERNAL: failed to perform operation: options found in non-leading message");
  }

  @Test
  void refusesADocumentThatWasTamperedWith() {
    byte[] document = Documents.recorded("one-segment");
    document[document.length - 1] ^= 1;
    assertThatThrownBy(
            () ->
                decrypt(
                    List.of(
                        DecryptRequest.newBuilder()
                            .setOptions(
                                DecryptRequestOptions.newBuilder().setComponentName("vault"))
                            .setPayload(payload(ByteString.copyFrom(document), 0))
                            .build())))
        .hasRootCauseMessage(
            "INTERNAL: failed to perform operation: error processing segment 0: failed to decrypt"
                + " segment");
  }

  private List<EncryptResponse> encrypt(List<EncryptRequest> requests) {
    Collected<EncryptResponse> responses = new Collected<>();
    send(requests, DaprGrpc.newStub(rig.channel()).encryptAlpha1(responses));
    return responses.all.join();
  }

  private List<DecryptResponse> decrypt(List<DecryptRequest> requests) {
    Collected<DecryptResponse> responses = new Collected<>();
    send(requests, DaprGrpc.newStub(rig.channel()).decryptAlpha1(responses));
    return responses.all.join();
  }

  private static <P> void send(List<P> requests, StreamObserver<P> stream) {
    requests.forEach(stream::onNext);
    stream.onCompleted();
  }

  private static List<EncryptRequest> options(EncryptRequestOptions options) {
    return List.of(EncryptRequest.newBuilder().setOptions(options).build());
  }

  private static StreamPayload payload(ByteString data, long number) {
    return StreamPayload.newBuilder().setData(data).setSeq(number).build();
  }

  private static final class Collected<S> implements StreamObserver<S> {
    final CompletableFuture<List<S>> all = new CompletableFuture<>();
    private final List<S> received = new ArrayList<>();

    @Override
    public void onNext(S response) {
      received.add(response);
    }

    @Override
    public void onError(Throwable failure) {
      all.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      all.complete(received);
    }
  }
}
