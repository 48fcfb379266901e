package io.todochatbot.components.sqlite;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * The tables of {@code pubsub.sqlite}, with their meaning in comments that {@code .schema} shows.
 */
final class PubSubTables {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private static final List<String> DEFINITIONS =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS messages ( -- what was published, in order
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            topic TEXT NOT NULL,
            partition_key TEXT, -- messages of one key are delivered in order
            content_type TEXT,
            data NOT NULL, -- a text where it is one, otherwise a blob
            metadata TEXT NOT NULL, -- a JSON object
            published_at TEXT NOT NULL,
            expires_at TEXT -- not delivered any more from then on
          )""",
          "CREATE INDEX IF NOT EXISTS messages_by_topic ON messages (topic, id)",
          """
          CREATE TABLE IF NOT EXISTS consumer_groups ( -- who gets the messages of a topic
            topic TEXT NOT NULL,
            name TEXT NOT NULL,
            last_id INTEGER NOT NULL, -- up to here all is handled or stands in deliveries
            created_at TEXT NOT NULL,
            seen_at TEXT NOT NULL,
            PRIMARY KEY (topic, name)
          ) WITHOUT ROWID""",
          """
          CREATE TABLE IF NOT EXISTS deliveries ( -- handed to a group and not yet handled
            topic TEXT NOT NULL,
            group_name TEXT NOT NULL,
            message_id INTEGER NOT NULL,
            partition_key TEXT,
            attempts INTEGER NOT NULL DEFAULT 0, -- how often it was to be retried
            due_at TEXT, -- not before then
            consumer TEXT, -- who is at it
            PRIMARY KEY (topic, group_name, message_id)
          ) WITHOUT ROWID""",
          """
          CREATE TABLE IF NOT EXISTS dead_letters ( -- messages that stay until somebody handles them
            message_id INTEGER PRIMARY KEY,
            inbox TEXT NOT NULL -- the application and the topic that it came from
          )""",
          "CREATE INDEX IF NOT EXISTS dead_letters_by_inbox ON dead_letters (inbox, message_id)",
          "CREATE INDEX IF NOT EXISTS deliveries_by_message ON deliveries (message_id)",
          "CREATE INDEX IF NOT EXISTS deliveries_by_consumer ON deliveries (consumer)",
          """
          CREATE TABLE IF NOT EXISTS consumers ( -- subscriptions under way
            id TEXT NOT NULL PRIMARY KEY,
            topic TEXT NOT NULL,
            group_name TEXT NOT NULL,
            machine TEXT NOT NULL, -- its last start
            process TEXT NOT NULL, -- its name for processes, pid and start
            seen_at TEXT NOT NULL
          ) WITHOUT ROWID""");

  private PubSubTables() {}

  /** Makes the tables that aren't there yet. */
  static int prepare(Statements statements) throws SQLException {
    for (String definition : DEFINITIONS) {
      statements.execute(definition);
    }
    return DEFINITIONS.size();
  }

  static String time(Instant instant) {
    return TIME.format(instant);
  }
}
