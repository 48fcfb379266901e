package io.todochatbot.components.sqlite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.todochatbot.spi.PubSub.Message;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Messages as rows. */
final class MessageSql {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,10}");
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final InstantSource clock;

  MessageSql(InstantSource clock) {
    this.clock = clock;
  }

  int insert(Statements statements, Message message) throws SQLException {
    Instant now = clock.instant();
    boolean text = TextBytes.areText(message.data());
    return statements.update(
        "INSERT INTO messages"
            + " (topic, partition_key, content_type, data, metadata, published_at, expires_at)"
            + " VALUES (?1, ?2, ?3, CASE ?4 WHEN 1 THEN CAST(?5 AS TEXT) ELSE ?5 END, ?6, ?7, ?8)",
        message.topic(),
        message.metadata().get("partitionKey"),
        message.contentType().orElse(null),
        text ? 1 : 0,
        message.data(),
        json(message.metadata()),
        PubSubTables.time(now),
        expiry(message.metadata().getOrDefault("ttlInSeconds", ""), now));
  }

  /** Returns a message; empty if it has been removed or has expired. */
  static Optional<Message> find(Statements statements, long id, String now) throws SQLException {
    return statements
        .query(
            "SELECT topic, CAST(data AS BLOB), content_type, metadata FROM messages"
                + " WHERE id = ? AND (expires_at IS NULL OR expires_at > ?)",
            MessageSql::message,
            id,
            now)
        .stream()
        .findFirst();
  }

  /** Reads a row that begins with topic, data, content type and metadata. */
  static Message message(ResultSet row) throws SQLException {
    byte[] data = Optional.ofNullable(row.getBytes(2)).orElseGet(() -> new byte[0]);
    Optional<String> contentType = Optional.ofNullable(row.getString(3));
    return new Message(row.getString(1), data, contentType, texts(row.getString(4)));
  }

  /** Returns when a message ends; words and negative numbers count as no time, as in daprd. */
  private static @Nullable String expiry(String seconds, Instant now) {
    return SECONDS.matcher(seconds).matches()
        ? PubSubTables.time(now.plusSeconds(Long.parseLong(seconds)))
        : null;
  }

  private static String json(Map<String, String> texts) throws SQLException {
    try {
      return texts.isEmpty() ? "{}" : JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new SQLException("metadata can't be written as JSON", e);
    }
  }

  private static Map<String, String> texts(String json) throws SQLException {
    try {
      return json.equals("{}") ? Map.of() : JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new SQLException("a message's metadata is no JSON object of texts: " + json, e);
    }
  }
}
