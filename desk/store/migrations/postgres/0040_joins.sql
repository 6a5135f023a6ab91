-- +goose Up
-- Clusters whose claims are to be joined anew: a list of work, rebuilt by
-- whatever is stored next, and no part of a backup.
CREATE TABLE joins (
  cluster TEXT PRIMARY KEY,
  since   BIGINT NOT NULL, -- since when it waits
  at      BIGINT NOT NULL  -- when a story last came to it
);
CREATE INDEX joins_since ON joins (since);

-- +goose Down
DROP TABLE joins;
