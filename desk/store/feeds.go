package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"newstape/fault"
	"newstape/story/source"
	"newstape/story/source/follow"
)

// Feed is one feed that the desk follows.
type Feed struct {
	ID     string    `json:"id"`               // FeedID of its URL when not given
	URL    string    `json:"url"`              // as given; State.URL is the one in use
	Title  string    `json:"title,omitempty"`  // as given; State.Title is what the feed calls itself
	Folder string    `json:"folder,omitempty"` // folders of the list it came from, " / " between them
	Outlet string    `json:"outlet,omitempty"` // as given, for all its stories; "" leaves it to the feed
	Off    bool      `json:"off,omitempty"`    // not polled
	Added  time.Time `json:"added,omitzero"`
	Taken  int64     `json:"taken"` // items taken in so far

	State follow.State `json:"state"`
}

// MaxMarks is how many items of a feed are remembered as seen: five documents
// of the largest size that is read.
const MaxMarks = 5000

// FeedID is the ID of a feed with this address, 16 hex digits.
func FeedID(url string) string {
	sum := sha256.Sum256([]byte(url))
	return hex.EncodeToString(sum[:8])
}

const feedColumns = "id, url, title, folder, outlet, off, added, taken, state"

func scanFeed(r row) (Feed, error) {
	var f Feed
	var off, added int64
	var state string
	if err := r.Scan(&f.ID, &f.URL, &f.Title, &f.Folder, &f.Outlet, &off, &added, &f.Taken, &state); err != nil {
		return f, err
	}
	f.Off, f.Added = off != 0, fromMicros(added)
	if err := json.Unmarshal([]byte(state), &f.State); err != nil {
		return f, fault.New(fault.Corrupt, "read feed %s: its state: %w", f.ID, err).Try("delete the feed and add it again")
	}
	return f, nil
}

// Feeds are all feeds by folder, title and address.
func (s *Store) Feeds(ctx context.Context) ([]Feed, error) {
	return list(ctx, s, "read feeds", scanFeed, "SELECT "+feedColumns+" FROM feeds ORDER BY folder, title, url")
}

// Feed is one of them; not_found when it is not there.
func (s *Store) Feed(ctx context.Context, id string) (Feed, error) {
	return one(ctx, s, "read feed "+clip(id), scanFeed, "SELECT "+feedColumns+" FROM feeds WHERE id = ?", clean(id))
}

// PutFeed stores a feed, new or in place of the one with its ID. Its state, its
// items and Added stay as they are, except that another URL begins afresh.
// Another feed with the same URL is bad_input.
func (s *Store) PutFeed(ctx context.Context, f Feed) (Feed, error) {
	u, err := source.Address(strings.TrimSpace(f.URL))
	if err != nil {
		return Feed{}, err
	}
	f.URL = u.String()
	if f.ID == "" {
		f.ID = FeedID(f.URL)
	}
	if len(f.ID) > 64 || len(f.URL) > 4000 || len(f.Title)+len(f.Folder)+len(f.Outlet) > 4000 {
		return Feed{}, fault.New(fault.BadInput, "store feed %s: its names or its address are too long", clip(f.ID)).Try("fewer than 4000 bytes")
	}
	f.ID, f.Title, f.Folder, f.Outlet = clean(f.ID), clean(f.Title), clean(f.Folder), clean(f.Outlet)
	err = s.write(ctx, "store feed "+f.ID, func(t *tx) error {
		same, err := list(ctx, t, "read feeds", scanFeed, "SELECT "+feedColumns+" FROM feeds WHERE id = ? OR url = ?", f.ID, f.URL)
		if err != nil {
			return err
		}
		f.State, f.Added, f.Taken = follow.NewState(f.URL), fromMicros(micros(s.now())), 0
		for _, old := range same {
			if old.ID != f.ID {
				return fault.New(fault.BadInput, "store feed %s: feed %s has this address already", f.ID, old.ID).Try("change that one")
			}
			f.Added, f.Taken = old.Added, old.Taken
			if old.URL == f.URL {
				f.State = old.State
			}
		}
		if err := t.putFeed(ctx, f); err != nil {
			return err
		}
		_, err = t.change(ctx, Change{Kind: KindFeed, ID: f.ID})
		return err
	})
	return f, err
}

func (t *tx) putFeed(ctx context.Context, f Feed) error {
	state, err := json.Marshal(f.State)
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `INSERT INTO feeds (id, url, title, folder, outlet, off, added, taken, next, state, holder, until)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0)
		ON CONFLICT (id) DO UPDATE SET url = excluded.url, title = excluded.title, folder = excluded.folder, outlet = excluded.outlet,
		off = excluded.off, next = excluded.next, state = excluded.state`,
		f.ID, f.URL, f.Title, f.Folder, f.Outlet, bit(f.Off), micros(f.Added), f.Taken, micros(f.State.Next), clean(string(state)))
	return err
}

// DeleteFeed removes a feed and what is known of its items; its stories stay.
// not_found when it is not there.
func (s *Store) DeleteFeed(ctx context.Context, id string) error {
	return s.write(ctx, "delete feed "+clip(id), func(t *tx) error {
		if _, err := t.exec(ctx, "DELETE FROM feed_items WHERE feed = ?", clean(id)); err != nil {
			return err
		}
		n, err := t.exec(ctx, "DELETE FROM feeds WHERE id = ?", clean(id))
		if err == nil && n == 0 {
			return fault.New(fault.NotFound, "delete feed %s: it is not in the store", clip(id)).Try("newstape desk feeds")
		}
		if err != nil {
			return err
		}
		_, err = t.change(ctx, Change{Kind: KindFeed, ID: id})
		return err
	})
}

