// Package names measures name matching and screening against gold: pairs of
// names that are or are not one party, and mentions as news writes them.
//
//	cases, err := names.ReadBench("gold/names/name_bench.jsonl")
//	s := names.ScoreBench(match.New(), cases)   // s.F1, s.AUC
//
// In: the gold files of the evaluation contract. Out: figures, and the wrong
// cases as lines for a person to read. It also fits the calibration of package
// match ([Fit]) and says what the fit is worth on cases that it did not see
// ([CrossValidate]).
//
// Limits: the pairs are 414 and the mentions 204; a figure moves by a point with
// every two or four cases.
package names

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/names/match"
)

// Pair is one case of name_bench.
type Pair struct {
	ID     string `json:"id"`
	Group  string `json:"group"`
	Schema string `json:"schema"`
	A      string `json:"a"`
	B      string `json:"b"`
	Match  bool   `json:"match"`
}

// Kind is the kind of name that the case's schema means.
func (p Pair) Kind() match.Kind { return kindOf(p.Schema) }

func kindOf(schema string) match.Kind {
	switch schema {
	case "Person":
		return match.Person
	case "Vessel":
		return match.Vessel
	}
	return match.Company
}

// ReadBench reads pairs, one JSON object a line.
func ReadBench(path string) ([]Pair, error) { return readLines[Pair](path) }

func readLines[T any](path string) ([]T, error) {
	f, err := os.Open(path) // #nosec G304 -- the caller names the gold
	if err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	defer f.Close()
	var out []T
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		var x T
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			return nil, fault.New(fault.BadInput, "read gold %s: line %d: %w", path, line, err)
		}
		out = append(out, x)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("read gold %s: %w", path, err)
	}
	return out, nil
}

// Bench are the figures of name_bench.
type Bench struct {
	N                         int
	Precision, Recall, F1     float64
	AUC                       float64
	PersonF1, OrganisationsF1 float64
	Wrong                     []string
}

// Threshold is the score from which a pair counts as one party.
const Threshold = 0.5

// ScoreBench compares every pair with m.
func ScoreBench(m *match.Matcher, pairs []Pair) Bench {
	scores := make([]float64, len(pairs))
	for i, p := range pairs {
		scores[i] = Score(m, p)
	}
	return bench(pairs, scores)
}

// Score is the match score of one pair; a name that cannot be read scores 0.
func Score(m *match.Matcher, p Pair) float64 {
	c, ok := compare(m, p)
	if !ok {
		return 0
	}
	return c.Score
}

func compare(m *match.Matcher, p Pair) (match.Comparison, bool) {
	a, err := m.Parse(p.Kind(), p.A)
	if err != nil {
		return match.Comparison{}, false
	}
	b, err := m.Parse(p.Kind(), p.B)
	if err != nil {
		return match.Comparison{}, false
	}
	return m.Compare(a, b), true
}

func bench(pairs []Pair, scores []float64) Bench {
	var all, person, other counts
	out := Bench{N: len(pairs), AUC: auc(pairs, scores)}
	for i, p := range pairs {
		said := scores[i] >= Threshold
		all.add(said, p.Match)
		if p.Kind() == match.Person {
			person.add(said, p.Match)
		} else {
			other.add(said, p.Match)
		}
		if said != p.Match {
			out.Wrong = append(out.Wrong, fmt.Sprintf("name_bench %s: gold %v, score %.3f: %s | %s", p.ID, p.Match, scores[i], p.A, p.B))
		}
	}
	out.Precision, out.Recall, out.F1 = all.figures()
	_, _, out.PersonF1 = person.figures()
	_, _, out.OrganisationsF1 = other.figures()
	return out
}

// counts are right and wrong answers of a yes-or-no question.
type counts struct{ hit, wrong, miss int }

func (c *counts) add(said, truth bool) {
	switch {
	case said && truth:
		c.hit++
	case said:
		c.wrong++
	case truth:
		c.miss++
	}
}

// figures are precision, recall and their harmonic mean F1 = 2PR/(P+R).
func (c counts) figures() (p, r, f1 float64) {
	if c.hit == 0 {
		return 0, 0, 0
	}
	p = float64(c.hit) / float64(c.hit+c.wrong)
	r = float64(c.hit) / float64(c.hit+c.miss)
	return p, r, 2 * p * r / (p + r)
}

// auc is the chance that a pair that matches scores above one that does not,
// ties counting half (Mann-Whitney U over its largest value).
func auc(pairs []Pair, scores []float64) float64 {
	var yes, no []float64
	for i, p := range pairs {
		if p.Match {
			yes = append(yes, scores[i])
		} else {
			no = append(no, scores[i])
		}
	}
	if len(yes) == 0 || len(no) == 0 {
		return 0
	}
	slices.Sort(no)
	u := 0.0
	for _, s := range yes {
		below, _ := slices.BinarySearch(no, s)
		above := below
		for above < len(no) && no[above] == s {
			above++
		}
		u += float64(below) + float64(above-below)/2
	}
	return u / float64(len(yes)*len(no))
}

// Lines joins the wrong cases.
func (b Bench) Lines() string { return strings.Join(b.Wrong, "\n") }
