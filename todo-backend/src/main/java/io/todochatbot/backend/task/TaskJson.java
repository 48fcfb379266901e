package io.todochatbot.backend.task;

import io.todochatbot.understanding.date.Due;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A task as the API shows it.
 *
 * @param due {@code 2026-03-05} or {@code 2026-03-05T17:00}, absent if there is none
 * @param completedAt absent while it is open
 */
public record TaskJson(
    String id,
    String title,
    @Nullable String due,
    boolean done,
    Instant createdAt,
    @Nullable Instant completedAt) {

  /** A task for the API. */
  public static TaskJson of(Task task) {
    Due due = task.due();
    return new TaskJson(
        task.id(),
        task.title(),
        due == null ? null : due.toString(),
        task.done(),
        task.createdAt(),
        task.completedAt());
  }
}
