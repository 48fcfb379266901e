package io.todochatbot.conformance.sdk;

import com.google.protobuf.Empty;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.dapr.v1.AppCallbackGrpc;
import io.dapr.v1.CommonProtos.InvokeRequest;
import io.dapr.v1.CommonProtos.InvokeResponse;
import io.dapr.v1.DaprAppCallbackProtos.ListInputBindingsResponse;
import io.dapr.v1.DaprAppCallbackProtos.ListTopicSubscriptionsResponse;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The apps that scripts invoke: one speaks HTTP, one gRPC, and both send back what they get. */
final class OtherApps implements AutoCloseable {
  private final HttpServer http;
  private final Server grpc;

  OtherApps() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext("/echo", OtherApps::echo);
    http.start();
    grpc =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(new Callbacks())
            .build()
            .start();
  }

  int httpPort() {
    return http.getAddress().getPort();
  }

  int grpcPort() {
    return grpc.getPort();
  }

  static void echo(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().add("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    http.stop(0);
    grpc.shutdownNow();
  }

  private static final class Callbacks extends AppCallbackGrpc.AppCallbackImplBase {
    @Override
    public void onInvoke(InvokeRequest request, StreamObserver<InvokeResponse> answer) {
      answer.onNext(
          InvokeResponse.newBuilder()
              .setData(request.getData())
              .setContentType(request.getContentType())
              .build());
      answer.onCompleted();
    }

    @Override
    public void listTopicSubscriptions(
        Empty request, StreamObserver<ListTopicSubscriptionsResponse> answer) {
      answer.onNext(ListTopicSubscriptionsResponse.getDefaultInstance());
      answer.onCompleted();
    }

    @Override
    public void listInputBindings(Empty request, StreamObserver<ListInputBindingsResponse> answer) {
      answer.onNext(ListInputBindingsResponse.getDefaultInstance());
      answer.onCompleted();
    }
  }
}
