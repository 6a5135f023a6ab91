package article

import (
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/receipt"
)

// hint is a ticker and the name it was glued to, both in the text as it was.
type hint struct{ ticker, name receipt.Span }

// findDebris finds what rewriting sites and pages leave in a text: furniture,
// and quote widgets that lost their markup ("AlibabaBABA-- gave").
func findDebris(s string, title receipt.Span) ([]cut, []hint) {
	cuts := findFurniture(s, title)
	gone := func(at int) bool {
		i := sort.Search(len(cuts), func(i int) bool { return cuts[i].End > at })
		return i < len(cuts) && cuts[i].Start <= at
	}
	var widgets []cut
	var hints []hint
	for _, w := range findWidgets(s) {
		if gone(w.from) {
			continue
		}
		kind, start := "ticker_debris", w.ticker.Start
		if w.ticker == w.name {
			start = w.ticker.End // the word is the subject; only the mark goes
		} else if w.doubled {
			kind = "doubled_name"
		}
		widgets = append(widgets, cut{receipt.Span{Start: start, End: w.to}, kind})
		hints = append(hints, hint{ticker: w.ticker, name: fullName(s, w.name)})
	}
	cuts = append(cuts, widgets...)
	sort.Slice(cuts, func(i, j int) bool { return cuts[i].Start < cuts[j].Start })
	return cuts, hints
}

// widget is a quote widget: a ticker, and "--" or a percentage where the price
// change stood. name is the word that it was glued to, or the ticker itself
// when it stands alone.
type widget struct {
	from, to     int
	name, ticker receipt.Span
	doubled      bool // name and ticker are the same letters
}

var (
	widgetMark   = regexp.MustCompile(`--|[+\-−]\d+(?:\.\d+)?%`)
	tickerAtEnd  = regexp.MustCompile(`(?:[A-Z]{2,5}\.[A-Z]|[A-Z]{1,5})$`)
	capsAtEnd    = regexp.MustCompile(`[A-Z]+$`)
	initialsOnly = regexp.MustCompile(`^(?:[A-Z]\.)+[A-Z]?$`)
)

// findWidgets looks at each mark and at the word before it.
func findWidgets(s string) []widget {
	marks := widgetMark.FindAllStringIndex(s, -1)
	if len(marks) == 0 {
		return nil
	}
	words := plainWords(s, marks)
	var out []widget
	for _, m := range marks {
		r, _ := utf8.DecodeRuneInString(s[m[1]:])
		if m[1] < len(s) && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-') {
			continue // a dash between words, or a rule
		}
		start := m[0]
		for start > 0 && isTokenByte(s[start-1]) {
			start--
		}
		token := s[start:m[0]]
		name, ticker, ok := splitToken(s, start, token, words)
		if !ok {
			continue
		}
		w := widget{from: start, to: m[1], name: name, ticker: ticker, doubled: name.In(s) == ticker.In(s) && name != ticker}
		if s[m[0]:m[1]] != "--" && (name == ticker || ticker.Len() < 2 || !endsLower(name.In(s))) {
			continue // "NASDAQ-1%" may be prose; only a clear joint is a widget
		}
		out = append(out, w)
	}
	return out
}

// isTokenByte is a byte of a name or ticker.
func isTokenByte(c byte) bool {
	return isAlphanumeric(c) || c == '.' || c == '&' || c == '\'' || c == ')'
}

// endsLower reports whether a name ends so that capitals after it are another word.
func endsLower(name string) bool {
	if name == "" {
		return false
	}
	c := name[len(name)-1]
	return 'a' <= c && c <= 'z' || c == '.' || c == ')'
}

