package study_test

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"testing"

	"newstape/internal/shared"
	"newstape/study"
)

// monteCarlo maps rows of the reference table to our tests. 0 is the first
// window (day 0), 1 the second (all eleven days).
var monteCarlo = []struct {
	row, test, convention string
	window                int
}{
	{"csect_t_aar", "csect", "sample", 0}, {"csect_t_caar", "csect", "sample", 1},
	{"cda_t_aar", "cda", "bw", 0}, {"cda_t_caar", "cda", "bw", 1},
	{"patell_z_aar", "patell", "exact", 0}, {"patell_z_caar_scar", "patell", "exact", 1},
	{"patell_z_caar_cumsar", "patell", "sumsar", 1}, {"patell_wrds_scar", "patell", "wrds", 1},
	{"bmp_t_aar_fec", "bmp", "fec", 0}, {"bmp_t_caar_scar_fec", "bmp", "fec", 1}, {"bmp_t_caar_rawsigma", "bmp", "raw", 1},
	{"kp_bmp_aar_fec_eventtime", "kp", "eventtime", 0}, {"kp_bmp_caar_scar_eventtime", "kp", "eventtime", 1},
	{"kp_patell_aar_eventtime", "adj-patell", "eventtime", 0},
	{"corrado_t_aar", "rank", "corrado", 0}, {"corrado_cowan_caar", "rank", "corrado", 1},
	{"corrado_zivney_t_aar", "rank", "cz", 0},
	{"sign_z_aar", "sign", "normal", 0}, {"gsign_z_aar", "gsign", "event", 0}, {"gsign_z_caar", "gsign", "event", 1},
	{"wilcoxon_z_aar", "wilcoxon", "normal", 0}, {"wilcoxon_z_caar_oncars", "wilcoxon", "normal", 1},
	{"skewadj_t_caar_lbt", "skew-t", "lbt", 1},
	{"grank_t_caar", "grank-t", "kp2011", 1}, {"grank_z_caar_indep", "grank-z", "kp2011", 1},
}

// columns are the scenarios' names in the reference.
var columns = []string{"null", "null_t3", "null_eiv", "null_clust", "power1pct", "power1pct_eiv"}

// TestSizeAndPowerAgreeWithTheReference draws new samples and compares rejection
// rates with the reference table (1000 samples a cell), within four standard
// errors of the difference: there are 150 cells.
func TestSizeAndPowerAgreeWithTheReference(t *testing.T) {
	if testing.Short() {
		t.Skip("draws thousands of samples")
	}
	b, err := os.ReadFile(shared.Dir(t, "data", "eventstudy", "mc_size_power.json"))
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]map[string]float64
	if err := json.Unmarshal(b, &want); err != nil {
		t.Fatal(err)
	}
	q := study.DefaultSimulation()
	q.Reps, q.Draws = 500, 199
	for _, m := range monteCarlo {
		q.Tests = append(q.Tests, m.test+"="+m.convention)
	}
	q.Tests = append(q.Tests, "kp=overlap", "kp=calendar", "permutation", "wild", "jackknife", "grank-t")
	got, err := study.Simulate(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	rate := func(test, convention string, window, world int) float64 {
		for _, r := range got {
			if r.Test == test && r.Convention == convention && r.Window == q.Windows[window] {
				return r.Rate[world]
			}
		}
		t.Fatalf("no row %s=%s", test, convention)
		return 0
	}
	for k, name := range columns {
		if want[name] == nil {
			t.Fatalf("the reference has no scenario %s: %v", name, want)
		}
		for _, m := range monteCarlo {
			w, ok := want[name][m.row]
			if !ok {
				continue
			}
			g := rate(m.test, m.convention, m.window, k)
			p := (w*1000 + g*float64(q.Reps)) / (1000 + float64(q.Reps))
			se := math.Sqrt(math.Max(p*(1-p), 0.01*0.99) * (1.0/1000 + 1/float64(q.Reps)))
			if math.Abs(g-w) > 4*se {
				t.Errorf("%s, %s: rejects %.1f %%, reference %.1f %% (standard error %.1f)", name, m.row, 100*g, 100*w, 100*se)
			}
		}
	}
	// Rows that the reference does not have. Overlap and calendar agree where all
	// events share a date.
	for _, x := range []struct {
		test, convention string
		low, high        float64 // of the size under the null and on one date
		clustered        bool
	}{
		{"kp", "overlap", 0.02, 0.09, true}, {"kp", "calendar", 0.02, 0.09, true},
		{"grank-t", "kp2011", 0.02, 0.10, true},
		{"permutation", "signs", 0.02, 0.09, false}, {"wild", "rademacher", 0.02, 0.09, false},
		{"jackknife", "delete-one", 0.02, 0.09, false},
	} {
		for window := range q.Windows {
			worlds := []int{0}
			if x.clustered {
				worlds = append(worlds, 3)
			}
			for _, k := range worlds {
				if g := rate(x.test, x.convention, window, k); g < x.low || g > x.high {
					t.Errorf("%s=%s %s, %s: rejects %.1f %%", x.test, x.convention, q.Windows[window], q.Cases[k].Name, 100*g)
				}
			}
		}
	}
}

func TestSimulationDependsOnTheSeedAlone(t *testing.T) {
	q := study.DefaultSimulation()
	q.N, q.Days, q.Reps, q.Cases = 10, 40, 20, q.Cases[:2]
	a, err := study.Simulate(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	b, err := study.Simulate(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	for k := range a {
		for j := range a[k].Rate {
			if a[k].Rate[j] != b[k].Rate[j] {
				t.Fatalf("%s=%s: %v, then %v", a[k].Test, a[k].Convention, a[k].Rate, b[k].Rate)
			}
		}
	}
}
