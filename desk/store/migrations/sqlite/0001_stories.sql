-- Times are unix microseconds in UTC, yes and no are 1 and 0, JSON is TEXT,
-- big things are zstd. A story's number n is private to this database; what
-- leaves it carries the id.

-- +goose Up
CREATE TABLE stories (
  n          INTEGER PRIMARY KEY AUTOINCREMENT,
  id         TEXT    NOT NULL UNIQUE,
  at         INTEGER NOT NULL,           -- published, else received
  received   INTEGER NOT NULL,
  published  INTEGER NOT NULL,           -- 0: not known
  date_only  INTEGER NOT NULL,
  read_at    INTEGER NOT NULL,
  stored     INTEGER NOT NULL,
  title      TEXT NOT NULL,
  outlet     TEXT NOT NULL,
  language   TEXT NOT NULL,
  url        TEXT NOT NULL,
  url_key    INTEGER NOT NULL,           -- hash of url, 0 for none
  feed       TEXT NOT NULL,
  by_whom    TEXT NOT NULL,
  sha256     TEXT NOT NULL,
  trust      TEXT NOT NULL,
  program    TEXT NOT NULL,
  event      TEXT NOT NULL,              -- plain word of the main event
  headline   TEXT NOT NULL,              -- verdict of the statement in the title
  claims     INTEGER NOT NULL,
  statements INTEGER NOT NULL,
  fails      INTEGER NOT NULL,           -- statements that fail
  cluster    TEXT NOT NULL,
  relation   TEXT NOT NULL,
  nearest    TEXT NOT NULL,
  origin     TEXT NOT NULL,              -- id of the story whose text it is
  why        TEXT NOT NULL,
  replaces   TEXT NOT NULL,              -- id of the earlier story at its address
  change     INTEGER NOT NULL            -- seq of its change
);
CREATE INDEX stories_at ON stories (at, n);
CREATE INDEX stories_cluster ON stories (cluster, at);
CREATE INDEX stories_outlet ON stories (cluster, outlet);
CREATE INDEX stories_url ON stories (url_key) WHERE url_key <> 0;
CREATE INDEX stories_received ON stories (received);

CREATE TABLE contents (
  n       INTEGER PRIMARY KEY REFERENCES stories ON DELETE CASCADE,
  story   BLOB NOT NULL,                 -- record.Story without body, dossier and signature
  dossier BLOB NOT NULL,
  sum     TEXT NOT NULL,                 -- SHA-256 of the dossier's JSON
  body    BLOB                           -- as submitted; NULL once retention let it go
);

CREATE TABLE signatures (
  n         INTEGER PRIMARY KEY REFERENCES stories ON DELETE CASCADE,
  signature BLOB NOT NULL
);

CREATE TABLE cluster_keys (
  key INTEGER NOT NULL,
  at  INTEGER NOT NULL,
  n   INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
  PRIMARY KEY (key, at, n)
) WITHOUT ROWID;
CREATE INDEX cluster_keys_n ON cluster_keys (n);

CREATE TABLE clusters (
  id      TEXT PRIMARY KEY,
  title   TEXT NOT NULL,                 -- of its first story
  lead    TEXT NOT NULL,                 -- id of its first story
  first   INTEGER NOT NULL,              -- earliest time of a story
  latest  INTEGER NOT NULL,
  stories INTEGER NOT NULL,
  outlets INTEGER NOT NULL,              -- distinct ones that have text of their own; no name counts as a name
  updated INTEGER NOT NULL
);
CREATE INDEX clusters_latest ON clusters (latest, id);

CREATE TABLE parties (
  n INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE, ord INTEGER NOT NULL,
  id TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
  listing TEXT NOT NULL, role TEXT NOT NULL, relevance INTEGER NOT NULL,
  PRIMARY KEY (n, ord)
) WITHOUT ROWID;

CREATE TABLE claims (
  n INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE, ord INTEGER NOT NULL,
  id TEXT NOT NULL, text TEXT NOT NULL, speaker TEXT NOT NULL, party TEXT NOT NULL,
  stance TEXT NOT NULL, status TEXT NOT NULL, why TEXT NOT NULL, about TEXT NOT NULL,
  PRIMARY KEY (n, ord)
) WITHOUT ROWID;

CREATE TABLE statements (
  n INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE, ord INTEGER NOT NULL,
  id TEXT NOT NULL, text TEXT NOT NULL, listing TEXT NOT NULL, measure TEXT NOT NULL,
  direction TEXT NOT NULL, value REAL, unit TEXT NOT NULL, verdict TEXT NOT NULL,
  truth REAL, session TEXT NOT NULL, headline INTEGER NOT NULL, why TEXT NOT NULL, reason TEXT NOT NULL,
  PRIMARY KEY (n, ord)
) WITHOUT ROWID;

CREATE TABLE events (
  n INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE, ord INTEGER NOT NULL,
  id TEXT NOT NULL, type TEXT NOT NULL, cameo TEXT NOT NULL, word TEXT NOT NULL,
  actor TEXT NOT NULL, actor_id TEXT NOT NULL, recipient TEXT NOT NULL, recipient_id TEXT NOT NULL,
  day TEXT NOT NULL, background INTEGER NOT NULL,
  PRIMARY KEY (n, ord)
) WITHOUT ROWID;

CREATE TABLE reactions (
  n INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE, ord INTEGER NOT NULL,
  party TEXT NOT NULL, listing TEXT NOT NULL, session TEXT NOT NULL, stand TEXT NOT NULL,
  ret REAL, benchmark TEXT NOT NULL, ar REAL, t REAL, p REAL,
  PRIMARY KEY (n, ord)
) WITHOUT ROWID;

CREATE TABLE standings (
  n INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE, ord INTEGER NOT NULL,
  party TEXT NOT NULL, list TEXT NOT NULL, status TEXT NOT NULL, since TEXT NOT NULL,
  PRIMARY KEY (n, ord)
) WITHOUT ROWID;

CREATE TABLE attributes (
  key TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL,
  n   INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
  PRIMARY KEY (key, value, at, n)
) WITHOUT ROWID;
CREATE INDEX attributes_n ON attributes (n);

CREATE TABLE numbers (
  n     INTEGER NOT NULL REFERENCES stories ON DELETE CASCADE,
  key   TEXT NOT NULL,
  value REAL NOT NULL,
  PRIMARY KEY (n, key, value)
) WITHOUT ROWID;
CREATE INDEX numbers_value ON numbers (key, value, n);

-- The text is given as folded words with single spaces between them, so the
-- plainest tokenizer does: every byte above 127 is part of a word.
CREATE VIRTUAL TABLE words USING fts5 (body, content = '', contentless_delete = 1, tokenize = 'ascii');

CREATE TABLE changes (
  seq     INTEGER PRIMARY KEY AUTOINCREMENT,
  kind    TEXT NOT NULL,
  id      TEXT NOT NULL,
  item    TEXT NOT NULL,
  cluster TEXT NOT NULL,
  at      INTEGER NOT NULL
);
CREATE INDEX changes_at ON changes (at);
