package sight

import (
	_ "embed"
	"strings"
)

//go:embed irregular.tsv
var irregularTable string

// stems gives irregular forms their stem; read only after it is made.
var stems = func() map[string]string {
	out := make(map[string]string)
	for row := range strings.Lines(irregularTable) {
		if form, stem, ok := strings.Cut(strings.TrimSpace(row), "\t"); ok {
			out[form] = mute(stem)
		}
	}
	return out
}()

// stem is roughly the dictionary form of a word in lower case: enough to make
// "denies", "denied" and "denying" one feature. Words that it cuts too short are
// cut the same way each time, which is all that a hashed feature needs.
func stem(word string) string {
	if s, ok := stems[word]; ok {
		return s
	}
	n := len(word)
	switch {
	case n < 4:
		return word
	case strings.HasSuffix(word, "ies"), strings.HasSuffix(word, "ied"):
		return word[:n-3] + "y"
	case n > 5 && strings.HasSuffix(word, "ing"):
		return undouble(word[:n-3] + "e")
	case strings.HasSuffix(word, "ed"):
		return undouble(word[:n-1])
	case strings.HasSuffix(word, "ss"), strings.HasSuffix(word, "us"), strings.HasSuffix(word, "is"):
		return word
	case strings.HasSuffix(word, "s"):
		return mute(word[:n-1])
	}
	return mute(word)
}

// undouble takes back the consonant that an ending doubled: "admitte", of
// "admitted", gives "admit"; ss, ll, ff and zz stay.
func undouble(s string) string {
	s = mute(s)
	n := len(s)
	if n > 3 && s[n-1] == s[n-2] && strings.IndexByte("bdgkmnprtv", s[n-1]) >= 0 && s != "add" {
		return s[:n-1]
	}
	return s
}

// mute drops the final e that endings swallow ("argue", "arguing"), except in
// short words that would become others without it: note, vote, cite.
func mute(s string) string {
	n := len(s)
	if n < 4 || s[n-1] != 'e' {
		return s
	}
	if n == 4 && !isVowel(s[0]) && isVowel(s[1]) && !isVowel(s[2]) && strings.IndexByte("wxy", s[2]) < 0 {
		return s
	}
	return s[:n-1]
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
