package io.todochatbot.spi.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** Again after a fixed time; knows neither days nor time zones. */
record Every(Duration delay) implements Schedule {
  @Override
  public Optional<Instant> next(Instant after, ZoneId zone) {
    return Optional.of(after.plus(delay));
  }
}
