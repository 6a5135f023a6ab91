-- Who may come in, and what they changed.

-- +goose Up
CREATE TABLE tokens (
  id      TEXT PRIMARY KEY,              -- the first 8 bytes of sum
  name    TEXT NOT NULL,
  scopes  TEXT NOT NULL,                 -- separated by spaces
  sum     TEXT NOT NULL,                 -- SHA-256 of the secret, hex
  created BIGINT NOT NULL,
  expires BIGINT NOT NULL,               -- 0: never
  revoked BIGINT NOT NULL,               -- 0: in force
  used    BIGINT NOT NULL                -- to the hour, 0: never
);

CREATE TABLE audit (
  seq    BIGINT PRIMARY KEY,
  at     BIGINT NOT NULL,
  actor  TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL,
  sum    TEXT NOT NULL                   -- of this line and the sum before it
);

-- Where retention cut the log: the last line that went.
CREATE TABLE audit_floor (
  seq BIGINT PRIMARY KEY,
  sum TEXT NOT NULL,
  cut BIGINT NOT NULL
);

-- +goose StatementBegin
CREATE FUNCTION audit_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' AND OLD.seq <= (SELECT COALESCE(MAX(seq), 0) FROM audit_floor) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the audit log is only added to';
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_kept BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_kept();

-- +goose StatementBegin
CREATE FUNCTION audit_refused() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is only added to';
END $$;
-- +goose StatementEnd
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit EXECUTE FUNCTION audit_refused();
CREATE TRIGGER audit_floor_kept BEFORE UPDATE ON audit_floor FOR EACH ROW EXECUTE FUNCTION audit_refused();
