package query

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// spelt are letters that no decomposition leads to their usual spelling.
func spelt(r rune) string {
	switch r {
	case 'ß', 'ẞ':
		return "ss"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'þ', 'Þ':
		return "th"
	case 'ø', 'Ø':
		return "o"
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'ł', 'Ł':
		return "l"
	case 'ħ', 'Ħ':
		return "h"
	}
	return ""
}

// Words are the words of a text in order, as the package comment defines them:
// letters and digits only, lower case, without diacritics.
func Words(text string) []string {
	if isASCII(text) {
		return asciiWords(text)
	}
	var out []string
	var word strings.Builder
	flush := func() {
		if word.Len() > 0 {
			out = append(out, word.String())
			word.Reset()
		}
	}
	for _, r := range compose(text) {
		switch {
		case standsAlone(r):
			flush()
			out = append(out, string(r))
		case r < utf8.RuneSelf:
			if c := lowerASCII(byte(r)); c != 0 {
				word.WriteByte(c)
			} else {
				flush()
			}
		case unicode.IsMark(r): // neither counts nor separates
		case unicode.IsLetter(r) || unicode.IsNumber(r):
			if s := spelt(r); s != "" {
				word.WriteString(s)
				continue
			}
			// By way of the capital, so that both small sigmas are one letter.
			word.WriteRune(unicode.ToLower(unicode.ToUpper(r)))
		default:
			flush()
		}
	}
	flush()
	return out
}

// compose decomposes, drops the marks, and joins again what must stay whole:
// the syllables of Hangul, and kana with their voicing marks, which are other
// letters and not accents.
func compose(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	// Broken bytes separate, and would keep norm from what stands behind them.
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(text, "\uFFFD")) {
		if unicode.IsMark(r) && r != '\u3099' && r != '\u309A' {
			continue
		}
		b.WriteRune(r)
	}
	return norm.NFC.String(b.String())
}

func standsAlone(r rune) bool {
	return r >= 0x1100 && unicode.IsLetter(r) &&
		unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Bopomofo)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func asciiWords(text string) []string {
	var out []string
	lower := make([]byte, len(text))
	start := -1
	for i := range len(text) {
		lower[i] = lowerASCII(text[i])
		switch {
		case lower[i] == 0 && start >= 0:
			out = append(out, string(lower[start:i]))
			start = -1
		case lower[i] != 0 && start < 0:
			start = i
		}
	}
	if start >= 0 {
		out = append(out, string(lower[start:]))
	}
	return out
}

// lowerASCII is the small form of an ASCII letter or digit, 0 for all else.
func lowerASCII(c byte) byte {
	switch {
	case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
		return c
	case c >= 'A' && c <= 'Z':
		return c + 'a' - 'A'
	}
	return 0
}
