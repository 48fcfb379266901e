package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.Any;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.WrappersProto;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Messages as proto3 JSON, with {@code google.protobuf.Any} shown as the golden files show it:
 * {@code {typeUrl, value (base64), text}}.
 */
final class ProtoJson {
  private static final String ANY = "google.protobuf.Any";
  private static final TypeRegistry WRAPPERS =
      TypeRegistry.newBuilder().add(WrappersProto.getDescriptor().getMessageTypes()).build();
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private ProtoJson() {}

  /** The message as JSON; fields at their default are left out, as proto3 JSON has it. */
  static JsonNode print(MessageOrBuilder message) {
    String type = message.getDescriptorForType().getFullName();
    if (type.equals(ANY)) {
      return any(message);
    }
    if (type.startsWith("google.protobuf.")
        && !message.getDescriptorForType().getName().equals("Empty")) {
      return wellKnown(message);
    }
    ObjectNode out = MAKE.objectNode();
    message
        .getAllFields()
        .forEach((field, value) -> out.set(field.getJsonName(), field(field, value)));
    return out;
  }

  /**
   * The JSON as a message of this type.
   *
   * @throws IllegalArgumentException where it is none
   */
  static DynamicMessage parse(JsonNode json, Descriptor type) {
    try {
      DynamicMessage.Builder builder = DynamicMessage.newBuilder(type);
      if (type.getFullName().equals(ANY)) {
        setAny(json, builder);
      } else if (type.getFullName().startsWith("google.protobuf.")) {
        JsonFormat.parser().merge(json.toString(), builder);
      } else {
        json.properties().forEach(f -> set(builder, name(type, f.getKey()), f.getValue()));
      }
      return builder.build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no " + type.getFullName() + ": " + json, e);
    }
  }

  private static JsonNode any(MessageOrBuilder any) {
    Descriptor type = any.getDescriptorForType();
    var value = (com.google.protobuf.ByteString) any.getField(type.findFieldByName("value"));
    return MAKE.objectNode()
        .put("typeUrl", (String) any.getField(type.findFieldByName("type_url")))
        .put("value", Base64.getEncoder().encodeToString(value.toByteArray()))
        .put("text", value.toString(StandardCharsets.UTF_8));
  }

  private static void setAny(JsonNode json, DynamicMessage.Builder any)
      throws InvalidProtocolBufferException {
    if (json.has("@type")) {
      Any.Builder packed = Any.newBuilder();
      JsonFormat.parser().usingTypeRegistry(WRAPPERS).merge(json.toString(), packed);
      any.mergeFrom(packed.build().toByteString());
      return;
    }
    Descriptor type = any.getDescriptorForType();
    byte[] value = Base64.getDecoder().decode(json.path("value").asText());
    any.setField(type.findFieldByName("type_url"), json.path("typeUrl").asText());
    any.setField(type.findFieldByName("value"), com.google.protobuf.ByteString.copyFrom(value));
  }

  private static JsonNode wellKnown(MessageOrBuilder message) {
    try {
      return Json.MAPPER.readTree(JsonFormat.printer().print(message));
    } catch (com.fasterxml.jackson.core.JsonProcessingException
        | InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode field(FieldDescriptor field, Object value) {
    if (field.isMapField()) {
      ObjectNode out = MAKE.objectNode();
      for (Object entry : (List<?>) value) {
        Message pair = (Message) entry;
        FieldDescriptor key = pair.getDescriptorForType().findFieldByNumber(1);
        FieldDescriptor item = pair.getDescriptorForType().findFieldByNumber(2);
        out.set(String.valueOf(pair.getField(key)), single(item, pair.getField(item)));
      }
      return out;
    }
    if (field.isRepeated()) {
      var out = MAKE.arrayNode();
      ((List<?>) value).forEach(element -> out.add(single(field, element)));
      return out;
    }
    return single(field, value);
  }

  private static JsonNode single(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case MESSAGE -> print((Message) value);
      case STRING -> MAKE.textNode((String) value);
      case BYTE_STRING ->
          MAKE.textNode(
              Base64.getEncoder()
                  .encodeToString(((com.google.protobuf.ByteString) value).toByteArray()));
      case ENUM ->
          MAKE.textNode(((com.google.protobuf.Descriptors.EnumValueDescriptor) value).getName());
      case LONG -> MAKE.textNode(String.valueOf(value));
      case INT -> MAKE.numberNode((Integer) value);
      case FLOAT -> MAKE.numberNode((Float) value);
      case DOUBLE -> MAKE.numberNode((Double) value);
      case BOOLEAN -> MAKE.booleanNode((Boolean) value);
    };
  }

  private static FieldDescriptor name(Descriptor type, String name) {
    return type.getFields().stream()
        .filter(f -> f.getJsonName().equals(name) || f.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(type.getFullName() + " has no field " + name));
  }

  private static void set(DynamicMessage.Builder builder, FieldDescriptor field, JsonNode json) {
    if (field.isMapField()) {
      Descriptor entry = field.getMessageType();
      FieldDescriptor item = entry.findFieldByNumber(2);
      json.properties()
          .forEach(
              pair ->
                  builder.addRepeatedField(
                      field,
                      DynamicMessage.newBuilder(entry)
                          .setField(entry.findFieldByNumber(1), key(entry, pair.getKey()))
                          .setField(item, value(item, pair.getValue()))
                          .build()));
    } else if (field.isRepeated()) {
      json.forEach(element -> builder.addRepeatedField(field, value(field, element)));
    } else if (!json.isNull()) {
      builder.setField(field, value(field, json));
    }
  }

  private static Object key(Descriptor entry, String key) {
    return value(entry.findFieldByNumber(1), MAKE.textNode(key));
  }

  private static Object value(FieldDescriptor field, JsonNode json) {
    return switch (field.getJavaType()) {
      case MESSAGE -> parse(json, field.getMessageType());
      case STRING -> json.asText();
      case BYTE_STRING ->
          com.google.protobuf.ByteString.copyFrom(Base64.getDecoder().decode(json.asText()));
      case ENUM ->
          json.isNumber()
              ? field.getEnumType().findValueByNumberCreatingIfUnknown(json.asInt())
              : field.getEnumType().findValueByName(json.asText());
      case LONG -> json.asLong();
      case INT -> json.asInt();
      case FLOAT -> (float) json.asDouble();
      case DOUBLE -> json.asDouble();
      case BOOLEAN -> json.asBoolean();
    };
  }
}
