package io.todochatbot.conformance.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Looks into a store behind the sidecar's back and shows it as the golden files do. */
final class Inspection {
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private Inspection() {}

  /** The rows of a query, each a list. */
  static JsonNode sqlite(Path file, String sql) {
    ArrayNode rows = MAKE.arrayNode();
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        ArrayNode row = rows.addArray();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(node(result.getObject(i)));
        }
      }
      return rows;
    } catch (SQLException e) {
      return MAKE.textNode(file + ": " + e.getMessage());
    }
  }

  /** The answer to a command in the shape that the recorder's client gives it. */
  static JsonNode redis(List<String> command, Object answer) {
    String name = command.getFirst().toUpperCase(Locale.ROOT);
    if (!(answer instanceof List<?> list)) {
      return node(answer);
    }
    return switch (name) {
      case "HGETALL" -> map(list);
      case "KEYS" -> sorted(list);
      case "XRANGE" -> entries(list);
      case "XINFO" -> maps(list);
      case "XPENDING" -> pending(list);
      default -> node(answer);
    };
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case null -> MAKE.nullNode();
      case String text -> MAKE.textNode(text);
      case Long number -> MAKE.numberNode(number);
      case Integer number -> MAKE.numberNode(number);
      case Double number -> MAKE.numberNode(number);
      case List<?> list -> list(list);
      case RedisConnection.Nil nil -> MAKE.nullNode();
      default -> MAKE.textNode(value.toString());
    };
  }

  private static ArrayNode list(List<?> list) {
    ArrayNode array = MAKE.arrayNode();
    list.forEach(element -> array.add(node(element)));
    return array;
  }

  private static ObjectNode map(List<?> flat) {
    ObjectNode map = MAKE.objectNode();
    for (int i = 0; i + 1 < flat.size(); i += 2) {
      map.set(String.valueOf(flat.get(i)), node(flat.get(i + 1)));
    }
    return map;
  }

  private static ArrayNode sorted(List<?> list) {
    return list(list.stream().map(String::valueOf).sorted(Comparator.naturalOrder()).toList());
  }

  private static ArrayNode entries(List<?> list) {
    ArrayNode entries = MAKE.arrayNode();
    for (Object entry : list) {
      List<?> pair = (List<?>) entry;
      entries.addArray().add(node(pair.getFirst())).add(map((List<?>) pair.get(1)));
    }
    return entries;
  }

  private static ArrayNode maps(List<?> list) {
    ArrayNode maps = MAKE.arrayNode();
    list.forEach(
        element -> {
          ObjectNode map = map((List<?>) element);
          map.remove("inactive");
          maps.add(map);
        });
    return maps;
  }

  private static ObjectNode pending(List<?> answer) {
    ObjectNode pending = MAKE.objectNode();
    pending.set("pending", node(answer.get(0)));
    pending.set("min", node(answer.get(1)));
    pending.set("max", node(answer.get(2)));
    ArrayNode consumers = pending.putArray("consumers");
    if (answer.get(3) instanceof List<?> list) {
      for (Object consumer : list) {
        List<?> pair = (List<?>) consumer;
        consumers
            .addObject()
            .put("name", String.valueOf(pair.get(0)))
            .put("pending", Long.parseLong(String.valueOf(pair.get(1))));
      }
    }
    return pending;
  }
}
