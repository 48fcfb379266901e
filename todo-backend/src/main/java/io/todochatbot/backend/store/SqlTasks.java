package io.todochatbot.backend.store;

import io.todochatbot.backend.task.Task;
import io.todochatbot.backend.task.TaskRepository;
import io.todochatbot.todo.event.Envelope;
import io.todochatbot.understanding.date.Due;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Tasks in SQL. */
final class SqlTasks implements TaskRepository {
  private final Database database;

  SqlTasks(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Task> find(String userId, String id) {
    return database.read(handle -> find(handle, userId, id));
  }

  @Override
  public List<Task> all(String userId) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT * FROM task WHERE user_id = :user"
                        + " ORDER BY due IS NULL, due, created_at, id")
                .bind("user", userId)
                .map(SqlTasks::task)
                .list());
  }

  @Override
  public void add(Task task, List<Envelope> events) {
    database.write(
        handle -> {
          bound(
                  handle.createUpdate(
                      "INSERT INTO task (id, user_id, title, due, created_at, completed_at)"
                          + " VALUES (:id, :user, :title, :due, :created, :completed)"),
                  task)
              .execute();
          return SqlOutbox.append(handle, events);
        });
  }

  @Override
  public Optional<Change> change(String userId, String id, Function<Task, Change> change) {
    return database.write(
        handle -> {
          Optional<Change> changed = find(handle, userId, id).map(change);
          changed.ifPresent(made -> apply(handle, userId, id, made));
          return changed;
        });
  }

  private static void apply(Handle handle, String userId, String id, Change change) {
    Task task = change.task();
    if (task == null) {
      handle
          .createUpdate("DELETE FROM task WHERE user_id = :user AND id = :id")
          .bind("user", userId)
          .bind("id", id)
          .execute();
    } else if (!change.events().isEmpty()) {
      bound(
              handle.createUpdate(
                  "UPDATE task SET title = :title, due = :due, completed_at = :completed"
                      + " WHERE user_id = :user AND id = :id"),
              task)
          .execute();
    }
    SqlOutbox.append(handle, change.events());
  }

  private static Optional<Task> find(Handle handle, String userId, String id) {
    return handle
        .createQuery("SELECT * FROM task WHERE user_id = :user AND id = :id")
        .bind("user", userId)
        .bind("id", id)
        .map(SqlTasks::task)
        .findOne();
  }

  private static <S extends SqlStatement<S>> S bound(S statement, Task task) {
    Due due = task.due();
    Instant completed = task.completedAt();
    return statement
        .bind("id", task.id())
        .bind("user", task.userId())
        .bind("title", task.title())
        .bind("due", due == null ? null : due.toString())
        .bind("created", task.createdAt().toString())
        .bind("completed", completed == null ? null : completed.toString());
  }

  private static Task task(ResultSet row, StatementContext context) throws SQLException {
    @Nullable String due = row.getString("due");
    @Nullable String completed = row.getString("completed_at");
    return new Task(
        row.getString("id"),
        row.getString("user_id"),
        row.getString("title"),
        due == null ? null : Due.parse(due),
        Instant.parse(row.getString("created_at")),
        completed == null ? null : Instant.parse(completed));
  }
}
