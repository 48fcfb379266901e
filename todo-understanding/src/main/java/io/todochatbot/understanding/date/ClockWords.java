package io.todochatbot.understanding.date;

import java.time.LocalTime;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times of day: "5pm", "17:00", "at 5", "half past 7", "noon", "evening". */
final class ClockWords {
  private static final Pattern TIME =
      Pattern.compile("(\\d{1,2})(?:[:.h](\\d{2}))?(am|pm|a\\.m|p\\.m)?");
  private static final Map<String, LocalTime> PARTS =
      Map.of(
          "morning", LocalTime.of(9, 0),
          "afternoon", LocalTime.of(15, 0),
          "evening", LocalTime.of(19, 0),
          "night", LocalTime.of(20, 0));

  private ClockWords() {}

  /** The time at a position; "at" before a bare hour has been consumed if {@code afterAt}. */
  static @Nullable Part match(Words words, int i, boolean afterAt) {
    if (words.is(i, "noon", "midday")) {
      return Part.time(i + 1, LocalTime.NOON, Part.Kind.EXACT, true);
    }
    if (words.is(i, "midnight")) {
      return Part.time(i + 1, LocalTime.MIDNIGHT, Part.Kind.EXACT, true);
    }
    if (words.is(i, "half", "quarter")) {
      return spoken(words, i);
    }
    return clock(words, i, afterAt);
  }

  /** "morning" and the like; only sensible behind a day, "this" or "in the". */
  static @Nullable Part partOfDay(Words words, int i) {
    LocalTime time = PARTS.get(words.at(i));
    return time == null ? null : Part.time(i + 1, time, Part.Kind.PART_OF_DAY, true);
  }

  private static @Nullable Part spoken(Words words, int i) {
    boolean half = words.is(i, "half");
    boolean to = words.is(i + 1, "to");
    boolean joined = to || words.is(i + 1, "past", "after");
    int at = joined ? i + 2 : i + 1;
    OptionalInt hour = words.number(at);
    if (hour.isEmpty() || hour.getAsInt() < 1 || hour.getAsInt() > 12 || (!half && !joined)) {
      return null;
    }
    int minutes = half ? 30 : 15;
    LocalTime time = LocalTime.of(hour.getAsInt() % 12, 0).plusMinutes(to ? -minutes : minutes);
    return Part.time(at + 1, time, Part.Kind.HALF_OPEN, true);
  }

  private static @Nullable Part clock(Words words, int i, boolean afterAt) {
    Matcher matcher = TIME.matcher(words.at(i));
    if (!matcher.matches()) {
      return null;
    }
    int end = i + 1;
    String half = matcher.group(3);
    if (half == null && words.is(end, "am", "pm", "a.m", "p.m")) {
      half = words.at(end++);
    }
    boolean oclock = half == null && words.is(end, "o'clock", "oclock");
    if (oclock) {
      end++;
    }
    int hour = Integer.parseInt(matcher.group(1));
    @Nullable String minutes = matcher.group(2);
    int minute = minutes == null ? 0 : Integer.parseInt(minutes);
    boolean dotted = words.at(i).contains(".") && half == null;
    if (half == null && !oclock && !afterAt && (minutes == null || dotted)) {
      return null; // a bare number is rather part of the title
    }
    return time(
        new Said(hour, minute, half, minutes != null && words.at(i).length() > 4),
        end,
        words.at(i));
  }

  private record Said(int hour, int minute, @Nullable String half, boolean fourDigits) {}

  private static Part time(Said said, int end, String word) {
    String half = said.half();
    boolean twelve = half != null;
    if (said.hour() > (twelve ? 12 : 23) || said.minute() > 59 || (twelve && said.hour() == 0)) {
      return Part.impossible(end, "there is no time " + word);
    }
    if (half != null) {
      int hour = said.hour() % 12 + (half.startsWith("p") ? 12 : 0);
      return Part.time(end, LocalTime.of(hour, said.minute()), Part.Kind.EXACT, true);
    }
    boolean open = said.hour() >= 1 && said.hour() <= 12 && !said.fourDigits();
    return Part.time(
        end,
        LocalTime.of(said.hour(), said.minute()),
        open ? Part.Kind.HALF_OPEN : Part.Kind.EXACT,
        said.minute() > 0 || said.fourDigits());
  }
}
