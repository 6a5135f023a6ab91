package security

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

var (
	// derivative matches tickers of preferred shares, units, rights and warrants.
	derivative = regexp.MustCompile(`\.P[A-Z]?$|\.(UN|WT|RI|WS|U|R)$|\.WS?[A-Z]?T?$`)
	// stateMark matches what the SEC puts behind a name: /DE/, \\NEW.
	stateMark = regexp.MustCompile(`\s*[/\\][A-Za-z &.]{2,12}[/\\]?\s*$`)
)

// plain takes a registered name out of capitals and drops the mark of the state
// or of a re-registration at its end: "NVIDIA CORP" becomes "Nvidia Corp".
func plain(name string) string {
	name = stateMark.ReplaceAllString(strings.TrimSpace(name), "")
	name = strings.Join(strings.Fields(name), " ")
	if !shouts(name) {
		return name
	}
	words := strings.Fields(name)
	for i, w := range words {
		words[i] = plainWord(w, i == 0)
	}
	return strings.Join(words, " ")
}

// shouts reports whether a name is in capitals but for its legal form.
func shouts(name string) bool {
	core := Core(name)
	return core == strings.ToUpper(core) && (strings.Contains(core, " ") || name == strings.ToUpper(name))
}

func plainWord(w string, first bool) string {
	bare := strings.Trim(w, ".,()&")
	if bare != strings.ToUpper(bare) {
		return w
	}
	switch {
	case !first && slices.Contains([]string{"OF", "AND", "THE", "FOR", "IN", "DE"}, bare):
		return strings.ToLower(w)
	case slices.Contains([]string{"LTD", "INC", "CORP", "BANK", "FUND", "NEW", "OIL", "GAS", "ONE", "AIR", "SUN", "RED", "BIG", "CO", "TRUST", "THE"}, bare):
	case len(bare) <= 3 || !strings.ContainsAny(bare, "AEIOUY"):
		return w
	}
	out := []rune(strings.ToLower(w))
	up := true
	for i, r := range out {
		if up && unicode.IsLetter(r) {
			out[i] = unicode.ToUpper(r)
			up = false
		}
		if r == '-' || r == '/' || r == '(' {
			up = true
		}
	}
	return string(out)
}
