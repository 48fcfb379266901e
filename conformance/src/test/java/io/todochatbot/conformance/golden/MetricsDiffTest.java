package io.todochatbot.conformance.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsDiffTest {
  private static final String BROKER =
      """
      metadata:
        name: broker
      spec:
        type: pubsub.in-memory
      """;

  private static final String EXPECTED =
      """
      {"some_time": {"type": "histogram", "help": "Some help.", "labels": ["component", "path"],
        "buckets": ["1", "+Inf"], "examples": [{"component": "broker", "path": "/a"}]}}
      """;

  private static final String SHOWN =
      """
      # HELP some_time Some help.
      # TYPE some_time histogram
      some_time_bucket{component="broker",path="/a",le="1"} 0
      some_time_bucket{component="broker",path="/a",le="+Inf"} 1
      some_time_sum{component="broker",path="/a"} 2
      some_time_count{component="broker",path="/a"} 1
      """;

  @Test
  void findsNothingWhereAllIsAsRecorded() {
    assertThat(fields(EXPECTED, SHOWN)).isEmpty();
  }

  @Test
  void tellsWhatIsOtherwise() {
    assertThat(fields(EXPECTED, "")).containsExactly("metrics.some_time");
    assertThat(fields(EXPECTED, SHOWN.replace("histogram", "gauge")))
        .containsExactly("metrics.some_time.type");
    assertThat(fields(EXPECTED, SHOWN.replace("Some help", "No help")))
        .containsExactly("metrics.some_time.help");
    assertThat(fields(EXPECTED, SHOWN.replace("le=\"1\"", "le=\"2\"")))
        .containsExactly("metrics.some_time.buckets");
    assertThat(fields(EXPECTED, SHOWN.replace("/a", "/b")))
        .containsExactly("metrics.some_time.series");
  }

  @Test
  void asksForNothingOfAComponentThatIsNotThere() {
    String other = EXPECTED.replace("\"component\": \"broker\"", "\"component\": \"store\"");
    assertThat(fields(other, "")).isEmpty();
  }

  private static List<String> fields(String expected, String shown) {
    return new MetricsDiff(List.of(BROKER), false)
        .differences(Json.parse(expected).orElseThrow(), shown).stream()
            .map(Difference::field)
            .toList();
  }
}
