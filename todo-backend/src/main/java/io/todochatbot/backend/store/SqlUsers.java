package io.todochatbot.backend.store;

import io.todochatbot.backend.account.Users;
import io.todochatbot.todo.event.Envelope;
import java.util.List;

/** Users in SQL. */
final class SqlUsers implements Users {
  private final Database database;

  SqlUsers(Database database) {
    this.database = database;
  }

  @Override
  public void signedIn(String userId, String name, Envelope created, Envelope signedIn) {
    database.write(
        handle -> {
          int added =
              handle
                  .createUpdate(
                      "INSERT INTO app_user (id, name, created_at) VALUES (:id, :name, :now)"
                          + " ON CONFLICT DO NOTHING")
                  .bind("id", userId)
                  .bind("name", name)
                  .bind("now", created.timestamp().toString())
                  .execute();
          if (added > 0) {
            SqlOutbox.append(handle, List.of(created));
          }
          return SqlOutbox.append(handle, List.of(signedIn));
        });
  }
}
