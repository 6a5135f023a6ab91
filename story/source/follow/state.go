package follow

import (
	"fmt"
	"slices"
	"sort"
	"time"

	"newstape/story/source/feed"
)

// State is what is known of one feed between two polls: a plain value, equal
// after a round trip through JSON.
type State struct {
	URL          string    `json:"url"`
	Title        string    `json:"title,omitempty"`
	ETag         string    `json:"etag,omitempty"`          // of the last document
	LastModified string    `json:"last_modified,omitempty"` // of the last document, as sent
	Digest       string    `json:"digest,omitempty"`        // of the last document's bytes
	Known        []string  `json:"known,omitempty"`         // short keys of the last document's items, sorted
	Polled       time.Time `json:"polled,omitzero"`         // last try
	Read         time.Time `json:"read,omitzero"`           // last answer that was a feed, or said that nothing changed
	News         time.Time `json:"news,omitzero"`           // newest item: when it was published, else when it was first seen
	Next         time.Time `json:"next,omitzero"`           // not to be polled before
	Usual        Seconds   `json:"usual,omitempty"`         // between two items, the median; 0 unknown
	Every        Seconds   `json:"every,omitempty"`         // between two polls, before what was asked for and chance
	TTL          Seconds   `json:"ttl,omitempty"`           // of the last document
	Asked        Seconds   `json:"asked,omitempty"`         // the publisher asks not to come back sooner: ttl or max-age
	Failures     int       `json:"failures,omitempty"`      // in a row
	Undated      bool      `json:"undated,omitempty"`       // no item of the last document has a date
	Health       Health    `json:"health"`
}

// Seconds is a duration in whole seconds.
type Seconds int64

// Duration is s as a duration.
func (s Seconds) Duration() time.Duration { return time.Duration(s) * time.Second }

func seconds(d time.Duration) Seconds { return Seconds(d / time.Second) }

// Condition is how a feed is.
type Condition string

// The conditions.
const (
	Unread  Condition = ""        // not polled yet
	Fresh   Condition = "fresh"   // answers, and has news as usual
	Empty   Condition = "empty"   // answers without any item
	Undated Condition = "undated" // answers, and none of its items has a date
	Stale   Condition = "stale"   // answers, and has had no news for long
	Timeout Condition = "timeout" // does not answer in time
	Failing Condition = "failing" // answers with an error, or with what is no feed
)

// Health is the condition of a feed, since when, and why in words.
type Health struct {
	Condition Condition `json:"condition"`
	Since     time.Time `json:"since,omitzero"`
	Why       string    `json:"why,omitempty"`
}

// Well reports whether the feed can be read.
func (h Health) Well() bool { return h.Condition != Timeout && h.Condition != Failing }

// NewState is that of a feed never polled.
func NewState(url string) State { return State{URL: url} }

// Again makes the next poll read the whole document, changed or not: for an
// owner who could not take in all of its items.
func (st State) Again() State {
	st.ETag, st.LastModified, st.Digest = "", "", ""
	return st
}

// turned sets the condition; since when is kept while it lasts.
func (st *State) turned(c Condition, now time.Time, why string) {
	if st.Health.Condition != c {
		st.Health.Since = now
	}
	st.Health.Condition, st.Health.Why = c, why
}

// leastStale keeps weekends and holidays from making feeds stale.
const leastStale = 72 * time.Hour

// judge sets the health of a feed that answers.
func (st *State) judge(now time.Time, factor float64) {
	limit := max(leastStale, time.Duration(factor*float64(st.Usual.Duration())))
	switch quiet := now.Sub(st.News); {
	case len(st.Known) == 0:
		st.turned(Empty, now, "the feed has no items")
	case quiet > limit && !st.News.IsZero():
		usual := "unknown"
		if st.Usual > 0 {
			usual = st.Usual.Duration().String()
		}
		st.turned(Stale, now, fmt.Sprintf("no new item since %s; usual interval %s", st.News.UTC().Format(time.RFC3339), usual))
	case st.Undated:
		st.turned(Undated, now, "none of its items has a date")
	default:
		st.turned(Fresh, now, "")
	}
}

// learn takes a document in and gives the number of items that the last one did
// not have.
func (st *State) learn(f *feed.Feed, now time.Time) int {
	known := make([]string, 0, len(f.Items))
	fresh := 0
	var dates []time.Time
	for i := range f.Items {
		key := f.Items[i].Key()[:16]
		if known = append(known, key); !hasSorted(st.Known, key) {
			fresh++
		}
		if s := f.Items[i].Published; s.Dated() && !s.Day {
			dates = append(dates, s.Time)
		}
	}
	sort.Strings(known)
	st.Known = slices.Compact(known)
	st.Title = f.Title
	st.Undated = len(f.Items) > 0 && !slices.ContainsFunc(f.Items, func(it feed.Item) bool { return it.Published.Dated() })
	st.TTL = seconds(f.TTL)
	sort.Slice(dates, func(i, j int) bool { return dates[i].After(dates[j]) })
	st.Usual = seconds(usual(dates))
	switch {
	case len(dates) > 0:
		st.News = dates[0]
		if st.News.After(now) {
			st.News = now
		}
	case fresh > 0:
		st.News = now
	}
	return fresh
}

func hasSorted(list []string, key string) bool {
	_, ok := slices.BinarySearch(list, key)
	return ok
}

// usual is the median gap between the newest thirty times, newest first; 0 for
// fewer than three gaps. Items published in one stroke count as one.
func usual(dates []time.Time) time.Duration {
	var gaps []time.Duration
	for i := 1; i < len(dates) && len(gaps) < 30; i++ {
		if gap := dates[i-1].Sub(dates[i]); gap >= time.Minute {
			gaps = append(gaps, gap)
		}
	}
	if len(gaps) < 3 {
		return 0
	}
	slices.Sort(gaps)
	return gaps[len(gaps)/2]
}

// schedule sets the next poll of a feed that answers: twice in its usual
// interval; an eighth of its silence once it is quiet for long; by trial when
// its items have no times. Never sooner than was asked for.
func (st *State) schedule(now time.Time, fresh int, opt Options) {
	every := st.Usual.Duration() / 2
	if every > 0 {
		if quiet := now.Sub(st.News); quiet > 4*st.Usual.Duration() {
			every = max(every, quiet/8)
		}
	} else {
		switch every = st.Every.Duration(); {
		case every == 0:
			every = 15 * time.Minute
		case fresh > 0:
			every /= 2
		default:
			every += every / 2
		}
	}
	every = clamp(every, opt.Shortest, opt.Longest)
	st.Every = seconds(every)
	every = clamp(max(every, st.Asked.Duration()), opt.Shortest, opt.Longest)
	st.Next = now.Add(every + time.Duration(0.2*(opt.Jitter()-0.5)*float64(every)))
}

// retreat sets the next poll of a feed that fails: twice as late each time.
func (st *State) retreat(now time.Time, opt Options) {
	st.Failures++
	wait := opt.Shortest
	for range min(st.Failures-1, 20) {
		if wait *= 2; wait >= opt.Longest {
			break
		}
	}
	wait = clamp(max(wait, st.Every.Duration()/2), opt.Shortest, opt.Longest)
	st.Next = now.Add(wait + time.Duration(0.4*(opt.Jitter()-0.5)*float64(wait)))
}

func clamp(d, least, most time.Duration) time.Duration { return min(max(d, least), max(most, least)) }
