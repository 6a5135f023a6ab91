package link

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// gap is what stands between a word and the one before it.
type gap uint8

// The gaps. Only broken ends a name for certain; a dot or comma is crossed by
// names that have one in that place.
const (
	spaced     gap = iota // nothing, blanks, one hyphen or line end
	dotted                // a dot without a blank: JD.com
	stopped               // a dot or exclamation mark and a blank: Warner Bros. Discovery
	comma                 // a comma and a blank: Netflix, Inc.
	apostrophe            // Macy's
	slash                 // S&P/ASX
	broken                // anything else
)

// word is a run of letters and digits, one Chinese character, or "&".
type word struct {
	start, end int
	hash       uint64 // of the letters, folded
	gap        gap    // before the word
	upper      bool   // begins with a capital or a digit, or has no case
	allUpper   bool   // no small letter
}

const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

// ampersand is the hash of "&", which "and" shares.
var ampersand = hashOf("&")

// same maps words that names are written with either way to one of them.
var same = map[uint64]uint64{
	hashOf("and"):          ampersand,
	hashOf("corporation"):  hashOf("corp"),
	hashOf("incorporated"): hashOf("inc"),
	hashOf("limited"):      hashOf("ltd"),
	hashOf("company"):      hashOf("co"),
}

func hashOf(s string) uint64 {
	h := uint64(offset64)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * prime64
	}
	return h
}

// cut appends the words of text to dst.
func cut(text string, dst []word) []word {
	last := 0
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case letterOrDigit[c]:
			w := word{start: i, allUpper: true}
			i = w.run(text)
			if h, ok := same[w.hash]; ok {
				w.hash = h
			}
			w.gap = gapOf(text[last:w.start])
			dst = append(dst, w)
			last = i
		case c == '&':
			dst = append(dst, word{start: i, end: i + 1, hash: ampersand, gap: gapOf(text[last:i]), upper: true, allUpper: true})
			i++
			last = i
		case c < utf8.RuneSelf:
			i++
		default:
			r, n := utf8.DecodeRuneInString(text[i:])
			switch {
			case unicode.Is(unicode.Han, r):
				dst = append(dst, word{start: i, end: i + n, hash: hashOf(text[i : i+n]), gap: gapOf(text[last:i]), upper: true, allUpper: true})
				i += n
				last = i
			case unicode.IsLetter(r) || unicode.IsDigit(r):
				w := word{start: i, allUpper: true}
				i = w.run(text)
				w.gap = gapOf(text[last:w.start])
				dst = append(dst, w)
				last = i
			default:
				i += n
			}
		}
	}
	return dst
}

// run reads the word that starts at w.start and gives its end.
func (w *word) run(text string) int {
	h := uint64(offset64)
	i := w.start
	for i < len(text) {
		c := text[i]
		if c < utf8.RuneSelf {
			if !letterOrDigit[c] {
				break
			}
			if 'A' <= c && c <= 'Z' {
				c |= 0x20
				w.upper = w.upper || i == w.start
			} else if 'a' <= c {
				w.allUpper = false
			} else if i == w.start {
				w.upper = true
			}
			h = (h ^ uint64(c)) * prime64
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if invisible(r) || unicode.Is(unicode.Mn, r) {
			i += n
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) || unicode.Is(unicode.Han, r) {
			break
		}
		if i == w.start {
			w.upper = !unicode.IsLower(r)
		}
		w.allUpper = w.allUpper && !unicode.IsLower(r)
		for _, b := range []byte(string(fold(r))) {
			h = (h ^ uint64(b)) * prime64
		}
		i += n
	}
	w.end, w.hash = i, h
	return i
}

// invisible reports characters that are put inside words to hide them.
func invisible(r rune) bool {
	return r == 0xAD || r == 0xFEFF || 0x200B <= r && r <= 0x200F || r == 0x2060
}

// fold gives the small letter without accents.
func fold(r rune) rune {
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r |= 0x20
		}
		return r
	}
	switch r {
	case 'Ø', 'ø':
		return 'o'
	case 'Ł', 'ł':
		return 'l'
	}
	r = unicode.ToLower(r)
	if r < 0x250 {
		if d := norm.NFD.PropertiesString(string(r)).Decomposition(); len(d) > 0 {
			first, _ := utf8.DecodeRune(d)
			return first
		}
	}
	return r
}

var letterOrDigit = func() (t [256]bool) {
	for c := range t {
		t[c] = 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
	}
	return t
}()

// gapOf classes what stands between two words.
func gapOf(s string) gap {
	switch s {
	case "", " ", "-", "\n", "\u00a0", "‑", "*":
		return spaced
	case ".":
		return dotted
	case ". ", ".\n", "! ":
		return stopped
	case ", ", ",":
		return comma
	case "'", "’":
		return apostrophe
	case "/":
		return slash
	}
	for i := range len(s) {
		if s[i] != ' ' {
			return broken
		}
	}
	return spaced
}
