package event

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"newstape/ledger/claim"
	"newstape/receipt"
	"newstape/story/text"
)

//go:embed acts.tsv
var actsTable string

// act is one row of acts.tsv.
type act struct {
	kind, cameo, word string
	verbs, objects    [][]string
	flags             map[string]bool
}

var acts = sync.OnceValue(readActs)

func readActs() []act {
	var out []act
	for _, c := range rows(actsTable) {
		a := act{kind: c[0], cameo: strings.TrimPrefix(c[1], "-"), word: c[2], verbs: phrases(c[3]), objects: phrases(c[4]), flags: map[string]bool{}}
		for f := range strings.FieldsSeq(c[5]) {
			a.flags[f] = true
		}
		out = append(out, a)
	}
	return out
}

// rows gives the cells of a table, without its comments and heading.
func rows(table string) [][]string {
	var out [][]string
	heading := true
	for line := range strings.SplitSeq(table, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		if heading {
			heading = false
			continue
		}
		out = append(out, strings.Split(line, "\t"))
	}
	return out
}

func phrases(cell string) [][]string {
	if cell == "-" {
		return nil
	}
	var out [][]string
	for p := range strings.SplitSeq(cell, "|") {
		out = append(out, strings.Fields(strings.ToLower(p)))
	}
	return out
}

// fit gives the length in tokens of the first phrase that stands at i, else 0.
func fit(list [][]string, low []string, i int) int {
	for _, p := range list {
		if i+len(p) > len(low) {
			continue
		}
		ok := true
		for k, w := range p {
			stem, star := strings.CutSuffix(w, "*")
			if star && !strings.HasPrefix(low[i+k], stem) || !star && low[i+k] != w {
				ok = false
				break
			}
		}
		if ok {
			return len(p)
		}
	}
	return 0
}

// fromActs finds the acts that the story tells in its own voice or through a
// claim.
func (f *finder) fromActs() {
	for _, s := range f.doc.Sentences {
		low := make([]string, len(s.Tokens))
		for i, t := range s.Tokens {
			low[i] = strings.ToLower(t.In(f.doc.Text))
		}
		for _, a := range acts() {
			for i := range low {
				f.actAt(a, s, low, i)
			}
		}
	}
}

func (f *finder) actAt(a act, s text.Sentence, low []string, i int) {
	n := fit(a.verbs, low, i)
	if n == 0 || f.opaque(s.Tokens[i].Span) {
		return
	}
	verb := receipt.Span{Start: s.Tokens[i].Start, End: s.Tokens[i+n-1].End}
	end, ok := objectEnd(a, low, i+n)
	if !ok && a.flags["passive"] { // "the update was withdrawn"
		for k := range i {
			ok = ok || fit(a.objects, low, k) > 0
		}
		end = i + n
	}
	if !ok || f.capital(s, i) || a.kind == "corporate:merger" && ofShares(low, i+n) {
		return
	}
	if !a.flags["noun"] {
		if f.ledger.Unreal(verb) && !decided(low, i) {
			return
		}
		if future := f.ledger.Future(verb); future && !a.flags["promise"] || !future && a.flags["only"] {
			return
		}
	}
	e := Event{Type: a.kind, CAMEO: a.cameo, Word: a.word, Trigger: receipt.Span{Start: verb.Start, End: s.Tokens[end-1].End}, Sentence: s.Span}
	if !f.cast(a, &e, s, verb) {
		return
	}
	e.Background = isBackground(low, i) && !f.inHeading(verb)
	if c, ok := f.claimAround(verb); ok {
		e.Claims = append(e.Claims, c.ID)
		if c.Stance == claim.Denies {
			return
		}
	}
	f.events = append(f.events, e)
}

// objectEnd looks for the object of the act behind the verb, in its clause.
func objectEnd(a act, low []string, from int) (int, bool) {
	if len(a.objects) == 0 {
		return from, true
	}
	for k := from; k < min(from+28, len(low)); k++ {
		if n := fit(a.objects, low, k); n > 0 {
			return k + n, true
		}
		if low[k] == ";" || low[k] == "." && k > from+1 {
			return 0, false
		}
	}
	return 0, false
}

// ofShares: what is bought from token i on is shares or a stake, not a firm.
func ofShares(low []string, i int) bool {
	for k := i; k < min(i+9, len(low)); k++ {
		switch low[k] {
		case "for", "in", "from", ",", ".", ";", "majority", "controlling":
			return false
		case "shares", "share", "stake", "stakes", "stock", "stocks", "bonds", "notes":
			return true
		}
	}
	return false
}

// capital: a capitalised word inside a sentence is part of a name.
func (f *finder) capital(s text.Sentence, i int) bool {
	if s.Heading || i == 0 {
		return false
	}
	c := f.doc.Text[s.Tokens[i].Start]
	return c >= 'A' && c <= 'Z'
}

// decided: "would", "agreed to", "under which X will acquire".
func decided(low []string, i int) bool {
	if i < 2 || low[i-1] != "to" {
		return false
	}
	for k := i - 2; k >= max(0, i-6) && low[k] != "," && low[k] != "not"; k-- {
		if slices.Contains([]string{"agreed", "decided", "agrees", "pledged", "vowed", "promised"}, low[k]) {
			return true
		}
	}
	return false
}

func (f *finder) opaque(s receipt.Span) bool {
	for _, o := range f.art.Opaque {
		if o.Overlaps(s) {
			return true
		}
	}
	return false
}

// isBackground: the past perfect ("China had ordered"), "has already", and what
// the story sets in an earlier time.
func isBackground(low []string, i int) bool {
	for k := max(0, i-4); k < i; k++ {
		switch low[k] {
		case "already", "previously", "earlier", "long":
			return true
		}
	}
	return false
}

// claimAround is the innermost claim whose content holds the span.
func (f *finder) claimAround(s receipt.Span) (claim.Claim, bool) {
	var best claim.Claim
	found := false
	for _, c := range f.ledger.Claims {
		if c.Content.Contains(s) && (!found || c.Content.Len() < best.Content.Len()) {
			best, found = c, true
		}
	}
	return best, found
}
