package io.todochatbot.todo.dapr;

import com.google.protobuf.ByteString;
import com.google.protobuf.Empty;
import com.sun.net.httpserver.HttpServer;
import io.dapr.v1.CommonProtos;
import io.dapr.v1.DaprGrpc;
import io.dapr.v1.DaprPubsubProtos;
import io.dapr.v1.DaprSecretProtos;
import io.dapr.v1.DaprStateProtos;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The sidecar's two ports, just enough to see what the SDK really sends. */
final class RecordingSidecar extends DaprGrpc.DaprImplBase
    implements AutoCloseable, ServerInterceptor {
  private static final Metadata.Key<String> TOKEN =
      Metadata.Key.of("dapr-api-token", Metadata.ASCII_STRING_MARSHALLER);

  final List<String> calls = new CopyOnWriteArrayList<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();
  private final Map<String, ByteString> state = new ConcurrentHashMap<>();
  private final Server grpc;
  private final HttpServer http;

  RecordingSidecar() throws IOException {
    grpc = ServerBuilder.forPort(0).addService(this).intercept(this).build().start();
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          String uri = exchange.getRequestURI().toString();
          calls.add(exchange.getRequestMethod() + " " + uri + " " + body);
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("dapr-api-token")));
          byte[] answer =
              (uri.contains("refuse") ? "refused" : "{\"ok\":true}")
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(uri.contains("refuse") ? 409 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    http.start();
  }

  int grpcPort() {
    return grpc.getPort();
  }

  int httpPort() {
    return http.getAddress().getPort();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
    @Nullable String token = headers.get(TOKEN);
    tokens.add(String.valueOf(token));
    return next.startCall(call, headers);
  }

  @Override
  public void publishEvent(
      DaprPubsubProtos.PublishEventRequest request, StreamObserver<Empty> answer) {
    calls.add(
        "publish %s %s %s %s %s"
            .formatted(
                request.getPubsubName(),
                request.getTopic(),
                request.getDataContentType(),
                request.getData().toStringUtf8(),
                request.getMetadataMap()));
    done(answer, Empty.getDefaultInstance());
  }

  @Override
  public void saveState(DaprStateProtos.SaveStateRequest request, StreamObserver<Empty> answer) {
    for (CommonProtos.StateItem item : request.getStatesList()) {
      state.put(item.getKey(), item.getValue());
      calls.add(
          "save %s %s %s %s"
              .formatted(
                  request.getStoreName(),
                  item.getKey(),
                  item.getValue().toStringUtf8(),
                  item.getMetadataMap().get("ttlInSeconds")));
    }
    done(answer, Empty.getDefaultInstance());
  }

  @Override
  public void getState(
      DaprStateProtos.GetStateRequest request,
      StreamObserver<DaprStateProtos.GetStateResponse> answer) {
    done(
        answer,
        DaprStateProtos.GetStateResponse.newBuilder()
            .setData(state.getOrDefault(request.getKey(), ByteString.EMPTY))
            .build());
  }

  @Override
  public void deleteState(
      DaprStateProtos.DeleteStateRequest request, StreamObserver<Empty> answer) {
    state.remove(request.getKey());
    calls.add("delete " + request.getStoreName() + " " + request.getKey());
    done(answer, Empty.getDefaultInstance());
  }

  @Override
  public void getSecret(
      DaprSecretProtos.GetSecretRequest request,
      StreamObserver<DaprSecretProtos.GetSecretResponse> answer) {
    calls.add("secret " + request.getStoreName() + " " + request.getKey());
    done(
        answer,
        DaprSecretProtos.GetSecretResponse.newBuilder()
            .putData(request.getKey(), "s3cret")
            .build());
  }

  private static <T> void done(StreamObserver<T> answer, T value) {
    answer.onNext(value);
    answer.onCompleted();
  }

  @Override
  public void close() {
    grpc.shutdownNow();
    http.stop(0);
  }
}
