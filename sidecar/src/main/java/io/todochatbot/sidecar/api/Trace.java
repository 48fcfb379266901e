package io.todochatbot.sidecar.api;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A span's place in a trace, as W3C Trace Context carries it.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param flags the trace flags, of which the lowest bit tells whether the span is recorded
 * @param tracestate the vendors' part, as received
 * @param baggage the W3C baggage, as received
 * @param remote whether the caller sent a trace context of its own
 */
public record Trace(
    String traceId,
    String spanId,
    int flags,
    Optional<String> tracestate,
    Optional<String> baggage,
    boolean remote) {
  /** No span at all: calls to the application made on nobody's behalf carry no trace context. */
  public static final Trace NONE = new Trace("", "", 0, Optional.empty(), Optional.empty(), false);

  private static final HexFormat HEX = HexFormat.of();

  /** The span of a call that came without trace context. */
  public static Trace fresh(boolean sampled) {
    return new Trace(id(2), id(1), sampled ? 1 : 0, Optional.empty(), Optional.empty(), false);
  }

  /**
   * The span of a call that carries {@code traceparent}; empty if that is not well-formed by the
   * W3C recommendation.
   */
  public static Optional<Trace> continuing(
      String traceparent, Optional<String> tracestate, Optional<String> baggage) {
    if (!wellFormed(traceparent)) {
      return Optional.empty();
    }
    return Optional.of(
        new Trace(
            traceparent.substring(3, 35),
            id(1),
            flags(traceparent) & 1,
            tracestate,
            baggage,
            true));
  }

  /** The caller's own span, passed on as it is; empty if {@code traceparent} is not well-formed. */
  public static Optional<Trace> passed(
      String traceparent, Optional<String> tracestate, Optional<String> baggage) {
    return wellFormed(traceparent)
        ? Optional.of(
            new Trace(
                traceparent.substring(3, 35),
                traceparent.substring(36, 52),
                flags(traceparent),
                tracestate,
                baggage,
                true))
        : Optional.empty();
  }

  /** Whether the span is recorded. */
  public boolean sampled() {
    return (flags & 1) == 1;
  }

  /** Whether this is a span at all, not {@link #NONE}. */
  public boolean exists() {
    return !traceId.isEmpty();
  }

  /** A child of this span. */
  public Trace child() {
    return new Trace(traceId, id(1), flags, tracestate, baggage, remote);
  }

  /** This span as a {@code traceparent} header. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + "-" + HEX.toHexDigits((byte) flags);
  }

  private static int flags(String wellFormed) {
    return HexFormat.fromHexDigits(wellFormed, 53, 55);
  }

  private static boolean wellFormed(String text) {
    return text.length() == 55
        && text.startsWith("00-")
        && text.charAt(35) == '-'
        && text.charAt(52) == '-'
        && hex(text, 3, 35)
        && hex(text, 36, 52)
        && hex(text, 53, 55);
  }

  private static boolean hex(String text, int from, int to) {
    boolean nonZero = to - from == 2;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if (!(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'f')) {
        return false;
      }
      nonZero |= c != '0';
    }
    return nonZero;
  }

  private static String id(int longs) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    StringBuilder text = new StringBuilder(16 * longs);
    for (int i = 0; i < longs; i++) {
      // never zero: an all-zero id is invalid
      text.append(HEX.toHexDigits(random.nextLong() | 1));
    }
    return text.toString();
  }
}
