package io.todochatbot.backend.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation remembers from one message to the next.
 *
 * @param listed ids of the tasks last shown, in the order shown
 * @param last id of the task last spoken of
 * @param pending the question that waits for an answer
 */
record Context(List<String> listed, @Nullable String last, @Nullable Pending pending) {
  static final Context EMPTY = new Context(List.of(), null, null);

  /** Copies the list. */
  Context {
    listed = List.copyOf(listed);
  }

  Context showing(List<String> ids) {
    return new Context(ids, last, null);
  }

  Context speakingOf(String id) {
    return new Context(listed, id, null);
  }

  Context asking(Pending question) {
    return new Context(listed, last, question);
  }

  Context withoutQuestion() {
    return new Context(listed, last, null);
  }
}
