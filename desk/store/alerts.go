package store

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"newstape/fault"
)

// Alert is what a rule had to say about one story, cluster, list change or
// measurement. Equal alerts have an equal ID, so that a stage that runs again
// raises none a second time.
type Alert struct {
	ID      string `json:"id"`
	Rule    string `json:"rule"`
	Name    string `json:"name"`    // of the rule, as it was then
	Query   string `json:"query"`   // what matched
	Kind    string `json:"kind"`    // story, cluster, list_change, measurement
	Subject string `json:"subject"` // ID of what it is about: with story rules the story, else the cluster or the change
	Story   string `json:"story,omitempty"`
	Cluster string `json:"cluster,omitempty"`

	At     time.Time `json:"at"` // when it was raised
	Title  string    `json:"title"`
	Lines  []string  `json:"lines,omitempty"` // facts, one each
	Outlet string    `json:"outlet,omitempty"`
	URL    string    `json:"url,omitempty"` // where the story was published
	Urgent bool      `json:"urgent,omitempty"`

	// How it goes out; no part of what is shown.
	Channels []string  `json:"-"`
	Due      time.Time `json:"-"` // zero is At
	// Digest is the digest that the alert goes into; alerts of one digest that
	// are due on one channel become one message. "" is a message of its own.
	Digest string `json:"-"`
}

// PutAlerts stores the alerts that are not there yet, by ID, appends a change
// for each, and makes one delivery for each of their channels, all or nothing.
// It tells how many alerts were new.
func (s *Store) PutAlerts(ctx context.Context, alerts []Alert) (int, error) {
	fresh := 0
	if len(alerts) == 0 {
		return 0, nil
	}
	err := s.write(ctx, "store alerts", func(t *tx) error {
		fresh = 0
		var added []Alert
		for _, a := range alerts {
			isNew, err := t.addAlert(ctx, a)
			if err != nil {
				return err
			}
			if isNew {
				added = append(added, a)
			}
		}
		fresh = len(added)
		for _, a := range added {
			if _, err := t.change(ctx, Change{Kind: KindAlert, ID: a.ID, Item: a.Rule, Cluster: a.Cluster}); err != nil {
				return err
			}
		}
		return nil
	})
	return fresh, err
}

func (t *tx) addAlert(ctx context.Context, a Alert) (bool, error) {
	if a.ID == "" || a.Rule == "" || a.At.IsZero() {
		return false, fault.New(fault.Internal, "store alert %q of rule %q: it has no ID, rule or time", a.ID, a.Rule)
	}
	a.Title, a.Outlet, a.URL = clean(a.Title), clean(a.Outlet), clean(a.URL)
	body, err := json.Marshal(a)
	if err != nil {
		return false, fault.New(fault.Internal, "store alert %s: %w", a.ID, err)
	}
	n, err := t.exec(ctx, `INSERT INTO alerts (id, rule, kind, subject, story, cluster, at, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO NOTHING`,
		a.ID, a.Rule, a.Kind, key(a.Subject), clean(a.Story), clean(a.Cluster), micros(a.At), clean(string(body)))
	if err != nil || n == 0 {
		return false, err
	}
	for _, channel := range a.Channels {
		if err := t.addDelivery(ctx, a, channel); err != nil {
			return false, err
		}
	}
	return true, nil
}

// addDelivery puts an alert into the open digest of its channel, or into a
// message of its own.
func (t *tx) addDelivery(ctx context.Context, a Alert, channel string) error {
	due := a.Due
	if due.IsZero() {
		due = a.At
	}
	id := sumID(a.ID, channel)
	if a.Digest != "" {
		open, err := t.joinDigest(ctx, a, channel, due)
		if err != nil {
			return err
		}
		if open != "" {
			id = open
			_, err := t.exec(ctx, "INSERT INTO delivery_alerts (delivery, alert) VALUES (?, ?) ON CONFLICT DO NOTHING", id, a.ID)
			return err
		}
	}
	_, err := t.exec(ctx, `INSERT INTO deliveries (id, channel, rule, grp, state, due, alerts, attempts, failures, lost, claim, lease, why, created, updated)
		VALUES (?, ?, ?, ?, 'pending', ?, 1, 0, 0, 0, '', 0, '', ?, ?)`,
		id, channel, a.Rule, digestKey(a, due), micros(due), micros(a.At), micros(a.At))
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, "INSERT INTO delivery_alerts (delivery, alert) VALUES (?, ?)", id, a.ID)
	return err
}

func digestKey(a Alert, due time.Time) string {
	if a.Digest == "" {
		return ""
	}
	return clean(a.Digest) + "@" + strconv.FormatInt(micros(due), 10)
}

// maxDigest bounds the alerts of one digest; more make a second one.
const maxDigest = 100

// joinDigest counts the alert into an open digest and gives its ID, "" without
// one. Counting locks the row, so a digest that is being claimed is either
// joined before it is read or not at all.
func (t *tx) joinDigest(ctx context.Context, a Alert, channel string, due time.Time) (string, error) {
	open, err := list(ctx, t, "find a digest", scanString,
		"SELECT id FROM deliveries WHERE grp = ? AND channel = ? AND state = 'pending' AND alerts < ? ORDER BY id LIMIT 1",
		digestKey(a, due), channel, maxDigest)
	if err != nil || len(open) == 0 {
		return "", err
	}
	n, err := t.exec(ctx, "UPDATE deliveries SET alerts = alerts + 1 WHERE id = ? AND grp = ? AND state = 'pending'",
		open[0], digestKey(a, due))
	if err != nil || n == 0 {
		return "", err
	}
	return open[0], nil
}

