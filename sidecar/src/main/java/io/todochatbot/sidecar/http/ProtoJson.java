package io.todochatbot.sidecar.http;

import com.google.protobuf.AnyProto;
import com.google.protobuf.DurationProto;
import com.google.protobuf.EmptyProto;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.StructProto;
import com.google.protobuf.TimestampProto;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.WrappersProto;
import com.google.protobuf.util.JsonFormat;
import io.todochatbot.sidecar.api.DaprError;
import io.todochatbot.sidecar.api.ErrorCode;
import io.todochatbot.sidecar.api.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Paths whose bodies are the JSON form of the gRPC API's messages, as daprd's universal handler
 * reads and writes them: unknown fields are passed over, an empty body is an empty message, fields
 * at their defaults are left out of the answer.
 */
public final class ProtoJson {
  /** What an {@code Any} may hold: the types that every protobuf program knows. */
  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(
              List.of(
                      AnyProto.getDescriptor(),
                      DurationProto.getDescriptor(),
                      EmptyProto.getDescriptor(),
                      StructProto.getDescriptor(),
                      TimestampProto.getDescriptor(),
                      WrappersProto.getDescriptor())
                  .stream()
                  .flatMap(file -> file.getMessageTypes().stream())
                  .toList())
          .build();

  private ProtoJson() {}

  /**
   * Binds a path to an operation on messages.
   *
   * @param empty the request's message without anything in it
   * @param complete puts in what the path says, such as a component's name
   */
  public static <Q extends Message, R extends Message> void on(
      HttpApi http,
      String method,
      String path,
      Operation<Q, R> operation,
      Q empty,
      BiFunction<Q, HttpIn, Q> complete) {
    http.on(
        method,
        path,
        operation,
        in -> complete.apply(read(in, empty), in),
        answer -> HttpOut.json(200, write(answer)));
  }

  /**
   * Reads a request's body as a message of the type of {@code empty}.
   *
   * @throws DaprError ERR_MALFORMED_REQUEST if it is no JSON or doesn't fit the message
   */
  public static <Q extends Message> Q read(HttpIn in, Q empty) {
    byte[] body = in.bytes();
    if (body.length == 0) {
      return empty;
    }
    Message.Builder builder = empty.newBuilderForType();
    try {
      JsonFormat.parser()
          .usingTypeRegistry(TYPES)
          .ignoringUnknownFields()
          .merge(new String(body, StandardCharsets.UTF_8), builder);
    } catch (InvalidProtocolBufferException e) {
      throw new DaprError(
          ErrorCode.MALFORMED_REQUEST, "failed deserializing HTTP body: proto: " + e.getMessage());
    }
    @SuppressWarnings("unchecked") // a builder builds the type it was made for
    Q message = (Q) builder.build();
    return message;
  }

  /** Writes a message as JSON. */
  public static byte[] write(Message message) {
    try {
      return JsonFormat.printer()
          .usingTypeRegistry(TYPES)
          .omittingInsignificantWhitespace()
          .print(message)
          .getBytes(StandardCharsets.UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("a message without a JSON form: " + message, e);
    }
  }
}
