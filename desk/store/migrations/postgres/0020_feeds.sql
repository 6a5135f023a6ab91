-- What is followed from outside: feeds, and the items that came through them.

-- +goose Up
CREATE TABLE feeds (
  id      TEXT PRIMARY KEY,
  url     TEXT NOT NULL,                 -- as given; state knows the one in use
  title   TEXT NOT NULL,
  folder  TEXT NOT NULL,
  outlet  TEXT NOT NULL,
  off     BIGINT NOT NULL,              -- 1: not polled
  added   BIGINT NOT NULL,
  taken   BIGINT NOT NULL,              -- items taken in so far
  next    BIGINT NOT NULL,              -- not to be polled before
  state   TEXT NOT NULL,                 -- follow.State, JSON
  holder  TEXT NOT NULL,                 -- who polls it now
  until   BIGINT NOT NULL               -- and for how long at most
);
CREATE UNIQUE INDEX feeds_url ON feeds (url);
CREATE INDEX feeds_due ON feeds (next, id) WHERE off = 0;

CREATE TABLE feed_items (
  feed TEXT NOT NULL REFERENCES feeds ON DELETE CASCADE,
  key  TEXT NOT NULL,                    -- feed.Item.Key
  hash TEXT NOT NULL,                    -- feed.Item.Hash
  seen BIGINT NOT NULL,
  PRIMARY KEY (feed, key)
);
CREATE INDEX feed_items_seen ON feed_items (feed, seen);
