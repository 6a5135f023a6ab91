package security

import "strings"

// Core is a name without the legal form at its end: "Apple" for "Apple Inc.",
// "Alibaba Group" for "Alibaba Group Holding Limited". The last word that is
// left never goes.
func Core(name string) string {
	for {
		shorter := lessForm(name)
		if shorter == name {
			return name
		}
		name = shorter
	}
}

// lessForm takes one word of a legal form from the end of a name.
func lessForm(name string) string {
	at := strings.LastIndexByte(name, ' ')
	if at <= 0 {
		return name
	}
	word := strings.ToLower(strings.Trim(name[at+1:], ".,()"))
	if !legalForm(strings.ReplaceAll(word, ".", "")) {
		return name
	}
	shorter := strings.TrimRight(name[:at], " ,&/")
	for _, tail := range []string{" and", " of"} {
		shorter = strings.TrimSuffix(shorter, tail)
	}
	return shorter
}

// legalForm reports whether a lower-case word without dots is a legal form, or
// says only that a firm is one.
func legalForm(word string) bool {
	switch word {
	case "inc", "incorporated", "corp", "corporation", "co", "company", "ltd", "limited", "plc", "llc", "lp", "llp",
		"sa", "nv", "ag", "se", "asa", "ab", "oyj", "spa", "kk", "as", "a/s", "bhd", "pjsc", "gmbh", "kgaa", "sab",
		"holding", "holdings", "hldgs", "hldg", "cos", "companies", "pte", "pty", "ltda", "public", "adr", "ads":
		return true
	}
	return false
}
