package io.todochatbot.sidecar.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.todochatbot.sidecar.Rig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that no client library makes: each is answered, and none leaves a trace in the log. */
final class MalformedCallsTest {
  private static final String GET_STATE = "/dapr.proto.runtime.v1.Dapr/GetState";
  private static final String SUBSCRIBE = "/dapr.proto.runtime.v1.Dapr/SubscribeTopicEventsAlpha1";
  private static final byte[] GARBAGE = {(byte) 0xff, (byte) 0xff, 7};

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client =
      vertx.createHttpClient(
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false));

  @TempDir private Path folder;
  private Rig rig;

  @BeforeEach
  void start() {
    rig = Rig.memory(folder);
  }

  @AfterEach
  void stop() {
    assertThat(rig.logged()).doesNotContain("Exception", "call failed");
    rig.close();
    client.close().await();
    vertx.close().await();
  }

  /** What a call ended with. */
  private record End(int http, String status, String message) {}

  @Test
  void aMessageOfNoTypeIsRefused() {
    End end = call(GET_STATE, "application/grpc", Optional.empty(), message(0, GARBAGE));

    assertThat(end.status()).isEqualTo("13");
    assertThat(end.message()).startsWith("grpc: error unmarshalling request: ");
  }

  @Test
  void aMessageOfNoTypeEndsAStream() {
    End end = call(SUBSCRIBE, "application/grpc", Optional.empty(), message(0, GARBAGE));

    assertThat(end.status()).isEqualTo("13");
  }

  @Test
  void aMessageThatIsCompressedInNoNamedWayIsRefused() {
    End end = call(GET_STATE, "application/grpc", Optional.empty(), message(1, GARBAGE));

    assertThat(end.status()).isEqualTo("13");
  }

  @Test
  void anEncodingThatNobodyKnowsIsRefused() {
    End end = call(GET_STATE, "application/grpc", Optional.of("br"), message(1, GARBAGE));

    assertThat(end.status()).isEqualTo("12");
    assertThat(end.message())
        .isEqualTo("grpc: Decompressor is not installed for grpc-encoding \"br\"");
  }

  @Test
  void whatIsNotZippedIsRefused() {
    End end = call(GET_STATE, "application/grpc", Optional.of("gzip"), message(1, GARBAGE));

    assertThat(end.status()).isEqualTo("13");
    assertThat(end.message()).startsWith("grpc: failed to decompress the received message");
  }

  @Test
  void aMessageThatUnzipsToMoreThanTheLimitIsRefused() throws IOException {
    byte[] bomb = zipped(new byte[64 << 20]);

    End end = call(GET_STATE, "application/grpc", Optional.of("gzip"), message(1, bomb));

    assertThat(end.status()).isEqualTo("8");
    assertThat(end.message()).contains("after decompression larger than max");
  }

  @Test
  void aZippedMessageIsRead() throws IOException {
    byte[] request = {10, 8, 'm', 'e', 'm', 's', 't', 'o', 'r', 'e', 18, 1, 'k'};

    End end = call(GET_STATE, "application/grpc", Optional.of("gzip"), message(1, zipped(request)));

    assertThat(end.status()).isEqualTo("0");
  }

  @Test
  void otherProtocolsAreNotSpoken() {
    assertThat(call(GET_STATE, "application/json", Optional.empty(), Buffer.buffer("{}")).http())
        .isEqualTo(415);
    assertThat(call(GET_STATE, "application/grpc-web", Optional.empty(), Buffer.buffer()).http())
        .isEqualTo(415);
  }

  private End call(String path, String type, Optional<String> encoding, Buffer body) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost("127.0.0.1")
            .setPort(rig.sidecar().grpcPort())
            .setURI(path)
            .putHeader("content-type", type)
            .putHeader("te", "trailers");
    encoding.ifPresent(name -> options.putHeader("grpc-encoding", name));
    return client
        .request(options)
        .compose(
            request -> {
              // before it is sent: an answer that is there already has no end to wait for
              Future<End> ended =
                  request.response().compose(response -> response.end().map(over -> end(response)));
              return request.end(body).compose(sent -> ended);
            })
        .toCompletionStage()
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private static End end(HttpClientResponse response) {
    Optional<String> inHeaders = Optional.ofNullable(response.getHeader("grpc-status"));
    return inHeaders.isPresent()
        ? new End(response.statusCode(), inHeaders.get(), text(response.getHeader("grpc-message")))
        : new End(
            response.statusCode(),
            text(response.getTrailer("grpc-status")),
            text(response.getTrailer("grpc-message")));
  }

  private static String text(@org.jspecify.annotations.Nullable String header) {
    return header == null
        ? ""
        : java.net.URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static Buffer message(int flag, byte[] bytes) {
    return Buffer.buffer().appendByte((byte) flag).appendInt(bytes.length).appendBytes(bytes);
  }

  private static byte[] zipped(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
