package stories

import (
	"fmt"
	"slices"
	"strings"
)

// Case is one case that was not right.
type Case struct {
	Story string
	Kind  string // the metric that it counts against
	// Sentence is the sentence of the story, Expected the gold, Got ours.
	Sentence, Expected, Got string
}

// String lays a case out for a person to read.
func (c Case) String() string {
	return fmt.Sprintf("%s  %s\n  sentence: %s\n  expected: %s\n  got:      %s", c.Story, c.Kind, c.Sentence, c.Expected, c.Got)
}

// share is a number of right cases out of those asked.
type share struct{ right, of int }

func (s share) value() float64 { return float64(s.right) / float64(s.of) }

// Report is how the product did.
type Report struct {
	// Wrong is every case that was not right, story by story.
	Wrong   []Case
	stories int
	shares  map[string]share
	counts  map[string]int
}

func newReport() *Report {
	return &Report{shares: map[string]share{}, counts: map[string]int{}}
}

// count adds a case to a share.
func (r *Report) count(metric string, right bool) {
	s := r.shares[metric]
	s.of++
	if right {
		s.right++
	}
	r.shares[metric] = s
}

// add counts something that should not be; false makes the count appear.
func (r *Report) add(metric string, happened bool) {
	n := r.counts[metric]
	if happened {
		n++
	}
	r.counts[metric] = n
}

// Metrics are all figures by name, with n the number of stories. A share of
// nothing is left out.
func (r *Report) Metrics() map[string]float64 {
	out := map[string]float64{"n": float64(r.stories)}
	for _, part := range Catalogue() {
		for _, m := range part.Metrics {
			if v, ok := r.value(m); ok {
				out[m.Name] = v
			}
		}
	}
	return out
}

// value is one figure of the catalogue; false when nothing was asked.
func (r *Report) value(m Metric) (float64, bool) {
	if m.Count {
		return float64(r.counts[m.Name]), true
	}
	if base, strict, is := strings.Cut(m.Name, "_f1"); is {
		return r.f1(base+"_precision"+strict, base+"_recall"+strict)
	}
	s := r.shares[m.Name]
	return s.value(), s.of > 0
}

// f1 is the harmonic mean of a precision and a recall.
func (r *Report) f1(precision, recall string) (float64, bool) {
	p, q := r.shares[precision], r.shares[recall]
	if p.of+q.of == 0 {
		return 0, false
	}
	if p.right == 0 || q.right == 0 {
		return 0, true
	}
	pv, qv := p.value(), q.value()
	return 2 * pv * qv / (pv + qv), true
}

// Table lays the figures out for people.
func (r *Report) Table() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d stories\n", r.stories)
	for _, part := range Catalogue() {
		fmt.Fprintf(&b, "\n%s\n", part.Title)
		for _, m := range part.Metrics {
			v, ok := r.value(m)
			figure, cases := "-", ""
			switch s := r.shares[m.Name]; {
			case m.Count:
				figure = fmt.Sprint(int(v))
			case ok:
				figure = fmt.Sprintf("%.3f", v)
				if s.of > 0 {
					cases = fmt.Sprintf("%d of %d", s.right, s.of)
				}
			}
			fmt.Fprintf(&b, "  %-32s %6s  %-11s %s\n", m.Name, figure, cases, m.Words)
		}
	}
	b.WriteString(r.kinds())
	return b.String()
}

// kinds counts the wrong cases.
func (r *Report) kinds() string {
	n := map[string]int{}
	for _, c := range r.Wrong {
		n[c.Kind]++
	}
	if len(n) == 0 {
		return "\nno wrong cases\n"
	}
	names := make([]string, 0, len(n))
	for k := range n {
		names = append(names, k)
	}
	slices.SortFunc(names, func(a, b string) int {
		if n[a] != n[b] {
			return n[b] - n[a]
		}
		return strings.Compare(a, b)
	})
	var b strings.Builder
	b.WriteString("\nwrong cases\n")
	for _, k := range names {
		fmt.Fprintf(&b, "  %3d  %s\n", n[k], k)
	}
	return b.String()
}
