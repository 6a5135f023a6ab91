package study_test

import (
	"encoding/json"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"newstape/study"
)

// TestProgressChangesNothing runs one study with and without a listener, on one
// processor and on several: the bytes are the same, and every phase is told from
// nothing to its end.
func TestProgressChangesNothing(t *testing.T) {
	panel, events := world(7, 12, 400, 40)
	d := smallDesign()
	d.Tests, d.Draws, d.Placebo = nil, 50, 4
	written := func(d study.Design) string {
		b, err := json.Marshal(run(t, d, panel, events))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	want := written(d)
	for _, procs := range []int{1, 4} {
		before := runtime.GOMAXPROCS(procs)
		var mu sync.Mutex
		var order []study.Phase
		furthest, totals := map[study.Phase]int{}, map[study.Phase]int{}
		d.Progress = func(p study.Progress) {
			mu.Lock()
			defer mu.Unlock()
			if len(order) == 0 || order[len(order)-1] != p.Phase {
				order = append(order, p.Phase)
				if p.Done != 0 {
					t.Errorf("%s begins at %d", p.Phase, p.Done)
				}
			}
			furthest[p.Phase], totals[p.Phase] = max(furthest[p.Phase], p.Done), p.Total
		}
		if got := written(d); got != want {
			t.Errorf("%d processors: another result", procs)
		}
		runtime.GOMAXPROCS(before)
		if got := order; len(got) != 3 || got[0] != study.Fitting || got[1] != study.Testing || got[2] != study.Placebos {
			t.Errorf("phases %v", got)
		}
		tests := 3 * len(study.Names()) * (11 + 3) // the sample and two groups, days and windows
		for phase, n := range map[study.Phase]int{study.Fitting: 40, study.Testing: tests, study.Placebos: 4} {
			if furthest[phase] != n || totals[phase] != n {
				t.Errorf("%s: %d of %d, want %d", phase, furthest[phase], totals[phase], n)
			}
		}
	}
}

func TestPlaceIsWhereRunMeasures(t *testing.T) {
	panel, events := world(7, 12, 400, 12)
	axis, _ := panel.Series("MKT")
	events[3].On = study.Day(axis.Stamps[len(axis.Stamps)-1].Date() + 400) // after the data
	events[5].Security = "nobody"
	events[6] = events[7]
	d := smallDesign()
	d.Tests = []string{"csect"}
	places, err := study.Place(d, panel, events)
	if err != nil {
		t.Fatal(err)
	}
	r := run(t, d, panel, events)
	for _, e := range r.Events {
		if p := places[e.Row]; p.Session != e.Session || p.Shifted != e.Shifted || p.Reason != study.Kept {
			t.Errorf("event %d: placed %+v, measured on %s", e.Row, p, e.Session)
		}
	}
	if len(r.Drops) != 3 {
		t.Errorf("drops %+v", r.Drops)
	}
	for _, drop := range r.Drops {
		if p := places[drop.Row]; p.Reason != drop.Reason || p.Detail != drop.Detail || p.Session != 0 {
			t.Errorf("event %d: placed %+v, dropped for %s", drop.Row, p, drop.Reason)
		}
	}
	// What makes Run refuse the study is told of its event alone.
	d.Dates = study.ExactDate
	events[0].On = study.Day(axis.Stamps[200].Date() + 1)
	for slices.Contains(axis.Stamps, events[0].On) {
		events[0].On = study.Day(events[0].On.Date() + 1)
	}
	places, err = study.Place(d, panel, events)
	if err != nil || places[0].Reason != study.BadPlace || !strings.Contains(places[0].Detail, "not a session") || places[1].Reason != study.Kept {
		t.Errorf("%v %+v", err, places[:2])
	}
	if _, err := study.Place(study.Design{}, panel, events); err == nil {
		t.Error("a design without a model places events")
	}
}
