package io.todochatbot.backend.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question that the bot has asked and waits to have answered.
 *
 * @param verb what it is about to do
 * @param candidates ids of the tasks it may do it to; empty if it asked for the task itself
 * @param value what to do it with: the new title or due date
 */
record Pending(Verb verb, List<String> candidates, @Nullable String value) {
  /** What the bot is about to do. */
  enum Verb {
    /** Add a task whose words were not said yet. */
    ADD,
    /** Complete one of the candidates. */
    COMPLETE,
    /** Delete one of the candidates. */
    DELETE,
    /** Delete all candidates, once the user consents. */
    DELETE_ALL,
    /** Rename one of the candidates. */
    RENAME,
    /** Move one of the candidates to another date. */
    RESCHEDULE
  }

  /** Copies the candidates. */
  Pending {
    candidates = List.copyOf(candidates);
  }
}
