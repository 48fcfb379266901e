package io.todochatbot.understanding.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All said on Wednesday, 4 March 2026, at 14:00. */
class DateFinderTest {
  private static final ZonedDateTime NOW =
      LocalDateTime.parse("2026-03-04T14:00").atZone(ZoneId.of("Europe/Berlin"));
  private final DateFinder finder = new DateFinder(NOW);

  @ParameterizedTest
  @CsvSource({
    "today, 2026-03-04",
    "tomorrow, 2026-03-05",
    "day after tomorrow, 2026-03-06",
    "the day after tomorrow, 2026-03-06",
    "friday, 2026-03-06",
    "on wednesday, 2026-03-11",
    "this friday, 2026-03-06",
    "next monday, 2026-03-09",
    "next friday, 2026-03-13",
    "next week, 2026-03-09",
    "next week thursday, 2026-03-12",
    "this weekend, 2026-03-07",
    "next month, 2026-04-01",
    "end of the month, 2026-03-31",
    "by the end of next month, 2026-04-30",
    "in 3 days, 2026-03-07",
    "in a week, 2026-03-11",
    "two weeks from now, 2026-03-18",
    "in a couple of days, 2026-03-06",
    "in one month, 2026-04-04",
    "2026-12-24, 2026-12-24",
    "2026-12-24T18:30, 2026-12-24T18:30",
    "march 5, 2026-03-05",
    "march 4th, 2026-03-04",
    "march 3, 2027-03-03",
    "the 5th of march, 2026-03-05",
    "2 may 2027, 2027-05-02",
    "feb 29, 2028-02-29",
    "the 20th, 2026-03-20",
    "on the 2nd, 2026-04-02",
    "24/12/2026, 2026-12-24",
    "3/5/2026, 2026-03-05",
    "dec 24 at noon, 2026-12-24T12:00",
    "tomorrow at 5pm, 2026-03-05T17:00",
    "tomorrow 5 pm, 2026-03-05T17:00",
    "tomorrow at 5 p.m., 2026-03-05T17:00",
    "at 5pm tomorrow, 2026-03-05T17:00",
    "5pm on friday, 2026-03-06T17:00",
    "tomorrow at 17:00, 2026-03-05T17:00",
    "tomorrow at 9, 2026-03-05T09:00",
    "tomorrow at 5, 2026-03-05T17:00",
    "tomorrow at 12am, 2026-03-05T00:00",
    "tomorrow morning, 2026-03-05T09:00",
    "tomorrow morning at 8, 2026-03-05T08:00",
    "friday evening at 8, 2026-03-06T20:00",
    "this evening, 2026-03-04T19:00",
    "tonight, 2026-03-04T20:00",
    "tonight at 9, 2026-03-04T21:00",
    "in the morning, 2026-03-05T09:00",
    "at 6, 2026-03-04T18:00",
    "at 8, 2026-03-04T20:00",
    "at 2, 2026-03-05T14:00",
    "8am, 2026-03-05T08:00",
    "at half past 7, 2026-03-04T19:30",
    "at quarter to 5, 2026-03-04T16:45",
    "17:30, 2026-03-04T17:30",
    "at 5 o'clock, 2026-03-04T17:00",
    "noon, 2026-03-05T12:00",
    "in 2 hours, 2026-03-04T16:00",
    "in half an hour, 2026-03-04T14:30"
  })
  void findsWhen(String words, String due) {
    assertThat(finder.find("call mum " + words).orElseThrow())
        .isEqualTo(new DateFinder.Found(Due.parse(due), "call mum", null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "call mum about the march",
        "read 1984",
        "buy 5 apples",
        "may the force be with you",
        "watch the 17:00 show",
        "fix the sun screen",
        "prepare the friday report",
        "plan tomorrow's lunch",
        "read \"next monday\"",
        "water the plants every friday",
        "buy second hand chairs",
        "go to 5 elm street",
        "email a.m. products",
        "march to the office"
      })
  void leavesWordsThatOnlyLookLikeADate(String sentence) {
    assertThat(finder.find(sentence)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "tomorrow call bob at 5pm, call bob, 2026-03-05T17:00",
    "on friday to call mum, to call mum, 2026-03-06",
    "prepare the friday report for monday, prepare the friday report, 2026-03-09",
    "call mum friday about the party, call mum about the party, 2026-03-06",
    "read 1984 tomorrow, read 1984, 2026-03-05"
  })
  void takesTheRightWordsOut(String sentence, String rest, String due) {
    assertThat(finder.find(sentence).orElseThrow())
        .isEqualTo(new DateFinder.Found(Due.parse(due), rest, null));
  }

  @ParameterizedTest
  @CsvSource({
    "on sep 31, there is no September 31",
    "at 26:00, there is no time 26:00",
    "at 13pm, there is no time 13pm",
    "2026-02-30, there is no 2026-02-30",
    "feb 29 2027, there is no February 29 in 2027"
  })
  void saysThatThereIsNoSuchDayOrTime(String words, String trouble) {
    assertThat(finder.find("call mum " + words).orElseThrow().trouble()).isEqualTo(trouble);
  }

  @Test
  void hoursFromNowAreCountedAcrossAClockChange() {
    ZonedDateTime before =
        LocalDateTime.parse("2026-03-29T01:30").atZone(ZoneId.of("Europe/Berlin"));

    assertThat(new DateFinder(before).find("call in 1 hour").orElseThrow().due())
        .isEqualTo(Due.parse("2026-03-29T03:30"));
  }
}
