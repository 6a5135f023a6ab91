-- Who may come in, and what they changed.

-- +goose Up
CREATE TABLE tokens (
  id      TEXT PRIMARY KEY,              -- the first 8 bytes of sum
  name    TEXT NOT NULL,
  scopes  TEXT NOT NULL,                 -- separated by spaces
  sum     TEXT NOT NULL,                 -- SHA-256 of the secret, hex
  created INTEGER NOT NULL,
  expires INTEGER NOT NULL,              -- 0: never
  revoked INTEGER NOT NULL,              -- 0: in force
  used    INTEGER NOT NULL               -- to the hour, 0: never
);

CREATE TABLE audit (
  seq    INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  actor  TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  sum    TEXT NOT NULL                   -- of this line and the sum before it
);

-- Where retention cut the log: the last line that went.
CREATE TABLE audit_floor (
  seq INTEGER PRIMARY KEY,
  sum TEXT NOT NULL,
  cut INTEGER NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER audit_not_changed BEFORE UPDATE ON audit
BEGIN
  SELECT RAISE(ABORT, 'the audit log is not rewritten');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit
WHEN OLD.seq > (SELECT COALESCE(MAX(seq), 0) FROM audit_floor)
BEGIN
  SELECT RAISE(ABORT, 'the audit log is only added to');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER audit_floor_not_changed BEFORE UPDATE ON audit_floor
BEGIN
  SELECT RAISE(ABORT, 'the audit log is not rewritten');
END;
-- +goose StatementEnd
