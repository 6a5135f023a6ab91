package names

import (
	"os"
	"testing"

	"newstape/internal/shared"
	"newstape/names/match"
)

func TestFitPrint(t *testing.T) {
	m := match.New()
	pairs, err := ReadBench(shared.Dir(t, "data", "gold", "names", "name_bench.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Fit(m, pairs)
	if err != nil {
		t.Fatal(err)
	}
	if out := os.Getenv("OUT"); out != "" {
		os.WriteFile(out, []byte(f.Table()), 0o644)
	}
	scores := make([]float64, len(pairs))
	for i, p := range pairs {
		scores[i] = f.Score(m, p)
	}
	in := bench(pairs, scores)
	t.Logf("in-sample F1 %.3f AUC %.3f P %.3f R %.3f person %.3f org %.3f", in.F1, in.AUC, in.Precision, in.Recall, in.PersonF1, in.OrganisationsF1)
	for _, k := range []int{5, 10, 20} {
		cv, _ := CrossValidate(m, pairs, k)
		t.Logf("cv%d F1 %.3f AUC %.3f P %.3f R %.3f person %.3f org %.3f", k, cv.F1, cv.AUC, cv.Precision, cv.Recall, cv.PersonF1, cv.OrganisationsF1)
		if k == 10 {
			t.Log("\n" + cv.Lines())
		}
	}
	t.Log("\n" + f.Table())
}
