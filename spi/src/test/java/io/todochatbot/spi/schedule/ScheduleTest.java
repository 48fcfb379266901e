package io.todochatbot.spi.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScheduleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-07-09T14:45:00Z   | 0 0/15 * * * *              | 2026-07-09T15:00:00Z
          2026-07-09T14:59:59.5Z | 0 0/15 * * * *              | 2026-07-09T15:00:00Z
          2026-07-09T15:00:00Z   | 0 0/15 * * * *              | 2026-07-09T15:15:00Z
          2026-07-09T15:45:00Z   | 0 20-35/15 * * * *          | 2026-07-09T16:20:00Z
          2026-07-09T23:35:51Z   | 15/35 20-35/15 1/2 * * *    | 2026-07-10T01:20:15Z
          2026-07-09T23:35:51Z   | 15/35 20-35/15 10-12 * * *  | 2026-07-10T10:20:15Z
          2026-07-09T23:35:00Z   | 0 0 0 9 Apr-Oct ?           | 2026-08-09T00:00:00Z
          2026-12-31T23:59:45Z   | 0 * * * * *                 | 2027-01-01T00:00:00Z
          2026-07-09T23:35:00Z   | 0 0 0 29 Feb ?              | 2028-02-29T00:00:00Z
          2026-07-09T23:35:00Z   | 0 0 9 ? * MON-FRI           | 2026-07-10T09:00:00Z
          2026-07-10T09:00:00Z   | 0 0 9 ? * MON-FRI           | 2026-07-13T09:00:00Z
          2026-07-09T00:00:00Z   | 0 0 0 1,15 * Sun            | 2026-07-12T00:00:00Z
          2026-07-12T00:00:00Z   | 0 0 0 1,15 * Sun            | 2026-07-15T00:00:00Z
          2026-07-09T12:00:00Z   | 0 0 0 * * Sun               | 2026-07-12T00:00:00Z
          2026-07-09T12:34:56Z   | @yearly                     | 2027-01-01T00:00:00Z
          2026-07-09T12:34:56Z   | @monthly                    | 2026-08-01T00:00:00Z
          2026-07-09T12:34:56Z   | @weekly                     | 2026-07-12T00:00:00Z
          2026-07-09T12:34:56Z   | @daily                      | 2026-07-10T00:00:00Z
          2026-07-09T12:34:56Z   | @hourly                     | 2026-07-09T13:00:00Z
          2026-07-09T12:34:56Z   | @every 1h30m0.5s            | 2026-07-09T14:04:56.5Z
          2026-07-09T12:34:56Z   | CRON_TZ=Asia/Tokyo @daily   | 2026-07-09T15:00:00Z
          2026-07-09T12:34:56Z   | TZ=Asia/Tokyo 0 0 9 * * *   | 2026-07-10T00:00:00Z
          """)
  void happensNext(Instant after, String schedule, Instant next) {
    assertThat(six(schedule).next(after, ZoneOffset.UTC)).contains(next);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2026-03-29T00:00:00+01:00 | 0 30 2 * * *    | 2026-03-29T03:00:00+02:00
          2026-03-29T03:00:00+02:00 | 0 30 2 * * *    | 2026-03-30T02:30:00+02:00
          2026-03-29T01:59:59+01:00 | 0 */10 2,3 * * * | 2026-03-29T03:00:00+02:00
          2026-03-29T03:00:00+02:00 | 0 */10 2,3 * * * | 2026-03-29T03:10:00+02:00
          2026-03-29T01:00:00+01:00 | 0 0 * * * *     | 2026-03-29T03:00:00+02:00
          2026-10-25T00:00:00+02:00 | 0 30 2 * * *    | 2026-10-25T02:30:00+02:00
          2026-10-25T02:30:00+02:00 | 0 30 2 * * *    | 2026-10-26T02:30:00+01:00
          2026-10-25T02:10:00+01:00 | 0 30 2 * * *    | 2026-10-26T02:30:00+01:00
          2026-10-25T02:30:00+02:00 | 0 30 * * * *    | 2026-10-25T02:30:00+01:00
          2026-10-25T02:30:00+01:00 | 0 30 * * * *    | 2026-10-25T03:30:00+01:00
          2026-03-29T00:00:00+01:00 | 0 0 0 1 1 *     | 2027-01-01T00:00:00+01:00
          """)
  void firesEachTimeOfDayOnceWhereClocksChange(
      OffsetDateTime after, String schedule, OffsetDateTime next) {
    assertThat(six(schedule).next(after.toInstant(), ZoneId.of("Europe/Berlin")))
        .contains(next.toInstant());
  }

  @Test
  void firesAtTheJumpWhenItsMidnightIsMissing() {
    Instant before = Instant.parse("2018-11-03T12:00:00Z");

    assertThat(six("CRON_TZ=America/Sao_Paulo @daily").next(before, ZoneOffset.UTC))
        .contains(Instant.parse("2018-11-04T03:00:00Z"));
  }

  @Test
  void finds29FebruaryBeyondACenturyThatSkipsIt() {
    assertThat(six("0 0 0 29 2 *").next(Instant.parse("2096-03-01T00:00:00Z"), ZoneOffset.UTC))
        .contains(Instant.parse("2104-02-29T00:00:00Z"));
  }

  @Test
  void takesFiveFieldsWhereTheSecondsMayBeLeftOut() {
    Schedule schedule = Schedule.parse("30 9 * * *", Fields.FIVE_OR_SIX);

    assertThat(schedule.next(Instant.parse("2026-01-01T10:00:00Z"), ZoneOffset.UTC))
        .contains(Instant.parse("2026-01-02T09:30:00Z"));
    assertThatThrownBy(() -> Schedule.parse("bogus", Fields.FIVE_OR_SIX))
        .hasMessage("expected 5 to 6 fields, found 1: [bogus]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          bogus              | expected exactly 6 fields, found 1: [bogus]
          30 9 * * *         | expected exactly 6 fields, found 5: [30 9 * * *]
          60 * * * * *       | end of range (60) above maximum (59): 60
          * * * 0 * *        | beginning of range (0) below minimum (1): 0
          9-5 * * * * *      | beginning of range (9) beyond end of range (5): 9-5
          */0 * * * * *      | step of range should be a positive number: */0
          1-2-3 * * * * *    | too many hyphens: 1-2-3
          1/2/3 * * * * *    | too many slashes: 1/2/3
          , * * * * *        | no value in field: ,
          x * * * * *        | failed to parse int from x: strconv.Atoi: parsing "x": invalid syntax
          @fortnightly       | unrecognized descriptor: @fortnightly
          @every x           | failed to parse duration @every x: time: invalid duration "x"
          @every 5           | failed to parse duration @every 5: time: missing unit in duration "5"
          @every 5d          | failed to parse duration @every 5d: time: unknown unit "d" in duration "5d"
          @every 0s          | failed to parse duration @every 0s: must be longer than nothing
          @every -1s         | failed to parse duration @every -1s: must be longer than nothing
          TZ=Mars/Base @daily | provided bad location Mars/Base: unknown time zone Mars/Base
          TZ=UTC             | no schedule after the time zone: TZ=UTC
          0 0 0 30 Feb *     | schedule never happens: 0 0 0 30 Feb *
          """)
  void saysWhatIsWrong(String schedule, String message) {
    assertThatThrownBy(() -> six(schedule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "2030-01-01T08:00:00Z, 2030-01-01T08:00:00Z",
    "2030-01-01T08:00:00.25+02:00, 2030-01-01T06:00:00.25Z",
    "90s, 2026-01-31T10:01:30Z",
    "-1h, 2026-01-31T09:00:00Z",
    "0, 2026-01-31T10:00:00Z",
    "PT1H30M5S, 2026-01-31T11:30:05Z",
    "P1W2D, 2026-02-09T10:00:00Z",
    "P1M, 2026-03-03T10:00:00Z",
    "P1Y, 2027-01-31T10:00:00Z",
  })
  void readsPointsInTime(String text, Instant expected) {
    assertThat(PointInTime.parse(text, Instant.parse("2026-01-31T10:00:00Z"))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "bogus",
    "5",
    "P",
    "PT",
    "PT5",
    "P1S",
    "R5/PT1S",
    "2030-01-01",
    "2030-13-01T00:00:00Z",
    "P9000Y",
    "''"
  })
  void refusesWhatIsNoPointInTime(String text) {
    assertThatThrownBy(() -> PointInTime.parse(text, Instant.EPOCH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("due time format not recognized");
  }

  @ParameterizedTest
  @CsvSource({
    "@every 7s, 2026-05-04T10:00:56Z",
    "0 */10 * * * *, 2026-05-04T10:00:00Z",
    "30 * * * * *, 2026-05-04T10:00:30Z",
    "0 0 3 * * *, 2026-05-04T10:00:00Z",
  })
  void knowsTheLatestTime(String schedule, Instant latest) {
    Instant from = Instant.parse("2026-05-04T10:00:00Z");

    assertThat(six(schedule).latest(from, Instant.parse("2026-05-04T10:01:02Z"), ZoneOffset.UTC))
        .isEqualTo(latest);
    assertThat(six(schedule).latest(from, from.minusSeconds(99), ZoneOffset.UTC)).isEqualTo(from);
  }

  private static Schedule six(String text) {
    return Schedule.parse(text, Fields.SIX);
  }
}
