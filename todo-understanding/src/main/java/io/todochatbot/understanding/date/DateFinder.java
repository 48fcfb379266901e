package io.todochatbot.understanding.date;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a sentence the words that say when, and tells them from those that only look like it:
 * "march" in "call mum about the march" and the number in "read 1984" stay words.
 */
public final class DateFinder {
  private static final Set<String> LEAD =
      Set.of("on", "by", "at", "for", "due", "until", "till", "before", "is", "from");
  private static final Set<String> TITLE_GOES_ON =
      Set.of(
          "the", "a", "an", "my", "our", "your", "his", "her", "their", "about", "of", "called",
          "named", "every", "each", "last", "all", "re", "than", "and");
  private static final Set<String> CONNECT =
      Set.of("to", "about", "with", "for", "at", "on", "in", "-", "and", "by");

  private final ZonedDateTime now;
  private final LocalDate today;

  /** A finder for sentences said at that moment. */
  public DateFinder(ZonedDateTime now) {
    this.now = now;
    this.today = now.toLocalDate();
  }

  /**
   * What was found.
   *
   * @param due when; null if the words name a day or time that does not exist
   * @param rest the sentence without the words that say when
   * @param trouble why there is no such day or time; null if there is
   */
  public record Found(@Nullable Due due, String rest, @Nullable String trouble) {}

  private record Span(int from, Part part) {}

  /** Finds when, if the sentence says so. */
  public Optional<Found> find(String sentence) {
    Words words = new Words(Word.in(sentence));
    List<Span> spans = spans(words);
    if (spans.isEmpty()) {
      return Optional.empty();
    }
    List<Span> chosen = choose(spans, words.size());
    String rest = without(sentence, words, chosen);
    for (Span span : chosen) {
      if (span.part().trouble() != null) {
        return Optional.of(new Found(null, rest, span.part().trouble()));
      }
    }
    Part part = chosen.getFirst().part();
    for (Span span : chosen.subList(1, chosen.size())) {
      part = merge(part, span.part());
    }
    return Optional.of(new Found(due(part), rest, null));
  }

  /** Finds when in a text that says nothing else; empty if anything is left over. */
  public Optional<Found> all(String text) {
    return find(text).filter(found -> found.rest().isBlank());
  }

  private List<Span> spans(Words words) {
    List<Span> spans = new ArrayList<>();
    int i = 0;
    while (i < words.size()) {
      Part part = phrase(words, i);
      if (part == null) {
        i++;
      } else {
        spans.add(new Span(i, part));
        i = part.end();
      }
    }
    return spans;
  }

  /** A day said in one place and a time in another belong together; else the last one counts. */
  private static List<Span> choose(List<Span> spans, int size) {
    if (spans.size() == 2) {
      Part first = spans.getFirst().part();
      Part second = spans.getLast().part();
      boolean fit =
          (first.date() == null && second.time() == null)
              || (first.time() == null && second.date() == null);
      if (fit) {
        return spans;
      }
    }
    Span last = spans.getLast();
    return List.of(last.part().end() == size ? last : spans.getFirst());
  }

  private @Nullable Part phrase(Words words, int i) {
    int at = i;
    while (LEAD.contains(words.at(at)) && at < i + 2) {
      at++;
    }
    boolean introduced = at > i;
    Part part =
        single(words, at, introduced && words.is(at - 1, "at", "by", "until", "till", "before"));
    if (part == null || (!introduced && TITLE_GOES_ON.contains(words.at(i - 1)))) {
      return null;
    }
    Part whole = part;
    for (Part more = next(words, whole); more != null; more = next(words, whole)) {
      whole = merge(whole, more);
    }
    return accepted(words, i, introduced, whole) ? whole : null;
  }

  private static boolean accepted(Words words, int from, boolean introduced, Part part) {
    boolean edge = part.end() >= words.size() || CONNECT.contains(words.at(part.end()));
    if (part.sure() || edge || (part.date() != null && introduced)) {
      return true;
    }
    return from == 0 && part.date() != null;
  }

