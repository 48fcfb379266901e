package io.todochatbot.conformance.golden;

import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.DynamicMessage;
import io.dapr.v1.AppCallbackAlphaGrpc;
import io.dapr.v1.AppCallbackGrpc;
import io.dapr.v1.AppCallbackHealthCheckGrpc;
import io.dapr.v1.DaprGrpc;
import io.grpc.MethodDescriptor;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import io.grpc.protobuf.ProtoUtils;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The rpcs of Dapr's API and of its app callbacks, by name, with messages made from descriptors.
 */
final class Rpcs {
  private static final ServiceDescriptor DAPR = service(DaprGrpc.getServiceDescriptor());
  private static final List<ServiceDescriptor> CALLBACKS =
      Stream.of(
              AppCallbackGrpc.getServiceDescriptor(),
              AppCallbackHealthCheckGrpc.getServiceDescriptor(),
              AppCallbackAlphaGrpc.getServiceDescriptor())
          .map(Rpcs::service)
          .toList();

  /** One rpc, ready to be called or served. */
  record Rpc(
      com.google.protobuf.Descriptors.MethodDescriptor proto,
      MethodDescriptor<DynamicMessage, DynamicMessage> wire) {}

  private Rpcs() {}

  /** An rpc of {@code dapr.proto.runtime.v1.Dapr}. */
  static Optional<Rpc> dapr(String name) {
    return Optional.ofNullable(DAPR.findMethodByName(name)).map(Rpcs::rpc);
  }

  /**
   * An app callback by its full name, such as {@code dapr.proto.runtime.v1.AppCallback/OnInvoke}.
   */
  static Optional<Rpc> callback(String fullName) {
    return CALLBACKS.stream()
        .flatMap(service -> service.getMethods().stream())
        .filter(
            method -> fullName.equals(method.getService().getFullName() + "/" + method.getName()))
        .findFirst()
        .map(Rpcs::rpc);
  }

  private static ServiceDescriptor service(io.grpc.ServiceDescriptor service) {
    if (service.getSchemaDescriptor() instanceof ProtoServiceDescriptorSupplier supplier) {
      return supplier.getServiceDescriptor();
    }
    throw new IllegalStateException(service.getName() + " was not generated from a .proto file");
  }

  private static Rpc rpc(com.google.protobuf.Descriptors.MethodDescriptor method) {
    var wire =
        MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
            .setType(type(method))
            .setFullMethodName(
                MethodDescriptor.generateFullMethodName(
                    method.getService().getFullName(), method.getName()))
            .setRequestMarshaller(
                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getInputType())))
            .setResponseMarshaller(
                ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(method.getOutputType())))
            .build();
    return new Rpc(method, wire);
  }

  private static MethodDescriptor.MethodType type(
      com.google.protobuf.Descriptors.MethodDescriptor method) {
    if (method.isClientStreaming()) {
      return method.isServerStreaming()
          ? MethodDescriptor.MethodType.BIDI_STREAMING
          : MethodDescriptor.MethodType.CLIENT_STREAMING;
    }
    return method.isServerStreaming()
        ? MethodDescriptor.MethodType.SERVER_STREAMING
        : MethodDescriptor.MethodType.UNARY;
  }
}
