package link

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/names/security"
)

// spelt reports whether words of a text, whose hashes are those of a name, stand
// in fitting case: an acronym in capitals, and each word capitalised that the
// name capitalises. A generic word behind the first may be small: Hang Seng index.
func spelt(text string, ws []word, a *security.Alias) bool {
	at := 0
	for i, w := range ws {
		r, end := firstLetter(a.Name, at)
		if end < 0 {
			break
		}
		if unicode.IsUpper(r) && !w.upper && (i == 0 || !generic(text[w.start:w.end])) {
			return false
		}
		if a.Kind == security.Acronym && !w.allUpper && w.hash != ampersand {
			return false
		}
		// BoB is not Bob.
		if n := w.end - w.start; n == 3 && end-n >= 0 && end <= len(a.Name) && innerCapital(a.Name[end-n:end]) && text[w.start:w.end] != a.Name[end-n:end] {
			return false
		}
		at = end
	}
	return true
}

// firstLetter gives the first rune of the word at or after at, and where that
// word ends; -1 when there is none.
func firstLetter(s string, at int) (rune, int) {
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == '&' || unicode.Is(unicode.Han, r) {
			return r, at + n
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			end := at + n
			for end < len(s) {
				q, m := utf8.DecodeRuneInString(s[end:])
				if !unicode.IsLetter(q) && !unicode.IsDigit(q) || unicode.Is(unicode.Han, q) {
					break
				}
				end += m
			}
			return r, end
		}
		at += n
	}
	return 0, -1
}

// generic reports whether a word after the first says only what kind of thing
// the name is, so that writers put it small.
func generic(w string) bool {
	switch strings.ToLower(w) {
	case "index", "composite", "average", "industrial", "industrials", "benchmark", "fund", "group", "holdings", "company", "department",
		"ministry", "government", "administration", "exchange", "embassy", "committee", "military", "army", "trust", "etf",
		"airlines", "motor", "motors", "co", "corp", "inc", "ltd", "technologies", "technology", "bank", "stock", "internet",
		"magazine", "in", "of", "and", "the", "for", "app":
		return true
	}
	return false
}
