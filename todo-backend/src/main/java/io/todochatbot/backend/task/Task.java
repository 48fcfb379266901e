package io.todochatbot.backend.task;

import io.todochatbot.understanding.date.Due;
import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Something to do.
 *
 * @param id a UUIDv7
 * @param userId whose it is
 * @param title as typed, without blanks around it
 * @param due on the user's wall clock; null if nobody said
 * @param completedAt null while it is open
 */
public record Task(
    String id,
    String userId,
    String title,
    @Nullable Due due,
    Instant createdAt,
    @Nullable Instant completedAt) {

  /** Whether it is done. */
  public boolean done() {
    return completedAt != null;
  }

  /** Whether it is open and its time has passed. */
  public boolean overdue(LocalDateTime now) {
    return !done() && due != null && due.deadline().isBefore(now);
  }

  Task withTitle(String other) {
    return new Task(id, userId, other, due, createdAt, completedAt);
  }

  Task withDue(@Nullable Due other) {
    return new Task(id, userId, title, other, createdAt, completedAt);
  }

  Task withCompletedAt(@Nullable Instant when) {
    return new Task(id, userId, title, due, createdAt, when);
  }
}
