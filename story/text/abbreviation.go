package text

import (
	_ "embed"
	"strings"
	"sync"
)

// class says how the dot of an abbreviation behaves.
type class uint8

const (
	notAbbreviation class = iota
	neverEnds             // Mr., vs.: a name or the other side follows
	beforeNumber          // No. 2: an abbreviation only before a number
	month                 // Nov. 14: ends a sentence only when no day follows
	company               // Inc., Corp.: may end a sentence
	mayEnd                // Jr., Calif., etc.
)

//go:embed abbreviations.tsv
var abbreviationTable string

//go:embed openers.txt
var openerTable string

var abbreviations = sync.OnceValue(func() map[string]class {
	classes := map[string]class{
		"title": neverEnds, "number": beforeNumber, "month": month, "company": company, "may": mayEnd,
	}
	out := make(map[string]class, 160)
	for line := range strings.Lines(abbreviationTable) {
		word, name, _ := strings.Cut(strings.TrimSpace(line), "\t")
		out[word] = classes[name]
	}
	return out
})

// openers are the words that, with a capital, open a new sentence rather than
// go on with a name after "U.S." or "Inc.": articles, pronouns, prepositions,
// and a few nouns that news opens with.
var openers = sync.OnceValue(func() map[string]bool {
	out := make(map[string]bool, 160)
	for line := range strings.Lines(openerTable) {
		out[strings.TrimSpace(line)] = true
	}
	return out
})

// abbreviation is the class of word, which is given without its last dot.
func abbreviation(word string) class {
	if len(word) > 6 || len(word) < 1 {
		return notAbbreviation
	}
	return abbreviations()[word]
}
