package check

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// role is what a word of market prose may do in a sentence. Words have several:
// a "drop" is a noun and a verb. A parser would tell which; the readers here
// tell by what stands beside it.
type role uint32

// The roles, in the words of lexicon.tsv.
const (
	moveVerb    role = 1 << iota // fell: a finite or participle move
	moving                       // falling
	moveNoun                     // a fall
	multiple                     // doubled
	sideways                     // up, down, lower: after the number or before it
	closing                      // closed, ended, finished
	opening                      // opened, starts
	gapping                      // gapped (up)
	trading                      // was trading, changing hands
	touching                     // touched, hit, peaked
	being                        // is, remains
	aux                          // has, had
	flatWord                     // unchanged, little changed
	equityWord                   // shares, stock
	indexWord                    // the index, the fund
	metricWord                   // revenue, margin, stake: what is no price
	commodity                    // oil, the dollar
	person                       // investors, analysts
	modal                        // would, could, expected
	conditional                  // if, suppose
	relative                     // which, whose
	subordinate                  // after, as, while
	preposition                  // of, in
	conjunction                  // and, or
	filler                       // also, sharply: may stand between a verb and its number
	causing                      // pushed, sent: what moves stands behind it
	superlative                  // worst, biggest
	comparing                    // outperformed, lagged: against another price
)

// roleNames are the words that lexicon.tsv uses.
var roleNames = map[string]role{
	"verb": moveVerb, "ing": moving, "noun": moveNoun, "multiple": multiple, "adv": sideways, "close": closing,
	"open": opening, "gap": gapping, "trade": trading, "touch": touching, "be": being, "aux": aux, "flat": flatWord,
	"equity": equityWord, "indexword": indexWord, "metric": metricWord, "commodity": commodity, "person": person,
	"modal": modal, "cond": conditional, "rel": relative, "sub": subordinate, "prep": preposition, "conj": conjunction,
	"skip": filler, "cause": causing, "superlative": superlative, "compare": comparing,
}

// entry is what the lexicon says of a word or phrase.
type entry struct {
	roles     role
	direction Direction
}

func (e entry) is(r role) bool { return e.roles&r != 0 }

// lexicon maps phrases, in lower case with single blanks, to entries.
type lexicon struct {
	entries map[string]entry
	longest map[string]int // by first word: words of the longest phrase
}

//go:embed lexicon.tsv
var lexiconTSV string

// words reads the embedded lexicon once. It panics on a malformed table, which
// the tests exclude.
var words = sync.OnceValue(func() *lexicon {
	l, err := readLexicon(lexiconTSV)
	if err != nil {
		panic(err)
	}
	return l
})

func readLexicon(table string) (*lexicon, error) {
	l := &lexicon{entries: map[string]entry{}, longest: map[string]int{}}
	n := 0
	for line := range strings.Lines(table) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 3 {
			return nil, fmt.Errorf("lexicon.tsv: line %d: %d columns, not 3", n, len(cells))
		}
		e := entry{direction: Direction(cells[2])}
		for name := range strings.SplitSeq(cells[1], ",") {
			r, ok := roleNames[name]
			if !ok {
				return nil, fmt.Errorf("lexicon.tsv: line %d: role %q is not known", n, name)
			}
			e.roles |= r
		}
		l.entries[cells[0]] = e
		first, _, _ := strings.Cut(cells[0], " ")
		l.longest[first] = max(l.longest[first], strings.Count(cells[0], " ")+1)
	}
	return l, nil
}
