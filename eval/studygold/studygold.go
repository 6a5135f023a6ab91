// Package studygold measures the event-study engine against published and
// independent results: each set is read, the same study is run, and every number
// that the set holds is compared with ours.
//
//	sets, err := studygold.Run(filepath.Join(shared, "data", "eventstudy"))
//	sets[0].Compared, sets[0].Worst, sets[0].WorstName
//
// The sets and how their numbers were made are described in SOURCES.md beside
// them. A set's Tolerance says what its own precision allows: 1e-10 for numbers
// of 17 digits, 3e-7 for Stata's single-precision fields.
//
// Limits: a number that a set's program computed by a formula we think wrong is
// compared with our variant of that formula, not with our default; package
// study's tests show the difference.
package studygold

import (
	"fmt"
	"math"
	"path/filepath"
)

// SetResult is how one set came out.
type SetResult struct {
	Name      string  `json:"name"`
	Compared  int     `json:"compared"`
	Worst     float64 `json:"worst"` // largest relative error
	WorstName string  `json:"worst_name"`
	Tolerance float64 `json:"tolerance"`
	// Failed lists what is worse than Tolerance or could not be computed.
	Failed []string `json:"failed,omitempty"`
}

// set is one gold set.
type set struct {
	name      string
	tolerance float64
	run       func(dir string, c *comparison) error
}

func sets() []set {
	return []set{
		{"sp500_additions", 1e-10, sp500},
		{"lemaire", 1e-10, lemaire},
		{"estudy2", 1e-10, estudy2},
		{"crse", 1e-10, crse},
		{"xkdr", 1e-10, xkdr},
		{"sipemu_golden066", 1e-10, golden066},
		{"stata_estudy", 3e-7, stataEstudy},
		{"synthetic_small", 1e-10, syntheticSmall},
		{"synthetic_big", 1e-10, syntheticBig},
	}
}

// Names lists the sets in order.
func Names() []string {
	var names []string
	for _, s := range sets() {
		names = append(names, s.name)
	}
	return names
}

// Run compares every set under dir. It fails when a set cannot be read; a
// number that differs is in the set's result, not an error.
func Run(dir string) ([]SetResult, error) {
	var out []SetResult
	for _, s := range sets() {
		r, err := s.compare(dir)
		if err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// RunSet compares one set.
func RunSet(dir, name string) (SetResult, error) {
	for _, s := range sets() {
		if s.name == name {
			return s.compare(dir)
		}
	}
	return SetResult{}, fmt.Errorf("study gold: no set %q", name)
}

func (s set) compare(dir string) (SetResult, error) {
	c := &comparison{SetResult: SetResult{Name: s.name, Tolerance: s.tolerance}}
	if err := s.run(filepath.Join(dir, s.name), c); err != nil {
		return c.SetResult, fmt.Errorf("study gold %s: %w", s.name, err)
	}
	return c.SetResult, nil
}

// comparison collects the differences of one set.
type comparison struct{ SetResult }

// nothing is what a sum that should be zero comes out as.
const nothing = 1e-12

// check compares one number: the error is relative to the wanted value, and
// absolute where that is zero but for rounding.
func (c *comparison) check(name string, got, want float64) {
	if diff := c.within(c.Tolerance, name, got, want); !(diff <= c.Worst) {
		c.Worst, c.WorstName = diff, name
	}
}

// within is check for a number that its set holds with more or fewer digits than
// the others; it can fail but is not the set's worst.
func (c *comparison) within(tolerance float64, name string, got, want float64) float64 {
	c.Compared++
	diff := math.Abs(got - want)
	if math.Abs(want) > nothing {
		diff /= math.Abs(want)
	}
	if !(diff <= tolerance) {
		c.Failed = append(c.Failed, fmt.Sprintf("%s: got %.17g, want %.17g", name, got, want))
	}
	return diff
}

// all compares two lists of numbers.
func (c *comparison) all(name string, got, want []float64) {
	if len(got) != len(want) {
		c.Compared++
		c.Failed = append(c.Failed, fmt.Sprintf("%s: got %d numbers, want %d", name, len(got), len(want)))
		return
	}
	for k := range want {
		c.check(fmt.Sprintf("%s[%d]", name, k), got[k], want[k])
	}
}
