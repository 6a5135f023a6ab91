package link

import (
	_ "embed" // the word lists
	"strings"
)

//go:embed lexicon.tsv
var lexiconTable string

//go:embed ticker_stop.txt
var stopTable string

// class is a set of word classes of lexicon.tsv.
type class uint32

// The classes.
const (
	share         class = 1 << iota // shares, stock, earnings: follow a company's name
	shareMod                        // may stand between the name and such a word
	move                            // what prices do
	firm                            // what companies do
	adverb                          // may stand before a verb
	corporate                       // what companies have: executives, customers, stores
	descriptor                      // what stands before a company's name: retailer, giant, rival
	determiner                      // the, a, its
	function                        // prepositions and conjunctions
	title                           // what stands before a person's name
	weekday                         // days and months, which are capitalised
	given                           // given names
	region                          // what follows a town: Delta, Colorado
	stateWord                       // what makes a name a place's or an institution's: Field, Foundation
	indexMove                       // index, average, points
	auxiliary                       // is, has, will: verbs that say nothing alone
	affiliateWord                   // what ends the name of a unit behind its parent's: Blackstone Infrastructure
	orgWord                         // what ends the names of organisations: securities, industries, university
	orgHead                         // what such a name may begin with before "of": bank, ministry
	abbreviation                    // capitals that name nobody: CEO, IPO
	opener                          // what headlines begin with before a name: buy, why, about
	charge                          // what an accuser or a restricting body does: accused, blacklisted
	act                             // what it issues: memo, probe, ban
	rank                            // what stands before a person alone: President, Senator
	numeral                         // one, two
	idiom                           // with the word before, joined by a hyphen, an idiom: on-target
	genericWord                     // what many firms and offices are called: national, bank, first
)

var classNames = map[string]class{
	"share": share, "sharemod": shareMod, "move": move, "firm": firm, "adverb": adverb, "corporate": corporate,
	"descriptor": descriptor, "determiner": determiner, "function": function, "title": title, "weekday": weekday,
	"given": given, "region": region, "stateword": stateWord, "indexmove": indexMove, "generic": genericWord, "auxiliary": auxiliary,
	"affiliate": affiliateWord, "idiom": idiom, "numeral": numeral, "rank": rank, "charge": charge, "act": act, "opener": opener, "orgword": orgWord, "orghead": orgHead, "abbreviation": abbreviation,
}

// lexicon gives the classes of a small-letter word.
type lexicon map[string]class

func readLexicon() lexicon {
	out := make(lexicon, 4000)
	for line := range strings.Lines(lexiconTable) {
		name, words, _ := strings.Cut(strings.TrimSpace(line), "\t")
		c, ok := classNames[name]
		if !ok {
			continue // the header
		}
		for w := range strings.FieldsSeq(words) {
			out[w] |= c
		}
	}
	return out
}

func readStop() map[string]bool {
	out := make(map[string]bool, 800)
	for line := range strings.Lines(stopTable) {
		if w := strings.TrimSpace(line); w != "" && w[0] != '#' {
			out[w] = true
		}
	}
	return out
}
