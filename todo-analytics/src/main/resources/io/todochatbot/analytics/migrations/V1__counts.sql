-- One row for each event ever counted. That a row is there is what makes a redelivered event count for nothing.
CREATE TABLE counted_event (
  event_id   TEXT NOT NULL PRIMARY KEY,
  topic      TEXT NOT NULL,
  event_type TEXT NOT NULL,
  day        TEXT NOT NULL -- ISO date, in the time zone of the service
) WITHOUT ROWID;

-- What the page and the API read; changed only in the transaction that adds the counted_event.
CREATE TABLE daily_count (
  day        TEXT    NOT NULL,
  event_type TEXT    NOT NULL,
  topic      TEXT    NOT NULL,
  events     INTEGER NOT NULL CHECK (events > 0),
  PRIMARY KEY (day, event_type, topic)
) WITHOUT ROWID;
