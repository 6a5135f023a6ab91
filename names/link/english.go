package link

import (
	_ "embed" // the word list
	"strings"
)

// englishTable is in the order of its bytes, below its comments.
//
//go:embed english.txt
var englishTable string

// englishWords is the table without its comments.
var englishWords = func(table string) string {
	last := strings.LastIndexByte(table, '#')
	return table[last+strings.IndexByte(table[last:], '\n')+1:]
}(englishTable)

// isEnglish reports whether english.txt has a small-letter word: a search by
// halves in the text itself, so that nothing is built when a program starts.
func isEnglish(w string) bool {
	low, high := 0, len(englishWords)
	for low < high {
		mid := (low + high) / 2
		from := strings.LastIndexByte(englishWords[low:mid], '\n') + low + 1
		to := strings.IndexByte(englishWords[from:], '\n') + from
		switch line := englishWords[from:to]; {
		case line == w:
			return true
		case line < w:
			low = to + 1
		default:
			high = from
		}
	}
	return false
}

// ordinary reports whether a small-letter word is an English word or a regular
// form of one. Words of one and two letters are.
func (l lexicon) ordinary(w string) bool {
	if len(w) < 3 || l[w]&^(given|affiliateWord|orgWord) != 0 || isEnglish(w) {
		return true
	}
	for _, x := range endings {
		stem, ok := strings.CutSuffix(w, x.end)
		if !ok || len(stem) < 2 {
			continue
		}
		if isEnglish(stem + x.instead) {
			return true
		}
		if n := len(stem); x.doubles && n > 2 && stem[n-1] == stem[n-2] && isEnglish(stem[:n-1]) {
			return true // planned
		}
	}
	return false
}

// endings are those of regular forms, with what stands in their place in the
// word that they are a form of.
var endings = []struct {
	end, instead string
	doubles      bool
}{
	{"s", "", false},
	{"es", "", false},
	{"ies", "y", false},
	{"ed", "", true},
	{"ed", "e", false},
	{"ied", "y", false},
	{"ing", "", true},
	{"ing", "e", false},
	{"ly", "", false},
	{"er", "", false},
	{"er", "e", false},
}
