package io.todochatbot.spi.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A cron expression.
 *
 * @param fields the allowed values, none missing
 * @param ownZone the time zone the expression names
 */
record CronSchedule(Map<Place, Values> fields, Optional<ZoneId> ownZone) implements Schedule {
  // 29 February comes after eight years when a century skips it
  private static final int YEARS = 9;

  CronSchedule {
    fields = Map.copyOf(fields);
  }

  @Override
  public Optional<Instant> next(Instant after, ZoneId zone) {
    ZoneRules rules = ownZone.orElse(zone).getRules();
    Instant from = after.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    boolean everyHour = values(Place.HOUR).equals(Values.all(Place.HOUR));
    return everyHour ? byElapsedTime(from, rules) : byWallClock(from, rules);
  }

  /** Each time of the day once, also on a day on which an hour is missing or comes twice. */
  private Optional<Instant> byWallClock(Instant from, ZoneRules rules) {
    LocalDateTime start = local(from, rules.getOffset(from));
    ZoneOffsetTransition before = rules.previousTransition(from.plusNanos(1));
    if (before != null && before.isGap() && before.getInstant().equals(from)) {
      start = before.getDateTimeBefore();
    }
    Optional<LocalDateTime> next = onOrAfter(start);
    while (next.isPresent() && instant(next.get(), rules).isBefore(from)) {
      next = onOrAfter(next.get().plusSeconds(1));
    }
    return next.map(time -> instant(time, rules));
  }

  /** In an hour that is missing never, in one that comes twice twice. */
  private Optional<Instant> byElapsedTime(Instant from, ZoneRules rules) {
    Instant start = from;
    while (true) {
      ZoneOffset offset = rules.getOffset(start);
      Optional<Instant> next = onOrAfter(local(start, offset)).map(time -> time.toInstant(offset));
      ZoneOffsetTransition change = rules.nextTransition(start);
      if (next.isEmpty() || change == null || next.get().isBefore(change.getInstant())) {
        return next;
      }
      start = change.getInstant();
    }
  }

  private static LocalDateTime local(Instant instant, ZoneOffset offset) {
    return LocalDateTime.ofInstant(instant, offset);
  }

  /** The first time the wall clock shows {@code time}, or when it jumps over it. */
  private static Instant instant(LocalDateTime time, ZoneRules rules) {
    ZoneOffsetTransition change = rules.getTransition(time);
    if (change != null && change.isGap()) {
      return change.getInstant();
    }
    return time.toInstant(rules.getValidOffsets(time).getFirst());
  }

  private Optional<LocalDateTime> onOrAfter(LocalDateTime from) {
    LocalDate day = from.toLocalDate();
    if (matches(day)) {
      Optional<LocalTime> today = onOrAfter(from.toLocalTime());
      if (today.isPresent()) {
        return today.map(day::atTime);
      }
    }
    LocalDate last = day.plusYears(YEARS);
    LocalTime first =
        LocalTime.of(
            values(Place.HOUR).first(), values(Place.MINUTE).first(), values(Place.SECOND).first());
    for (day = day.plusDays(1); !day.isAfter(last); day = following(day)) {
      if (matches(day)) {
        return Optional.of(day.atTime(first));
      }
    }
    return Optional.empty();
  }

  private LocalDate following(LocalDate day) {
    return values(Place.MONTH).contains(day.getMonthValue())
        ? day.plusDays(1)
        : day.with(TemporalAdjusters.firstDayOfNextMonth());
  }

  private boolean matches(LocalDate day) {
    Values ofMonth = values(Place.DAY_OF_MONTH);
    Values ofWeek = values(Place.DAY_OF_WEEK);
    boolean inMonth = ofMonth.contains(day.getDayOfMonth());
    boolean inWeek = ofWeek.contains(day.getDayOfWeek().getValue() % 7);
    boolean both = ofMonth.star() || ofWeek.star();
    return values(Place.MONTH).contains(day.getMonthValue())
        && (both ? inMonth && inWeek : inMonth || inWeek);
  }

  private Optional<LocalTime> onOrAfter(LocalTime from) {
    Values hours = values(Place.HOUR);
    if (hours.contains(from.getHour())) {
      int hour = from.getHour();
      Optional<LocalTime> thisHour =
          withinHour(from).map(t -> LocalTime.of(hour, t.getMinute(), t.getSecond()));
      if (thisHour.isPresent()) {
        return thisHour;
      }
    }
    OptionalInt hour = hours.onOrAfter(from.getHour() + 1);
    return hour.isEmpty()
        ? Optional.empty()
        : Optional.of(
            LocalTime.of(
                hour.getAsInt(), values(Place.MINUTE).first(), values(Place.SECOND).first()));
  }

  private Optional<LocalTime> withinHour(LocalTime from) {
    Values minutes = values(Place.MINUTE);
    OptionalInt second = values(Place.SECOND).onOrAfter(from.getSecond());
    if (minutes.contains(from.getMinute()) && second.isPresent()) {
      return Optional.of(LocalTime.of(from.getHour(), from.getMinute(), second.getAsInt()));
    }
    OptionalInt minute = minutes.onOrAfter(from.getMinute() + 1);
    return minute.isEmpty()
        ? Optional.empty()
        : Optional.of(
            LocalTime.of(from.getHour(), minute.getAsInt(), values(Place.SECOND).first()));
  }

  private Values values(Place place) {
    return Objects.requireNonNull(fields.get(place));
  }
}
