package power

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
	"newstape/internal/shared"
	"newstape/study"
)

func small() Plan {
	p := Default()
	p.Design.Estimation, p.Design.Event = study.Window{From: -70, To: -11}, study.Window{From: -2, To: 2}
	p.Design.Windows = []study.Window{{From: 0, To: 0}, {From: -1, To: 1}}
	p.Design.Tests = []string{"csect", "bmp", "permutation"}
	p.Design.Draws = 99
	p.Events, p.Samples = []int{8, 15}, 20
	return p
}

func TestSameSeedSameTableOnAnyProcessors(t *testing.T) {
	run := func(procs int) *Table {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		out, err := Simulate(context.Background(), small(), nil)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	one, two := run(1), run(4)
	if diff := cmp.Diff(one, two); diff != "" {
		t.Error(diff)
	}
	other := small()
	other.Seed++
	three, err := Simulate(context.Background(), other, nil)
	if err != nil {
		t.Fatal(err)
	}
	if cmp.Equal(one.Rows, three.Rows) {
		t.Error("the seed makes no difference")
	}
	if _, err := json.Marshal(one); err != nil {
		t.Error(err)
	}
}

func TestProgressEndsAtTheTotal(t *testing.T) {
	p := small()
	p.Design.Tests = []string{"csect"}
	told := make(chan [2]int, 100)
	_, err := Simulate(context.Background(), p, func(done, of int) { told <- [2]int{done, of} })
	if err != nil {
		t.Fatal(err)
	}
	close(told)
	last := [2]int{}
	for n := range told {
		if n[0] > last[0] {
			last = n
		}
	}
	if last != [2]int{40, 40} {
		t.Errorf("%d of %d", last[0], last[1])
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Simulate(ctx, small(), nil); err == nil {
		t.Error("a cancelled simulation gave a table")
	}
}

func TestPlansThatCannotBe(t *testing.T) {
	for want, change := range map[string]func(*Plan){
		"0 events":             func(p *Plan) { p.Events = []int{0} },
		"no number of events":  func(p *Plan) { p.Events = nil },
		"effect 5":             func(p *Plan) { p.Effects = []float64{5} },
		"samples 0":            func(p *Plan) { p.Samples = 0 },
		"correlation 2":        func(p *Plan) { p.Correlation = 2 },
		"2 degrees of freedom": func(p *Plan) { p.Freedom = 2 },
		"returns to draw":      func(p *Plan) { p.Samples, p.Events = 1e6, []int{1000} },
		"does not end before":  func(p *Plan) { p.Design.Estimation = study.Window{From: 10, To: 90} },
		"day 0 is not":         func(p *Plan) { p.Design.Event, p.Design.Windows = study.Window{From: 1, To: 2}, nil },
		"factors":              func(p *Plan) { p.Design.Factors = []string{"SMB"} },
		"unheard":              func(p *Plan) { p.Design.Tests = []string{"unheard"} },
	} {
		p := small()
		change(&p)
		_, err := Simulate(context.Background(), p, nil)
		if err == nil || !strings.Contains(err.Error(), want) || fault.CodeOf(err).Exit() != 2 {
			t.Errorf("%s: got %v", want, err)
		}
	}
}

func TestDetectsBetweenTwoEffects(t *testing.T) {
	for _, tc := range []struct {
		effects, rejects []float64
		want             float64
	}{
		{[]float64{0, 0.01, 0.02}, []float64{0.05, 0.6, 1}, 0.015},
		{[]float64{0.02, 0, 0.01}, []float64{1, 0.05, 0.6}, 0.015},
		{[]float64{0, 0.01}, []float64{0.05, 0.6}, 0},
		{[]float64{0, 0.01}, []float64{0.9, 0.95}, 0.01},
		{[]float64{0.01}, []float64{0.95}, 0.01},
	} {
		if got := detects(tc.effects, tc.rejects); math.Abs(got-tc.want) > 1e-12 {
			t.Errorf("%v %v: %v, want %v", tc.effects, tc.rejects, got, tc.want)
		}
	}
}

// TestMonteCarlo compares with an independent simulation of the same formulas
// (eventstudy/mc_size_power.json, a thousand samples a row): fifty events, 250
// days, eleven event days, 5 % two-sided.
func TestMonteCarlo(t *testing.T) {
	if testing.Short() {
		t.Skip("a Monte Carlo of some seconds")
	}
	b, err := os.ReadFile(shared.Dir(t, "data", "eventstudy", "mc_size_power.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]map[string]float64
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	const samples = 300
	for name, change := range map[string]func(*Plan){
		"null":          func(*Plan) {},
		"null_t3":       func(p *Plan) { p.Freedom = 3 },
		"null_eiv":      func(p *Plan) { p.Variance = 2 },
		"null_clust":    func(p *Plan) { p.CommonDate, p.Correlation = true, 0.1 },
		"power1pct":     func(p *Plan) { p.Effects = []float64{0.01} },
		"power1pct_eiv": func(p *Plan) { p.Effects, p.Variance = []float64{0.01}, 2 },
	} {
		p := Default()
		p.Samples, p.Effects = samples, []float64{0}
		p.Design.Estimation = study.Window{From: -255, To: -6}
		change(&p)
		got, err := Simulate(context.Background(), p, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range got.Rows {
			key, ok := gold[row.Test+"="+row.Convention+row.Window.String()]
			if !ok {
				continue
			}
			x, y := row.Rejects[0], want[name][key]
			se := math.Sqrt(max(y*(1-y), 0.02) * (1.0/samples + 1.0/1000))
			if math.Abs(x-y) > 3.5*se {
				t.Errorf("%s %s: %.3f, want %.3f", name, key, x, y)
			}
		}
	}
}

// gold names the rows of the independent simulation.
var gold = map[string]string{
	"csect=sample[+0,+0]": "csect_t_aar", "csect=sample[-5,+5]": "csect_t_caar",
	"cda=bw[+0,+0]": "cda_t_aar", "cda=bw[-5,+5]": "cda_t_caar",
	"patell=exact[+0,+0]": "patell_z_aar", "patell=exact[-5,+5]": "patell_z_caar_scar",
	"bmp=fec[+0,+0]": "bmp_t_aar_fec", "bmp=fec[-5,+5]": "bmp_t_caar_scar_fec",
	"rank=corrado[+0,+0]": "corrado_t_aar", "rank=cz[+0,+0]": "corrado_zivney_t_aar",
	"sign=normal[+0,+0]": "sign_z_aar", "gsign=event[+0,+0]": "gsign_z_aar",
	"wilcoxon=normal[+0,+0]": "wilcoxon_z_aar", "grank-t=kp2011[-5,+5]": "grank_t_caar",
}
