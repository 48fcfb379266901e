package io.todochatbot.sidecar.peer;

import io.dapr.v1.CommonProtos.StreamPayload;
import io.grpc.Status.Code;
import io.todochatbot.protocol.internals.InternalInvokeRequestStream;
import io.todochatbot.protocol.internals.InternalInvokeResponseStream;
import io.todochatbot.protocol.internals.ServiceInvocationGrpc;
import io.todochatbot.sidecar.api.Body;
import io.todochatbot.sidecar.api.Trace;
import io.todochatbot.sidecar.grpc.GrpcTrace;
import io.todochatbot.sidecar.stream.BodyTooLarge;
import io.todochatbot.sidecar.stream.StreamReader;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClientOptions;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpcio.client.GrpcIoClient;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Calls applications through their sidecars, daprd included. Keeps one connection to each, on which
 * calls run side by side. Safe for concurrent use.
 */
public final class PeerClient implements AutoCloseable {
  private final GrpcIoClient client;

  /** A client that connects only when there is something to send. */
  public PeerClient(Vertx vertx) {
    this.client =
        GrpcIoClient.client(
            vertx,
            new GrpcClientOptions().setMaxMessageSize(Integer.MAX_VALUE),
            new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setTcpNoDelay(true));
  }

  /**
   * Makes a call through the sidecar at {@code address} and returns once the head of the answer is
   * there.
   *
   * @param address host and port
   * @throws CallFailure of code UNAVAILABLE if the sidecar can't be reached, of another if it
   *     refuses
   * @throws BodyTooLarge if the caller's body is longer than this sidecar takes
   */
  public Outcome call(String address, Invocation invocation) {
    GrpcClientRequest<InternalInvokeRequestStream, InternalInvokeResponseStream> out =
        reach(address, client.request(socket(address), method()));
    GrpcTrace.put(out.headers(), invocation.trace());
    Future<Answer> answer = out.response().map(response -> Answer.of(response, out::cancel));
    AtomicReference<Optional<BodyTooLarge>> tooLarge = new AtomicReference<>(Optional.empty());
    upload(out, invocation, tooLarge);
    try {
      return outcome(address, reach(address, answer));
    } catch (CallFailure e) {
      throw tooLarge.get().isPresent() ? tooLarge.get().get() : e;
    }
  }

  /**
   * Opens a call to the sidecar at {@code address} whose messages pass as bytes, for the caller to
   * fill in.
   *
   * @param method the full name, {@code package.Service/Method}
   */
  Future<GrpcClientRequest<Buffer, Buffer>> open(
      String address, String method, List<Map.Entry<String, String>> metadata, Trace trace) {
    return client
        .request(socket(address))
        .map(
            out -> {
              out.fullMethodName(method);
              metadata.forEach(entry -> out.headers().add(entry.getKey(), entry.getValue()));
              GrpcTrace.put(out.headers(), trace);
              return out;
            });
  }

  /** Ends every connection. */
  @Override
  public void close() {
    client.close().await();
  }

  /** The answer's call and its messages. */
  private record Answer(
      GrpcClientResponse<InternalInvokeRequestStream, InternalInvokeResponseStream> response,
      StreamReader<InternalInvokeResponseStream> messages) {
    static Answer of(
        GrpcClientResponse<InternalInvokeRequestStream, InternalInvokeResponseStream> response,
        Runnable cancel) {
      StreamReader<InternalInvokeResponseStream> messages = new StreamReader<>(response, cancel);
      // Vert.x tells a reset stream here and nowhere else
      response.errorHandler(error -> messages.fail(new IOException(error.toString())));
      return new Answer(response, messages);
    }
  }

  private static void upload(
      GrpcClientRequest<InternalInvokeRequestStream, InternalInvokeResponseStream> out,
      Invocation invocation,
      AtomicReference<Optional<BodyTooLarge>> tooLarge) {
    InternalInvokeRequestStream.Builder head =
        InternalInvokeRequestStream.newBuilder().setRequest(Wire.request(invocation));
    Body body = invocation.body();
    if (body.bytes().isPresent() && body.bytes().get().length <= Payloads.CHUNK_BYTES) {
      byte[] bytes = body.bytes().get();
      out.end(
          (bytes.length == 0 ? head : head.setPayload(Payloads.of(bytes, bytes.length, 0)))
              .build());
      return;
    }
    out.write(head.build());
    // beside the answer: an application may answer while it still reads
    Thread.startVirtualThread(
        () -> {
          try {
            Payloads.copy(
                body.replayable() ? body.again().stream() : body.stream(),
                payload ->
                    out.write(InternalInvokeRequestStream.newBuilder().setPayload(payload).build())
                        .await());
            out.end();
          } catch (IOException | RuntimeException e) {
            tooLarge.set(e instanceof BodyTooLarge caller ? Optional.of(caller) : Optional.empty());
            out.cancel();
          }
        });
  }

  private static Outcome outcome(String address, Answer answer) {
    Optional<InternalInvokeResponseStream> first;
    try {
      first = answer.messages().next();
    } catch (IOException e) {
      throw unavailable(address, e);
    }
    if (first.isEmpty()) {
      GrpcStatus status = answer.response().status();
      throw status == null || status == GrpcStatus.OK
          ? new CallFailure(Code.INTERNAL, "the sidecar at " + address + " answered nothing")
          : new CallFailure(
              status.code, Optional.ofNullable(answer.response().statusMessage()).orElse(""));
    }
    if (!first.get().getResponse().hasStatus()) {
      answer.messages().close();
      throw new CallFailure(
          Code.UNKNOWN, "response does not contain the required fields in the leading chunk");
    }
    Chunks chunks =
        new Chunks(first.get().getPayload(), () -> next(answer), answer.messages()::close);
    String type = first.get().getResponse().getMessage().getContentType();
    return Wire.outcome(
        first.get().getResponse(), Body.streaming(chunks, OptionalLong.empty(), Wire.text(type)));
  }

  private static Optional<StreamPayload> next(Answer answer) throws IOException {
    Optional<InternalInvokeResponseStream> next = answer.messages().next();
    GrpcStatus status = answer.response().status();
    if (next.isEmpty() && status != GrpcStatus.OK) {
      throw new IOException(
          "the other sidecar broke off: " + status + " " + answer.response().statusMessage());
    }
    return next.map(InternalInvokeResponseStream::getPayload);
  }

  private static <T> T reach(String address, Future<T> future) {
    try {
      return future.await();
    } catch (Exception e) {
      throw unavailable(address, e);
    }
  }

  private static CallFailure unavailable(String address, Exception cause) {
    String reason =
        cause instanceof ConnectException
            ? "dial tcp " + address + ": connect: connection refused"
            : String.valueOf(cause.getMessage());
    return new CallFailure(Code.UNAVAILABLE, "connection error: desc = \"" + reason + "\"");
  }

  private static io.grpc.MethodDescriptor<InternalInvokeRequestStream, InternalInvokeResponseStream>
      method() {
    return ServiceInvocationGrpc.getCallLocalStreamMethod();
  }

  /** {@code host:port} or {@code [host]:port}. */
  private static SocketAddress socket(String address) {
    int colon = address.lastIndexOf(':');
    String host = address.substring(0, Math.max(colon, 0)).replaceAll("[\\[\\]]", "");
    try {
      return SocketAddress.inetSocketAddress(Integer.parseInt(address.substring(colon + 1)), host);
    } catch (IllegalArgumentException e) {
      throw new CallFailure(
          Code.UNAVAILABLE, "the name resolver gave " + address + " (expected: host:port)");
    }
  }
}