  /** What else follows: a time behind a day, a day behind a time. */
  private @Nullable Part next(Words words, Part so) {
    int at = so.end();
    boolean afterAt = words.is(at, "at", "by", "around");
    if (afterAt || words.is(at, "on", "in", "from")) {
      at++;
    }
    if (words.is(at, "the") && words.is(at - 1, "in")) {
      at++;
    }
    Part more;
    if (so.time() == null) {
      Part ofDay = ClockWords.partOfDay(words, at);
      more = ofDay == null ? ClockWords.match(words, at, afterAt) : ofDay;
    } else if (so.date() == null) {
      more = afterAt ? null : daily(words, at);
    } else {
      boolean vague = so.time().kind() == Part.Kind.PART_OF_DAY;
      more = vague ? ClockWords.match(words, at, afterAt) : null;
    }
    return more;
  }

  private @Nullable Part single(Words words, int i, boolean afterAt) {
    Part part = daily(words, i);
    return part == null ? ClockWords.match(words, i, afterAt) : part;
  }

  private @Nullable Part daily(Words words, int i) {
    if (words.is(i, "tonight")) {
      return new Part(
          i + 1, today, new Part.Clock(LocalTime.of(20, 0), Part.Kind.PART_OF_DAY), true, null);
    }
    if (words.is(i, "this") || (words.is(i, "in") && words.is(i + 1, "the"))) {
      boolean said = words.is(i, "this");
      Part ofDay = ClockWords.partOfDay(words, said ? i + 1 : i + 2);
      if (ofDay != null) {
        return said ? new Part(ofDay.end(), today, ofDay.time(), true, null) : ofDay;
      }
    }
    Part part = SpanWords.match(words, i, now);
    part = part == null ? CalendarWords.match(words, i, today) : part;
    return part == null ? DayWords.match(words, i, today) : part;
  }

  private static Part merge(Part one, Part two) {
    Part.Clock time = one.time() == null ? two.time() : one.time();
    if (one.time() != null && two.time() != null) {
      time = sharper(one.time(), two.time());
    }
    return new Part(
        two.end(),
        one.date() == null ? two.date() : one.date(),
        time,
        one.sure() || two.sure(),
        one.trouble() == null ? two.trouble() : one.trouble());
  }

  /** "Tomorrow evening at 8" is 20:00. */
  private static Part.Clock sharper(Part.Clock vague, Part.Clock said) {
    boolean late = vague.time().getHour() >= 12;
    if (said.kind() != Part.Kind.HALF_OPEN || !late || said.time().getHour() >= 12) {
      return new Part.Clock(said.time(), Part.Kind.EXACT);
    }
    return new Part.Clock(said.time().plusHours(12), Part.Kind.EXACT);
  }

  private Due due(Part part) {
    Part.Clock clock = part.time();
    if (part.date() != null) {
      return clock == null
          ? Due.on(part.date())
          : new Due(
              part.date(),
              clock.kind() == Part.Kind.HALF_OPEN ? usual(clock.time()) : clock.time());
    }
    if (clock == null) {
      throw new IllegalStateException("words that say neither a day nor a time");
    }
    return Due.at(upcoming(clock));
  }

  private LocalDateTime upcoming(Part.Clock clock) {
    LocalDateTime local = now.toLocalDateTime();
    boolean open = clock.kind() == Part.Kind.HALF_OPEN;
    LocalTime first = open ? usual(clock.time()) : clock.time();
    LocalTime second = open ? first.plusHours(12) : first;
    for (LocalTime time : List.of(first, second)) {
      if (today.atTime(time).isAfter(local)) {
        return today.atTime(time);
      }
    }
    return today.plusDays(1).atTime(first);
  }

  /** Which half of the day people mean: seven to eleven in the morning, the rest after noon. */
  private static LocalTime usual(LocalTime said) {
    int hour = said.getHour() % 12;
    boolean morning = hour >= 7 && hour <= 11;
    return LocalTime.of(morning ? hour : hour + 12, said.getMinute());
  }

  private static String without(String sentence, Words words, List<Span> spans) {
    StringBuilder rest = new StringBuilder();
    int at = 0;
    for (Span span : spans) {
      rest.append(sentence, at, words.list().get(span.from()).start()).append(' ');
      at = words.list().get(span.part().end() - 1).end();
    }
    rest.append(sentence.substring(at));
    return rest.toString().replaceAll("\\s+", " ").replaceAll(" ([,.;!?])", "$1").strip();
  }
}