// splitToken parts "AlibabaBABA" into name and ticker. A ticker alone is given
// as its own name.
func splitToken(s string, at int, token string, words map[string]bool) (name, ticker receipt.Span, ok bool) {
	joint := func(n int) (receipt.Span, receipt.Span, bool) {
		return receipt.Span{Start: at, End: at + n}, receipt.Span{Start: at + n, End: at + len(token)}, true
	}
	found := tickerAtEnd.FindString(token)
	if found == "" || initialsOnly.MatchString(token) {
		return name, ticker, false
	}
	caps := capsAtEnd.FindString(token)
	before := token[:len(token)-len(caps)]
	if before != "" && words[token] {
		return name, ticker, false // a word with capitals inside, such as OpenAI
	}
	if n := knownPrefix(token, words); n > 0 {
		return joint(n)
	}
	switch {
	case len(found) > len(caps): // a share class: "HathawayBRK.B", or BRK.B alone
		if n := len(token) - len(found); n == 0 || endsLower(token[:n]) {
			whole, t, _ := joint(n)
			if n == 0 {
				whole = t
			}
			return whole, t, true
		}
		return name, ticker, false
	case endsLower(before) && len(caps) <= 5:
		return joint(len(before))
	case before != "" && strings.Trim(before, "0123456789") == "" && len(caps) > 1: // 3M and MMM
		return joint(len(before) + 1)
	case before != "" && strings.HasSuffix(before, "&") && len(caps) == 2 && caps[0] == caps[1]: // AT&T and T
		return joint(len(token) - 1)
	case before != "":
		return name, ticker, false
	}
	if n := capsJoint(s, at, token); n > 0 {
		return joint(n)
	}
	if len(token) > 5 {
		return name, ticker, false
	}
	alone := receipt.Span{Start: at, End: at + len(token)}
	return alone, alone, true
}

// capsJoint finds where a name in capitals ends and its ticker begins: the same
// letters twice (NIO NIO), one the beginning of the other (TSMC TSM), or a
// share class before the ticker (Class A GOOGL). 0 when there is no joint.
func capsJoint(s string, at int, token string) int {
	half := len(token) / 2
	if len(token)%2 == 0 && token[:half] == token[half:] && half >= 3 {
		return half
	}
	if strings.HasSuffix(s[:at], "Class ") && len(token) >= 3 && token[0] <= 'C' {
		return 1
	}
	if len(token) < 6 {
		return 0
	}
	for n := len(token) - 2; n >= 3; n-- {
		a, b := token[:n], token[n:]
		if len(b) <= 5 && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) {
			return n
		}
	}
	return 0
}

// knownPrefix is the longest head of a token that the text also has as a word of
// its own, when capitals that could be a ticker follow it: "AT&T" in "AT&TT".
// A token that is short enough to be a ticker and is a word itself is left
// whole: BABA is not BA twice.
func knownPrefix(token string, words map[string]bool) int {
	if len(token) <= 5 && words[token] {
		return 0
	}
	for n := len(token) - 1; n >= 2; n-- {
		rest := token[n:]
		if len(rest) > 5 || strings.Trim(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
			continue
		}
		if len(token) <= 5 && token[:n] != rest {
			continue // too short to part without the doubling
		}
		if words[token[:n]] {
			return n
		}
	}
	return 0
}

// plainWords is the set of words that s has without a widget's mark after them.
func plainWords(s string, marks [][]int) map[string]bool {
	out := map[string]bool{}
	for at := 0; at < len(s); {
		end := at
		for end < len(s) && isTokenByte(s[end]) {
			end++
		}
		for len(marks) > 0 && marks[0][0] < end {
			marks = marks[1:]
		}
		if len(marks) == 0 || marks[0][0] != end {
			word := strings.TrimRight(s[at:end], ".')")
			out[strings.TrimSuffix(word, "'s")] = true
		}
		at = max(end, at+1)
	}
	return out
}

// fullName extends the last word of a name back over the capitalised words
// before it: "Alibaba Group Holding Ltd.".
func fullName(s string, last receipt.Span) receipt.Span {
	start := last.Start
	for start > 1 && s[start-1] == ' ' {
		word := strings.LastIndexAny(s[:start-1], " \n(\"“") + 1
		w := s[word : start-1]
		if !isNameWord(w) {
			break
		}
		start = word
	}
	return receipt.Span{Start: start, End: last.End}
}

// isNameWord is a word that a name may have before its last: capitalised, a
// number or "&", and without the mark that ends a phrase.
func isNameWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	if w != "&" && !unicode.IsUpper(r) && !unicode.IsDigit(r) {
		return false
	}
	return !strings.ContainsAny(w[len(w)-1:], ".,;:!?-)") || strings.HasSuffix(w, ".com")
}
