package io.todochatbot.components.sqlite;

import io.todochatbot.spi.ComponentException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Where a database is, read from a connection string as daprd takes it: a path or a {@code file:}
 * URI, after {@code ?} SQLite's own parameters and those of daprd's driver ({@code _pragma}, {@code
 * _txlock}).
 *
 * @param url the JDBC URL
 * @param pragmas what to set on each connection, such as {@code cache_size(2000)}
 * @param inMemory whether it ends with its connection
 * @param readOnly whether it can't be written
 */
record SqliteAddress(String url, List<String> pragmas, boolean inMemory, boolean readOnly) {
  private static final List<String> FORBIDDEN =
      List.of("busy_timeout", "journal_mode", "foreign_keys");

  SqliteAddress {
    pragmas = List.copyOf(pragmas);
  }

  /**
   * Reads a connection string.
   *
   * @throws ComponentException if there is none, or it sets what has a setting of its own
   */
  static SqliteAddress parse(String connectionString) {
    if (connectionString.isBlank()) {
      throw new ComponentException("missing connection string");
    }
    String lower = connectionString.toLowerCase(Locale.ROOT);
    int question = connectionString.indexOf('?');
    String path = question < 0 ? connectionString : connectionString.substring(0, question);
    String query = question < 0 ? "" : connectionString.substring(question + 1);
    List<String> kept = new ArrayList<>();
    List<String> pragmas = new ArrayList<>();
    for (String parameter : query.split("&", -1)) {
      if (parameter.startsWith("_pragma=")) {
        pragmas.add(allowed(URLDecoder.decode(parameter.substring(8), StandardCharsets.UTF_8)));
      } else if (!parameter.isEmpty() && !parameter.startsWith("_txlock=")) {
        kept.add(parameter);
      }
    }
    boolean inMemory =
        lower.startsWith(":memory:")
            || lower.startsWith("file::memory:")
            || kept.contains("mode=memory");
    boolean readOnly = kept.contains("mode=ro") || kept.contains("immutable=1");
    String url = inMemory ? "jdbc:sqlite::memory:" : "jdbc:sqlite:" + uri(path, kept);
    return new SqliteAddress(url, pragmas, inMemory, readOnly);
  }

  private static String uri(String path, List<String> parameters) {
    if (parameters.isEmpty()) {
      return path;
    }
    String file = path.regionMatches(true, 0, "file:", 0, 5) ? path : "file:" + path;
    return file + "?" + String.join("&", parameters);
  }

  private static String allowed(String pragma) {
    String name = pragma.toLowerCase(Locale.ROOT);
    FORBIDDEN.stream()
        .filter(name::startsWith)
        .findFirst()
        .ifPresent(
            forbidden -> {
              throw new ComponentException(
                  "found forbidden option '_pragma=" + forbidden + "' in the connection string");
            });
    return pragma;
  }
}
