package io.todochatbot.backend.store;

import io.todochatbot.backend.outbox.Outbox;
import io.todochatbot.todo.event.Envelope;
import io.todochatbot.todo.event.EventJson;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The outbox in SQL. */
final class SqlOutbox implements Outbox {
  private final Database database;

  SqlOutbox(Database database) {
    this.database = database;
  }

  /** Adds events within the transaction of what they tell of; returns how many. */
  static int append(Handle handle, List<Envelope> events) {
    for (Envelope event : events) {
      handle
          .createUpdate(
              "INSERT INTO outbox (event_id, topic, user_id, envelope)"
                  + " VALUES (:id, :topic, :user, :envelope)")
          .bind("id", event.eventId())
          .bind("topic", event.event().topic().title())
          .bind("user", event.userId())
          .bind("envelope", EventJson.write(event))
          .execute();
    }
    return events.size();
  }

  @Override
  public List<Entry> oldest(int most) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT * FROM outbox ORDER BY position LIMIT :most")
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Entry(
                            row.getLong("position"),
                            row.getString("event_id"),
                            row.getString("topic"),
                            row.getString("user_id"),
                            row.getString("envelope")))
                .list());
  }

  @Override
  public void remove(long upTo) {
    database.write(
        handle ->
            handle
                .createUpdate("DELETE FROM outbox WHERE position <= :last")
                .bind("last", upTo)
                .execute());
  }

  @Override
  public long waiting() {
    return database.read(
        handle -> handle.createQuery("SELECT count(*) FROM outbox").mapTo(Long.class).one());
  }
}
