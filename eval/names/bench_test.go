package names

import (
	"math"
	"os"
	"testing"

	"newstape/internal/shared"
	"newstape/names/match"
)

func benchPairs(t *testing.T) []Pair {
	t.Helper()
	pairs, err := ReadBench(shared.Dir(t, "data", "gold", "names", "name_bench.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	return pairs
}

func (b Bench) log(t *testing.T, what string) {
	t.Logf("%-28s P %.3f R %.3f F1 %.3f AUC %.3f; people %.3f, others %.3f", what, b.Precision, b.Recall, b.F1, b.AUC, b.PersonF1, b.OrganisationsF1)
}

// What counts is what the calibration is worth on pairs that it did not see, and
// on groups of pairs of another origin than those that it was fitted on.
func TestBenchOnUnseenPairs(t *testing.T) {
	m, pairs := match.New(), benchPairs(t)
	ScoreBench(m, pairs).log(t, "fitted on the same pairs")
	for _, folds := range []int{2, 10} {
		cv, err := CrossValidate(m, pairs, folds)
		if err != nil {
			t.Fatal(err)
		}
		cv.log(t, "cross-validated")
		if cv.F1 < 0.85 || cv.AUC < 0.90 {
			t.Errorf("%d folds: F1 %.3f, AUC %.3f; want 0.85 and 0.90", folds, cv.F1, cv.AUC)
		}
	}
	seen := map[string]bool{}
	for _, p := range pairs {
		if seen[p.Group] {
			continue
		}
		seen[p.Group] = true
		var in, out []Pair
		for _, q := range pairs {
			if q.Group == p.Group {
				out = append(out, q)
			} else {
				in = append(in, q)
			}
		}
		f, err := Fit(m, in)
		if err != nil {
			t.Fatal(err)
		}
		scores := make([]float64, len(out))
		for i, q := range out {
			scores[i] = f.Score(m, q)
		}
		bench(out, scores).log(t, "without "+p.Group)
	}
}

// The table in package match is this fit, so that the next one can be made and
// compared. NEWSTAPE_UPDATE writes it anew.
func TestCalibrationIsTheFit(t *testing.T) {
	m, pairs := match.New(), benchPairs(t)
	f, err := Fit(m, pairs)
	if err != nil {
		t.Fatal(err)
	}
	const path = "../../names/match/tables/calibration.tsv"
	if os.Getenv("NEWSTAPE_UPDATE") != "" {
		if err := os.WriteFile(path, []byte(f.Table()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != f.Table() {
		t.Errorf("names/match/tables/calibration.tsv is another fit; run with NEWSTAPE_UPDATE=1")
	}
}

func TestFigures(t *testing.T) {
	var c counts
	for _, x := range []struct{ said, truth bool }{{true, true}, {true, true}, {true, false}, {false, true}, {false, false}} {
		c.add(x.said, x.truth)
	}
	if p, r, f := c.figures(); math.Abs(p-2.0/3) > 1e-12 || math.Abs(r-2.0/3) > 1e-12 || math.Abs(f-2.0/3) > 1e-12 {
		t.Errorf("%v %v %v", p, r, f)
	}
	pairs := []Pair{{Match: true}, {Match: true}, {}, {}}
	// Of the four (match, other) pairs of scores, 0.9 > 0.5, 0.9 > 0.1, 0.5 = 0.5, 0.5 > 0.1.
	if got := auc(pairs, []float64{0.9, 0.5, 0.5, 0.1}); got != 3.5/4 {
		t.Errorf("AUC %v, want %v", got, 3.5/4)
	}
}

// On one feature that tells the two apart by a step, the fit has the closed form
// of a ridge-less logistic regression as the ridge goes to nothing; with ridge 1
// it lies between 0 and that.
func TestLogistic(t *testing.T) {
	x := [][]float64{{1, 0}, {1, 0}, {1, 0}, {1, 1}, {1, 1}, {1, 1}}
	y := []float64{0, 0, 1, 0, 1, 1}
	w, err := logistic(x, y)
	if err != nil {
		t.Fatal(err)
	}
	free := math.Log(2) - math.Log(0.5) // log-odds 2:1 less log-odds 1:2
	if w[1] <= 0 || w[1] >= free {
		t.Errorf("weight %v, want between 0 and %v", w[1], free)
	}
	grad := w[1]
	for i, row := range x {
		grad += (sigmoid(dot(w, row)) - y[i]) * row[1]
	}
	if math.Abs(grad) > 1e-8 {
		t.Errorf("the gradient at the fit is %v", grad)
	}
}
