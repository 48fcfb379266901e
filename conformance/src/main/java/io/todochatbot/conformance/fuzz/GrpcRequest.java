package io.todochatbot.conformance.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import io.dapr.v1.AppCallbackGrpc;
import io.dapr.v1.DaprGrpc;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.todochatbot.protocol.internals.ServiceInvocationGrpc;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A random gRPC call: any method of Dapr's API, with any message.
 *
 * @param headers of the request, the pseudo headers first
 * @param body what the messages look like on the wire
 * @param streams whether the server may leave the answer open
 */
record GrpcRequest(List<Map.Entry<String, String>> headers, byte[] body, boolean streams) {
  private static final int DEPTH = 3;

  /** All but the one that ends the sidecar. */
  private static final List<MethodDescriptor> METHODS =
      List.of(
              DaprGrpc.getServiceDescriptor(),
              DaprGrpc.getServiceDescriptor(),
              DaprGrpc.getServiceDescriptor(),
              ServiceInvocationGrpc.getServiceDescriptor(),
              AppCallbackGrpc.getServiceDescriptor())
          .stream()
          .flatMap(service -> service(service).getMethods().stream())
          .filter(method -> !method.getName().equals("Shutdown"))
          .toList();

  static GrpcRequest of(Chance chance) {
    MethodDescriptor method = chance.of(METHODS);
    String path = "/" + method.getService().getFullName() + "/" + method.getName();
    boolean known = !chance.oneIn(20);
    return new GrpcRequest(
        headers(chance, known ? path : "/" + Words.name(chance) + "/" + Words.name(chance)),
        body(chance, method),
        method.isServerStreaming() || method.isClientStreaming() || !known);
  }

  /** Headers of any request over HTTP/2. */
  static List<Map.Entry<String, String>> headers(Chance chance, String path) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    headers.add(Map.entry(":method", chance.oneIn(50) ? chance.of(Words.METHODS) : "POST"));
    headers.add(Map.entry(":scheme", "http"));
    headers.add(Map.entry(":path", path));
    headers.add(Map.entry(":authority", "127.0.0.1"));
    headers.add(
        Map.entry(
            "content-type",
            chance.oneIn(30) ? chance.of(Words.HEADER_VALUES) : "application/grpc+proto"));
    headers.add(Map.entry("te", "trailers"));
    for (int more = chance.below(3); more > 0; more--) {
      headers.add(Map.entry(extra(chance), chance.of(Words.HEADER_VALUES)));
    }
    if (chance.oneIn(20)) {
      headers.add(Map.entry("dapr-app-id", Words.app(chance)));
    }
    if (chance.oneIn(50)) {
      headers.add(Map.entry("grpc-encoding", chance.of(List.of("gzip", "identity", "br", "x"))));
    }
    if (chance.oneIn(50)) {
      headers.add(Map.entry("grpc-timeout", chance.of(List.of("1n", "100m", "0S", "9S", "x", ""))));
    }
    return headers;
  }

  private static String extra(Chance chance) {
    return chance.of(
        List.of(
            "traceparent",
            "tracestate",
            "grpc-trace-bin",
            "baggage",
            "dapr-api-token",
            "x-bin",
            "dapr-caller-app-id",
            "content-length",
            "x-fuzz"));
  }

  private static byte[] body(Chance chance, MethodDescriptor method) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int messages = method.isClientStreaming() ? chance.below(4) : chance.oneIn(20) ? 0 : 1;
    for (int i = 0; i < messages; i++) {
      byte[] message = message(chance, method.getInputType(), DEPTH).toByteArray();
      byte[] sent = chance.oneIn(4) ? chance.damaged(message) : message;
      body.write(chance.oneIn(30) ? chance.below(256) : 0);
      body.writeBytes(Frames.number(chance.oneIn(30) ? chance.below(100_000) : sent.length));
      body.writeBytes(sent);
    }
    return body.toByteArray();
  }

  private static DynamicMessage message(Chance chance, Descriptor type, int depth) {
    DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
    for (FieldDescriptor field : type.getFields()) {
      if (field.isRepeated()) {
        for (int i = chance.below(3); i > 0 && depth > 0; i--) {
          message.addRepeatedField(field, value(chance, field, depth));
        }
      } else if (chance.percent(field.getJavaType() == FieldDescriptor.JavaType.STRING ? 90 : 50)
          && (depth > 0 || field.getJavaType() != FieldDescriptor.JavaType.MESSAGE)) {
        boolean app = type.getName().equals("InvokeServiceRequest") && field.getName().equals("id");
        message.setField(field, app ? Words.app(chance) : value(chance, field, depth));
      }
    }
    return message.build();
  }

  private static Object value(Chance chance, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case STRING -> Words.name(chance);
      case BYTE_STRING -> bytes(chance);
      case BOOLEAN -> chance.oneIn(2);
      case INT -> chance.below(5) - 1;
      case LONG -> chance.oneIn(5) ? Long.MAX_VALUE : (long) chance.below(100) - 1;
      case FLOAT -> chance.oneIn(3) ? Float.NaN : 1.5f;
      case DOUBLE -> chance.oneIn(3) ? Double.NEGATIVE_INFINITY : 0.5;
      case ENUM -> chance.of(field.getEnumType().getValues());
      case MESSAGE -> message(chance, field.getMessageType(), depth - 1);
    };
  }

  private static ByteString bytes(Chance chance) {
    return ByteString.copyFrom(
        chance.oneIn(3)
            ? Words.name(chance).getBytes(StandardCharsets.UTF_8)
            : RandomJson.body(chance));
  }

  private static ServiceDescriptor service(io.grpc.ServiceDescriptor service) {
    if (service.getSchemaDescriptor() instanceof ProtoServiceDescriptorSupplier supplier) {
      return supplier.getServiceDescriptor();
    }
    throw new IllegalStateException(service.getName() + " was not generated from a .proto file");
  }
}
