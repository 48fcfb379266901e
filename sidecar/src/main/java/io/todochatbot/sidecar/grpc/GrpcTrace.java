package io.todochatbot.sidecar.grpc;

import io.todochatbot.sidecar.api.Trace;
import io.vertx.core.MultiMap;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.HexFormat;

/** Carries a trace in a gRPC call's metadata, in each of the forms in which Dapr's SDKs look. */
public final class GrpcTrace {
  private static final HexFormat HEX = HexFormat.of();

  private GrpcTrace() {}

  /** Puts {@code trace} into {@code metadata}, if it is one. */
  public static void put(MultiMap metadata, Trace trace) {
    if (!trace.exists()) {
      return;
    }
    metadata.set("traceparent", trace.traceparent());
    metadata.set("grpc-trace-bin", binary(trace));
    trace.tracestate().ifPresent(state -> metadata.set("tracestate", state));
    trace.baggage().ifPresent(baggage -> metadata.set("baggage", baggage));
  }

  /** OpenCensus' binary form: a version, then field number and value of id, span and options. */
  private static String binary(Trace trace) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(29);
    bytes.write(0);
    bytes.write(0);
    bytes.writeBytes(HEX.parseHex(trace.traceId()));
    bytes.write(1);
    bytes.writeBytes(HEX.parseHex(trace.spanId()));
    bytes.write(2);
    bytes.write(trace.sampled() ? 1 : 0);
    return Base64.getEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }
}
