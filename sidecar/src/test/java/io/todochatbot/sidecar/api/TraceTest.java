package io.todochatbot.sidecar.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
  private static final String PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void continuesACallersTraceWithASpanOfItsOwn() {
    Trace trace = Trace.continuing(PARENT, Optional.of("v=1"), Optional.empty()).orElseThrow();
    assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(trace.spanId()).matches("[0-9a-f]{16}").isNotEqualTo("b7ad6b7169203331");
    assertThat(trace.sampled()).isTrue();
    assertThat(trace.traceparent())
        .startsWith("00-0af7651916cd43dd8448eb211c80319c-")
        .endsWith("-01");
    assertThat(trace.child().traceId()).isEqualTo(trace.traceId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0g",
        "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      })
  void takesNoMalformedContext(String traceparent) {
    assertThat(Trace.continuing(traceparent, Optional.empty(), Optional.empty())).isEmpty();
  }

  @Test
  void beginsAFreshTraceWithoutOne() {
    Trace one = Trace.fresh(false);
    assertThat(one.traceparent()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    assertThat(one.traceId()).isNotEqualTo(Trace.fresh(false).traceId());
    assertThat(Trace.NONE.exists()).isFalse();
  }
}