// sumID is an ID that is made of others: 32 hex digits.
func sumID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// freshID is an ID that nobody else has, nor this store after it was restored:
// 32 hex digits.
func freshID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func scanAlert(r row) (Alert, error) {
	var a Alert
	var body string
	if err := r.Scan(&body); err != nil {
		return a, err
	}
	if err := json.Unmarshal([]byte(body), &a); err != nil {
		return a, fault.New(fault.Corrupt, "read an alert: %w", err).Try("newstape desk verify")
	}
	return a, nil
}

// Alert is one alert; not_found when it is not there.
func (s *Store) Alert(ctx context.Context, id string) (Alert, error) {
	return one(ctx, s, "read alert "+clean(id), scanAlert, "SELECT body FROM alerts WHERE id = ?", clean(id))
}

// AlertAsk asks for a page of alerts, newest first.
type AlertAsk struct {
	Rule   string // "" for all
	Cursor string
	Limit  int // 1 to 500, 0 is 50
}

// Alerts are the alerts of one rule or of all, newest first.
func (s *Store) Alerts(ctx context.Context, a AlertAsk) (Page[Alert], error) {
	at, id, err := readAlertCursor(a.Cursor)
	if err != nil {
		return Page[Alert]{}, err
	}
	limit := pageSize(a.Limit)
	where, args := "(at < ? OR at = ? AND id < ?)", []any{at, at, id}
	if a.Rule != "" {
		where, args = where+" AND rule = ?", append(args, clean(a.Rule))
	}
	items, err := list(ctx, s, "read alerts", scanAlert,
		"SELECT body FROM alerts WHERE "+where+" ORDER BY at DESC, id DESC LIMIT ?", append(args, limit+1)...)
	if err != nil {
		return Page[Alert]{}, err
	}
	page := Page[Alert]{Items: items}
	if len(items) > limit {
		page.Items = items[:limit]
		last := page.Items[limit-1]
		page.Next = alertCursor(micros(last.At), last.ID)
	}
	return page, nil
}

func pageSize(limit int) int {
	if limit == 0 {
		return 50
	}
	return max(1, min(limit, 500))
}

// alertCursor is the place after a row in a list by falling time and ID.
func alertCursor(at int64, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte("a1." + strconv.FormatInt(at, 10) + "." + id))
}

func readAlertCursor(cursor string) (at int64, id string, err error) {
	if cursor == "" {
		return 1<<63 - 1, "", nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err == nil && len(raw) < 200 {
		if part := strings.Split(string(raw), "."); len(part) == 3 && part[0] == "a1" && isID(part[2]) {
			if at, err = strconv.ParseInt(part[1], 10, 64); err == nil {
				return at, part[2], nil
			}
		}
	}
	return 0, "", fault.New(fault.BadUsage, "read a page: the cursor is none of this list").Try("the next cursor of the page before, or none")
}

// isID reports whether an ID is one that people and addresses can carry: 1 to 64
// letters, digits and -_.
func isID(id string) bool {
	return id != "" && len(id) <= 64 &&
		strings.Trim(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == ""
}

// trimAlerts removes up to limit alerts raised before a time, with the
// deliveries that carry nothing else, unless they are still to be sent.
func (s *Store) trimAlerts(ctx context.Context, before time.Time, limit int) (int64, error) {
	var gone int64
	err := s.write(ctx, "remove old alerts", func(t *tx) error {
		gone = 0
		ids, err := list(ctx, t, "find old alerts", scanString, `SELECT id FROM alerts WHERE at < ? AND NOT EXISTS (
			SELECT 1 FROM delivery_alerts da JOIN deliveries d ON d.id = da.delivery
			WHERE da.alert = alerts.id AND d.state IN ('pending', 'sending')) ORDER BY at, id LIMIT ?`, micros(before), limit)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if err := t.removeAlert(ctx, id); err != nil {
				return err
			}
			gone++
		}
		return nil
	})
	return gone, err
}

func (t *tx) removeAlert(ctx context.Context, id string) error {
	carriers, err := list(ctx, t, "find the deliveries of an alert", scanString, "SELECT delivery FROM delivery_alerts WHERE alert = ?", id)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "DELETE FROM delivery_alerts WHERE alert = ?", id); err != nil {
		return err
	}
	if _, err := t.exec(ctx, "DELETE FROM alerts WHERE id = ?", id); err != nil {
		return err
	}
	for _, d := range carriers {
		n, err := t.exec(ctx, "DELETE FROM deliveries WHERE id = ? AND NOT EXISTS (SELECT 1 FROM delivery_alerts WHERE delivery = ?)", d, d)
		if err != nil {
			return err
		}
		if n > 0 {
			if _, err := t.exec(ctx, "DELETE FROM delivery_attempts WHERE delivery = ?", d); err != nil {
				return err
			}
		}
	}
	return nil
}
