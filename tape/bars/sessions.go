package bars

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"newstape/fault"
	"newstape/tape/calendar"
)

// AddIntraday takes the bars of one listing's session. Starts must ascend, lie
// on the session's day and be in the venue's named zone; a listing and session
// may be added once.
func (w *Writer) AddIntraday(b *Intraday) error {
	if err := checkIntraday(b); err != nil {
		return err
	}
	name := monthOf(b.Session)
	i, taken := slices.BinarySearchFunc(w.pending[name], b, compareSessions)
	if taken {
		return fault.New(fault.BadInput, "write bars %s: session %s was already added", b.Listing, b.Session)
	}
	w.pending[name] = slices.Insert(w.pending[name], i, b)
	return nil
}

func checkIntraday(b *Intraday) error {
	bad := func(format string, args ...any) error {
		return fault.New(fault.BadInput, "write bars %s on %s: %s", b.Listing, b.Session, fmt.Sprintf(format, args...))
	}
	if b.Listing == "" || len(b.Start) == 0 || b.Width <= 0 || b.Width%time.Second != 0 {
		return bad("no listing, no bars or no width in whole seconds")
	}
	zone := b.Start[0].Location().String()
	if _, err := time.LoadLocation(zone); err != nil || zone == "Local" {
		return bad("zone %q has no name that another machine knows", zone)
	}
	for k, t := range b.Start {
		outside := calendar.DateOf(t) != b.Session || t.Location().String() != zone || t.Nanosecond() != 0
		if outside || k > 0 && !t.After(b.Start[k-1]) {
			return bad("bar %d starts at %s", k, t)
		}
	}
	for _, f := range columns {
		column := b.Column(f)
		if len(column) != len(b.Start) {
			return bad("%d figures of %s for %d bars", len(column), f, len(b.Start))
		}
		for k, v := range column {
			if math.IsInf(v, 0) {
				return bad("bar %d: %s is %v", k, f, v)
			}
		}
	}
	return nil
}

func compareSessions(a, b *Intraday) int {
	if c := cmp.Compare(a.Listing, b.Listing); c != 0 {
		return c
	}
	return cmp.Compare(a.Session, b.Session)
}
