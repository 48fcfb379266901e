package io.todochatbot.backend.task;

import io.todochatbot.todo.event.Envelope;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where tasks are kept. A change and the events that tell of it are one transaction: when a method
 * returns both are on disk, when it throws neither is.
 */
public interface TaskRepository {

  /**
   * What becomes of a task.
   *
   * @param task as it is to be; null to delete it
   * @param events what to tell; none if nothing changed
   */
  record Change(@Nullable Task task, List<Envelope> events) {
    /** Copies the events. */
    public Change {
      events = List.copyOf(events);
    }
  }

  /** One task of a user. */
  Optional<Task> find(String userId, String id);

  /** All tasks of a user: by due date, those without one last, then by age. */
  List<Task> all(String userId);

  /** Adds a task. */
  void add(Task task, List<Envelope> events);

  /**
   * Changes a task as it is found in the transaction.
   *
   * @return the change that was made; empty if there is no such task
   */
  Optional<Change> change(String userId, String id, Function<Task, Change> change);
}
