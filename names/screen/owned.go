package screen

import (
	"fmt"
	"slices"
	"strings"

	"newstape/names/lists"
	"newstape/tape/calendar"
)

// half is the share from which what listed parties own counts as listed.
const half = 50.0

// Holdings are stated shares: who owns how much of whom, by entry key.
type Holdings struct {
	owners map[string][]lists.Owner
	listed map[string]*lists.Entry
	names  map[string]string
}

// NewHoldings gathers the stated owners of versions.
func NewHoldings(versions []*lists.Version) *Holdings {
	h := &Holdings{owners: map[string][]lists.Owner{}, listed: map[string]*lists.Entry{}, names: map[string]string{}}
	for _, v := range versions {
		for i := range v.Entries {
			e := &v.Entries[i]
			h.names[e.Key] = e.Name
			h.owners[e.Key] = append(h.owners[e.Key], e.Owners...)
			if !e.Unlisted {
				h.listed[e.Key] = e
			}
		}
	}
	return h
}

// Share is what listed parties own of one party together.
type Share struct {
	Percent float64
	Through []string // "60 % by A (listed)", "30 % by B (owned)"
}

// Owned reports whether listed parties own half or more of a party on a day,
// together, directly or through others that they own by half or more. A share
// through a party that is itself not owned by half does not count (OFAC's 50
// percent rule, its FAQ 398-402). A share that is not stated counts as none. The
// zero day asks about the present.
func (h *Holdings) Owned(key string, on calendar.Date) (Share, bool) {
	return h.owned(key, on, map[string]bool{})
}

func (h *Holdings) owned(key string, on calendar.Date, above map[string]bool) (Share, bool) {
	var out Share
	above[key] = true
	defer delete(above, key)
	for _, o := range h.owners[key] {
		if above[o.Key] || !during(o.From, o.To, on) {
			continue // a ring of owners owns nothing by itself
		}
		if e := h.listed[o.Key]; e != nil && e.Holds(on) {
			out.add(o.Share, h.name(o), "listed")
		} else if _, ok := h.owned(o.Key, on, above); ok {
			out.add(o.Share, h.name(o), "owned")
		}
	}
	slices.Sort(out.Through)
	return out, out.Percent >= half
}

func (s *Share) add(percent float64, name, how string) {
	s.Percent += percent
	s.Through = append(s.Through, fmt.Sprintf("%g %% by %s (%s)", percent, name, how))
}

func (h *Holdings) name(o lists.Owner) string {
	if n := h.names[o.Key]; n != "" {
		return n
	}
	return strings.TrimSpace(o.Name + " " + o.Key)
}

func during(from, to, on calendar.Date) bool {
	if on == 0 {
		return to == 0
	}
	return from <= on && (to == 0 || on < to)
}
