package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"newstape/fault"
)

// States of a delivery.
const (
	Pending = "pending" // to be sent when it is due
	Sending = "sending" // claimed by a worker
	Sent    = "sent"    // the receiver took it
	Dead    = "dead"    // given up, Why says for what reason
	Muted   = "muted"   // its rule was mute or deleted
)

// Delivery is one message to one channel, with one alert or the alerts of a
// digest. Its ID is the idempotency key: the same in every attempt.
type Delivery struct {
	ID       string    `json:"id"`
	Channel  string    `json:"channel"`
	Rule     string    `json:"rule"`
	Digest   bool      `json:"digest,omitempty"` // it still gathers alerts until it is due
	State    string    `json:"state"`
	Due      time.Time `json:"due"`
	Tries    int       `json:"tries"`    // attempts begun
	Failures int       `json:"failures"` // seen to fail, since it was last retried by hand
	Lost     int       `json:"lost"`     // not seen to end, since then
	Why      string    `json:"why,omitempty"`
	Created  time.Time `json:"created"`
	Updated  time.Time `json:"updated"`
	Alerts   []Alert   `json:"alerts"`
	Attempts []Attempt `json:"attempts,omitempty"`

	claim string // the claim under which it is held
}

// Attempt is one time that a delivery was sent, or may have been. Its ID is the
// delivery id that receivers see, and is never used again.
type Attempt struct {
	ID      string    `json:"id"`
	N       int       `json:"n"` // 1 is the first
	Begun   time.Time `json:"begun"`
	Ended   time.Time `json:"ended,omitzero"`
	Outcome string    `json:"outcome,omitempty"` // sent, failed, dead; unknown: it was begun and nobody saw its end
	Status  int       `json:"status,omitempty"`  // of HTTP or SMTP
	Why     string    `json:"why,omitempty"`
}

const selectDeliveries = "SELECT id, channel, rule, grp, state, due, attempts, failures, lost, why, created, updated, claim FROM deliveries"

func scanDelivery(r row) (Delivery, error) {
	var d Delivery
	var digest string
	var due, created, updated int64
	err := r.Scan(&d.ID, &d.Channel, &d.Rule, &digest, &d.State, &due, &d.Tries, &d.Failures, &d.Lost, &d.Why, &created, &updated, &d.claim)
	d.Digest = digest != ""
	d.Due, d.Created, d.Updated = fromMicros(due), fromMicros(created), fromMicros(updated)
	return d, err
}

func scanAttempt(r row) (Attempt, error) {
	var a Attempt
	var begun, ended int64
	err := r.Scan(&a.ID, &a.N, &begun, &ended, &a.Outcome, &a.Status, &a.Why)
	a.Begun, a.Ended = fromMicros(begun), fromMicros(ended)
	return a, err
}

// fill reads what a delivery carries.
func (d *Delivery) fill(ctx context.Context, q querier) (err error) {
	d.Alerts, err = list(ctx, q, "read the alerts of delivery "+d.ID, scanAlert,
		"SELECT a.body FROM delivery_alerts da JOIN alerts a ON a.id = da.alert WHERE da.delivery = ? ORDER BY a.at, a.id", d.ID)
	return err
}

// DeliveryAsk asks for a page of deliveries, newest first.
type DeliveryAsk struct {
	State, Channel, Rule string // "" for all
	Cursor               string
	Limit                int // 1 to 500, 0 is 50
}

// Deliveries are the deliveries with their alerts and attempts, newest first.
func (s *Store) Deliveries(ctx context.Context, a DeliveryAsk) (Page[Delivery], error) {
	at, id, err := readAlertCursor(a.Cursor)
	if err != nil {
		return Page[Delivery]{}, err
	}
	limit := pageSize(a.Limit)
	where, args := []string{"(created < ? OR created = ? AND id < ?)"}, []any{at, at, id}
	for _, f := range []struct{ column, value string }{{"state", a.State}, {"channel", a.Channel}, {"rule", a.Rule}} {
		if f.value != "" {
			where, args = append(where, f.column+" = ?"), append(args, clean(f.value))
		}
	}
	items, err := list(ctx, s, "read deliveries", scanDelivery,
		selectDeliveries+" WHERE "+strings.Join(where, " AND ")+" ORDER BY created DESC, id DESC LIMIT ?", append(args, limit+1)...)
	if err != nil {
		return Page[Delivery]{}, err
	}
	page := Page[Delivery]{Items: items}
	if len(items) > limit {
		page.Items = items[:limit]
		last := page.Items[limit-1]
		page.Next = alertCursor(micros(last.Created), last.ID)
	}
	for i := range page.Items {
		d := &page.Items[i]
		if err := d.fill(ctx, s); err != nil {
			return Page[Delivery]{}, err
		}
		if d.Attempts, err = s.attempts(ctx, d.ID); err != nil {
			return Page[Delivery]{}, err
		}
	}
	return page, nil
}

