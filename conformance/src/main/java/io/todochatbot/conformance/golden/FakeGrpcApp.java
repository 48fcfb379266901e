package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.DynamicMessage;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The fake gRPC app of a setup. */
final class FakeGrpcApp implements FakeApp {
  private static final int MAX_BYTES = 64 << 20;

  private final Map<String, JsonNode> behaviour = new ConcurrentHashMap<>();
  private final Inbox inbox = new Inbox();
  private final Turns turns = new Turns();
  private final Server server;

  FakeGrpcApp(Map<String, JsonNode> behaviour, int port) {
    this.behaviour.putAll(behaviour);
    try {
      this.server =
          NettyServerBuilder.forAddress(
                  new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .fallbackHandlerRegistry(new Callbacks())
              .maxInboundMessageSize(MAX_BYTES)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public int port() {
    return server.getPort();
  }

  @Override
  public Inbox inbox() {
    return inbox;
  }

  @Override
  public void nowAnswers(JsonNode answers) {
    answers.properties().forEach(answer -> turns.restart(answer.getKey()));
    answers.properties().forEach(answer -> behaviour.put(answer.getKey(), answer.getValue()));
  }

  @Override
  public void close() {
    server.shutdownNow();
  }

  /**
   * The turn is taken before the message is seen, so that what is seen is answered as it was to be.
   */
  private Runnable answer(Rpcs.Rpc rpc, ServerCall<DynamicMessage, DynamicMessage> call) {
    JsonNode answers = behaviour.get(rpc.proto().getName());
    if (answers == null) {
      return () ->
          call.close(
              Status.UNIMPLEMENTED.withDescription("Method not implemented!"), new Metadata());
    }
    JsonNode answer = turns.answer(rpc.proto().getName(), answers);
    JsonNode error = answer.path("error");
    if (error.isArray()) {
      Status status = Status.fromCode(Status.Code.valueOf(error.path(0).asText()));
      return () -> call.close(status.withDescription(error.path(1).asText()), new Metadata());
    }
    return () -> {
      call.sendHeaders(new Metadata());
      call.sendMessage(ProtoJson.parse(answer, rpc.proto().getOutputType()));
      call.close(Status.OK, new Metadata());
    };
  }

  /** All callbacks there are; what the setup doesn't list is answered as not implemented. */
  private final class Callbacks extends HandlerRegistry {
    @Override
    public @Nullable ServerMethodDefinition<?, ?> lookupMethod(
        String name, @Nullable String authority) {
      Optional<Rpcs.Rpc> rpc = Rpcs.callback(name);
      return rpc.map(r -> ServerMethodDefinition.create(r.wire(), handler(r))).orElse(null);
    }

    private ServerCallHandler<DynamicMessage, DynamicMessage> handler(Rpcs.Rpc rpc) {
      return (call, headers) -> {
        call.request(2);
        return new ServerCall.Listener<>() {
          @Override
          public void onMessage(DynamicMessage message) {
            Runnable answer = answer(rpc, call);
            String service = rpc.proto().getService().getFullName();
            inbox.add(
                new Received.Rpc(
                    rpc.proto().getName(), service, texts(headers), ProtoJson.print(message)));
            answer.run();
          }
        };
      };
    }
  }

  /** The metadata but for what belongs to gRPC itself. */
  static Map<String, String> texts(Metadata metadata) {
    Map<String, String> texts = new TreeMap<>();
    for (String key : metadata.keys()) {
      boolean ofGrpc = key.startsWith("grpc-") || key.equals("content-type") || key.equals("te");
      if (!ofGrpc && !key.endsWith(Metadata.BINARY_HEADER_SUFFIX)) {
        Iterable<String> values =
            metadata.getAll(Metadata.Key.of(key, Metadata.ASCII_STRING_MARSHALLER));
        texts.put(key, values == null ? "" : String.join(", ", values));
      }
    }
    return texts;
  }
}
