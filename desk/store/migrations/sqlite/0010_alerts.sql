-- Alerts: the rules that raise them, the channels they go out by, and each
-- attempt to send one.

-- +goose Up
CREATE TABLE alert_rules (
  id TEXT PRIMARY KEY, name TEXT NOT NULL,
  body    TEXT    NOT NULL,              -- JSON of the rule
  muted   INTEGER NOT NULL,              -- alerts raised before this are not sent
  created INTEGER NOT NULL, updated INTEGER NOT NULL
);

CREATE TABLE alert_channels (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
  settings   TEXT    NOT NULL,           -- JSON object
  secrets    TEXT    NOT NULL,           -- JSON object; never listed, never logged
  failures   INTEGER NOT NULL,           -- in a row
  paused     INTEGER NOT NULL,           -- nothing is sent before this
  paused_why TEXT    NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL
);

CREATE TABLE alerts (
  id   TEXT PRIMARY KEY,
  rule TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
  story TEXT NOT NULL, cluster TEXT NOT NULL,
  at   INTEGER NOT NULL,
  body TEXT NOT NULL                     -- JSON of the alert
);
CREATE INDEX alerts_at ON alerts (at, id);
CREATE INDEX alerts_rule ON alerts (rule, at, id);
CREATE INDEX alerts_cluster ON alerts (cluster) WHERE cluster <> '';

-- One message to one channel: an alert, or several in a digest.
CREATE TABLE deliveries (
  id       TEXT PRIMARY KEY,             -- the idempotency key
  channel  TEXT    NOT NULL, rule TEXT NOT NULL,
  grp      TEXT    NOT NULL,             -- open digest that still takes alerts, else ''
  state    TEXT    NOT NULL,             -- pending, sending, sent, dead, muted
  due      INTEGER NOT NULL,
  alerts   INTEGER NOT NULL,             -- how many
  attempts INTEGER NOT NULL, failures INTEGER NOT NULL,
  lost     INTEGER NOT NULL,             -- attempts that nobody saw the end of
  claim    TEXT    NOT NULL,             -- who is sending it
  lease    INTEGER NOT NULL,             -- until when the claim holds
  why      TEXT    NOT NULL,
  created INTEGER NOT NULL, updated INTEGER NOT NULL
);
CREATE INDEX deliveries_due ON deliveries (state, channel, due, id);
CREATE INDEX deliveries_created ON deliveries (created, id);
CREATE INDEX deliveries_grp ON deliveries (grp, channel) WHERE grp <> '';

CREATE TABLE delivery_alerts (
  delivery TEXT NOT NULL, alert TEXT NOT NULL,
  PRIMARY KEY (delivery, alert)
) WITHOUT ROWID;
CREATE INDEX delivery_alerts_alert ON delivery_alerts (alert);

CREATE TABLE delivery_attempts (
  id       TEXT PRIMARY KEY,             -- the delivery id that receivers see
  delivery TEXT    NOT NULL, n INTEGER NOT NULL,
  claim    TEXT    NOT NULL,
  begun    INTEGER NOT NULL, ended INTEGER NOT NULL,
  outcome  TEXT    NOT NULL,             -- '' while it lasts; sent, failed, dead, unknown
  status   INTEGER NOT NULL, why TEXT NOT NULL
);
CREATE UNIQUE INDEX delivery_attempts_of ON delivery_attempts (delivery, n);
