package wording

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"newstape/internal/table"
)

//go:embed concepts.tsv
var conceptsTable string

//go:embed irregular.tsv
var irregularTable string

//go:embed phrases.tsv
var phrasesTable string

//go:embed stop.txt
var stopTable string

// phrase is words in a row with the keys that stand for them.
type phrase struct {
	words, keys []string
}

func (p phrase) at(words []Word) bool {
	if len(words) < len(p.words) {
		return false
	}
	for i, w := range p.words {
		if words[i].Low != w {
			return false
		}
	}
	return true
}

// lexicon is the tables of this package, read once.
type lexicon struct {
	concepts  map[string]string // stem or whole word -> label
	irregular map[string]string // form -> base
	phrases   map[string][]phrase
	stop      map[string]bool
	numerals  map[string]string
}

var lex = sync.OnceValue(func() *lexicon {
	t := &lexicon{concepts: map[string]string{}, irregular: map[string]string{}, phrases: map[string][]phrase{}, stop: map[string]bool{}, numerals: map[string]string{}}
	for _, row := range table.Rows(irregularTable) {
		base, forms := row[0], row[1]
		for f := range strings.FieldsSeq(forms) {
			t.irregular[f] = base
		}
	}
	for _, row := range table.Rows(conceptsTable) {
		label, words := row[0], row[1]
		for w := range strings.FieldsSeq(words) {
			t.concepts[w], t.concepts[stem(w)] = label, label
		}
	}
	for _, row := range table.Rows(phrasesTable) {
		words, keys := row[0], row[1]
		p := phrase{strings.Fields(words), strings.Fields(keys)}
		t.phrases[p.words[0]] = append(t.phrases[p.words[0]], p)
	}
	for line := range strings.Lines(stopTable) {
		if !strings.HasPrefix(line, "#") {
			for w := range strings.FieldsSeq(line) {
				t.stop[w], t.stop[stem(w)] = true, true
			}
		}
	}
	for i, w := range strings.Fields("one two three four five six seven eight nine ten eleven twelve") {
		t.numerals[w] = strconv.Itoa(i + 1)
	}
	return t
})
