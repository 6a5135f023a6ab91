package study_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newstape/study"
)

// world draws a small panel of securities on weekdays and events on them.
func world(seed uint64, securities, days, events int) (*study.Table, []study.Event) {
	draw := rand.New(rand.NewPCG(seed, 99))
	stamps := make([]study.Stamp, days)
	market := make([]float64, days)
	for t := range stamps {
		stamps[t] = study.Stamp(t+t/5*2+4) * 86400 // five days of seven
		market[t] = 0.01 * draw.NormFloat64()
	}
	names, columns := []string{"MKT"}, [][]float64{market}
	for i := range securities {
		column := make([]float64, days)
		beta, s := 0.4+1.2*draw.Float64(), 0.01+0.02*draw.Float64()
		for t := range column {
			column[t] = beta*market[t] + s*draw.NormFloat64()
		}
		names, columns = append(names, fmt.Sprintf("S%d", i)), append(columns, column)
	}
	p, err := study.NewTable(stamps, names, columns)
	if err != nil {
		panic(err)
	}
	var list []study.Event
	for k := range events {
		t := 80 + draw.IntN(days-100)
		list = append(list, study.Event{
			ID: fmt.Sprint(k), Security: names[1+k%securities], On: stamps[t],
			Group: []string{"a", "b"}[k%2], Weight: 1 + draw.Float64(),
		})
	}
	return p, list
}

func smallDesign() study.Design {
	d := study.Default()
	d.Market, d.Estimation, d.Event = "MKT", study.Window{From: -60, To: -6}, study.Window{From: -5, To: 5}
	d.Windows = []study.Window{{From: 0, To: 0}, {From: -1, To: 1}, {From: -5, To: 5}}
	d.Tests, d.Draws = []string{"all"}, 199
	return d
}

func run(t interface{ Fatal(...any) }, d study.Design, p study.Panel, events []study.Event) *study.Result {
	r, err := study.Run(context.Background(), d, p, events)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// values lists every statistic of a result by place.
func values(r *study.Result) map[string]float64 {
	out := map[string]float64{}
	for _, list := range [][]study.WindowResult{r.Days, r.Windows} {
		for k, w := range list {
			for _, s := range w.Stats {
				at := fmt.Sprintf("%d %s %s=%s", k, w.Window, s.Test, s.Convention)
				out[at+" value"], out[at+" p"] = s.Value, s.P
			}
		}
	}
	return out
}

func TestOrderOfEventsChangesNothing(t *testing.T) {
	p, events := world(1, 12, 300, 40)
	want := values(run(t, smallDesign(), p, events))
	shuffled := slices.Clone(events)
	rand.New(rand.NewPCG(5, 5)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	got := values(run(t, smallDesign(), p, shuffled))
	for name, w := range want {
		// estudy2 takes its market from the first event, so its order matters.
		if g := got[name]; math.Abs(g-w) > 1e-9*(1+math.Abs(w)) && !contains(name, "lamb=estudy2") {
			t.Errorf("%s: %v in one order, %v in another", name, w, g)
		}
	}
}

func contains(s, part string) bool {
	for k := 0; k+len(part) <= len(s); k++ {
		if s[k:k+len(part)] == part {
			return true
		}
	}
	return false
}

func TestNamesOfSecuritiesChangeNothing(t *testing.T) {
	p, events := world(2, 8, 300, 20)
	var names []string
	var columns [][]float64
	for _, n := range p.Names() {
		s, _ := p.Series(n)
		if n != "MKT" {
			n = "renamed " + n
		}
		names, columns = append([]string{n}, names...), append([][]float64{s.Values}, columns...)
	}
	q, err := study.NewTable(p.Stamps(), names, columns)
	if err != nil {
		t.Fatal(err)
	}
	renamed := slices.Clone(events)
	for k := range renamed {
		renamed[k].Security = "renamed " + renamed[k].Security
	}
	if diff := cmp.Diff(values(run(t, smallDesign(), p, events)), values(run(t, smallDesign(), q, renamed))); diff != "" {
		t.Error(diff)
	}
}

// A holiday put into the calendar moves dates and not sessions.
func TestAHolidayChangesNothing(t *testing.T) {
	p, events := world(3, 8, 300, 20)
	moved := map[study.Stamp]study.Stamp{}
	stamps := slices.Clone(p.Stamps())
	for k := range stamps {
		if k >= 150 {
			stamps[k] += 86400 * 3
		}
		moved[p.Stamps()[k]] = stamps[k]
	}
	var columns [][]float64
	for _, n := range p.Names() {
		s, _ := p.Series(n)
		columns = append(columns, s.Values)
	}
	q, err := study.NewTable(stamps, p.Names(), columns)
	if err != nil {
		t.Fatal(err)
	}
	later := slices.Clone(events)
	for k := range later {
		later[k].On = moved[later[k].On]
	}
	if diff := cmp.Diff(values(run(t, smallDesign(), p, events)), values(run(t, smallDesign(), q, later))); diff != "" {
		t.Error(diff)
	}
}

func TestAnInjectedJumpIsRecovered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		jump := rapid.Float64Range(-0.2, 0.2).Draw(t, "jump")
		day := rapid.IntRange(-5, 5).Draw(t, "day")
		p, events := world(rapid.Uint64Range(1, 50).Draw(t, "seed"), 4, 200, 4)
		d := smallDesign()
		d.Tests = []string{"csect"}
		before := run(t, d, p, events)
		for _, e := range before.Events {
			s, _ := p.Series(e.Security)
			at, _ := slices.BinarySearch(s.Stamps, e.Session)
			s.Values[at+day] += jump
		}
		after := run(t, d, p, events)
		for k := range after.Days {
			want := before.Days[k].Mean
			if k == day+5 {
				want += jump
			}
			if math.Abs(after.Days[k].Mean-want) > 1e-12 {
				t.Fatalf("day %d: mean %v, want %v", k-5, after.Days[k].Mean, want)
			}
		}
		if math.Abs(after.Windows[2].Mean-before.Windows[2].Mean-jump) > 1e-12 {
			t.Fatalf("the window moved by %v, not by %v", after.Windows[2].Mean-before.Windows[2].Mean, jump)
		}
	})
}

