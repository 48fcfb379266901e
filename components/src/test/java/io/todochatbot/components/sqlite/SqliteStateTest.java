package io.todochatbot.components.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.todochatbot.spi.ComponentException;
import io.todochatbot.spi.StateStore;
import io.todochatbot.spi.StateStore.Concurrency;
import io.todochatbot.spi.StateStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteStateTest extends StateStoreContract {
  @TempDir Path folder;

  @Override
  protected StateStore open() {
    return open(file().toString());
  }

  @Test
  void keepsEverythingOverARestart() {
    store().apply(write("k", "v"));
    store().close();

    try (StateStore again = open()) {
      assertThat(again.get("k", Map.of()).orElseThrow().value()).isEqualTo(bytes("v"));
    }
  }

  @Test
  void makesDaprsTables() throws SQLException {
    assertThat(rows("select name, sql from sqlite_master where type = 'table' order by name"))
        .containsExactly(
            """
            metadata|CREATE TABLE metadata (
            \t\t\tkey text NOT NULL PRIMARY KEY,
            \t\t\tvalue text NOT NULL
            \t\t)""",
            """
            state|CREATE TABLE state (
            \t\t\t\t\t\t\tkey TEXT NOT NULL PRIMARY KEY,
            \t\t\t\t\t\t\tvalue TEXT NOT NULL,
            \t\t\t\t\t\t\tis_binary BOOLEAN NOT NULL,
            \t\t\t\t\t\t\tetag TEXT NOT NULL,
            \t\t\t\t\t\t\texpiration_time TIMESTAMP DEFAULT NULL,
            \t\t\t\t\t\t\tupdate_time TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
            \t\t\t\t\t\t)""");
    assertThat(rows("select key, value from metadata")).containsExactly("migrations|1");
  }

  @Test
  void storesTextsReadablyAndOtherBytesInBase64() throws SQLException {
    store().apply(write("text", "{\"a\":\"ü\"}"));
    store().apply(change("binary", new byte[] {0, -1}, Optional.of(Duration.ofSeconds(5))));

    assertThat(
            rows(
                "select key, value, typeof(value), is_binary, length(etag), expiration_time,"
                    + " update_time from state order by key"))
        .containsExactly(
            "binary|AP8=|text|1|36|2026-05-04 10:00:05.250|2026-05-04 10:00:00",
            "text|{\"a\":\"ü\"}|text|0|36|null|2026-05-04 10:00:00");
  }

  @Test
  void readsWhatDaprWrote() throws SQLException {
    execute(
        "insert into state values ('b', 'AP8=', 1, 'e1', '2026-05-04 10:00:01', current_timestamp)");

    StateStore.Entry entry = store().get("b", Map.of()).orElseThrow();
    assertThat(entry.value()).isEqualTo(new byte[] {0, -1});
    assertThat(entry.etag()).isEqualTo("e1");
    context.advance(Duration.ofSeconds(1));
    assertThat(store().get("b", Map.of())).isEmpty();
  }

  @Test
  void answersManyWritersAtATimeWithoutLosingOne() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        String key = "k" + i;
        threads.execute(() -> store().apply(write(key, key)));
      }
    }

    assertThat(rows("select count(*) from state")).containsExactly("200");
  }

  @Test
  void letsTwoOpenStoresShareAFile() {
    try (StateStore other = open()) {
      IntStream.range(0, 20).forEach(i -> other.apply(write("o" + i, "v")));
      IntStream.range(0, 20).forEach(i -> store().apply(write("s" + i, "v")));

      assertThat(store().get("o19", Map.of())).isPresent();
      assertThat(other.get("s19", Map.of())).isPresent();
    }
  }

  @Test
  void letsManyOpenANewFileAtOnce() throws Exception {
    String fresh = folder.resolve("fresh.db").toString();
    List<Callable<StateStore>> openers =
        IntStream.range(0, 8).<Callable<StateStore>>mapToObj(i -> () -> open(fresh)).toList();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<StateStore> opened : threads.invokeAll(openers)) {
        opened.get().close();
      }
    }

    assertThat(Files.size(Path.of(fresh))).isPositive();
  }

  @Test
  void saysThatTheDatabaseIsLockedAndChangesNothing() throws SQLException {
    try (Connection other = connect();
        Statement statement = other.createStatement()) {
      statement.execute("begin immediate");

      assertThatThrownBy(() -> store().apply(write("k", "v")))
          .isInstanceOf(ComponentException.class)
          .hasMessageContaining("the database is locked")
          .hasMessageContaining("state.db");
      statement.execute("rollback");
    }
    store().apply(write("k", "w"));
    assertThat(store().get("k", Map.of()).orElseThrow().value()).isEqualTo(bytes("w"));
  }

  @Test
  void saysThatTheDiskIsFullAndKeepsWhatItHad() {
    String limited = folder.resolve("small.db") + "?_pragma=max_page_count(8)";
    try (StateStore small = open(limited)) {
      small.apply(write("k", "kept"));

      assertThatThrownBy(() -> small.apply(write("big", "x".repeat(100_000))))
          .isInstanceOf(ComponentException.class)
          .hasMessageContaining("the disk is full");
      assertThat(small.get("k", Map.of())).isPresent();
      small.apply(write("k", "still works"));
    }
  }

  @Test
  void refusesSettingsThatCannotWork() throws IOException {
    Path text =
        Files.writeString(folder.resolve("text.db"), "no database, just a text. ".repeat(99));

    assertThatThrownBy(() -> open("")).hasMessage("missing connection string");
    assertThatThrownBy(() -> open(text.toString())).hasMessageContaining("not a sound SQLite file");
    assertThatThrownBy(() -> open("/nowhere/at/all.db"))
        .hasMessageContaining("unable to open database file");
    assertThatThrownBy(() -> open("x.db?_pragma=journal_mode(OFF)"))
        .hasMessageContaining("found forbidden option '_pragma=journal_mode'");
    assertThatThrownBy(() -> new SqliteState(settings("x.db", "no table"), context.context()))
        .hasMessage("invalid identifier: no table");
    assertThatThrownBy(() -> new SqliteFile.Options("x", Duration.ZERO, Duration.ZERO, false))
        .hasMessage("invalid value for 'timeout': must be greater than 1s");
  }

  @Test
  void saysAsLittleAsDaprdWhyAnEtagDoesNotFit() {
    StateStore.Delete delete =
        new StateStore.Delete("k", Optional.of("7"), Concurrency.LAST_WRITE, Map.of());

    assertThatThrownBy(() -> store().apply(delete))
        .isInstanceOf(ComponentException.EtagMismatch.class)
        .hasMessage("possible etag mismatch. error from state store");
  }

  @Test
  void refusesATimeToLiveThatIsNoNumber() {
    StateStore.Write write =
        new StateStore.Write(
            "k",
            bytes("v"),
            Optional.empty(),
            Concurrency.LAST_WRITE,
            Optional.empty(),
            Map.of("ttlInSeconds", "abc"));

    assertThatThrownBy(() -> store().apply(write))
        .isInstanceOf(ComponentException.BadRequest.class)
        .hasMessage(
            "error parsing TTL: incorrect value for metadata 'ttlInSeconds': strconv.ParseInt:"
                + " parsing \"abc\": invalid syntax");
  }

  @Test
  void opensUrisAndDatabasesInMemory() {
    for (String address :
        List.of("file:" + folder.resolve("u.db"), ":memory:", "file::memory:?x=1")) {
      try (StateStore other = open(address)) {
        other.apply(write("k", "v"));
        assertThat(other.get("k", Map.of())).as(address).isPresent();
      }
    }
  }

  @Test
  void refusesWorkOnceItIsClosed() {
    store().close();

    assertThatThrownBy(() -> store().apply(write("k", "v")))
        .isInstanceOf(ComponentException.class)
        .hasMessageContaining("closed");
  }

  private StateStore open(String connectionString) {
    return new SqliteState(settings(connectionString, "state"), context.context());
  }

  private static SqliteState.Settings settings(String connectionString, String table) {
    return new SqliteState.Settings(
        connectionString,
        table,
        "metadata",
        Duration.ZERO,
        Duration.ofSeconds(20),
        Duration.ofMillis(500),
        false);
  }

  private static StateStore.Write change(String key, byte[] value, Optional<Duration> ttl) {
    return new StateStore.Write(
        key, value, Optional.empty(), Concurrency.LAST_WRITE, ttl, Map.of());
  }

  private Path file() {
    return folder.resolve("state.db");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + file());
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(found.getString(i)));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }
}
