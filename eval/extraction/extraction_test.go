package extraction

import (
	"testing"

	"newstape/internal/shared"
)

// leastF1 is a floor under the score, a little below what was measured: it
// catches a change that loses article text, not noise.
const leastF1 = 0.94

func TestRun(t *testing.T) {
	s, err := Run(shared.Dir(t, "data", "gold", "extraction"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range s.Wrong {
		t.Log(line)
	}
	t.Logf("%d pages: precision %.4f, recall %.4f, F1 %.4f", s.N, s.Precision, s.Recall, s.F1)
	if s.F1 < leastF1 {
		t.Errorf("F1 %.4f, want at least %.3f", s.F1, leastF1)
	}
}

func TestShingles(t *testing.T) {
	for _, tc := range []struct {
		want, got string
		p, r      float64
	}{
		{"a b c d e", "a b c d e", 1, 1},
		{"a b c d e", "a b c d", 1, 0.5},
		{"a b c d", "a b c d e", 0.5, 1},
		{"a b c d a b c d", "a b c d", 1, 0.2}, // five shingles, one of them twice
		{"a, b: c d", "A B C D", 0, 0},
		{"a b", "a b", 1, 1},
		{"", "", 1, 1},
	} {
		if p, r := Shingles(tc.want, tc.got); p != tc.p || r != tc.r {
			t.Errorf("%q against %q: precision %v, recall %v; want %v, %v", tc.got, tc.want, p, r, tc.p, tc.r)
		}
	}
}

func TestNoGold(t *testing.T) {
	if _, err := Run(t.TempDir()); err == nil {
		t.Error("a folder without ground-truth.json passes")
	}
}
