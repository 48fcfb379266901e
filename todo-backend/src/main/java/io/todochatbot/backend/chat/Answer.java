package io.todochatbot.backend.chat;

import io.todochatbot.backend.task.TaskJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the bot answers.
 *
 * @param reply the words
 * @param conversationId to be sent with the next message
 * @param changed what was changed, in order
 * @param tasks the tasks shown, if the answer is a list
 * @param asks whether it waits for an answer
 */
public record Answer(
    String reply,
    String conversationId,
    List<Changed> changed,
    @Nullable List<TaskJson> tasks,
    boolean asks) {

  /**
   * One change.
   *
   * @param type the event's type, such as TASK_CREATED
   * @param task as it is now; as it was if it is deleted
   */
  public record Changed(String type, TaskJson task) {}
}
