package screen

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"newstape/tape/calendar"
)

func TestHistory(t *testing.T) {
	l, m := opened(t)
	for id, want := range map[string][]string{
		"alibaba": {
			"1260H not_listed 2026-02-13..2026-02-13 notice on public inspection, 2026-02-13",
			"1260H listed 2026-06-08.. 91 FR 35189",
		},
		"ymtc": {
			"1260H listed 2024-01-31..2026-02-17 DoD section 1260H list of 2024-01-31",
			"1260H listed 2026-06-08.. 91 FR 35189",
			"EntityList listed 2022-12-16.. 87 FR 77508",
		},
		"cxmt": {
			"1260H listed 2025-01-07..2026-02-17 DoD section 1260H list of 2025-01-07",
			"1260H listed 2026-06-08.. 91 FR 35189",
		},
		"dji": {
			"1260H listed 2022-10-05.. DoD section 1260H list of 2022-10-05",
			"EntityList listed 2020-12-18.. 85 FR 83420",
			"NS-CMIC listed 2022-02-14.. OFAC NS-CMIC list, E.O. 14032",
			"FCC category 2025-12-22.. FCC Covered List, 2025-12-22",
		},
		"zte":    {"FCC listed 2021-03-12.. FCC Covered List, 2021-03-12"},
		"skydio": nil,
	} {
		e, ok := m.Issuer(id)
		if !ok {
			t.Fatalf("no party %s", id)
		}
		var got []string
		for _, s := range l.History(e) {
			got = append(got, fmt.Sprintf("%s %s %s..%s %s", s.List, s.Status, s.From, s.To, s.Citation))
			if s.Receipt().Void() || s.Edge == 0 || s.Of == "" {
				t.Errorf("%s: %+v", id, s)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s:\ngot  %q\nwant %q", id, got, want)
		}
	}
	if e, ok := l.Edition(List1260H); !ok || e.Title == "" || e.Edge != calendar.MustDate("2026-08-22") {
		t.Errorf("%+v", e)
	}
	if _, ok := l.Edition("none"); ok {
		t.Error("a list that is not there")
	}
}

// The strongest stretch that covers a day is the party's standing on that day.
func TestHistoryAgreesWithStanding(t *testing.T) {
	l, m := opened(t)
	parties := append(l.Parties(), "hisilicon", "skydio", "tiktok", "apple", "pla")
	rank := map[Status]int{NotListed: 0, CategoryRule: 1, ParentListed: 2, Listed: 3}
	rapid.Check(t, func(t *rapid.T) {
		e, ok := m.Issuer(rapid.SampledFrom(parties).Draw(t, "party"))
		if !ok {
			t.Skip("not in the master")
		}
		first, last := calendar.MustDate("2018-01-01"), calendar.MustDate("2027-12-31")
		day := calendar.Date(rapid.IntRange(int(first), int(last)).Draw(t, "day"))
		history := l.History(e)
		for _, s := range l.Standings(e, day) {
			best := NotListed
			for _, h := range history {
				if h.List == s.List && h.Covers(day) && rank[h.Status] > rank[best] {
					best = h.Status
				}
			}
			if best != s.Status {
				t.Fatalf("%s on %s at %s: the history says %s, the standing %s", e.ID, s.List, day, best, s.Status)
			}
		}
	})
}
