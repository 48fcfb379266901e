package io.todochatbot.components.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.HttpMiddleware.Request;
import io.todochatbot.spi.HttpMiddleware.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final RateLimit limit = new RateLimit(new RateLimit.Settings(2), now::get);

  @Test
  void asManyPassInASecondAsAreAllowed() {
    assertThat(status("/a")).isEqualTo(200);
    assertThat(status("/a")).isEqualTo(200);
    Response refused = answer(request("/a"));
    assertThat(refused.status()).isEqualTo(429);
    assertThat(RoutesTest.text(refused)).isEqualTo("You have reached maximum request limit.");
    now.updateAndGet(time -> time.plus(Duration.ofMillis(500)));
    assertThat(status("/a")).isEqualTo(200);
    assertThat(status("/a")).isEqualTo(429);
  }

  @Test
  void otherPathsAndOtherCallersAreCountedApart() {
    status("/a");
    status("/a");
    assertThat(status("/b")).isEqualTo(200);
    assertThat(answer(request("/a").with("X-Forwarded-For", "1.1.1.1, 2.2.2.2")).status())
        .isEqualTo(200);
    assertThat(answer(request("/a").with("X-Real-IP", "3.3.3.3")).status()).isEqualTo(200);
  }

  @Test
  void answersTellWhatIsLeft() {
    Response answer = answer(request("/a"));
    assertThat(answer.header("x-rate-limit-limit")).contains("2.00");
    assertThat(answer.header("x-rate-limit-request-remote-addr")).contains("10.0.0.1:2");
    assertThat(answer.header("ratelimit-limit")).contains("2");
    assertThat(answer.header("ratelimit-remaining")).contains("1");
    assertThat(answer(request("/a")).header("ratelimit-remaining")).contains("0");
  }

  @Test
  void aLimitThatLetsNothingPassIsRefused() {
    assertThatThrownBy(() -> new RateLimit(new RateLimit.Settings(0), now::get))
        .hasMessage("metadata property maxRequestsPerSecond must be a positive value");
  }

  private int status(String path) {
    return answer(request(path)).status();
  }

  private Response answer(Request request) {
    return limit.handle(request, next -> Response.text(200, "ok"));
  }

  private static Request request(String path) {
    return RoutesTest.request(path, "");
  }
}
