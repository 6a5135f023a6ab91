-- What is followed from outside: feeds, and the items that came through them.

-- +goose Up
CREATE TABLE feeds (
  id      TEXT PRIMARY KEY,
  url     TEXT NOT NULL,                 -- as given; state knows the one in use
  title   TEXT NOT NULL,
  folder  TEXT NOT NULL,
  outlet  TEXT NOT NULL,
  off     INTEGER NOT NULL,              -- 1: not polled
  added   INTEGER NOT NULL,
  taken   INTEGER NOT NULL,              -- items taken in so far
  next    INTEGER NOT NULL,              -- not to be polled before
  state   TEXT NOT NULL,                 -- follow.State, JSON
  holder  TEXT NOT NULL,                 -- who polls it now
  until   INTEGER NOT NULL               -- and for how long at most
);
CREATE UNIQUE INDEX feeds_url ON feeds (url);
CREATE INDEX feeds_due ON feeds (next, id) WHERE off = 0;

CREATE TABLE feed_items (
  feed TEXT NOT NULL REFERENCES feeds ON DELETE CASCADE,
  key  TEXT NOT NULL,                    -- feed.Item.Key
  hash TEXT NOT NULL,                    -- feed.Item.Hash
  seen INTEGER NOT NULL,
  PRIMARY KEY (feed, key)
) WITHOUT ROWID;
CREATE INDEX feed_items_seen ON feed_items (feed, seen);