// The same bits on any number of processors.
func TestProcessorsChangeNoBit(t *testing.T) {
	p, events := world(4, 30, 400, 300)
	d := smallDesign()
	d.Placebo = 3
	var results []*study.Result
	for _, n := range []int{1, 2, 5} {
		before := runtime.GOMAXPROCS(n)
		results = append(results, run(t, d, p, events))
		runtime.GOMAXPROCS(before)
	}
	for _, r := range results[1:] {
		if !reflect.DeepEqual(results[0], r) {
			t.Fatal("results differ between numbers of processors")
		}
	}
}

// Placebo dates are rejected at the level: 5 % within 1.4 points for 1000
// samples, which two standard errors are.
func TestPlaceboSizeIsTheLevel(t *testing.T) {
	if testing.Short() {
		t.Skip("draws 1000 samples")
	}
	p, events := world(6, 40, 600, 40)
	d := smallDesign()
	d.Tests, d.Placebo = []string{"csect", "bmp", "cda", "patell", "rank", "grank-t"}, samplesOf(1000)
	r := run(t, d, p, events)
	for _, x := range r.Diagnostics.Placebo.Tests {
		t.Logf("%s rejects %.1f %% of placebo dates, detects %.2f %%", x.Test, 100*x.Rejects[0], 100*x.Detects)
		if math.Abs(x.Rejects[0]-0.05) > 0.014*math.Sqrt(1000/float64(d.Placebo)) {
			t.Errorf("%s rejects %.1f %% of placebo dates", x.Test, 100*x.Rejects[0])
		}
		if x.Detects <= 0 || x.Detects > 0.03 {
			t.Errorf("%s detects %v", x.Test, x.Detects)
		}
	}
}

// No NaN and no infinity leaves the engine.
func TestNothingButNumbersComesOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, events := world(rapid.Uint64Range(1, 1000).Draw(t, "seed"), 3, 150, rapid.IntRange(1, 6).Draw(t, "events"))
		for _, name := range p.Names() {
			s, _ := p.Series(name)
			for range rapid.IntRange(0, 30).Draw(t, "spoilt") {
				k := rapid.IntRange(0, len(s.Values)-1).Draw(t, "row")
				s.Values[k] = rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), 0, 100, -0.5}).Draw(t, "value")
			}
		}
		d := smallDesign()
		d.Missing = rapid.SampledFrom([]study.Missing{study.MissingDrop, study.MissingKeep}).Draw(t, "missing")
		d.Draws, d.Model = 19, rapid.SampledFrom(study.Models()).Draw(t, "model")
		r, err := study.Run(context.Background(), d, p, events)
		if err != nil {
			return // one clear error is a good answer
		}
		if at := notFinite(reflect.ValueOf(r), "result"); at != "" {
			t.Fatalf("%s is not a number", at)
		}
	})
}

func notFinite(v reflect.Value, at string) string {
	switch v.Kind() {
	case reflect.Float64:
		if x := v.Float(); x-x != 0 {
			return at
		}
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			return notFinite(v.Elem(), at)
		}
	case reflect.Struct:
		for k := range v.NumField() {
			if s := notFinite(v.Field(k), at+"."+v.Type().Field(k).Name); s != "" {
				return s
			}
		}
	case reflect.Slice:
		for k := range v.Len() {
			if s := notFinite(v.Index(k), fmt.Sprintf("%s[%d]", at, k)); s != "" {
				return s
			}
		}
	}
	return ""
}
