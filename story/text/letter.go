package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// isBlank: white space, control characters and marks of no width.
func isBlank(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u200e' || r == '\u200f' || r == '\u2060' || r == '\u0085'
}

// isWordRune: letters, digits, combining marks and joiners inside words.
func isWordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_'
	}
	if r == utf8.RuneError {
		return false
	}
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\u00ad' || r == '\u200c' || r == '\u200d'
}

// isIdeograph: characters written without blanks between words; each is a
// token of its own, so that a name can be matched inside a run of them.
func isIdeograph(r rune) bool {
	return r >= 0x2e80 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r) || unicode.Is(unicode.Katakana, r))
}

func isIdeographText(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isIdeograph(r)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// markKind tells punctuation from other marks. Signs of amount and reference
// (% & @ #) are symbols although Unicode files them under punctuation.
func markKind(r rune) Kind {
	switch r {
	case '%', '‰', '&', '@', '#':
		return Symbol
	}
	if r != utf8.RuneError && unicode.IsPunct(r) {
		return Punct
	}
	return Symbol
}

// isSingle: one letter and nothing else.
func isSingle(s string) bool {
	r, w := utf8.DecodeRuneInString(s)
	return w == len(s) && w > 0 && unicode.IsLetter(r)
}

func isUpperASCII(s string) bool {
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return s != ""
}

// isInitialism: single letters with dots between them, such as U.S or p.m,
// possibly after a hyphen.
func isInitialism(word string) bool {
	if k := strings.LastIndexByte(word, '-'); k >= 0 {
		word = word[k+1:]
	}
	if len(word) < 3 {
		return false
	}
	letter := true // what comes next
	for _, r := range word {
		if letter != unicode.IsLetter(r) || !letter && r != '.' {
			return false
		}
		letter = !letter
	}
	return !letter
}

// isClass: a ticker with its share class or venue after a dot: BRK.B, VOD.L,
// SAP.DE. before must be a bare ticker, so "Ltd.BABA" and "fell.It" are not.
func isClass(before, after string) bool {
	return len(before) <= 5 && isUpperASCII(before) && len(after) <= 2 && isUpperASCII(after)
}

// isDomain: the endings of web names that companies use as their own.
func isDomain(s string) bool {
	switch s {
	case "com", "Com", "COM", "net", "org", "io", "ai", "cn", "gov", "edu", "tv", "uk", "hk", "co":
		return true
	}
	return false
}

// isDollarPrefix: letters before $ that name whose dollar it is.
func isDollarPrefix(s string) bool {
	switch s {
	case "HK", "US", "C", "CA", "A", "AU", "S", "NT", "NZ", "R", "MX", "CDN", "USD", "HKD":
		return true
	}
	return false
}

// currencyCode is the length of a currency code glued to a number at the start
// of s (RMB20, USD1.5), else 0.
func currencyCode(s string) int {
	for _, code := range [...]string{"RMB", "Rmb", "rmb", "USD", "HKD", "CNY", "EUR", "GBP", "JPY", "INR", "KRW", "TWD", "CHF", "AUD", "CAD", "SGD", "Rs"} {
		if len(s) > len(code) && s[:len(code)] == code && isDigit(rune(s[len(code)])) {
			return len(code)
		}
	}
	return 0
}

// urlEnd is the length of a web address at the start of s, without the stop or
// bracket that closes the sentence around it; 0 when there is none.
func urlEnd(s string) int {
	if len(s) == 0 || s[0] != 'h' && s[0] != 'w' {
		return 0
	}
	if !strings.HasPrefix(s, "http://") && !strings.HasPrefix(s, "https://") && !strings.HasPrefix(s, "www.") {
		return 0
	}
	end := strings.IndexFunc(s, func(r rune) bool { return isBlank(r) || r == '<' || r == '>' || r == '"' || r > 0x2000 })
	if end < 0 {
		end = len(s)
	}
	return len(strings.TrimRight(s[:end], ".,;:!?)]}'"))
}
