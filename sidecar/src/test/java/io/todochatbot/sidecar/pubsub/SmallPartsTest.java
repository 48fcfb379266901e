package io.todochatbot.sidecar.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallPartsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``           | EOF
          {bad         | invalid character 'b' looking for beginning of object key string
          {"a" 1}      | invalid character '1' after object key
          {"a":1 "b"}  | invalid character '"' after object key:value pair
          [1 2]        | invalid character '2' after array element
          [1,          | unexpected EOF
          x            | invalid character 'x' looking for beginning of value
          tru!         | invalid character '!' in literal true (expecting 'e')
          "\\q"        | invalid character 'q' in string escape code
          -a           | invalid character 'a' in numeric literal
          """)
  void complainsAboutJsonAsGoDoes(String json, String complaint) {
    assertThat(GoJson.complaint(json.getBytes(StandardCharsets.UTF_8))).contains(complaint);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {"{\"a\":[1,-2.5e3,true,null,\"\\u00e9\"]}", "\"x\"", "0", "[]", "{}"})
  void hasNoComplaintAboutGoodJson(String json) {
    assertThat(GoJson.complaint(json.getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  @Test
  void readsTimesToLiveAsSecondsOrDurations() {
    assertThat(TimeToLive.of(Map.of("ttlInSeconds", "5"))).contains(Duration.ofSeconds(5));
    assertThat(TimeToLive.of(Map.of("TTL", "1m30s"))).contains(Duration.ofSeconds(90));
    assertThat(TimeToLive.of(Map.of("ttlInSeconds", "0"))).contains(Duration.ZERO);
    assertThat(TimeToLive.of(Map.of("ttlInSeconds", "-1"))).isEmpty();
    assertThat(TimeToLive.of(Map.of("ttlInSeconds", "abc"))).isEmpty();
    assertThat(TimeToLive.of(Map.of("ttlInSeconds", "9223372036854775807"))).isPresent();
  }

  @Test
  void protectedTopicsNeedAScope() {
    TopicScopes scopes =
        new TopicScopes(
            java.util.Set.of(),
            java.util.Set.of("secret"),
            java.util.Set.of(),
            java.util.Set.of("secret"));
    assertThat(scopes.mayPublish("secret")).isFalse();
    assertThat(scopes.mayPublish("open")).isTrue();
    assertThat(scopes.maySubscribe("secret")).isTrue();
    assertThat(scopes.maySubscribe("open")).isFalse();
  }

  @Test
  void anOutcomeWithoutStatusIsASuccess() {
    assertThat(Verdict.SUCCESS.cause()).isEqualTo(Optional.empty());
    assertThat(Verdict.failed("", "boom", java.util.OptionalInt.of(500)).error())
        .isEqualTo("retriable error occurred: boom");
  }

  @Test
  void streamsWhoseAnswersNeverComeAreAbandoned() {
    CountDownLatch answered = new CountDownLatch(1);
    Streams streams = new Streams(Duration.ofMillis(10));
    streams.add(
        new Streams.Stream() {
          @Override
          public SubscriptionInfo info() {
            throw new IllegalStateException("not asked");
          }

          @Override
          public void close() {
            try {
              answered.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }

          @Override
          public void abandon() {
            answered.countDown();
          }
        });
    streams.close();
    assertThat(answered.getCount()).isZero();
  }

  @Test
  void jsonThatIsTooDeepIsToldSo() {
    byte[] deep = "[".repeat(20_000).getBytes(java.nio.charset.StandardCharsets.UTF_8);

    assertThat(GoJson.complaint(deep)).hasValue("exceeded max depth");
  }
}
