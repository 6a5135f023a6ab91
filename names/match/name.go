package match

import (
	"slices"
	"strings"
	"unicode"

	"newstape/fault"
)

// Token is one word of a name, ready to be compared.
type Token struct {
	Text   string  // folded
	Script string  // as written, when in Han or Hangul letters
	Weight float64 // 0..1, how much the word tells
	Sound  string  // its consonants as they sound
	role   role
	same   int
}

// Name is a name ready to be compared.
type Name struct {
	Text   string // as given
	Kind   Kind
	Tokens []Token
	Forms  []string // classes of its legal forms, as LLC or JSC
	Joined string   // the tokens without spaces
	Weak   bool     // an acronym of at most five letters: it tells little
}

// Parse reads a name. It refuses one that is longer than [MaxName] or has
// nothing to compare.
func (m *Matcher) Parse(kind Kind, s string) (Name, error) {
	if len(s) > MaxName {
		return Name{}, fault.New(fault.TooLarge, "read name %q...: %d bytes, the longest that is compared has %d", clip(s), len(s), MaxName)
	}
	n := Name{Text: s, Kind: kind}
	text := s
	if kind == Person {
		text = familyFirst(text)
	} else {
		text = withoutTicker(text)
	}
	n.Tokens, n.Forms = m.tokens(kind, text)
	// A rare letter without a reading leaves nothing to compare.
	n.Tokens = slices.DeleteFunc(n.Tokens, func(t Token) bool { return t.Text == "" })
	if len(n.Tokens) == 0 {
		return Name{}, fault.New(fault.BadInput, "read name %q: no letters or digits to compare", clip(s))
	}
	if len(n.Tokens) > maxTokens {
		n.Tokens = n.Tokens[:maxTokens]
	}
	var b strings.Builder
	for i := range n.Tokens {
		m.finish(&n.Tokens[i], kind, i, len(n.Tokens))
		b.WriteString(n.Tokens[i].Text)
	}
	n.Joined = b.String()
	n.Weak = kind != Person && len(n.Tokens) == 1 && len(n.Joined) <= 5 && allCapitals(s)
	return n, nil
}

// tokens splits a name into words and the classes of its legal forms.
func (m *Matcher) tokens(kind Kind, s string) ([]Token, []string) {
	var out []Token
	var classes []string
	latin, han := apart(s)
	for _, h := range han {
		core := h
		if kind != Person {
			var c []string
			core, c = m.cutHanForms(h, len(han) > 1 || strings.TrimSpace(latin) != "")
			classes = append(classes, c...)
		}
		if core != "" {
			out = append(out, m.hanTokens(kind, core, len(han) > 1)...)
		}
	}
	words := m.words0(latin)
	if kind != Person {
		var c []string
		words, c = m.splitForms(words)
		classes = append(classes, c...)
		// Words of a form are all that is left beside Han words, or all there is.
		if len(words) > 1 && words[0] == "the" {
			words = words[1:]
		}
	}
	for _, w := range words {
		out = append(out, Token{Text: w})
	}
	return out, classes
}

// finish fills what is derived from a token's text.
func (m *Matcher) finish(t *Token, kind Kind, at, of int) {
	t.same = m.same[t.Text]
	t.Sound = sound(t.Text)
	t.Weight = m.weigh(t.Text, kind)
	switch {
	case t.Text[0] >= '0' && t.Text[0] <= '9' || kind != Person && at > 0 && roman(t.Text):
		t.role, t.Weight = numeral, max(t.Weight, 0.6)
	case kind == Person && of > 1:
		t.role = m.words[t.Text]
		switch {
		case t.role == title && at < of-1, t.role == suffix && at > 0:
			t.Weight = 0.1
		case t.role == particle:
			t.Weight = 0.15
		case len(t.Text) == 1:
			t.role, t.Weight = initial, 0.3
		default:
			t.role = word
		}
	}
}

// familyFirst turns "Putin, Vladimir" into "Vladimir Putin".
func familyFirst(s string) string {
	family, given, ok := strings.Cut(s, ",")
	if !ok || strings.Contains(given, ",") || strings.TrimSpace(family) == "" || strings.TrimSpace(given) == "" {
		return s
	}
	switch strings.ToLower(strings.Trim(given, " .")) {
	case "jr", "sr", "ii", "iii", "phd", "md", "esq":
		return s
	}
	return given + " " + family
}

// withoutTicker takes a ticker or acronym in brackets from the end of a name:
// "Alibaba (BABA)", "Hafei Aviation (HAFEI)". A country stays.
func withoutTicker(s string) string {
	t := strings.TrimSpace(s)
	at := strings.LastIndexAny(t, "(\uff08")
	if at <= 0 || !strings.HasSuffix(t, ")") && !strings.HasSuffix(t, "\uff09") {
		return s
	}
	in := strings.Trim(t[at:], "()\uff08\uff09 ")
	if _, after, ok := strings.Cut(in, ":"); ok {
		in = strings.TrimSpace(after)
	}
	switch in {
	case "UK", "USA", "US", "HK", "UAE", "PRC", "ROC", "DPRK", "EU", "BVI":
		return s
	}
	if !ticker(in) {
		return s
	}
	return t[:at]
}

// ticker reports an acronym of at most six capitals, or a code as exchanges
// write it: 300750, 9988.HK.
func ticker(s string) bool {
	if len(s) < 2 || len(s) > 10 {
		return false
	}
	code, _, suffixed := strings.Cut(s, ".")
	if strings.Trim(code, "0123456789") == "" {
		return suffixed || len(code) >= 5
	}
	return len(code) <= 6 && allCapitals(s)
}

func allCapitals(s string) bool {
	letters := false
	for _, r := range s {
		if unicode.IsLower(r) || unicode.IsSpace(r) || unicode.In(r, unicode.Han, unicode.Hangul, unicode.Arabic) {
			return false
		}
		letters = letters || unicode.IsUpper(r)
	}
	return letters
}

// apart splits a text into its part in alphabets and its stretches of Han,
// Hangul and kana letters.
func apart(s string) (alphabet string, cjk []string) {
	if ascii(s) {
		return s, nil
	}
	var a, c strings.Builder
	cut := func() {
		if c.Len() > 0 {
			cjk = append(cjk, c.String())
			c.Reset()
		}
	}
	for _, r := range s {
		switch {
		case Invisible(r):
		case isCJK(r):
			if c.Len() == 0 {
				a.WriteByte(' ')
			}
			c.WriteRune(r)
		case c.Len() > 0 && (r == '(' || r == ')' || r == '\uff08' || r == '\uff09'):
			// 华为（北京）技术: brackets inside a Han name part nothing
		default:
			cut()
			a.WriteRune(r)
		}
	}
	cut()
	return a.String(), cjk
}

// clip shows the beginning of a name in an error.
func clip(s string) string {
	r := []rune(s[:min(len(s), 160)])
	return string(r[:min(len(r), 40)])
}
