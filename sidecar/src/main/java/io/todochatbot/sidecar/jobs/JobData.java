package io.todochatbot.sidecar.jobs;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.StringValue;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import io.todochatbot.spi.StoredJob;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * The data of a job: what HTTP gave as JSON is kept as JSON, so that it can be read in the store;
 * everything else as the bytes it came as.
 *
 * @param type the type's URL; empty for no data
 * @param bytes JSON for {@link #VALUE}, otherwise the message's bytes
 */
record JobData(String type, ByteString bytes) {
  /** The type of what came over HTTP. */
  private static final String VALUE = "type.googleapis.com/google.protobuf.Value";

  private static final String TEXT = "type.googleapis.com/google.protobuf.StringValue";
  private static final String BYTES = "type.googleapis.com/google.protobuf.BytesValue";

  static JobData of(Any data) {
    if (!data.getTypeUrl().equals(VALUE)) {
      return new JobData(data.getTypeUrl(), data.getValue());
    }
    try {
      return new JobData(VALUE, ValueJson.write(Value.parseFrom(data.getValue())));
    } catch (InvalidProtocolBufferException e) {
      throw SchedulerFailure.of("job failed validation: data is no google.protobuf.Value");
    }
  }

  static JobData of(StoredJob.Payload payload) {
    return new JobData(payload.type(), ByteString.copyFrom(payload.value()));
  }

  StoredJob.Payload stored() {
    return new StoredJob.Payload(type, bytes.toByteArray());
  }

  /** Whether there is none: HTTP's way to say so is a value of no kind. */
  boolean isEmpty() {
    return bytes.isEmpty() && (type.isEmpty() || type.equals(VALUE));
  }

  /** The message as it goes over gRPC. */
  Any any() {
    return Any.newBuilder().setTypeUrl(type).setValue(message()).build();
  }

  /** The data as JSON, if it is that. */
  Optional<byte[]> json() {
    return type.equals(VALUE) && !bytes.isEmpty()
        ? Optional.of(bytes.toByteArray())
        : Optional.empty();
  }

  String base64() {
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  /**
   * What an HTTP application gets as a body: JSON as it is, text and bytes without their wrapping,
   * any other message's bytes without blanks at their ends, as daprd sends them.
   */
  byte[] body() {
    try {
      return switch (type) {
        case VALUE -> bytes.toByteArray();
        case TEXT -> StringValue.parseFrom(bytes).getValue().getBytes(StandardCharsets.UTF_8);
        case BYTES -> BytesValue.parseFrom(bytes).getValue().toByteArray();
        default -> trimmed();
      };
    } catch (InvalidProtocolBufferException notThatMessage) {
      return trimmed();
    }
  }

  private ByteString message() {
    if (!type.equals(VALUE) || bytes.isEmpty()) {
      return bytes;
    }
    Value.Builder value = Value.newBuilder();
    try {
      JsonFormat.parser().merge(bytes.toStringUtf8(), value);
    } catch (InvalidProtocolBufferException e) {
      throw SchedulerFailure.of("the stored data can't be read: " + e.getMessage());
    }
    return value.build().toByteString();
  }

  private byte[] trimmed() {
    int from = 0;
    int to = bytes.size();
    while (from < to && isBlank(bytes.byteAt(from))) {
      from++;
    }
    while (to > from && isBlank(bytes.byteAt(to - 1))) {
      to--;
    }
    return bytes.substring(from, to).toByteArray();
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
