package article

import (
	"regexp"
	"slices"
	"strings"
)

// Words in lower case without which an expression of machine text finds nothing.
// An opener of an address counts with what has to follow it.
var (
	orderClues = []string{
		"ignor", "disregard", "forget", "override", "bypass", "olvida", "忽略", "无视", "忽視", "無視",
		"do not mention", "do not reveal", "do not disclose", "do not repeat", "do not report",
	}
	addressed   = []string{"note", "notice", "attention", "instruction", "message", "reminder", "directive"}
	addressEnds = []string{" to", " for", ",", ":"}
	spokenTo    = []string{"attention ", "attention, ", "dear ", "dear, ", "hey ", "hey, "}
	toldWhat    = []string{"you are a", "you are now a", "you're a", "you're now a"}
	readingThis = []string{"ing this "}
	controls    = []string{"<|", "[inst]", "[/inst]", "[sys]", "[/sys]", "<<sys>>", "<</sys>>"}
	roleClues   = []string{"SYSTEM", "System", "ASSISTANT", "DEVELOPER", "PROMPT", "INSTRUCTION"}
)

// cluesIn says which of the expressions of machine text can match in s.
func cluesIn(s string) map[*regexp.Regexp]bool {
	// Two letters beyond ASCII are the same as s and k where case does not count.
	if strings.ContainsAny(s, "ſ\u212A") {
		return map[*regexp.Regexp]bool{order: true, address: true, anywhere: true, role: true}
	}
	low := strings.ToLower(s)
	return map[*regexp.Regexp]bool{
		order:    containsAny(low, orderClues),
		address:  opensAddress(low),
		anywhere: containsAny(low, readingThis) || containsAny(low, controls),
		role:     containsAny(s, roleClues),
	}
}

// opensAddress reports whether a word begins what may address a machine: "hey", or
// a note that is to somebody. In the middle of a word ("they") it opens no sentence,
// and so does not count.
func opensAddress(low string) bool {
	always := func(string) bool { return true }
	toSomebody := func(rest string) bool {
		rest = strings.TrimPrefix(rest, "s")
		return slices.ContainsFunc(addressEnds, func(end string) bool { return strings.HasPrefix(rest, end) })
	}
	opens := func(words []string, ok func(rest string) bool) bool {
		return slices.ContainsFunc(words, func(w string) bool { return begins(low, w, ok) })
	}
	return opens(addressed, toSomebody) || opens(spokenTo, always) || opens(toldWhat, always)
}

// begins reports whether word stands in low at the beginning of a word with a rest
// behind it that is ok.
func begins(low, word string, ok func(rest string) bool) bool {
	for from := 0; ; {
		at := strings.Index(low[from:], word)
		if at < 0 {
			return false
		}
		at += from
		from = at + len(word)
		inWord := at > 0 && low[at-1] >= 'a' && low[at-1] <= 'z'
		if !inWord && ok(low[from:]) {
			return true
		}
	}
}

func containsAny(s string, words []string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
