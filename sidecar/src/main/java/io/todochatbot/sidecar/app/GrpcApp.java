package io.todochatbot.sidecar.app;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.grpc.MethodDescriptor;
import io.todochatbot.sidecar.api.Trace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpcio.client.GrpcIoClient;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An application that speaks gRPC. */
public final class GrpcApp implements AppChannel, AppChannel.Grpc, AutoCloseable {
  private final AppEndpoint endpoint;
  private final GrpcIoClient client;
  private final SocketAddress address;
  private final ConcurrencyLimit limit;

  /** A channel to {@code endpoint}; connects only when there is something to send. */
  public GrpcApp(AppEndpoint endpoint, Vertx vertx) {
    this.endpoint = endpoint;
    this.limit = new ConcurrencyLimit(endpoint.maxConcurrency());
    this.address = SocketAddress.inetSocketAddress(endpoint.port(), endpoint.address());
    this.client =
        GrpcIoClient.client(
            vertx,
            new HttpClientOptions()
                .setSsl(endpoint.protocol().tls())
                .setUseAlpn(endpoint.protocol().tls())
                .setTrustAll(true)
                .setVerifyHost(false));
  }

  /** Where the application listens. */
  public AppEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public <P, S> S call(
      MethodDescriptor<P, S> method,
      P request,
      List<Map.Entry<String, String>> metadata,
      Trace trace) {
    return limit.within(() -> exchange(method, request, metadata, trace));
  }

  @Override
  public void close() {
    client.close().await();
  }

  private <P, S> S exchange(
      MethodDescriptor<P, S> method,
      P request,
      List<Map.Entry<String, String>> metadata,
      Trace trace) {
    try {
      return client
          .request(address, method)
          .compose(
              out -> {
                metadata.forEach(entry -> out.headers().add(entry.getKey(), entry.getValue()));
                endpoint.token().ifPresent(token -> out.headers().set("dapr-api-token", token));
                out.headers().set("traceparent", trace.traceparent());
                trace.tracestate().ifPresent(state -> out.headers().set("tracestate", state));
                trace.baggage().ifPresent(baggage -> out.headers().set("baggage", baggage));
                out.end(request);
                return out.response();
              })
          .compose(GrpcApp::result)
          .await();
    } catch (AppFailure e) {
      throw e;
    } catch (Exception e) {
      throw new AppUnreachable(
          "the application at "
              + endpoint.address()
              + ":"
              + endpoint.port()
              + " did not answer "
              + method.getFullMethodName()
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static <P, S> Future<S> result(GrpcClientResponse<P, S> response) {
    Future<S> last = response.last();
    return response
        .end()
        .compose(
            end ->
                response.status() == GrpcStatus.OK
                    ? last
                    : Future.failedFuture(new AppFailure(status(response))),
            failure -> Future.failedFuture(failure));
  }

  private static Status status(GrpcClientResponse<?, ?> response) {
    String details = response.trailers().get("grpc-status-details-bin");
    if (details != null) {
      try {
        return Status.parseFrom(Base64.getDecoder().decode(details));
      } catch (InvalidProtocolBufferException | IllegalArgumentException ignored) {
        // an application may send anything here; its code and message count all the same
      }
    }
    GrpcStatus status = response.status();
    return Status.newBuilder()
        .setCode(status == null ? GrpcStatus.UNKNOWN.code : status.code)
        .setMessage(Optional.ofNullable(response.statusMessage()).orElse(""))
        .build();
  }
}
