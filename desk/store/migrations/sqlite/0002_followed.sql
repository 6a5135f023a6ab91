-- What is followed after a story was read: measurements, threads, lists,
-- holdings, saved searches; and what the desk keeps for itself.

-- +goose Up
CREATE TABLE measurements (
  n INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
  listing TEXT NOT NULL, event TEXT NOT NULL, horizon INTEGER NOT NULL,
  stage TEXT NOT NULL, measured INTEGER NOT NULL,
  car REAL, t REAL, p REAL,
  model TEXT NOT NULL, against TEXT NOT NULL, missing TEXT NOT NULL, receipt TEXT NOT NULL,
  PRIMARY KEY (n, listing, event, horizon)
) WITHOUT ROWID;

-- Reactions that are not settled yet.
CREATE TABLE due (
  n INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
  listing TEXT NOT NULL, session TEXT NOT NULL,
  id    TEXT NOT NULL,                   -- of the story
  party TEXT NOT NULL,
  have  INTEGER NOT NULL,                -- largest horizon measured, -1 for none
  open  INTEGER NOT NULL,
  PRIMARY KEY (n, listing, session)
) WITHOUT ROWID;
CREATE INDEX due_open ON due (id) WHERE open = 1;

CREATE TABLE threads (
  cluster TEXT NOT NULL, id TEXT NOT NULL, ord INTEGER NOT NULL,
  text TEXT NOT NULL, speaker TEXT NOT NULL, party TEXT NOT NULL,
  status TEXT NOT NULL, why TEXT NOT NULL, story TEXT NOT NULL, detail TEXT NOT NULL,
  PRIMARY KEY (cluster, id)
) WITHOUT ROWID;

CREATE TABLE thread_history (
  seq      INTEGER PRIMARY KEY AUTOINCREMENT,
  cluster  TEXT NOT NULL, thread TEXT NOT NULL,
  status   TEXT NOT NULL, why TEXT NOT NULL, story TEXT NOT NULL,
  at       INTEGER NOT NULL,             -- since when it is so
  recorded INTEGER NOT NULL              -- when the desk learnt of it
);
CREATE INDEX thread_history_of ON thread_history (cluster, thread, seq);

-- +goose StatementBegin
CREATE TRIGGER thread_history_kept BEFORE UPDATE ON thread_history
BEGIN
  SELECT RAISE(ABORT, 'the history of a thread is not rewritten');
END;
-- +goose StatementEnd

CREATE TABLE list_changes (
  id     TEXT PRIMARY KEY,
  list   TEXT NOT NULL, party TEXT NOT NULL, name TEXT NOT NULL,
  change TEXT NOT NULL,                  -- added, removed
  day    TEXT NOT NULL,                  -- in force since, 2026-06-08
  seen   INTEGER NOT NULL,
  detail TEXT NOT NULL
);
CREATE INDEX list_changes_seen ON list_changes (seen, id);

CREATE TABLE holdings (
  ord INTEGER PRIMARY KEY,
  portfolio TEXT NOT NULL, symbol TEXT NOT NULL, listing TEXT NOT NULL, party TEXT NOT NULL,
  name TEXT NOT NULL, quantity REAL NOT NULL, price REAL NOT NULL, currency TEXT NOT NULL
);
CREATE TABLE holding_keys (key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (key, value)) WITHOUT ROWID;

CREATE TABLE searches (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, query TEXT NOT NULL,
  by_whom TEXT NOT NULL, created INTEGER NOT NULL, updated INTEGER NOT NULL
);

CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until INTEGER NOT NULL);
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
