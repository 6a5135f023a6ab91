package corporate

import (
	_ "embed"
	"slices"
	"strings"

	"newstape/internal/linear"
)

//go:embed lexicon.tsv
var lexiconTable string

//go:embed small.txt
var smallTable string

// shapes are the classes of words that no table can list.
const (
	shapePercent  = iota // a number before a percent sign
	shapeMoney           // a number after a currency sign
	shapeYear            // 2017
	shapeNumber          // any other number
	shapeTicker          // capitals after an opening bracket
	shapeCapitals        // other words of capitals
	shapeName            // other words that begin with one
	shapes
)

// lexicon gives words their classes.
type lexicon struct {
	names   []string // by class, the shapes first
	hashes  []uint64 // of the names: features are known by these, not by the order of the table
	broad   []bool   // by class: of the table's broad half
	of      map[uint64][]uint8
	longest int             // words of the longest phrase
	small   map[uint64]bool // words that stand between content words
}

func newLexicon() *lexicon {
	l := &lexicon{
		names: []string{"PERCENT", "MONEY", "YEAR", "NUMBER", "TICKER", "CAPITALS", "NAME"},
		of:    map[uint64][]uint8{}, small: map[uint64]bool{},
	}
	index := map[string]int{}
	for line := range strings.Lines(lexiconTable) {
		class, words, _ := strings.Cut(strings.TrimSpace(line), "\t")
		at, ok := index[class]
		if !ok {
			at = len(l.names)
			index[class] = at
			l.names = append(l.names, class)
		}
		for word := range strings.FieldsSeq(words) {
			l.add(word, uint8(at))
		}
	}
	for word := range strings.FieldsSeq(smallTable) {
		l.small[linear.Hash(stem([]byte(word)))] = true
	}
	for _, n := range l.names {
		l.hashes = append(l.hashes, linear.Hash(n))
		l.broad = append(l.broad, strings.HasPrefix(n, "broad."))
	}
	return l
}

// add takes a word or, its words joined by underscores, a phrase.
func (l *lexicon) add(entry string, class uint8) {
	h, n := uint64(0), 0
	for word := range strings.SplitSeq(entry, "_") {
		h = extend(h, n, linear.Hash(stem([]byte(word))))
		n++
	}
	l.longest = max(l.longest, n)
	if slices.Contains(l.of[h], class) {
		return
	}
	l.of[h] = append(l.of[h], class)
}

// extend is the hash of a phrase of n words and one more.
func extend(phrase uint64, n int, word uint64) uint64 {
	if n == 0 {
		return word
	}
	return linear.Mix(phrase, word)
}

// pairs reports whether two classes are worth joining: a broad class says with
// another broad one what their finer ones say too.
func (l *lexicon) pairs(a, b uint8) bool {
	return a < shapes || b < shapes || l.broad[a] == l.broad[b]
}
