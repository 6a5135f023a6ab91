package polnear

import (
	"fmt"
	"strings"

	"newstape/ledger/attribution/brat"
)

// tell writes down what is wrong in one article: gold attributions that were
// missed or whose spans differ, and those that are not gold.
func (r *Report) tell(a brat.Article, m marker, gold, ours []marked, pairs []int) {
	paired := make([]bool, len(ours))
	for g, o := range pairs {
		if o < 0 {
			r.Wrong = append(r.Wrong, fmt.Sprintf("%s: missed %s", a.Name, m.words(a.Text, gold[g])))
			continue
		}
		paired[o] = true
		if want, got := m.words(a.Text, gold[g]), m.words(a.Text, ours[o]); want != got {
			r.Wrong = append(r.Wrong, fmt.Sprintf("%s: gold %s, ours %s", a.Name, want, got))
		}
	}
	for o, ok := range paired {
		if !ok {
			r.Wrong = append(r.Wrong, fmt.Sprintf("%s: not gold %s", a.Name, m.words(a.Text, ours[o])))
		}
	}
}

// words are an attribution's source, cue and content between bars.
func (m marker) words(src string, x marked) string {
	var parts []string
	for _, k := range []int{source, cue, content} {
		var words []string
		for _, i := range x[k] {
			words = append(words, m[i].In(src))
		}
		parts = append(parts, strings.Join(words, " "))
	}
	return "[" + strings.Join(parts, " | ") + "]"
}