// attempts are the last attempts of a delivery, at most 50, oldest first.
func (s *Store) attempts(ctx context.Context, delivery string) ([]Attempt, error) {
	return list(ctx, s, "read the attempts of delivery "+delivery, scanAttempt,
		`SELECT id, n, begun, ended, outcome, status, why FROM (
			SELECT id, n, begun, ended, outcome, status, why FROM delivery_attempts WHERE delivery = ? ORDER BY n DESC LIMIT 50) last ORDER BY n`, delivery)
}

// DeliveryCount is how many deliveries of a channel are in one state.
type DeliveryCount struct {
	Channel string `json:"channel"`
	State   string `json:"state"`
	N       int64  `json:"n"`
}

// DeliveryCounts counts deliveries by channel and state, in their order.
func (s *Store) DeliveryCounts(ctx context.Context) ([]DeliveryCount, error) {
	counts, err := list(ctx, s, "count deliveries", func(r row) (DeliveryCount, error) {
		var c DeliveryCount
		return c, r.Scan(&c.Channel, &c.State, &c.N)
	}, "SELECT channel, state, COUNT(*) FROM deliveries GROUP BY state, channel") // as the index goes
	slices.SortFunc(counts, func(a, b DeliveryCount) int {
		return cmp.Or(cmp.Compare(a.Channel, b.Channel), cmp.Compare(a.State, b.State))
	})
	return counts, err
}

// RetryDeliveries makes dead deliveries pending again, those named or all, and
// tells how many. They keep their idempotency key.
func (s *Store) RetryDeliveries(ctx context.Context, ids ...string) (int, error) {
	const again = "UPDATE deliveries SET state = 'pending', failures = 0, lost = 0, why = '', due = ?, updated = ? WHERE state = 'dead'"
	total := 0
	err := s.write(ctx, "retry deliveries", func(t *tx) error {
		total = 0
		now := micros(s.now())
		if len(ids) == 0 {
			n, err := t.exec(ctx, again, now, now)
			total = int(n)
			return err
		}
		for _, id := range ids {
			n, err := t.exec(ctx, again+" AND id = ?", now, now, clean(id))
			if err != nil {
				return err
			}
			total += int(n)
		}
		return nil
	})
	return total, err
}

// DueChannels are the channels for which something is due and that are not
// paused, in order. A channel that is no more is among them, so that what was
// meant for it is closed.
func (s *Store) DueChannels(ctx context.Context, now time.Time) ([]string, error) {
	at := micros(now)
	return list(ctx, s, "find due deliveries", scanString, `SELECT DISTINCT d.channel FROM deliveries d LEFT JOIN alert_channels c ON c.id = d.channel
		WHERE (d.state = 'pending' AND d.due <= ? OR d.state = 'sending' AND d.lease <= ?) AND COALESCE(c.paused, 0) <= ? ORDER BY d.channel`, at, at, at)
}

// ClaimDeliveries gives a worker up to limit deliveries of a channel that are
// due, oldest first, for as long as lease: until then nobody else has them. What
// another worker held longer than its lease is among them; if it had begun an
// attempt and not ended it, that attempt is closed as unknown.
func (s *Store) ClaimDeliveries(ctx context.Context, channel string, now time.Time, holder string, lease time.Duration, limit int) ([]Delivery, error) {
	var out []Delivery
	at := micros(now)
	claim := clean(holder) + "#" + freshID()
	err := s.write(ctx, "claim deliveries", func(t *tx) error {
		out = nil
		found, err := t.due(ctx, channel, at, max(1, min(limit, 500)))
		if err != nil {
			return err
		}
		for _, d := range found {
			// The condition again: another worker may have been faster.
			n, err := t.exec(ctx, `UPDATE deliveries SET state = 'sending', grp = '', claim = ?, lease = ?, updated = ?
				WHERE id = ? AND (state = 'pending' AND due <= ? OR state = 'sending' AND lease <= ?)`,
				claim, micros(now.Add(lease)), at, d.ID, at, at)
			if err != nil {
				return err
			}
			if n == 0 {
				continue
			}
			if err := t.closeUnknown(ctx, &d, at); err != nil {
				return err
			}
			d.State, d.Digest, d.claim = Sending, false, claim
			if err := d.fill(ctx, t); err != nil {
				return err
			}
			out = append(out, d)
		}
		return nil
	})
	return out, err
}

