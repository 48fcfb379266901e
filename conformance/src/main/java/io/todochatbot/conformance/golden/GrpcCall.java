package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One call of a rpc, unary or stream, with all that came back. Safe for use by several threads. */
final class GrpcCall {
  private final Rpcs.Rpc rpc;
  private final ClientCall<DynamicMessage, DynamicMessage> call;
  private final List<JsonNode> messages = new ArrayList<>();
  private final Map<String, String> headers = new TreeMap<>();
  private final Map<String, String> trailers = new TreeMap<>();
  private Optional<JsonNode> error = Optional.empty();
  private boolean closed;

  GrpcCall(Channel channel, Rpcs.Rpc rpc, JsonNode metadata) {
    this.rpc = rpc;
    this.call = channel.newCall(rpc.wire(), CallOptions.DEFAULT);
    Metadata sent = new Metadata();
    metadata
        .properties()
        .forEach(
            m ->
                sent.put(
                    Metadata.Key.of(m.getKey(), Metadata.ASCII_STRING_MARSHALLER),
                    m.getValue().asText()));
    call.start(new Listener(), sent);
    call.request(Integer.MAX_VALUE);
  }

  void send(JsonNode request) {
    call.sendMessage(ProtoJson.parse(request, rpc.proto().getInputType()));
  }

  void noMoreRequests() {
    call.halfClose();
  }

  void cancel() {
    call.cancel("the client has seen enough", null);
  }

  /** Waits until {@code count} messages came, the call ended or the time is over. */
  synchronized void await(int count, Duration atMost) throws InterruptedException {
    long end = System.nanoTime() + atMost.toNanos();
    for (long left = atMost.toMillis(); messages.size() < count && !closed && left > 0; ) {
      wait(left);
      left = (end - System.nanoTime()) / 1_000_000;
    }
  }

  synchronized List<JsonNode> messages() {
    return List.copyOf(messages);
  }

  /** How the call failed, or empty where it did not, or has not ended. */
  synchronized Optional<JsonNode> error() {
    return error;
  }

  synchronized boolean isClosed() {
    return closed;
  }

  synchronized Map<String, String> headers() {
    return Map.copyOf(headers);
  }

  synchronized Map<String, String> trailers() {
    return Map.copyOf(trailers);
  }

  private final class Listener extends ClientCall.Listener<DynamicMessage> {
    @Override
    public void onHeaders(Metadata received) {
      synchronized (GrpcCall.this) {
        headers.putAll(FakeGrpcApp.texts(received));
      }
    }

    @Override
    public void onMessage(DynamicMessage message) {
      synchronized (GrpcCall.this) {
        messages.add(ProtoJson.print(message));
        GrpcCall.this.notifyAll();
      }
    }

    @Override
    public void onClose(Status status, Metadata received) {
      synchronized (GrpcCall.this) {
        trailers.putAll(FakeGrpcApp.texts(received));
        error = status.isOk() ? Optional.empty() : Optional.of(GrpcErrors.json(status, received));
        closed = true;
        GrpcCall.this.notifyAll();
      }
    }
  }
}
