package io.todochatbot.components.sqlite;

import java.sql.SQLException;
import java.time.Duration;

/**
 * Notices writes of other connections and processes by asking SQLite for its {@code data_version}:
 * often while there is something going on, less often while there is not.
 */
final class SqliteChanges implements AutoCloseable {
  private static final Duration BUSY = Duration.ofMillis(4);
  private static final Duration QUIET = Duration.ofMillis(50);
  private static final int POLLS_UNTIL_QUIET = 250;

  private final Statements statements;
  private final Runnable onChange;
  private final Thread thread;

  SqliteChanges(Statements statements, Runnable onChange) {
    this.statements = statements;
    this.onChange = onChange;
    this.thread = Thread.ofVirtual().name("sqlite-changes").start(this::poll);
  }

  /** Ends the polling soon, without waiting for it. */
  @Override
  public void close() {
    thread.interrupt();
  }

  private void poll() {
    int version = 0;
    int unchanged = 0;
    try (statements) {
      while (true) {
        int found = statements.query("PRAGMA data_version", row -> row.getInt(1)).getFirst();
        unchanged = found == version ? unchanged + 1 : 0;
        if (unchanged == 0) {
          version = found;
          onChange.run();
        }
        Thread.sleep(unchanged < POLLS_UNTIL_QUIET ? BUSY : QUIET);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } catch (SQLException ignored) {
      // Subscriptions also look by themselves, only less often.
    }
  }
}
