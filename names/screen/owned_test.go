package screen

import (
	"strings"
	"testing"

	"newstape/names/lists"
	"newstape/tape/calendar"
)

// TestHalf asks who is owned by half by listed parties. Each line of owners is
// "asset: owner share, owner share"; listed parties are in capitals.
func TestHalf(t *testing.T) {
	for name, tc := range map[string]struct {
		owners string
		on     calendar.Date
		want   bool
		share  float64
	}{
		"exactly half":                  {"x: A 50", 0, true, 50},
		"just less":                     {"x: A 49.9", 0, false, 49.9},
		"two listed together":           {"x: A 25, B 25", 0, true, 50},
		"a share that is not stated":    {"x: A 0", 0, false, 0},
		"through a party owned by half": {"x: y 60; y: A 50", 0, true, 60},
		"through a party owned by less": {"x: y 100; y: A 49", 0, false, 0},
		"directly and through another":  {"x: A 25, y 25; y: A 50", 0, true, 50},
		"three steps":                   {"x: y 51; y: z 51; z: A 51", 0, true, 51},
		"a ring owns nothing":           {"x: y 100; y: x 100", 0, false, 0},
		"a ring with a way in":          {"x: y 60; y: x 30, A 50", 0, true, 60},
		"before the owner was listed":   {"x: A 100", day("2019-12-31"), false, 0},
		"on the day it was":             {"x: A 100", day("2020-01-01"), true, 100},
		"after the owner was removed":   {"x: C 100", day("2024-01-01"), false, 0},
	} {
		v := &lists.Version{List: "SDN"}
		for _, n := range []string{"A", "B"} {
			v.Entries = append(v.Entries, lists.Entry{Key: n, Name: n, Effective: day("2020-01-01")})
		}
		v.Entries = append(v.Entries, lists.Entry{Key: "C", Name: "C", Effective: day("2020-01-01"), Removed: day("2023-01-01")})
		for line := range strings.SplitSeq(tc.owners, ";") {
			asset, owners, _ := strings.Cut(strings.TrimSpace(line), ":")
			e := lists.Entry{Key: asset, Name: asset, Unlisted: true}
			for o := range strings.SplitSeq(owners, ",") {
				f := strings.Fields(o)
				var share float64
				for _, c := range f[1] {
					if c == '.' {
						share += 0.9
						break
					}
					share = share*10 + float64(c-'0')
				}
				e.Owners = append(e.Owners, lists.Owner{Key: f[0], Share: share})
			}
			v.Entries = append(v.Entries, e)
		}
		got, owned := NewHoldings([]*lists.Version{v}).Owned("x", tc.on)
		if owned != tc.want || got.Percent != tc.share {
			t.Errorf("%s: %v, %g %% %v; want %v, %g %%", name, owned, got.Percent, got.Through, tc.want, tc.share)
		}
	}
}

func TestSharesThatEnded(t *testing.T) {
	v := &lists.Version{List: "SDN", Entries: []lists.Entry{
		{Key: "A", Name: "A", Effective: day("2020-01-01")},
		{Key: "x", Name: "x", Unlisted: true, Owners: []lists.Owner{{Key: "A", Share: 100, From: day("2021-01-01"), To: day("2022-01-01")}}},
	}}
	h := NewHoldings([]*lists.Version{v})
	for on, want := range map[string]bool{"2020-12-31": false, "2021-01-01": true, "2021-12-31": true, "2022-01-01": false} {
		if _, got := h.Owned("x", day(on)); got != want {
			t.Errorf("%s: %v", on, got)
		}
	}
}
