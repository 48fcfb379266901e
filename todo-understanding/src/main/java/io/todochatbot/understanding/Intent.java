package io.todochatbot.understanding;

import io.todochatbot.understanding.date.Due;
import org.jspecify.annotations.Nullable;

/** What the writer of a sentence wants. */
public sealed interface Intent {

  /** A new task. */
  record Add(String title, @Nullable Due due) implements Intent {}

  /** To see tasks. */
  record Show(Filter filter) implements Intent {}

  /** A task is done. */
  record Complete(Reference task) implements Intent {}

  /** A task is to go. */
  record Delete(Reference task) implements Intent {}

  /** A task gets another title. */
  record Rename(Reference task, String title) implements Intent {}

  /** A task gets another due date. */
  record Reschedule(Reference task, Due due) implements Intent {}

  /** To know what can be said. */
  record Help() implements Intent {}

  /** Hello. */
  record Greeting() implements Intent {}

  /** Thank you. */
  record Thanks() implements Intent {}

  /** Consent to a question. */
  record Yes() implements Intent {}

  /** A question is to be forgotten, nothing done. */
  record No() implements Intent {}

  /** A sentence that names a day or time that does not exist. */
  record ImpossibleDate(String trouble) implements Intent {}

  /** A command that lacks its object: which verb it was. */
  record Incomplete(String verb) implements Intent {}

  /** Only a reference, such as the answer to "which one?". */
  record Choice(Reference task) implements Intent {}

  /** Something else. */
  record Other() implements Intent {}

  /** A short name for statistics, such as {@code ADD}. */
  default String label() {
    return switch (this) {
      case Add i -> "ADD";
      case Show i -> "LIST";
      case Complete i -> "COMPLETE";
      case Delete i -> "DELETE";
      case Rename i -> "RENAME";
      case Reschedule i -> "RESCHEDULE";
      case Help i -> "HELP";
      case Greeting i -> "GREETING";
      case Thanks i -> "THANKS";
      case Yes i -> "YES";
      case No i -> "NO";
      case ImpossibleDate i -> "IMPOSSIBLE_DATE";
      case Incomplete i -> "INCOMPLETE";
      case Choice i -> "CHOICE";
      case Other i -> "OTHER";
    };
  }
}
