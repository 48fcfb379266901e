package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorDetailsProto;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Base64;

/** A failed call as the golden files show it: {@code {code, message, details}}. */
final class GrpcErrors {
  private GrpcErrors() {}

  static JsonNode json(Status status, Metadata trailers) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    var details = make.arrayNode();
    com.google.rpc.Status full = StatusProto.fromStatusAndTrailers(status, trailers);
    full.getDetailsList().forEach(any -> details.add(detail(any)));
    ObjectNode error = make.objectNode().put("code", status.getCode().name());
    error.put("message", status.getDescription() == null ? "" : status.getDescription());
    return error.set("details", details);
  }

  private static JsonNode detail(Any any) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode().put("@type", any.getTypeUrl());
    String name = any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('.') + 1);
    Descriptor type = ErrorDetailsProto.getDescriptor().findMessageTypeByName(name);
    try {
      if (type != null) {
        ProtoJson.print(DynamicMessage.parseFrom(type, any.getValue()))
            .properties()
            .forEach(f -> detail.set(f.getKey(), f.getValue()));
        return detail;
      }
    } catch (InvalidProtocolBufferException unreadable) {
      return detail.put("unreadable", unreadable.getMessage());
    }
    return detail.put("value", Base64.getEncoder().encodeToString(any.getValue().toByteArray()));
  }
}
