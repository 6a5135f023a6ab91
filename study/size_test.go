package study_test

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"testing"

	"newstape/internal/shared"
	"newstape/study"
	"newstape/study/power"
)

// monteCarlo maps rows of the reference table to our tests. 0 is the first
// window (day 0), 1 the second (all eleven days).
var monteCarlo = []struct {
	row, test, convention string
	window                int
}{
	{"csect_t_aar", "csect", "sample", 0},
	{"csect_t_caar", "csect", "sample", 1},
	{"cda_t_aar", "cda", "bw", 0},
	{"cda_t_caar", "cda", "bw", 1},
	{"patell_z_aar", "patell", "exact", 0},
	{"patell_z_caar_scar", "patell", "exact", 1},
	{"patell_z_caar_cumsar", "patell", "sumsar", 1},
	{"patell_wrds_scar", "patell", "wrds", 1},
	{"bmp_t_aar_fec", "bmp", "fec", 0},
	{"bmp_t_caar_scar_fec", "bmp", "fec", 1},
	{"bmp_t_caar_rawsigma", "bmp", "raw", 1},
	{"kp_bmp_aar_fec_eventtime", "kp", "eventtime", 0},
	{"kp_bmp_caar_scar_eventtime", "kp", "eventtime", 1},
	{"kp_patell_aar_eventtime", "adj-patell", "eventtime", 0},
	{"corrado_t_aar", "rank", "corrado", 0},
	{"corrado_cowan_caar", "rank", "corrado", 1},
	{"corrado_zivney_t_aar", "rank", "cz", 0},
	{"sign_z_aar", "sign", "normal", 0},
	{"gsign_z_aar", "gsign", "event", 0},
	{"gsign_z_caar", "gsign", "event", 1},
	{"wilcoxon_z_aar", "wilcoxon", "normal", 0},
	{"wilcoxon_z_caar_oncars", "wilcoxon", "normal", 1},
	{"skewadj_t_caar_lbt", "skew-t", "lbt", 1},
	{"grank_t_caar", "grank-t", "kp2011", 1},
	{"grank_z_caar_indep", "grank-z", "kp2011", 1},
}

// beyond are rows that the reference does not have, with the bounds of their
// size; clustered ones must hold on one common date too.
var beyond = []struct {
	test, convention string
	low, high        float64
	clustered        bool
}{
	{"kp", "overlap", 0.02, 0.09, true},
	{"kp", "calendar", 0.02, 0.09, true},
	{"kp", "buckets", 0.02, 0.09, true},
	{"grank-t", "kp2011", 0.02, 0.10, true},
	{"preevent", "mean", 0.02, 0.09, true},
	{"permutation", "signs", 0.02, 0.09, false},
	{"wild", "rademacher", 0.02, 0.09, false},
	{"wild", "mammen", 0.01, 0.09, false},
	{"jackknife", "delete-one", 0.02, 0.09, false},
	{"hall-t", "unbiased", 0.02, 0.09, false},
}

// TestEveryRowOfSizeAndPower draws 500 samples a scenario and compares with the
// reference (1000 a cell), within four standard errors of the difference: there
// are 150 cells.
func TestEveryRowOfSizeAndPower(t *testing.T) {
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
	for _, world := range []struct {
		name   string
		change func(*power.Plan)
	}{
		{"null", func(*power.Plan) {}},
		{"null_t3", func(p *power.Plan) { p.Freedom = 3 }},
		{"null_eiv", func(p *power.Plan) { p.Variance = 2 }},
		{"null_clust", func(p *power.Plan) { p.CommonDate, p.Correlation = true, 0.1 }},
		{"power1pct", func(p *power.Plan) { p.Effects[0] = 0.01 }},
		{"power1pct_eiv", func(p *power.Plan) { p.Effects[0], p.Variance = 0.01, 2 }},
	} {
		p := power.Default()
		p.Samples, p.Effects, p.Seed = samplesOf(500), []float64{0}, 42
		n := float64(p.Samples)
		p.Design.Estimation, p.Design.Draws, p.Design.Tests = study.Window{From: -255, To: -6}, 199, nil
		for _, m := range monteCarlo {
			p.Design.Tests = append(p.Design.Tests, m.test+"="+m.convention)
		}
		for _, m := range beyond {
			p.Design.Tests = append(p.Design.Tests, m.test+"="+m.convention)
		}
		world.change(&p)
		got, err := power.Simulate(context.Background(), p, nil)
		if err != nil {
			t.Fatal(err)
		}
		rates := rejections(got)
		for _, m := range monteCarlo {
			g, w := rates[rateKey{m.test, m.convention, p.Design.Windows[m.window]}], want[world.name][m.row]
			mean := (w*1000 + g*n) / (1000 + n)
			se := math.Sqrt(math.Max(mean*(1-mean), 0.01) * (1.0/1000 + 1/n))
			if math.Abs(g-w) > 4*se {
				t.Errorf("%s, %s: rejects %.1f %%, reference %.1f %% (standard error %.1f)", world.name, m.row, 100*g, 100*w, 100*se)
			}
		}
		for _, m := range beyond {
			for _, w := range p.Design.Windows {
				g := rates[rateKey{m.test, m.convention, w}]
				t.Logf("%-14s %s=%s %s: %.1f %%", world.name, m.test, m.convention, w, 100*g)
				if (world.name == "null" || world.name == "null_clust" && m.clustered) && (g < m.low || g > m.high) && n >= 500 {
					t.Errorf("%s: %s=%s %s rejects %.1f %%", world.name, m.test, m.convention, w, 100*g)
				}
			}
		}
	}
}

type rateKey struct {
	test, convention string
	window           study.Window
}

func rejections(t *power.Table) map[rateKey]float64 {
	out := map[rateKey]float64{}
	for _, r := range t.Rows {
		out[rateKey{r.Test, r.Convention, r.Window}] = r.Rejects[0]
	}
	return out
}