// DueFeeds hands at most limit feeds whose time has come to holder, the longest
// due first. Nobody else is given them until SaveFeed or until the lease is
// over, so that a worker that died blocks a feed no longer than that.
func (s *Store) DueFeeds(ctx context.Context, now time.Time, limit int, holder string, lease time.Duration) ([]Feed, error) {
	var due []Feed
	err := s.write(ctx, "take feeds that are due", func(t *tx) error {
		stmt := "SELECT " + feedColumns + " FROM feeds WHERE off = 0 AND next <= ? AND until <= ? ORDER BY next, id LIMIT ?"
		if s.engine == postgres {
			stmt += " FOR UPDATE SKIP LOCKED" // several workers ask at once
		}
		var err error
		due, err = list(ctx, t, "read feeds", scanFeed, stmt, micros(now), micros(now), max(1, min(limit, 1000)))
		if err != nil {
			return err
		}
		for _, f := range due {
			if _, err := t.exec(ctx, "UPDATE feeds SET holder = ?, until = ? WHERE id = ?", clean(holder), micros(now.Add(lease)), f.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return due, nil
}

// SaveFeed stores what a poll left, adds to the items taken in, and gives the
// feed back. When holder no longer has it (the lease ran out and another worker
// took it, or it was deleted or given another address) nothing is stored and
// held is false. A change of kind feed is appended when its condition changed.
func (s *Store) SaveFeed(ctx context.Context, id, holder string, st follow.State, taken int) (held bool, err error) {
	err = s.write(ctx, "store the state of feed "+clip(id), func(t *tx) error {
		held = false
		old, err := list(ctx, t, "read feed", scanFeed, "SELECT "+feedColumns+" FROM feeds WHERE id = ? AND holder = ?", clean(id), clean(holder))
		if err != nil || len(old) == 0 {
			return err
		}
		body, err := json.Marshal(st)
		if err != nil {
			return err
		}
		n, err := t.exec(ctx, "UPDATE feeds SET state = ?, next = ?, taken = taken + ?, holder = '', until = 0 WHERE id = ? AND holder = ?",
			clean(string(body)), micros(st.Next), taken, clean(id), clean(holder))
		if held = err == nil && n > 0; !held || old[0].State.Health.Condition == st.Health.Condition {
			return err
		}
		_, err = t.change(ctx, Change{Kind: KindFeed, ID: id})
		return err
	})
	return held && err == nil, err
}

// SeenItems gives the hash of those of a feed's items, by key, that were taken
// in before: what [follow.Sift] asks for.
func (s *Store) SeenItems(ctx context.Context, feed string, keys []string) (map[string]string, error) {
	seen := make(map[string]string, len(keys))
	for len(keys) > 0 {
		part := keys[:min(len(keys), 500)]
		keys = keys[len(part):]
		args := []any{clean(feed)}
		for _, k := range part {
			args = append(args, clean(k))
		}
		found, err := list(ctx, s, "read the items of feed "+clip(feed), func(r row) (kv [2]string, err error) { return kv, r.Scan(&kv[0], &kv[1]) },
			"SELECT key, hash FROM feed_items WHERE feed = ? AND key IN (?"+strings.Repeat(", ?", len(part)-1)+")", args...)
		if err != nil {
			return nil, err
		}
		for _, kv := range found {
			seen[kv[0]] = kv[1]
		}
	}
	return seen, nil
}

// Mark is an item that was taken in.
type Mark struct{ Key, Hash string }

// MarkItems remembers items as taken in, the newest [MaxMarks] of a feed. Of a
// feed that is gone nothing is remembered.
func (s *Store) MarkItems(ctx context.Context, feed string, marks []Mark) error {
	if marks = lastOfEach(marks); len(marks) == 0 {
		return nil
	}
	return s.write(ctx, "mark the items of feed "+clip(feed), func(t *tx) error {
		n, err := one(ctx, t, "read feed", scanInt, "SELECT COUNT(*) FROM feeds WHERE id = ?", clean(feed))
		if err != nil || n == 0 {
			return err
		}
		now := micros(s.now())
		for part := range slices.Chunk(marks, 100) {
			var args []any
			for _, m := range part {
				args = append(args, clean(feed), clean(m.Key), clean(m.Hash), now)
			}
			if _, err := t.exec(ctx, "INSERT INTO feed_items (feed, key, hash, seen) VALUES (?, ?, ?, ?)"+strings.Repeat(", (?, ?, ?, ?)", len(part)-1)+
				" ON CONFLICT (feed, key) DO UPDATE SET hash = excluded.hash, seen = excluded.seen", args...); err != nil {
				return err
			}
		}
		_, err = t.exec(ctx, "DELETE FROM feed_items WHERE feed = ? AND seen < (SELECT seen FROM feed_items WHERE feed = ? ORDER BY seen DESC LIMIT 1 OFFSET ?)",
			clean(feed), clean(feed), MaxMarks-1)
		return err
	})
}

// lastOfEach keeps the last mark of each key: one statement may not write a row
// twice.
func lastOfEach(marks []Mark) []Mark {
	at := map[string]int{}
	var out []Mark
	for _, m := range marks {
		if i, ok := at[m.Key]; ok {
			out[i] = m
			continue
		}
		at[m.Key] = len(out)
		out = append(out, m)
	}
	return out
}
