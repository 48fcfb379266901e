package io.todochatbot.components.sqlite;

import io.todochatbot.spi.ComponentException;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Turns SQLite's codes into words that say what can be done. */
final class SqliteErrors {
  private static final int PRIMARY = 0xff;

  private SqliteErrors() {}

  /** Returns the failure to throw to the sidecar. */
  static ComponentException explain(String file, SQLException e) {
    return new ComponentException(describe(file, e), e);
  }

  /** Whether a failure concerns one statement only, so that its transaction can go on. */
  static boolean isStatements(SQLException e) {
    return switch (primary(e)) {
      case SQLITE_CONSTRAINT, SQLITE_TOOBIG, SQLITE_MISMATCH, SQLITE_RANGE, SQLITE_ERROR -> true;
      default -> false;
    };
  }

  /** Whether another connection was in the way. */
  static boolean isBusy(SQLException e) {
    SQLiteErrorCode code = primary(e);
    return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
  }

  private static String describe(String file, SQLException e) {
    return switch (primary(e)) {
      case SQLITE_FULL ->
          "the disk is full: " + file + " could not be written; nothing was changed";
      case SQLITE_BUSY, SQLITE_LOCKED ->
          "the database is locked: another process has been writing to "
              + file
              + " for longer than busyTimeout; nothing was changed";
      case SQLITE_READONLY, SQLITE_PERM ->
          "no right to write " + file + ": check the rights of the file and its folder";
      case SQLITE_CANTOPEN ->
          "unable to open database file " + file + ": check that its folder exists and is writable";
      case SQLITE_IOERR -> "reading or writing " + file + " failed: " + e.getMessage();
      case SQLITE_CORRUPT, SQLITE_NOTADB -> file + " is not a sound SQLite file: " + e.getMessage();
      default -> "SQLite: " + e.getMessage();
    };
  }

  private static SQLiteErrorCode primary(SQLException e) {
    int code = e instanceof SQLiteException sqlite ? sqlite.getResultCode().code : e.getErrorCode();
    return SQLiteErrorCode.getErrorCode(code & PRIMARY);
  }
}