// due are deliveries of a channel whose lease has run out, then those that are
// due, oldest first. Two questions, so that each follows its index even when a
// hundred thousand wait.
func (t *tx) due(ctx context.Context, channel string, at int64, limit int) ([]Delivery, error) {
	found, err := list(ctx, t, "find due deliveries", scanDelivery, selectDeliveries+
		" WHERE state = 'sending' AND channel = ? AND lease <= ? ORDER BY due, id LIMIT ?", clean(channel), at, limit)
	if err != nil || len(found) == limit {
		return found, err
	}
	more, err := list(ctx, t, "find due deliveries", scanDelivery, selectDeliveries+
		" WHERE state = 'pending' AND channel = ? AND due <= ? ORDER BY due, id LIMIT ?", clean(channel), at, limit-len(found))
	return append(found, more...), err
}

// closeUnknown closes the attempt that the last holder of a delivery began and
// did not end.
func (t *tx) closeUnknown(ctx context.Context, d *Delivery, at int64) error {
	n, err := t.exec(ctx, "UPDATE delivery_attempts SET ended = ?, outcome = 'unknown', why = 'its worker did not come back' WHERE delivery = ? AND outcome = ''",
		at, d.ID)
	if err != nil || n == 0 {
		return err
	}
	d.Lost++
	_, err = t.exec(ctx, "UPDATE deliveries SET lost = lost + 1 WHERE id = ?", d.ID)
	return err
}

// ReleaseDelivery gives a claimed delivery back without an attempt: to be sent at due,
// or closed when state is Dead or Muted.
func (s *Store) ReleaseDelivery(ctx context.Context, d Delivery, state string, due time.Time, why string) error {
	return s.write(ctx, "release delivery "+d.ID, func(t *tx) error {
		_, err := t.exec(ctx, "UPDATE deliveries SET state = ?, due = ?, why = ?, claim = '', lease = 0, updated = ? WHERE id = ? AND state = 'sending' AND claim = ?",
			state, micros(due), clean(why), micros(s.now()), d.ID, d.claim)
		return err
	})
}

// BeginAttempt makes a new attempt of a claimed delivery and lengthens its
// lease. When it returns, the attempt is on disk: only then may anything be
// sent, under the attempt's ID. It is refused when the claim is no longer held.
func (s *Store) BeginAttempt(ctx context.Context, d Delivery, now time.Time, lease time.Duration) (Attempt, error) {
	a := Attempt{ID: freshID(), Begun: now.UTC().Truncate(time.Microsecond)}
	err := s.write(ctx, "begin delivery "+d.ID, func(t *tx) error {
		n, err := t.exec(ctx, `UPDATE deliveries SET attempts = attempts + 1, lease = ?, updated = ?
			WHERE id = ? AND state = 'sending' AND claim = ? AND lease > ?`,
			micros(now.Add(lease)), micros(now), d.ID, d.claim, micros(now))
		if err == nil && n == 0 {
			return fault.New(fault.Refused, "begin delivery %s: another worker has it", d.ID)
		}
		if err != nil {
			return err
		}
		count, err := one(ctx, t, "count attempts", scanInt, "SELECT attempts FROM deliveries WHERE id = ?", d.ID)
		if err != nil {
			return err
		}
		a.N = int(count)
		_, err = t.exec(ctx, "INSERT INTO delivery_attempts (id, delivery, n, claim, begun, ended, outcome, status, why) VALUES (?, ?, ?, ?, ?, 0, '', 0, '')",
			a.ID, d.ID, a.N, d.claim, micros(now))
		return err
	})
	return a, err
}
