package io.todochatbot.spi.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads schedules; its refusals are worded as daprd's. */
record ScheduleParser(Fields fields) {
  private static final String EVERY = "@every ";

  Schedule parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty spec string");
    }
    Optional<ZoneId> zone = Optional.empty();
    String rest = text;
    if (text.startsWith("TZ=") || text.startsWith("CRON_TZ=")) {
      int space = text.indexOf(' ');
      if (space < 0) {
        throw new IllegalArgumentException("no schedule after the time zone: " + text);
      }
      zone = zone(text.substring(text.indexOf('=') + 1, space));
      rest = text.substring(space).strip();
    }
    if (rest.startsWith(EVERY)) {
      return every(rest);
    }
    return possible(
        new CronSchedule(rest.startsWith("@") ? macro(rest) : expression(rest), zone), text);
  }

  private static Schedule possible(CronSchedule schedule, String text) {
    // any moment will do: what happens at all happens within the nine years that are searched
    if (schedule.next(Instant.EPOCH, ZoneOffset.UTC).isEmpty()) {
      throw new IllegalArgumentException("schedule never happens: " + text);
    }
    return schedule;
  }

  private static Optional<ZoneId> zone(String name) {
    if (name.equals("Local")) {
      return Optional.empty();
    }
    try {
      return Optional.of(name.isEmpty() ? ZoneOffset.UTC : ZoneId.of(name));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "provided bad location %s: unknown time zone %s".formatted(name, name), e);
    }
  }

  private Map<Place, Values> expression(String text) {
    String stripped = text.strip();
    List<String> written =
        stripped.isEmpty() ? List.of() : new ArrayList<>(List.of(stripped.split("\\s+")));
    if (!fields.accept(written.size())) {
      throw new IllegalArgumentException(
          "expected %s fields, found %d: [%s]"
              .formatted(fields.expected(), written.size(), String.join(" ", written)));
    }
    if (written.size() < Place.values().length) {
      written.addFirst("0");
    }
    Iterator<String> next = written.iterator();
    Map<Place, Values> values = new EnumMap<>(Place.class);
    for (Place place : Place.values()) {
      values.put(place, Values.parse(next.next(), place));
    }
    return values;
  }

  private static Map<Place, Values> macro(String text) {
    return switch (text) {
      case "@yearly", "@annually" -> at(Values.only(0), Values.only(1), Values.only(1), all());
      case "@monthly" -> at(Values.only(0), Values.only(1), Values.all(Place.MONTH), all());
      case "@weekly" ->
          at(
              Values.only(0),
              Values.all(Place.DAY_OF_MONTH),
              Values.all(Place.MONTH),
              Values.only(0));
      case "@daily", "@midnight" ->
          at(Values.only(0), Values.all(Place.DAY_OF_MONTH), Values.all(Place.MONTH), all());
      case "@hourly" ->
          at(
              Values.all(Place.HOUR),
              Values.all(Place.DAY_OF_MONTH),
              Values.all(Place.MONTH),
              all());
      default -> throw new IllegalArgumentException("unrecognized descriptor: " + text);
    };
  }

  private static Values all() {
    return Values.all(Place.DAY_OF_WEEK);
  }

  private static Map<Place, Values> at(Values hour, Values day, Values month, Values weekDay) {
    return Map.of(
        Place.SECOND, Values.only(0),
        Place.MINUTE, Values.only(0),
        Place.HOUR, hour,
        Place.DAY_OF_MONTH, day,
        Place.MONTH, month,
        Place.DAY_OF_WEEK, weekDay);
  }

  private static Every every(String text) {
    Duration delay;
    try {
      delay = GoTime.duration(text.substring(EVERY.length()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "failed to parse duration %s: %s".formatted(text, e.getMessage()), e);
    }
    if (delay.isZero() || delay.isNegative()) {
      throw new IllegalArgumentException(
          "failed to parse duration %s: must be longer than nothing".formatted(text));
    }
    return new Every(delay);
  }
}
