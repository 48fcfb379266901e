package io.todochatbot.backend.task;

import com.github.f4b6a3.uuid.UuidCreator;
import io.todochatbot.backend.account.Caller;
import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.TodoEvent;
import io.todochatbot.understanding.date.Due;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rules of tasks: what may be changed, and which event tells of it. */
public final class Tasks {
  /** Longest title, in characters. */
  public static final int LONGEST_TITLE = 500;

  private final TaskRepository repository;
  private final Clock clock;

  /** Tasks kept there. */
  public Tasks(TaskRepository repository, Clock clock) {
    this.repository = repository;
    this.clock = clock;
  }

  /** All tasks of the caller: by due date, those without one last, then by age. */
  public List<Task> all(Caller caller) {
    return repository.all(caller.userId());
  }

  /** Those that are not done. */
  public List<Task> open(Caller caller) {
    return all(caller).stream().filter(task -> !task.done()).toList();
  }

  /**
   * One task.
   *
   * @throws Refusal if there is none
   */
  public Task get(Caller caller, String id) {
    return repository.find(caller.userId(), id).orElseThrow(() -> unknown(id));
  }

  /** One task, if it is still there. */
  public Optional<Task> find(Caller caller, String id) {
    return repository.find(caller.userId(), id);
  }

  /**
   * Adds a task.
   *
   * @throws Refusal if the title can't be one
   */
  public Task add(Caller caller, String title, @Nullable Due due) {
    Task task =
        new Task(
            UuidCreator.getTimeOrderedEpoch().toString(),
            caller.userId(),
            checked(title),
            due,
            now(),
            null);
    repository.add(task, List.of(event(caller, created(task))));
    return task;
  }

  /**
   * Gives a task another title.
   *
   * @throws Refusal if the title can't be one or there is no such task
   */
  public Task rename(Caller caller, String id, String title) {
    String checked = checked(title);
    return change(caller, id, task -> task.withTitle(checked));
  }

  /**
   * Gives a task another due date; null takes it away.
   *
   * @throws Refusal if there is no such task
   */
  public Task reschedule(Caller caller, String id, @Nullable Due due) {
    return change(caller, id, task -> task.withDue(due));
  }

  /**
   * Completes a task; one that is done stays as it is.
   *
   * @throws Refusal if there is no such task
   */
  public Task complete(Caller caller, String id) {
    return change(caller, id, task -> task.done() ? task : task.withCompletedAt(now()));
  }

  /**
   * Changes what an edit names, in one step with an event for each kind of change.
   *
   * @throws Refusal if a value can't be used or there is no such task
   */
  public Task edit(Caller caller, String id, Edit edit) {
    String title = edit.title() == null ? null : checked(edit.title());
    return change(
        caller,
        id,
        task -> {
          Task edited = title == null ? task : task.withTitle(title);
          edited = edit.changesDue() ? edited.withDue(edit.due()) : edited;
          if (edit.done() == null || edit.done() == edited.done()) {
            return edited;
          }
          return edited.withCompletedAt(edit.done() ? now() : null);
        });
  }

  /**
   * What to change.
   *
   * @param title null leaves it
   * @param changesDue whether the due date changes, to {@code due}
   * @param done null leaves it
   */
  public record Edit(
      @Nullable String title, boolean changesDue, @Nullable Due due, @Nullable Boolean done) {}

  /**
   * Deletes a task and returns it as it was.
   *
   * @throws Refusal if there is no such task
   */
  public Task delete(Caller caller, String id) {
    AtomicReference<@Nullable Task> deleted = new AtomicReference<>();
    Optional<TaskRepository.Change> made =
        repository.change(
            caller.userId(),
            id,
            task -> {
              deleted.set(task);
              TodoEvent event = new TodoEvent.TaskDeleted(task.id(), task.title());
              return new TaskRepository.Change(null, List.of(event(caller, event)));
            });
    Task was = deleted.get();
    if (made.isEmpty() || was == null) {
      throw unknown(id);
    }
    return was;
  }

  private Task change(Caller caller, String id, UnaryOperator<Task> how) {
    TaskRepository.Change made =
        repository
            .change(
                caller.userId(),
                id,
                before -> {
                  Task after = how.apply(before);
                  return new TaskRepository.Change(after, events(caller, before, after));
                })
            .orElseThrow(() -> unknown(id));
    Task after = made.task();
    if (after == null) {
      throw new IllegalStateException("a change that deletes");
    }
    return after;
  }

  private List<Envelope> events(Caller caller, Task before, Task after) {
    if (after.equals(before)) {
      return List.of();
    }
    boolean completed = after.done() && !before.done();
    Envelope done = event(caller, new TodoEvent.TaskCompleted(after.id(), after.title()));
    Task still = after.withCompletedAt(before.completedAt());
    if (completed && still.equals(before)) {
      return List.of(done);
    }
    Envelope updated =
        event(caller, new TodoEvent.TaskUpdated(after.id(), after.title(), due(after)));
    return completed ? List.of(updated, done) : List.of(updated);
  }

  private static TodoEvent created(Task task) {
    return new TodoEvent.TaskCreated(task.id(), task.title(), due(task));
  }

  private Envelope event(Caller caller, TodoEvent event) {
    return Envelope.of(event, caller.userId(), caller.correlationId(), clock);
  }

  private static @Nullable String due(Task task) {
    Due due = task.due();
    return due == null ? null : due.toString();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private static String checked(String title) {
    String stripped = title.strip();
    if (stripped.isEmpty()) {
      throw new Refusal(Refusal.Reason.BAD_VALUE, "title: is empty (expected: what is to be done)");
    }
    if (stripped.length() > LONGEST_TITLE) {
      throw new Refusal(
          Refusal.Reason.BAD_VALUE,
          "title: has "
              + stripped.length()
              + " characters (expected: at most "
              + LONGEST_TITLE
              + ")");
    }
    if (stripped.chars().anyMatch(Character::isISOControl)) {
      throw new Refusal(
          Refusal.Reason.BAD_VALUE,
          "title: has line breaks or control characters (expected: a line)");
    }
    return stripped;
  }

  private static Refusal unknown(String id) {
    return new Refusal(Refusal.Reason.NOT_FOUND, "There is no task " + id);
  }
}
