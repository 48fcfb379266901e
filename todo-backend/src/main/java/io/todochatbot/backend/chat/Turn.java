package io.todochatbot.backend.chat;

import io.todochatbot.backend.task.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one message.
 *
 * @param reply the words
 * @param context what to remember
 * @param changed what was changed
 * @param shown the tasks shown, if it is a list
 */
record Turn(
    String reply, Context context, List<Answer.Changed> changed, @Nullable List<Task> shown) {

  static Turn said(String reply, Context context) {
    return new Turn(reply, context, List.of(), null);
  }

  static Turn did(String reply, Context context, List<Answer.Changed> changed) {
    return new Turn(reply, context, changed, null);
  }
}
