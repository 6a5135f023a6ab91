package emergent

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/fault"
	"newstape/internal/shared"
	"newstape/ledger/thread/stance"
)

var update = flag.Bool("update", false, "learn the embedded weights anew and write them")

const weights = "../../ledger/thread/stance/weights.tsv"

// TestFigures holds the figures of the development half and the embedded
// weights, which must be what Fit makes of it.
func TestFigures(t *testing.T) {
	dir := shared.Dir(t, "data", "gold")
	pairs, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	table := stance.Fit(pairs, Ridge).Table()
	if *update {
		if err := os.WriteFile(weights, []byte(table), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if b, err := os.ReadFile(weights); err != nil || string(b) != table {
		t.Errorf("the embedded weights are not those that the pairs give (%v); go test ./eval/emergent -update", err)
	}
	r, err := Run(dir)
	if err != nil {
		t.Fatal(err)
	}
	m := r.Metrics()
	for name, least := range map[string]float64{"accuracy": 0.75, "against_f1": 0.78, "refit_accuracy": 0.75} {
		if m[name] < least {
			t.Errorf("%s %.3f, want %.2f", name, m[name], least)
		}
	}
	t.Log(m)
	if testing.Verbose() {
		t.Log(strings.Join(r.Wrong(), "\n"))
		for i, p := range r.Pairs {
			if r.Refit[i].Stance != p.Stance && r.Got[i].Stance == p.Stance {
				t.Log("refit", p.Stance, p.Headline)
			}
		}
	}
}

func TestGoldThatCannotBeRead(t *testing.T) {
	dir := t.TempDir()
	if _, err := Run(dir); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("empty folder: %v", err)
	}
	for line, want := range map[string]string{
		"{": "line 2",
		`{"claim": "a", "headline": "b", "stance": "maybe"}`: `stance "maybe"`,
	} {
		if err := os.WriteFile(filepath.Join(dir, "emergent.jsonl"), []byte("\n"+line+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Run(dir); fault.CodeOf(err) != fault.BadInput || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", line, err)
		}
	}
}

func TestAnyFileOfTheName(t *testing.T) {
	dir := t.TempDir()
	row := `{"claim": "Apple will buy Netflix", "headline": "Apple denies it will buy Netflix", "stance": "against"}` + "\n"
	for _, name := range []string{"emergent.jsonl", "emergent_test.jsonl"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(row), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	r, err := Run(dir)
	if m := r.Metrics(); err != nil || m["n"] != 2 || m["accuracy"] != 1 {
		t.Errorf("got %v, %v", m, err)
	}
}
