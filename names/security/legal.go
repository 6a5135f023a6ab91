package security

import "strings"

// Core is a name without the legal form and share class at its end: "Apple"
// for "Apple Inc.", "Alibaba Group" for "Alibaba Group Holding Limited". The
// last word that is left never goes. Group and Holdings go only before a legal
// form or at the very end.
func Core(name string) string {
	core := name
	for {
		at := strings.LastIndexAny(core, " ")
		if at <= 0 {
			return core
		}
		word := strings.ToLower(strings.Trim(core[at+1:], ".,()"))
		word = strings.ReplaceAll(word, ".", "")
		if !legalForm(word) {
			return core
		}
		core = strings.TrimRight(core[:at], " ,&/")
		for _, tail := range []string{" and", " &", " of"} {
			core = strings.TrimSuffix(core, tail)
		}
	}
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
