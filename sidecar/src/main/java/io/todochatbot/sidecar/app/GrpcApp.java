package io.todochatbot.sidecar.app;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.rpc.Status;
import io.dapr.v1.AppCallbackHealthCheckGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.grpc.GrpcTrace;
import io.todochatbot.sidecar.grpc.GrpcWords;
import io.todochatbot.sidecar.metrics.GrpcMetrics;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientOptions;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.client.InvalidStatusException;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpcio.client.GrpcIoClient;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** An application that speaks gRPC. */
public final class GrpcApp implements AppChannel, AppChannel.Grpc, AutoCloseable {
  /** What an application sees as its caller, as from daprd. */
  private static final String AGENT = "grpc-go/1.80.0";

  private static final String PROBE =
      AppCallbackHealthCheckGrpc.getHealthCheckMethod().getFullMethodName();

  private static final Set<String> RESERVED =
      Set.of(
          "grpc-encoding",
          "grpc-message",
          "grpc-message-type",
          "grpc-status",
          "grpc-status-details-bin",
          "grpc-timeout");

  private final AppEndpoint endpoint;
  private final GrpcIoClient client;
  private final SocketAddress address;
  private final ConcurrencyLimit limit;
  private final GrpcMetrics metrics;

  /** A channel to {@code endpoint}; connects only when there is something to send. */
  public GrpcApp(AppEndpoint endpoint, Vertx vertx, GrpcMetrics metrics) {
    this.endpoint = endpoint;
    this.metrics = metrics;
    this.limit = new ConcurrencyLimit(endpoint.maxConcurrency());
    this.address = SocketAddress.inetSocketAddress(endpoint.port(), endpoint.address());
    this.client =
        GrpcIoClient.client(
            vertx,
            // the sidecar's own servers keep messages to --max-body-size
            new GrpcClientOptions().setMaxMessageSize(Integer.MAX_VALUE),
            new HttpClientOptions()
                .setSsl(endpoint.protocol().tls())
                .setUseAlpn(endpoint.protocol().tls())
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
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
    return exchange(method, request, metadata, trace).message();
  }

  @Override
  public <P, S> GrpcReply<S> exchange(
      MethodDescriptor<P, S> method,
      P request,
      List<Map.Entry<String, String>> metadata,
      Trace trace) {
    long began = System.nanoTime();
    int status = Code.UNAVAILABLE.value();
    long bytes = 0;
    try {
      GrpcReply<S> reply = send(method, request, metadata, trace);
      status = Code.OK.value();
      bytes = bytes(reply.message());
      return reply;
    } catch (AppFailure e) {
      status = e.status().getCode();
      throw e;
    } finally {
      measure(method, status, bytes(request), bytes, System.nanoTime() - began);
    }
  }

  private void measure(
      MethodDescriptor<?, ?> method, int status, long sent, long received, long nanos) {
    if (method.getFullMethodName().equals(PROBE)) {
      metrics.probed(status, nanos);
    } else {
      metrics.answered("/" + method.getFullMethodName(), status, sent, received, nanos);
    }
  }

  private static long bytes(Object message) {
    return message instanceof MessageLite proto ? proto.getSerializedSize() : 0;
  }

  private <P, S> GrpcReply<S> send(
      MethodDescriptor<P, S> method,
      P request,
      List<Map.Entry<String, String>> metadata,
      Trace trace) {
    try (ConcurrencyLimit.Permit _ = limit.enter()) {
      return client
          .request(address, method)
          .compose(
              out -> {
                metadata.forEach(entry -> out.headers().add(entry.getKey(), entry.getValue()));
                prepare(out, trace);
                out.end(request);
                return out.response();
              })
          .compose(GrpcApp::result)
          .await();
    } catch (AppFailure e) {
      throw e;
    } catch (Exception e) {
      throw unreachable(method.getFullMethodName(), e);
    }
  }

  /**
   * Opens a call whose messages pass as bytes, for the caller to fill in; the app token and the
   * trace are in it already.
   *
   * @param method the full name, {@code package.Service/Method}
   */
  public Future<GrpcClientRequest<Buffer, Buffer>> open(
      String method, List<Map.Entry<String, String>> metadata, Trace trace) {
    return client
        .request(address)
        .map(
            out -> {
              out.fullMethodName(method);
              metadata.forEach(entry -> out.headers().add(entry.getKey(), entry.getValue()));
              prepare(out, trace);
              return out;
            });
  }

  @Override
  public void close() {
    client.close().await();
  }

  private void prepare(GrpcClientRequest<?, ?> out, Trace trace) {
    out.headers().set("user-agent", AGENT);
    endpoint.token().ifPresent(token -> out.headers().set("dapr-api-token", token));
    if (trace.exists()) {
      GrpcTrace.put(out.headers(), trace);
    }
  }

  private AppUnreachable unreachable(String method, Throwable cause) {
    return new AppUnreachable(
        "rpc error: code = Unavailable desc = connection error: desc = \""
            + AppUnreachable.reason(endpoint.address(), endpoint.port(), cause)
            + "\"",
        "sidecar to application, method: " + method,
        1,
        cause);
  }

  private static <P, S> Future<GrpcReply<S>> result(GrpcClientResponse<P, S> response) {
    Future<S> last = response.last();
    return response
        .end()
        .compose(
            end ->
                response.status() == GrpcStatus.OK
                    ? last.map(
                        message ->
                            new GrpcReply<>(
                                message,
                                metadata(response.headers()),
                                metadata(response.trailers())))
                    : refusal(response),
            // Vert.x takes an answer with a status for a broken stream
            failure ->
                failure instanceof InvalidStatusException
                    ? refusal(response)
                    : Future.failedFuture(failure));
  }

  /** The metadata without what belongs to gRPC itself, as Go's library hands it on. */
  private static List<Map.Entry<String, String>> metadata(MultiMap all) {
    return all.entries().stream()
        .filter(entry -> !RESERVED.contains(entry.getKey().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static <R> Future<R> refusal(GrpcClientResponse<?, ?> response) {
    return Future.failedFuture(
        new AppFailure(
            status(response), metadata(response.headers()), metadata(response.trailers())));
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
        .setMessage(GrpcWords.message(response))
        .build();
  }
}
