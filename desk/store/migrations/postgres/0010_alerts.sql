-- Alerts: the rules that raise them, the channels they go out by, and each
-- attempt to send one.

-- +goose Up
CREATE TABLE alert_rules (
  id TEXT PRIMARY KEY, name TEXT NOT NULL,
  body    TEXT    NOT NULL,              -- JSON of the rule
  muted   BIGINT NOT NULL,              -- alerts raised before this are not sent
  created BIGINT NOT NULL, updated BIGINT NOT NULL
);

CREATE TABLE alert_channels (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,
  settings   TEXT    NOT NULL,           -- JSON object
  secrets    TEXT    NOT NULL,           -- JSON object; never listed, never logged
  failures   BIGINT NOT NULL,           -- in a row
  paused     BIGINT NOT NULL,           -- nothing is sent before this
  paused_why TEXT    NOT NULL,
  created BIGINT NOT NULL, updated BIGINT NOT NULL
);

CREATE TABLE alerts (
  id   TEXT PRIMARY KEY,
  rule TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
  story TEXT NOT NULL, cluster TEXT NOT NULL,
  at   BIGINT NOT NULL,
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
  due      BIGINT NOT NULL,
  alerts   BIGINT NOT NULL,             -- how many
  attempts BIGINT NOT NULL, failures BIGINT NOT NULL,
  lost     BIGINT NOT NULL,             -- attempts that nobody saw the end of
  claim    TEXT    NOT NULL,             -- who is sending it
  lease    BIGINT NOT NULL,             -- until when the claim holds
  why      TEXT    NOT NULL,
  created BIGINT NOT NULL, updated BIGINT NOT NULL
);
CREATE INDEX deliveries_due ON deliveries (state, channel, due, id);
CREATE INDEX deliveries_created ON deliveries (created, id);
CREATE INDEX deliveries_grp ON deliveries (grp, channel) WHERE grp <> '';

CREATE TABLE delivery_alerts (
  delivery TEXT NOT NULL, alert TEXT NOT NULL,
  PRIMARY KEY (delivery, alert)
);
CREATE INDEX delivery_alerts_alert ON delivery_alerts (alert);

CREATE TABLE delivery_attempts (
  id       TEXT PRIMARY KEY,             -- the delivery id that receivers see
  delivery TEXT    NOT NULL, n BIGINT NOT NULL,
  claim    TEXT    NOT NULL,
  begun    BIGINT NOT NULL, ended BIGINT NOT NULL,
  outcome  TEXT    NOT NULL,             -- '' while it lasts; sent, failed, dead, unknown
  status   BIGINT NOT NULL, why TEXT NOT NULL
);
CREATE UNIQUE INDEX delivery_attempts_of ON delivery_attempts (delivery, n);
