package store

import (
	"context"
	"encoding/json"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"time"

	"newstape/fault"
)

// Channel is a way out for alerts. Its secrets stand apart, see ChannelSecrets.
// Package alert says which settings and secrets each kind has and checks them.
type Channel struct {
	ID       string            `json:"id"`
	Name     string            `json:"name"`
	Kind     string            `json:"kind"` // webhook, slack, discord, telegram, ntfy, smtp
	Settings map[string]string `json:"settings,omitempty"`
	Secrets  []string          `json:"secrets,omitempty"` // names of those that are set, sorted

	Failures  int       `json:"failures,omitempty"`       // in a row
	Paused    time.Time `json:"paused_until,omitzero"`    // nothing is sent before this
	PausedWhy string    `json:"paused_because,omitempty"` // in words
	Created   time.Time `json:"created,omitzero"`
	Updated   time.Time `json:"updated,omitzero"`
}

// Secrets are the secrets of a channel by name. Printed, logged or marshalled
// they show nothing.
type Secrets map[string]string

const hidden = "(hidden)"

// String shows nothing.
func (Secrets) String() string { return hidden }

// GoString shows nothing.
func (Secrets) GoString() string { return hidden }

// LogValue shows nothing.
func (Secrets) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalJSON shows nothing.
func (Secrets) MarshalJSON() ([]byte, error) { return []byte(`"` + hidden + `"`), nil }

// PutChannel stores a channel under its ID, new or in place of the one there;
// without an ID it is given one. Secrets with a value are set, those with "" are
// removed, those not named stay as they are. A change ends a pause. Failures,
// Paused, Created and Updated are set here.
func (s *Store) PutChannel(ctx context.Context, c Channel, secrets Secrets) (Channel, error) {
	c.ID = orFreshID(c.ID)
	c.Name = clean(strings.TrimSpace(c.Name))
	switch {
	case !isID(c.ID):
		return Channel{}, badID("channel", c.ID)
	case c.Name == "" || len(c.Name) > 200:
		return Channel{}, fault.New(fault.BadInput, "store channel %s: its name has %d bytes", c.ID, len(c.Name)).Try("a name of 1 to 200 bytes")
	case c.Kind == "":
		return Channel{}, fault.New(fault.BadInput, "store channel %s: it has no kind", c.ID).Try("webhook")
	}
	c.Failures, c.Paused, c.PausedWhy = 0, time.Time{}, ""
	c.Updated = s.now().UTC().Truncate(time.Microsecond)
	err := s.write(ctx, "store channel "+c.ID, func(t *tx) error {
		merged, created, err := t.mergeSecrets(ctx, c.ID, secrets)
		if err != nil {
			return err
		}
		if c.Created = created; created.IsZero() {
			c.Created = c.Updated
		}
		c.Secrets = slices.Sorted(maps.Keys(merged))
		settings, err := json.Marshal(c.Settings)
		if err != nil {
			return err
		}
		kept, err := json.Marshal(map[string]string(merged))
		if err != nil {
			return err
		}
		_, err = t.exec(ctx, `INSERT INTO alert_channels (id, name, kind, settings, secrets, failures, paused, paused_why, created, updated)
			VALUES (?, ?, ?, ?, ?, 0, 0, '', ?, ?)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind, settings = excluded.settings, secrets = excluded.secrets,
				failures = 0, paused = 0, paused_why = '', updated = excluded.updated`,
			c.ID, c.Name, clean(c.Kind), clean(string(settings)), clean(string(kept)), micros(c.Created), micros(c.Updated))
		return err
	})
	if err != nil {
		return Channel{}, err
	}
	return c, nil
}

