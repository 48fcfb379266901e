package io.todochatbot.sidecar.pubsub;

import io.todochatbot.resources.GoDuration;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How long a message may live, by its metadata ({@code ttlInSeconds} or {@code ttl}). */
final class TimeToLive {
  // the longest duration that Go knows
  private static final long MAX_SECONDS = Long.MAX_VALUE / 1_000_000_000L;

  private TimeToLive() {}

  /**
   * Reads a number of seconds above zero or a duration as Go writes them; anything else means no
   * limit, as with daprd. The duration {@code 0} is a limit: such a message is never delivered.
   */
  static Optional<Duration> of(Map<String, String> metadata) {
    if (metadata.isEmpty()) {
      return Optional.empty();
    }
    return property(metadata, "ttl")
        .or(() -> property(metadata, "ttlInSeconds"))
        .flatMap(TimeToLive::parse);
  }

  private static Optional<String> property(Map<String, String> metadata, String name) {
    return metadata.entrySet().stream()
        .filter(entry -> entry.getKey().equalsIgnoreCase(name) && !entry.getValue().isEmpty())
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static Optional<Duration> parse(String text) {
    try {
      Duration duration = GoDuration.parse(text);
      return Optional.of(duration.isNegative() ? Duration.ZERO : duration);
    } catch (IllegalArgumentException ignored) {
      // no duration, so perhaps a number of seconds
      return seconds(text);
    }
  }

  private static Optional<Duration> seconds(String text) {
    try {
      long seconds = Long.parseLong(text);
      return seconds > 0
          ? Optional.of(Duration.ofSeconds(Math.min(seconds, MAX_SECONDS)))
          : Optional.empty();
    } catch (NumberFormatException ignored) {
      // not a number either: no limit, as with daprd
      return Optional.empty();
    }
  }
}
