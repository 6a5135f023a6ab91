package transition

import (
	"unicode"
	"unicode/utf8"
)

// Word is what the features see of a token's letters: hashes of its form and of
// its ends, and the shape of its letters.
type Word struct {
	Form  uint32    // as written
	Lower uint32    // lower case, digits as 0, straight quotes
	Pre   [3]uint32 // first 1 to 3 bytes of Lower
	Suf   [4]uint32 // last 1 to 4 bytes of Lower
	Shape uint32    // classes of its letters, and how the sentence uses capitals
	Kind  uint32    // coarse shape

	// Punctuation beside it, where it was taken out, and marks so far.
	Before, After, Marks uint32
}

// Capitals says how a sentence uses capital letters.
type Capitals uint32

// The uses of capitals.
const (
	Prose Capitals = iota
	Headline
	Shouted
)

// maxWord is the bytes of a word that are looked at.
const maxWord = 48

const (
	hasUpper = 1 << iota
	hasLower
	hasDigit
	hasHyphen
	hasDot
	hasOther
	hasForeign
)

// MakeWord looks at one token. first says that it opens its sentence.
func MakeWord(form string, first bool, caps Capitals) Word {
	var buf [maxWord + utf8.UTFMax]byte
	n, seen := lower(form, &buf)
	b := buf[:n]
	w := Word{Lower: hashBytes(b)}
	w.Form = hashString(form)
	for k := range w.Pre {
		w.Pre[k] = hashBytes(b[:min(k+1, n)])
	}
	for k := range w.Suf {
		w.Suf[k] = hashBytes(b[max(0, n-k-1):])
	}
	initial := uint32(0)
	if r, _ := utf8.DecodeRuneInString(form); unicode.IsUpper(r) {
		initial = 1
	}
	w.Kind = uint32(seen)<<1 | initial // #nosec G115 -- a few bits
	w.Shape = w.Kind<<6 | uint32(min(n, 7))<<3 | uint32(caps)<<1
	if first {
		w.Shape |= 1
	}
	return w
}

// lower writes the folded letters of form and gives their number and classes.
func lower(form string, buf *[maxWord + utf8.UTFMax]byte) (n int, seen int) {
	for _, r := range form {
		if n >= maxWord {
			break
		}
		switch {
		case r >= 'a' && r <= 'z':
			seen |= hasLower
		case r >= 'A' && r <= 'Z':
			seen |= hasUpper
			r += 'a' - 'A'
		case r >= '0' && r <= '9':
			seen |= hasDigit
			r = '0'
		case r == '-' || r == '–' || r == '—':
			seen |= hasHyphen
		case r == '.':
			seen |= hasDot
		case r == '’' || r == '‘' || r == '`':
			seen |= hasOther
			r = '\''
		case r == '“' || r == '”':
			seen |= hasOther
			r = '"'
		case r == '$' || r == '€' || r == '£' || r == '¥':
			buf[0] = '$' // US$ and € are read as $
			return 1, hasOther
		case r < utf8.RuneSelf:
			seen |= hasOther
		default:
			seen |= hasForeign
			if unicode.IsUpper(r) {
				r = unicode.ToLower(r)
			}
		}
		n += utf8.EncodeRune(buf[n:], r)
	}
	return n, seen
}

// CapitalsOf judges a sentence by its words: shouted when hardly a small letter
// is in it, a headline when nearly all its longer words begin with a capital.
func CapitalsOf(forms []string) Capitals {
	upper, small, long, capital := 0, 0, 0, 0
	for _, f := range forms {
		letters := 0
		for _, r := range f {
			if unicode.IsUpper(r) {
				upper++
				letters++
			} else if unicode.IsLower(r) {
				small++
				letters++
			}
		}
		if letters >= 4 {
			long++
			if r, _ := utf8.DecodeRuneInString(f); unicode.IsUpper(r) {
				capital++
			}
		}
	}
	switch {
	case len(forms) >= 3 && upper > 6 && small*5 <= upper:
		return Shouted
	case long >= 3 && capital*10 >= long*8:
		return Headline
	}
	return Prose
}

// hashBytes and hashString are FNV-1a of 32 bits.
func hashBytes(b []byte) uint32 {
	h := uint32(2166136261)
	for _, c := range b {
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}

func hashString(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
