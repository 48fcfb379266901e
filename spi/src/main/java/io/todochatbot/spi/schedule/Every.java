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

  @Override
  public Instant latest(Instant from, Instant until, ZoneId zone) {
    Duration passed = Duration.between(from, until);
    return passed.isNegative() ? from : from.plus(delay.multipliedBy(passed.dividedBy(delay)));
  }
}
