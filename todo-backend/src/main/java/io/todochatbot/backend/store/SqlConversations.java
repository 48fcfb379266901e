package io.todochatbot.backend.store;

import io.todochatbot.backend.chat.ConversationLog;
import io.todochatbot.todo.event.Envelope;
import java.util.List;

/** Conversations in SQL. */
final class SqlConversations implements ConversationLog {
  private final Database database;

  SqlConversations(Database database) {
    this.database = database;
  }

  @Override
  public void said(String userId, String conversationId, Envelope created, Envelope sent) {
    database.write(
        handle -> {
          int added =
              handle
                  .createUpdate(
                      "INSERT INTO conversation (id, user_id, created_at)"
                          + " VALUES (:id, :user, :now) ON CONFLICT DO NOTHING")
                  .bind("id", conversationId)
                  .bind("user", userId)
                  .bind("now", created.timestamp().toString())
                  .execute();
          if (added > 0) {
            SqlOutbox.append(handle, List.of(created));
          }
          return SqlOutbox.append(handle, List.of(sent));
        });
  }
}
