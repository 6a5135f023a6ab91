package pull

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"newstape/names/security"
)

// maxName is the longest name in bytes. The longest registered names of
// companies are under 250.
const maxName = 300

// cleanName takes out what does not show (zero-width characters, soft hyphens,
// direction marks) and puts blanks for line ends and tabs. The second result
// says why a name cannot be had: characters that reorder what a reader sees, or
// letters of two scripts in one word, are a trick, not a name.
func cleanName(s string) (string, string) {
	if len(s) > maxName {
		return "", fmt.Sprintf("%s is too long for a name", quote(s))
	}
	if !utf8.ValidString(s) {
		return "", fmt.Sprintf("%s is not UTF-8", quote(s))
	}
	ascii := true
	letters := false
	for _, r := range s {
		switch {
		case reorders(r):
			return "", fmt.Sprintf("%s holds U+%04X, which reorders the letters around it", quote(s), r)
		case unicode.IsControl(r) && r != '\t' && r != '\n' && r != '\r':
			return "", fmt.Sprintf("%s holds the control character U+%04X", quote(s), r)
		case r == utf8.RuneError:
			return "", fmt.Sprintf("%s holds a character that somebody could not read", quote(s))
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			letters = true
		}
		ascii = ascii && r < utf8.RuneSelf
	}
	if !letters {
		return "", fmt.Sprintf("%s has no letter", quote(s))
	}
	if !ascii {
		s = norm.NFC.String(strings.Map(visible, s))
		if word := mixedWord(s); word != "" {
			return "", fmt.Sprintf("%s has letters of two scripts in the word %q", quote(s), word)
		}
	}
	return strings.Join(strings.Fields(s), " "), ""
}

// reorders reports the controls that turn text round.
func reorders(r rune) bool { return 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 }

// visible drops characters without a shape.
func visible(r rune) rune {
	switch {
	case unicode.Is(unicode.Cf, r), 0xFE00 <= r && r <= 0xFE0F:
		return -1
	case r == 0x00A0 || r == 0x3000:
		return ' '
	}
	return r
}

// mixedWord is the first word with letters of two of the scripts whose letters
// look alike.
func mixedWord(s string) string {
	for word := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		seen := 0
		for _, script := range []*unicode.RangeTable{unicode.Latin, unicode.Cyrillic, unicode.Greek} {
			if strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(script, r) }) {
				seen++
			}
		}
		if seen > 1 {
			return word
		}
	}
	return ""
}

// nameKey is what two spellings of one name have in common: letters and digits
// in small, without accents, without the legal form at the end
// and without an article in front.
func nameKey(name string) string {
	if len(name) > 4 && strings.EqualFold(name[:4], "the ") {
		name = name[4:]
	}
	return squeeze(security.Core(name))
}

// wholeKey keeps the legal form, in one spelling.
func wholeKey(name string) string {
	var b strings.Builder
	for word := range strings.FieldsFuncSeq(strings.ToLower(name), func(r rune) bool { return r == ' ' || r == ',' }) {
		word = strings.Trim(word, ".")
		switch word {
		case "incorporated":
			word = "inc"
		case "corporation":
			word = "corp"
		case "limited":
			word = "ltd"
		case "company":
			word = "co"
		case "&":
			word = "and"
		}
		b.WriteString(squeeze(word))
		b.WriteByte(' ')
	}
	return b.String()
}

func squeeze(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	s = strings.ToLower(s)
	if strings.ContainsRune(s, '&') {
		s = strings.ReplaceAll(s, "&", "and")
	}
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return squeezeRunes(s)
		}
		if c := s[i]; 'a' <= c && c <= 'z' || '0' <= c && c <= '9' {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func squeezeRunes(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFD.String(s))
}

// alike reports that two names may be of one company: one begins with the other
// when blanks and legal forms are left out, or they share a word of at least
// four letters that is not one that many names have.
func alike(a, b string) bool {
	x, y := nameKey(a), nameKey(b)
	if x == "" || y == "" {
		return false
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if x == y || len(x) >= 3 && strings.HasPrefix(y, x) {
		return true
	}
	words := strings.Fields(strings.ToLower(norm.NFD.String(security.Core(b))))
	for w := range strings.FieldsSeq(strings.ToLower(norm.NFD.String(security.Core(a)))) {
		w = squeeze(w)
		if len(w) < 4 || vague(w) {
			continue
		}
		for _, v := range words {
			if squeeze(v) == w {
				return true
			}
		}
	}
	return false
}

// vague reports words that say nothing about which company it is.
func vague(w string) bool {
	switch w {
	case "group", "holdings", "holding", "international", "technology", "technologies", "china", "india", "capital", "financial",
		"energy", "resources", "industries", "industrial", "global", "bank", "bancorp", "trust", "fund", "insurance", "pharma",
		"pharmaceuticals", "pharmaceutical", "therapeutics", "medical", "systems", "services", "acquisition", "partners", "properties",
		"real", "estate", "investment", "investments", "national", "american", "united", "first", "general", "power", "electric",
		"mining", "gold", "media", "digital", "health", "healthcare", "development", "enterprises", "motors", "motor", "foods", "food",
		"oil", "petroleum", "steel", "shares", "class", "stock", "common", "limited", "corp", "company", "with", "income", "growth",
		"communications", "solutions", "software", "products", "materials", "chemical", "japan", "korea", "hong", "kong", "indian",
		"north", "south", "east", "west", "royal", "city", "home", "life", "world", "data", "water", "land", "green", "blue":
		return true
	}
	return false
}
