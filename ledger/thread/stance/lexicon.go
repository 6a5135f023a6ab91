package stance

import (
	_ "embed"
	"strings"
	"sync"

	"newstape/ledger/thread/wording"
)

//go:embed cues.tsv
var cuesTable string

//go:embed antonyms.tsv
var antonymsTable string

//go:embed weights.tsv
var weightsTable string

//go:embed prior.tsv
var priorTable string

// lexicon is the tables of this package, read once.
type lexicon struct {
	cues      map[string][][]string // by kind, words in a row
	opposites map[string][]string   // by key
	weights   Weights
	prior     Weights
}

var lex = sync.OnceValue(func() *lexicon {
	t := &lexicon{cues: map[string][][]string{}, opposites: map[string][]string{}}
	for kind, list := range rows(cuesTable) {
		for p := range strings.SplitSeq(list, ";") {
			t.cues[kind] = append(t.cues[kind], strings.Fields(p))
		}
	}
	for a, b := range rows(antonymsTable) {
		a, b = wording.Key(a), wording.Key(b)
		t.opposites[a], t.opposites[b] = append(t.opposites[a], b), append(t.opposites[b], a)
	}
	t.weights, t.prior = parseWeights(weightsTable), parseWeights(priorTable)
	return t
})

// rows gives the two cells of each line of a table, comments and head left out.
func rows(table string) func(func(a, b string) bool) {
	return func(yield func(a, b string) bool) {
		head := true
		for line := range strings.Lines(table) {
			if strings.HasPrefix(line, "#") {
				continue
			}
			a, b, ok := strings.Cut(strings.TrimSpace(line), "\t")
			if ok && !head && !yield(a, b) {
				return
			}
			head = false
		}
	}
}

// hears gives the number of words of a cue of the kind that begins at i, the
// longest; 0 when none does.
func (p *phrase) hears(kind string, i int) int {
	most := 0
	for _, words := range lex().cues[kind] {
		if len(words) > most && p.rowAt(words, i) {
			most = len(words)
		}
	}
	return most
}

func (p *phrase) rowAt(words []string, i int) bool {
	if i+len(words) > len(p.at) {
		return false
	}
	for k, w := range words {
		base, open := strings.CutSuffix(w, "*")
		low := p.at[i+k].Low
		if low != base && (!open || !strings.HasPrefix(low, base)) {
			return false
		}
	}
	return true
}
