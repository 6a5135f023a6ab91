package link

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/names/security"
)

// spelt reports whether words of a text are a name in fitting case: the letters
// agree (which also confirms the hash), an acronym stands in capitals, and each
// word that the name capitalises is capitalised. A generic word at the end may
// be small: Hang Seng index.
func spelt(text string, ws []word, a *security.Alias) bool {
	if !sameLetters(text[ws[0].start:ws[len(ws)-1].end], a.Name) {
		return false
	}
	i := 0
	for at := 0; i < len(ws) && at < len(a.Name); i++ {
		r, end := firstLetter(a.Name, at)
		if end < 0 {
			break
		}
		w := ws[i]
		if unicode.IsUpper(r) && !w.upper && (i == 0 || !generic(text[w.start:w.end])) {
			return false
		}
		if a.Kind == security.Acronym && !w.allUpper && w.hash != ampersand {
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
	case "index", "composite", "average", "industrials", "benchmark", "fund", "group", "holdings", "company", "department",
		"ministry", "government", "administration", "exchange", "embassy", "committee", "military", "army", "trust", "etf",
		"airlines", "motor", "motors", "co", "corp", "inc", "ltd", "technologies", "technology", "bank", "stock", "internet",
		"magazine", "in", "of", "and", "the", "for", "app":
		return true
	}
	return false
}

// sameLetters compares letters and digits only, folded, with "&" read as "and".
func sameLetters(a, b string) bool {
	i, j := 0, 0
	for {
		x, n := nextLetter(a, i)
		y, m := nextLetter(b, j)
		switch {
		case n == 0 || m == 0:
			return n == m
		case x == '&' && y == 'a' && strings.HasPrefix(strings.ToLower(b[m-1:]), "and"):
			m += 2
		case y == '&' && x == 'a' && strings.HasPrefix(strings.ToLower(a[n-1:]), "and"):
			n += 2
		case x != y:
			return false
		}
		i, j = n, m
	}
}

// nextLetter gives the folded letter at or after i and the offset behind it; 0
// at the end.
func nextLetter(s string, i int) (rune, int) {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if r == '&' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return fold(r), i
		}
	}
	return 0, 0
}
