package stance

import (
	_ "embed"
	"strings"
	"sync"

	"newstape/internal/table"
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
	for _, row := range table.Rows(cuesTable) {
		kind, list := row[0], row[1]
		for p := range strings.SplitSeq(list, ";") {
			t.cues[kind] = append(t.cues[kind], strings.Fields(p))
		}
	}
	for _, row := range table.Rows(antonymsTable) {
		a, b := row[0], row[1]
		a, b = wording.Key(a), wording.Key(b)
		t.opposites[a], t.opposites[b] = append(t.opposites[a], b), append(t.opposites[b], a)
	}
	t.weights, t.prior = parseWeights(weightsTable), parseWeights(priorTable)
	return t
})

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
