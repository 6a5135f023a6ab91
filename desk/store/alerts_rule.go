package store

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"newstape/desk/query"
	"newstape/fault"
)

// Rule is a query that raises alerts. Package alert says what its parts mean
// and checks them.
type Rule struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Query    string   `json:"query"`              // canonical
	Channels []string `json:"channels,omitempty"` // IDs; none: the alert is kept and stands in the rule's feed
	Per      string   `json:"per,omitempty"`      // "cluster" (and ""): one alert for a cluster; "story": for each story
	Urgent   bool     `json:"urgent,omitempty"`   // quiet hours do not hold it
	Quiet    []Quiet  `json:"quiet,omitempty"`
	Digest   *Digest  `json:"digest,omitempty"`
	Off      bool     `json:"off,omitempty"` // raises nothing

	Muted   time.Time `json:"muted_until,omitzero"` // alerts raised before this are kept and not sent
	Created time.Time `json:"created,omitzero"`
	Updated time.Time `json:"updated,omitzero"`
}

// Quiet is a time of day in which nothing is sent: From until To, over midnight
// when To is the earlier one, by the clock of Zone.
type Quiet struct {
	From string   `json:"from"`           // 22:00
	To   string   `json:"to"`             // 07:00
	Zone string   `json:"zone"`           // America/New_York
	Days []string `json:"days,omitempty"` // mon, tue ...: on which From lies; none: all
}

// Digest gathers alerts into one message.
type Digest struct {
	Every string `json:"every"`          // hourly, daily
	At    string `json:"at,omitempty"`   // daily: 07:30
	Zone  string `json:"zone,omitempty"` // daily: whose clock; "" is UTC
}

// PutRule stores a rule under its ID, new or in place of the one there; without
// an ID it is given one. The query is checked and made canonical, and the
// channels must be there. Muted, Created and Updated are set here; see MuteRule.
func (s *Store) PutRule(ctx context.Context, r Rule) (Rule, error) {
	r.ID = orFreshID(r.ID)
	r.Name = clean(strings.TrimSpace(r.Name))
	q, err := query.Parse(r.Query)
	switch {
	case err != nil:
		return Rule{}, err
	case !isID(r.ID):
		return Rule{}, badID("rule", r.ID)
	case r.Name == "" || len(r.Name) > 200:
		return Rule{}, fault.New(fault.BadInput, "store rule %s: its name has %d bytes", r.ID, len(r.Name)).Try("a name of 1 to 200 bytes")
	}
	for _, c := range r.Channels {
		if !isID(c) {
			return Rule{}, badID("channel", c)
		}
	}
	r.Query = q.String()
	r.Updated = s.now().UTC().Truncate(time.Microsecond)
	err = s.write(ctx, "store rule "+r.ID, func(t *tx) error {
		for _, c := range r.Channels {
			if _, err := one(ctx, t, "read channel "+c, scanString, "SELECT id FROM alert_channels WHERE id = ?", c); err != nil {
				if fault.CodeOf(err) == fault.NotFound {
					return fault.New(fault.BadInput, "store rule %s: there is no channel %s", r.ID, c).Try("make the channel first")
				}
				return err
			}
		}
		r.Created, r.Muted = r.Updated, time.Time{}
		old, err := list(ctx, t, "read rule "+r.ID, scanRule, selectRules+" WHERE id = ?", r.ID)
		if err != nil {
			return err
		}
		if len(old) > 0 {
			r.Created, r.Muted = old[0].Created, old[0].Muted
		}
		body, err := json.Marshal(r)
		if err != nil {
			return err
		}
		_, err = t.exec(ctx, `INSERT INTO alert_rules (id, name, body, muted, created, updated) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body, updated = excluded.updated`,
			r.ID, r.Name, clean(string(body)), micros(r.Muted), micros(r.Created), micros(r.Updated))
		return err
	})
	return r, err
}

const selectRules = "SELECT body, muted, created, updated FROM alert_rules"

func scanRule(r row) (Rule, error) {
	var out Rule
	var body string
	var muted, created, updated int64
	if err := r.Scan(&body, &muted, &created, &updated); err != nil {
		return out, err
	}
	if err := json.Unmarshal([]byte(body), &out); err != nil {
		return out, fault.New(fault.Corrupt, "read a rule: %w", err).Try("newstape desk verify")
	}
	out.Muted, out.Created, out.Updated = fromMicros(muted), fromMicros(created), fromMicros(updated)
	return out, nil
}

// Rules are all rules by name.
func (s *Store) Rules(ctx context.Context) ([]Rule, error) {
	return list(ctx, s, "read rules", scanRule, selectRules+" ORDER BY name, id")
}

// Rule is one rule; not_found when it is not there.
func (s *Store) Rule(ctx context.Context, id string) (Rule, error) {
	return one(ctx, s, "read rule "+clean(id), scanRule, selectRules+" WHERE id = ?", clean(id))
}

// DeleteRule removes a rule. Its alerts stay; what it had still to send is not
// sent. not_found when it is not there.
func (s *Store) DeleteRule(ctx context.Context, id string) error {
	id = clean(id)
	return s.write(ctx, "delete rule "+id, func(t *tx) error {
		n, err := t.exec(ctx, "DELETE FROM alert_rules WHERE id = ?", id)
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "delete rule %s: there is none", id)
		}
		if err != nil {
			return err
		}
		_, err = t.exec(ctx, "UPDATE deliveries SET state = 'muted', why = 'its rule was deleted', grp = '', updated = ? WHERE rule = ? AND state = 'pending'",
			micros(s.now()), id)
		return err
	})
}

// MuteRule keeps what a rule raises before a time from being sent; the zero time
// ends it. Alerts are still kept and stand in the rule's feed. What was raised
// while the rule was mute and is still to be sent is dropped too.
func (s *Store) MuteRule(ctx context.Context, id string, until time.Time) error {
	id = clean(id)
	return s.write(ctx, "mute rule "+id, func(t *tx) error {
		n, err := t.exec(ctx, "UPDATE alert_rules SET muted = ?, updated = ? WHERE id = ?", micros(until), micros(s.now()), id)
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "mute rule %s: there is none", id)
		}
		return err
	})
}

func orFreshID(id string) string {
	if id == "" {
		return freshID()
	}
	return id
}

func badID(what, id string) error {
	return fault.New(fault.BadInput, "store %s %.80q: that is no ID", what, id).Try("1 to 64 letters, digits, - and _")
}
