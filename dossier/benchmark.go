package dossier

import (
	"strings"
	"time"

	"newstape/names/security"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// benchmark is what a listing's move is measured against.
type benchmark struct {
	listing string
	peer    bool
}

// markets names the benchmarks of a venue's broad market, best first.
func markets(mic string) []string {
	switch mic {
	case "XNYS", "XNAS", "ARCX", "XASE", "BATS", "OTCM":
		return []string{"ARCX:SPY", "INDEX:SPX"}
	case "XHKG":
		return []string{"INDEX:HSI"}
	}
	return nil
}

// benchmarks are the market of the listing's venue and the funds among the
// entity's peers that trade the same days, as far as the tape has them.
func benchmarks(f Facts, entity *security.Entity, listing *security.Listing) []benchmark {
	var out []benchmark
	for _, m := range markets(listing.MIC) {
		if _, ok := daily(f.Tape, m); ok {
			out = append(out, benchmark{listing: m})
			break
		}
	}
	for _, id := range entity.Peers {
		peer, ok := f.Master.Issuer(id)
		if !ok || peer.Kind != security.Fund {
			continue
		}
		if l, ok := LineOn(f.Tape, peer, listing.MIC); ok {
			out = append(out, benchmark{listing: l.ID(), peer: true})
		}
	}
	return out
}

// LineOn is the entity's line in the tape that trades the same days as mic: the
// one that is compared with a line there. False when the tape has none.
func LineOn(tape *bars.Tape, e *security.Entity, mic string) (*security.Listing, bool) {
	for i := range e.Listings {
		l := &e.Listings[i]
		if !sameDays(l.MIC, mic) {
			continue
		}
		if _, ok := daily(tape, l.ID()); ok {
			return l, true
		}
	}
	return nil, false
}

// sameDays reports whether two venues keep the same sessions.
func sameDays(a, b string) bool { return group(a) == group(b) }

func group(mic string) string {
	if ms := markets(mic); len(ms) > 0 && strings.HasPrefix(ms[0], "ARCX:") {
		return "US"
	}
	return mic
}

// zoneName is the short name of a session's zone as news writes it.
func zoneName(s calendar.Session) string {
	return shortZone(s.Open)
}

func shortZone(t time.Time) string {
	name, _ := t.Zone()
	switch name {
	case "EST", "EDT":
		return "ET"
	}
	return name
}