// mergeSecrets lays new secrets over those that are stored.
func (t *tx) mergeSecrets(ctx context.Context, id string, fresh Secrets) (Secrets, time.Time, error) {
	merged := Secrets{}
	created, err := list(ctx, t, "read channel "+id, scanInt, "SELECT created FROM alert_channels WHERE id = ?", id)
	if err != nil {
		return nil, time.Time{}, err
	}
	var at time.Time
	if len(created) > 0 {
		at = fromMicros(created[0])
		if merged, err = one(ctx, t, "read channel "+id, scanSecrets, "SELECT secrets FROM alert_channels WHERE id = ?", id); err != nil {
			return nil, time.Time{}, err
		}
	}
	for name, value := range fresh {
		if value == "" {
			delete(merged, name)
		} else {
			merged[name] = value
		}
	}
	return merged, at, nil
}

func scanSecrets(r row) (Secrets, error) {
	var raw string
	if err := r.Scan(&raw); err != nil {
		return nil, err
	}
	m := map[string]string{}
	if err := json.Unmarshal([]byte(raw), &m); err != nil {
		// Not the cause: it may show a piece of a secret.
		return nil, fault.New(fault.Corrupt, "read the secrets of a channel: they are no JSON object").Try("set them again")
	}
	return m, nil
}

// ChannelSecrets are a channel's secrets, to send with; for nobody else.
func (s *Store) ChannelSecrets(ctx context.Context, id string) (Secrets, error) {
	return one(ctx, s, "read channel "+clean(id), scanSecrets, "SELECT secrets FROM alert_channels WHERE id = ?", clean(id))
}

const selectChannels = "SELECT id, name, kind, settings, secrets, failures, paused, paused_why, created, updated FROM alert_channels"

func scanChannel(r row) (Channel, error) {
	var c Channel
	var settings, secrets string
	var paused, created, updated int64
	err := r.Scan(&c.ID, &c.Name, &c.Kind, &settings, &secrets, &c.Failures, &paused, &c.PausedWhy, &created, &updated)
	if err != nil {
		return c, err
	}
	names := map[string]json.RawMessage{}
	if json.Unmarshal([]byte(settings), &c.Settings) != nil || json.Unmarshal([]byte(secrets), &names) != nil {
		return c, fault.New(fault.Corrupt, "read channel %s: its settings are no JSON object", c.ID).Try("newstape desk verify")
	}
	c.Secrets = slices.Sorted(maps.Keys(names))
	c.Paused, c.Created, c.Updated = fromMicros(paused), fromMicros(created), fromMicros(updated)
	return c, nil
}

// Channels are all channels by name, without their secrets.
func (s *Store) Channels(ctx context.Context) ([]Channel, error) {
	return list(ctx, s, "read channels", scanChannel, selectChannels+" ORDER BY name, id")
}

// Channel is one channel without its secrets; not_found when it is not there.
func (s *Store) Channel(ctx context.Context, id string) (Channel, error) {
	return one(ctx, s, "read channel "+clean(id), scanChannel, selectChannels+" WHERE id = ?", clean(id))
}

// DeleteChannel removes a channel with its secrets; what had still to go out by
// it is dead. not_found when it is not there.
func (s *Store) DeleteChannel(ctx context.Context, id string) error {
	id = clean(id)
	return s.write(ctx, "delete channel "+id, func(t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM alert_channels WHERE id = ?", id)
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "delete channel %s: there is none", id)
		}
		if err != nil {
			return err
		}
		_, err = t.exec(ctx, "UPDATE deliveries SET state = 'dead', why = 'its channel was deleted', grp = '', updated = ? WHERE channel = ? AND state = 'pending'",
			micros(s.now()), id)
		return err
	})
}

// ResumeChannel ends a channel's pause at once.
func (s *Store) ResumeChannel(ctx context.Context, id string) error {
	id = clean(id)
	return s.write(ctx, "resume channel "+id, func(t *tx) error {
		n, err := t.exec(ctx, "UPDATE alert_channels SET failures = 0, paused = 0, paused_why = '' WHERE id = ?", id)
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "resume channel %s: there is none", id)
		}
		return err
	})
}
