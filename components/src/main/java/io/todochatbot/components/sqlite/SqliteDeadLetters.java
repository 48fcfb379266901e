package io.todochatbot.components.sqlite;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.PubSub.DeadLetter;
import io.todochatbot.spi.PubSub.DeadLetterInbox;
import io.todochatbot.spi.PubSub.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The inboxes of {@code pubsub.sqlite}: messages like others, that a row of their own keeps from
 * being cleaned away. One that a consumer group has handled waits no longer.
 */
final class SqliteDeadLetters implements DeadLetterInbox {
  private static final Pattern ID = Pattern.compile("\\d{1,18}");
  private static final String WAITING =
      " FROM dead_letters AS d JOIN messages AS m ON m.id = d.message_id WHERE d.inbox = ?"
          + " AND NOT EXISTS (SELECT 1 FROM consumer_groups AS g"
          + " WHERE g.topic = m.topic AND g.last_id >= m.id"
          + " AND NOT EXISTS (SELECT 1 FROM deliveries AS x"
          + " WHERE x.topic = g.topic AND x.group_name = g.name AND x.message_id = m.id))";
  private static final String LETTER =
      "SELECT m.topic, CAST(m.data AS BLOB), m.content_type, m.metadata, m.id, m.published_at"
          + WAITING;

  private final SqliteFile file;
  private final MessageSql messages;
  private final int most;
  private final Runnable whenPublished;

  /**
   * The inboxes of a file.
   *
   * @param most how many dead letters an inbox holds; it takes no more then
   */
  SqliteDeadLetters(SqliteFile file, MessageSql messages, int most, Runnable whenPublished) {
    this.file = file;
    this.messages = messages;
    this.most = most;
    this.whenPublished = whenPublished;
  }

  @Override
  public void keep(String inbox, List<Message> letters) {
    file.writeAll(
        statements -> {
          if (waiting(statements, inbox) + letters.size() > most) {
            throw new ComponentException(
                "the inbox "
                    + inbox
                    + " is full: "
                    + most
                    + " dead letters wait there; send them again or discard them");
          }
          for (Message letter : letters) {
            messages.insert(statements, lasting(letter));
            statements.update(
                "INSERT INTO dead_letters (message_id, inbox) VALUES (last_insert_rowid(), ?)",
                inbox);
          }
          return letters.size();
        });
    whenPublished.run();
  }

  @Override
  public int waiting(String inbox) {
    return file.read(statements -> waiting(statements, inbox));
  }

  @Override
  public List<DeadLetter> letters(String inbox, String after, int limit) {
    return file.read(
        statements ->
            statements.query(
                LETTER + " AND m.id > ? ORDER BY m.id LIMIT ?",
                SqliteDeadLetters::letter,
                inbox,
                after.isEmpty() ? 0 : number(after),
                limit));
  }

  @Override
  public Optional<DeadLetter> letter(String inbox, String id) {
    return file.read(
        statements ->
            statements
                .query(LETTER + " AND m.id = ?", SqliteDeadLetters::letter, inbox, number(id))
                .stream()
                .findFirst());
  }

  @Override
  public boolean replace(String inbox, String id, Message message) {
    boolean replaced =
        file.writeAll(
            statements -> {
              boolean removed = remove(statements, inbox, number(id));
              if (removed) {
                messages.insert(statements, message);
              }
              return removed;
            });
    whenPublished.run();
    return replaced;
  }

  @Override
  public boolean discard(String inbox, String id) {
    return file.writeAll(statements -> remove(statements, inbox, number(id)));
  }

  private static boolean remove(Statements statements, String inbox, long id) throws SQLException {
    if (statements.query("SELECT 1" + WAITING + " AND m.id = ?", r -> 1, inbox, id).isEmpty()) {
      return false;
    }
    statements.update("DELETE FROM dead_letters WHERE message_id = ?", id);
    statements.update("DELETE FROM deliveries WHERE message_id = ?", id);
    statements.update("DELETE FROM messages WHERE id = ?", id);
    return true;
  }

  private static int waiting(Statements statements, String inbox) throws SQLException {
    return statements.query("SELECT count(*)" + WAITING, row -> row.getInt(1), inbox).getFirst();
  }

  private static DeadLetter letter(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getString(5), Instant.parse(row.getString(6)), MessageSql.message(row));
  }

  /** Whatever its message was to live: a dead letter waits until somebody looks at it. */
  private static Message lasting(Message letter) {
    Map<String, String> metadata = new HashMap<>(letter.metadata());
    metadata.remove("ttlInSeconds");
    return new Message(letter.topic(), letter.data(), letter.contentType(), metadata);
  }

  /** What is no number is no message's id. */
  private static long number(String id) {
    return ID.matcher(id).matches() ? Long.parseLong(id) : -1;
  }
}
