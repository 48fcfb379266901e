CREATE TABLE app_user (
  id         TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  created_at TEXT NOT NULL
);

CREATE TABLE task (
  id           TEXT PRIMARY KEY,
  user_id      TEXT NOT NULL,
  title        TEXT NOT NULL,
  due          TEXT,           -- 2026-03-05 or 2026-03-05T17:00, on the user's wall clock
  created_at   TEXT NOT NULL,  -- UTC
  completed_at TEXT            -- UTC; null while the task is open
);

CREATE INDEX task_of_user ON task (user_id, completed_at);

CREATE TABLE conversation (
  id         TEXT NOT NULL,
  user_id    TEXT NOT NULL,
  created_at TEXT NOT NULL,
  PRIMARY KEY (user_id, id)
);

-- events that the broker has not acknowledged yet, oldest first
CREATE TABLE outbox (
  position INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id TEXT NOT NULL UNIQUE,
  topic    TEXT NOT NULL,
  user_id  TEXT NOT NULL,
  envelope TEXT NOT NULL
);
