package io.todochatbot.backend.store;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;

/** Tells apart what SQLite complains of. */
final class Failures {
  private static final int PRIMARY_CODE = 0xff;
  private final Path file;

  Failures(Path file) {
    this.file = file;
  }

  StorageFailure of(RuntimeException e) {
    if (e instanceof StorageFailure known) {
      return known;
    }
    int code = code(e);
    if (code == SQLiteErrorCode.SQLITE_FULL.code || code == SQLiteErrorCode.SQLITE_IOERR.code) {
      return new StorageFailure(
          StorageFailure.Kind.FULL,
          "The database "
              + file
              + " can't be written, perhaps because the disk is full. Nothing was"
              + " changed; make room and try again",
          e);
    }
    if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
      return new StorageFailure(
          StorageFailure.Kind.LOCKED,
          "The database " + file + " is locked by another program. Nothing was changed; try again",
          e);
    }
    return new StorageFailure(
        StorageFailure.Kind.BROKEN,
        "The database " + file + " failed: " + root(e).getMessage() + ". Nothing was changed",
        e);
  }

  /** Whether the database itself is in trouble, rather than one job being wrong. */
  static boolean isOfTheDatabase(RuntimeException e) {
    return code(e) >= 0;
  }

  private static int code(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql.getErrorCode() & PRIMARY_CODE;
      }
    }
    return -1;
  }

  private static Throwable root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }
}
