package io.todochatbot.understanding;

import io.todochatbot.understanding.date.DateFinder;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Pattern;

/** "list my tasks", "what is due this week?", "am I late with anything?". */
final class ShowRule implements Understanding.Rule {
  private static final String THINGS =
      "(?:tasks?|todos?|to-dos?|to do'?s?|items?|things|agenda|lists?|schedule|plate|stuff)";
  private static final Pattern SHOW =
      Pattern.compile(
          "(?:list|show|display|view|see|print|read|give|tell|get(?! rid)|check(?! off)|look at|open|go over)\\b"
              + "(?: me| us| out| off| up)*(?: (?:all|everything|what|whats|what's)\\b)?(?:.*\\b"
              + THINGS
              + "\\b.*|.*\\b(?:due|overdue|left|open|to do|done|completed)\\b.*)?");
  private static final Pattern ONLY =
      Pattern.compile("(?:(?:all|my|the|open|overdue|todays?|today's) )*" + THINGS);
  private static final Pattern ASK =
      Pattern.compile(
          "(?:(?:so )?(?:what|which|what's|whats|what're|how many|any|anything|is there|are there"
              + "|do i have|have i|am i)\\b.*\\b(?:"
              + THINGS
              + "|due|overdue|to do|left|late|pending|outstanding|open|should i do|must i do"
              + "|next)\\b.*)");
  private static final Pattern DUE =
      Pattern.compile(
          "(?:(?:due|overdue|late|pending)\\b.*|what(?:'s| is|s) (?:on|up|coming up|happening|planned)"
              + "(?: (?:for|on|next|today|tonight|tomorrow|this|monday|tuesday|wednesday|thursday|friday"
              + "|saturday|sunday)\\b.*)?|(?:what|anything) (?:about |for )?(?:today|tomorrow))");
  private static final Pattern NOT_OURS =
      Pattern.compile(
          ".*\\b(?:joke|weather|news|music|song|playlist|movies?|recipe|restaurants?|calories|flights?"
              + "|credit|bank|account|bill|balance|transactions?|email|emails|meeting|meetings)\\b.*");
  private static final Pattern OVERDUE =
      Pattern.compile(".*\\b(?:overdue|late|past due|behind)\\b.*");
  private static final Pattern DONE =
      Pattern.compile(".*\\b(?:done|completed|finished|ticked off|did i do|have i done)\\b.*");
  private static final Pattern NOT_DONE =
      Pattern.compile(".*\\b(?:not|isn't|aren't|haven't|yet|be|get|getting|un)\\b.*");

  @Override
  public Optional<Intent> read(Sentence sentence) {
    boolean shows = sentence.is(SHOW) || sentence.is(ONLY) || sentence.is(ASK) || sentence.is(DUE);
    if (!shows || sentence.is(NOT_OURS)) {
      return Optional.empty();
    }
    return Optional.of(new Intent.Show(filter(sentence)));
  }

  private static Filter filter(Sentence sentence) {
    if (sentence.is(OVERDUE)) {
      return new Filter.Overdue();
    }
    if (sentence.is(DONE) && !sentence.is(NOT_DONE)) {
      return new Filter.Done();
    }
    return week(sentence).orElseGet(() -> day(sentence));
  }

  private static Optional<Filter> week(Sentence sentence) {
    LocalDate today = sentence.today();
    LocalDate sunday = today.with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    LocalDate monthEnd = today.with(TemporalAdjusters.lastDayOfMonth());
    String text = sentence.lower();
    if (text.contains("this week") && !text.contains("weekend")) {
      return Optional.of(new Filter.DueBetween("this week", today, sunday));
    }
    if (text.contains("next week") && !text.contains("weekend")) {
      return Optional.of(
          new Filter.DueBetween("next week", sunday.plusDays(1), sunday.plusWeeks(1)));
    }
    if (text.contains("weekend")) {
      return Optional.of(new Filter.DueBetween("at the weekend", sunday.minusDays(1), sunday));
    }
    if (text.contains("this month")) {
      return Optional.of(new Filter.DueBetween("this month", today, monthEnd));
    }
    if (text.contains("next month")) {
      LocalDate first = monthEnd.plusDays(1);
      return Optional.of(
          new Filter.DueBetween(
              "next month", first, first.with(TemporalAdjusters.lastDayOfMonth())));
    }
    return Optional.empty();
  }

  private static Filter day(Sentence sentence) {
    String text = sentence.lower().replace("today's", "today").replace("tomorrow's", "tomorrow");
    Optional<DateFinder.Found> found =
        sentence
            .dates()
            .find(text.replaceAll("\\b(?:tasks|todos|items|list|agenda|due) (?=[a-z])", ", "));
    if (found.isEmpty() || found.get().due() == null) {
      return new Filter.Open();
    }
    LocalDate day = found.get().due().date();
    return new Filter.DueBetween(name(day, sentence.today()), day, day);
  }

  private static String name(LocalDate day, LocalDate today) {
    if (day.equals(today)) {
      return "today";
    }
    return day.equals(today.plusDays(1)) ? "tomorrow" : "on " + day;
  }
}
