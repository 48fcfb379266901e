package io.todochatbot.understanding.date;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.MonthDay;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Days by their date: "2026-03-05", "march 5", "5th of march 2027", "24/12/2026", "the 20th". */
final class CalendarWords {
  private static final Pattern ISO =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:t(\\d{2}:\\d{2})(?::\\d{2})?z?)?");
  private static final Pattern SLASHED = Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})");
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})(st|nd|rd|th)?");

  private CalendarWords() {}

  static @Nullable Part match(Words words, int i, LocalDate today) {
    Matcher iso = ISO.matcher(words.at(i));
    if (iso.matches()) {
      return iso(iso, i);
    }
    Matcher slashed = SLASHED.matcher(words.at(i));
    if (slashed.matches()) {
      return slashed(slashed, i);
    }
    Month month = month(words.at(i));
    if (month != null) {
      int day = day(words, i + 1);
      return day == 0 ? null : dated(words, i + 2, month, day, today);
    }
    int at = words.is(i, "the") ? i + 1 : i;
    int day = day(words, at);
    if (day == 0) {
      return null;
    }
    int monthAt = words.is(at + 1, "of") ? at + 2 : at + 1;
    Month behind = month(words.at(monthAt));
    if (behind != null) {
      return dated(words, monthAt + 1, behind, day, today);
    }
    return words.is(i, "the") && words.at(at).length() > 2 ? ordinal(at, day, today) : null;
  }

  private static Part iso(Matcher iso, int i) {
    try {
      LocalDate date = LocalDate.parse(iso.group(1));
      @Nullable String time = iso.group(2);
      return time == null
          ? Part.day(i + 1, date, true)
          : new Part(
              i + 1,
              date,
              new Part.Clock(
                  LocalDateTime.parse(iso.group(1) + "T" + time).toLocalTime(), Part.Kind.EXACT),
              true,
              null);
    } catch (DateTimeException e) {
      return Part.impossible(i + 1, "there is no " + iso.group());
    }
  }

  private static Part slashed(Matcher slashed, int i) {
    int first = Integer.parseInt(slashed.group(1));
    int second = Integer.parseInt(slashed.group(2));
    int year = Integer.parseInt(slashed.group(3));
    boolean dayFirst = first > 12;
    try {
      return Part.day(
          i + 1,
          LocalDate.of(
              year < 100 ? 2000 + year : year,
              dayFirst ? second : first,
              dayFirst ? first : second),
          true);
    } catch (DateTimeException e) {
      return Part.impossible(i + 1, "there is no " + slashed.group());
    }
  }

  private static Part dated(Words words, int behind, Month month, int day, LocalDate today) {
    boolean withYear = words.at(behind).matches("20\\d\\d");
    int end = withYear ? behind + 1 : behind;
    String said =
        month.name().charAt(0) + month.name().substring(1).toLowerCase(Locale.ROOT) + " " + day;
    if (day > month.maxLength()) {
      return Part.impossible(end, "there is no " + said);
    }
    if (withYear) {
      int year = Integer.parseInt(words.at(behind));
      return MonthDay.of(month, day).isValidYear(year)
          ? Part.day(end, LocalDate.of(year, month, day), true)
          : Part.impossible(end, "there is no " + said + " in " + year);
    }
    int year = today.getYear();
    while (!MonthDay.of(month, day).isValidYear(year)
        || LocalDate.of(year, month, day).isBefore(today)) {
      year++;
    }
    return Part.day(end, LocalDate.of(year, month, day), false);
  }

  private static Part ordinal(int at, int day, LocalDate today) {
    LocalDate month = today.withDayOfMonth(1);
    while (month.lengthOfMonth() < day || month.withDayOfMonth(day).isBefore(today)) {
      month = month.plusMonths(1);
    }
    return Part.day(at + 1, month.withDayOfMonth(day), false);
  }

  private static int day(Words words, int i) {
    Matcher matcher = DAY.matcher(words.at(i));
    int day = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    return day <= 31 ? day : 0;
  }

  private static @Nullable Month month(String word) {
    if (word.length() < 3) {
      return null;
    }
    for (Month month : Month.values()) {
      String name = month.name().toLowerCase(Locale.ROOT);
      if (word.equals(name)
          || word.equals(name.substring(0, 3))
          || (word.equals("sept") && month == Month.SEPTEMBER)) {
        return month;
      }
    }
    return null;
  }
}
