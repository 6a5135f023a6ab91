package link

import "strings"

// ordinary reports whether a small-letter word is an English word or a regular
// form of one. Words of one and two letters are.
func (l lexicon) ordinary(w string) bool {
	if len(w) < 3 || l[w]&^(given|affiliateWord|orgWord) != 0 {
		return true
	}
	for _, x := range endings {
		stem, ok := strings.CutSuffix(w, x.end)
		if !ok || len(stem) < 2 {
			continue
		}
		if l[stem+x.instead]&english != 0 {
			return true
		}
		if n := len(stem); x.doubles && n > 2 && stem[n-1] == stem[n-2] && l[stem[:n-1]]&english != 0 {
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
	{"s", "", false}, {"es", "", false}, {"ies", "y", false},
	{"ed", "", true}, {"ed", "e", false}, {"ied", "y", false},
	{"ing", "", true}, {"ing", "e", false}, {"ly", "", false}, {"er", "", false}, {"er", "e", false},
}
