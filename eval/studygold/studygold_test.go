package studygold

import (
	"testing"

	"newstape/internal/shared"
)

// TestGold compares every set; see Run.
func TestGold(t *testing.T) {
	dir := shared.Dir(t, "data", "eventstudy")
	for _, name := range Names() {
		t.Run(name, func(t *testing.T) {
			if testing.Short() && name == "synthetic_big" {
				t.Skip("generates 13 MB of prices")
			}
			r, err := RunSet(dir, name)
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%d numbers, worst %.2g (%s)", r.Compared, r.Worst, r.WorstName)
			if r.Compared == 0 {
				t.Error("nothing was compared")
			}
			for k, f := range r.Failed {
				if k == 40 {
					t.Fatalf("and %d more", len(r.Failed)-k)
				}
				t.Error(f)
			}
		})
	}
}
