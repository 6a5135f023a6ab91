package quantity

import (
	"strings"

	"newstape/story/text"
)

// measure is a unit and the piece after it.
type measure struct {
	unit     Unit
	currency string
	scale    float64
	noun     string
	end      int
}

// unitAt matches the longest unit phrase at piece i.
func (r *reader) unitAt(i int) (Unit, int) {
	var buf [64]byte
	for n := 4; n >= 1; n-- {
		u, ok := r.units[string(text.AppendPhrase(buf[:0], r.ps, i, n))]
		if !ok {
			continue
		}
		switch p := r.at(i); {
		case p.Raw == "Times", p.Raw == "PC", p.Raw == "BP", p.Raw == "PP", p.Raw == "x" && p.Gap:
			return "", i
		}
		return u, i + n
	}
	return "", i
}

// measureAfter reads what follows the number c: a unit, a currency or a
// counted noun. A hyphen may stand between (30-basis-point).
func (r *reader) measureAfter(c core) measure {
	at := c.end
	hyphen := r.at(at).Raw == "-" && r.glued(at) && r.glued(at+1)
	if hyphen {
		at++
	}
	if u, end := r.unitAt(at); u != "" {
		return measure{unit: u, scale: 1, end: end}
	}
	for n := 3; n >= 1; n-- {
		cur, ok := r.currencyPhrase(at, n)
		if ok && (cur.place == "suffix" || cur.place == "either" || cur.place == "digits" && c.digits) {
			return measure{unit: Money, currency: cur.code, scale: cur.scale, end: at + n}
		}
	}
	if noun, end := r.noun(at, hyphen || r.at(at).Inner, c); noun != "" {
		return measure{unit: Count, scale: 1, noun: noun, end: end}
	}
	return measure{unit: Plain, scale: 1, end: c.end}
}

// currencyPhrase looks n pieces up as a currency. Codes count as written,
// words in lower case.
func (r *reader) currencyPhrase(at, n int) (currency, bool) {
	if n == 1 {
		if cur, ok := r.currencies[r.at(at).Raw]; ok {
			return cur, true
		}
	}
	var buf [64]byte
	cur, ok := r.currencies[string(text.AppendPhrase(buf[:0], r.ps, at, n))]
	return cur, ok
}

// nounReach is how many words may stand between a number and what it counts.
const nounReach = 3

// noun finds the counted noun at or shortly after piece at: a plural, or a
// singular after a hyphen or the number one.
func (r *reader) noun(at int, hyphen bool, c core) (string, int) {
	for k := at; k < at+nounReach; k++ {
		p := r.at(k)
		if p.Kind != text.Word || p.Raw == "" || p.Raw != p.Lower || k > at && p.Inner {
			return "", at
		}
		if isFunctionWord(p.Lower) {
			return "", at
		}
		switch one := c.value*c.scale == 1; {
		case k == at && hyphen, k == at && one && isTimeNoun(p.Lower), !one && isPlural(p.Lower):
			return p.Lower, k + 1
		}
	}
	return "", at
}

func isPlural(w string) bool {
	switch w {
	case "people", "men", "women", "children", "staff", "jobs":
		return true
	}
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us")
}

func isTimeNoun(w string) bool {
	switch strings.TrimSuffix(w, "s") {
	case "session", "day", "week", "month", "quarter", "year", "decade", "hour", "minute", "second":
		return true
	}
	return false
}

// isFunctionWord: words that end the search for a noun.
func isFunctionWord(w string) bool {
	switch w {
	case "of", "in", "on", "at", "to", "and", "or", "the", "a", "an", "its", "their", "his", "her", "by", "from", "for", "with",
		"after", "before", "was", "were", "is", "are", "has", "had", "have", "said", "says", "that", "which", "who", "as", "than", "when",
		"while", "but", "per", "lower", "higher", "this", "these", "those", "if", "since", "because", "would", "will",
		"could", "may", "be", "been", "plus", "minus", "versus", "across", "does", "it", "it's", "'s", "each", "respectively",
		"into", "against", "until", "over", "under", "about", "during", "between", "through", "always", "perhaps":
		return true
	}
	return false
}

// perShare reports whether "a share", "per share" or "apiece" follows a price.
func (r *reader) perShare(i int) bool {
	switch r.at(i).Lower {
	case "a", "per", "each", "/":
		return r.at(i+1).Lower == "share" || r.at(i+1).Lower == "ads"
	case "-":
		return r.phrase(i+1, 2) == "a share"
	}
	return false
}
