package io.todochatbot.understanding;

import java.time.LocalDate;

/** Which tasks somebody wants to see. */
public sealed interface Filter {
  /** All that are not done. */
  record Open() implements Filter {}

  /** Those that are done. */
  record Done() implements Filter {}

  /** Open ones whose time has passed. */
  record Overdue() implements Filter {}

  /**
   * Open ones due in a span of days.
   *
   * @param words how the span was called, such as "this week"
   * @param to the last day of it
   */
  record DueBetween(String words, LocalDate from, LocalDate to) implements Filter {}
}
