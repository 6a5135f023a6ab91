package event

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/text"
)

//go:embed acts.tsv
var actsTable string

// act is one row of acts.tsv.
type act struct {
	kind, cameo, mode, word string
	verbs, objects          [][]string
	flags                   map[string]bool
}

var acts = sync.OnceValue(readActs)

func readActs() []act {
	var out []act
	for _, c := range rows(actsTable) {
		a := act{kind: c[0], cameo: strings.Trim(c[1], "-"), mode: strings.Trim(c[2], "-"), word: c[3], verbs: phrases(c[4]), objects: phrases(c[5]), flags: map[string]bool{}}
		for f := range strings.FieldsSeq(c[6]) {
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

// byFirstWord finds the acts that may begin at a word; those whose verbs begin
// with a starred word are under "".
var byFirstWord = sync.OnceValue(func() map[string][]int {
	out := map[string][]int{}
	for i, a := range acts() {
		for _, p := range a.verbs {
			first := p[0]
			if strings.HasSuffix(first, "*") {
				first = ""
			}
			if k := out[first]; len(k) == 0 || k[len(k)-1] != i {
				out[first] = append(k, i)
			}
		}
	}
	return out
})

// fromActs finds the acts that the story tells in its own voice or through a
// claim.
func (f *finder) fromActs() {
	index := byFirstWord()
	for at, s := range f.doc.Sentences {
		low := make([]string, len(s.Tokens))
		for i, t := range s.Tokens {
			low[i] = strings.ToLower(t.In(f.doc.Text))
		}
		for i, w := range low {
			for _, k := range index[w] {
				f.actAt(acts()[k], at, low, i)
			}
			for _, k := range index[""] {
				f.actAt(acts()[k], at, low, i)
			}
		}
	}
}

func (f *finder) actAt(a act, at int, low []string, i int) {
	n := fit(a.verbs, low, i)
	if n == 0 {
		return
	}
	s := f.doc.Sentences[at]
	if f.opaque(s.Tokens[i].Span) || f.capital(s, i) {
		return
	}
	v := f.verbAt(at, low, i, n)
	if !a.flags["noun"] && !(&v).isVerb() {
		return
	}
	end, before, ok := f.objectOf(a, v, i+n)
	if !ok || a.kind == "corporate:merger" && ofShares(low, i+n) || a.flags["except"] && f.excepted(a, low, i+n) {
		return
	}
	e := Event{Type: a.kind, CAMEO: a.cameo, Mode: a.mode, Word: a.word, Trigger: v.span, Sentence: s.Span}
	if end > 0 {
		e.Trigger.End = max(e.Trigger.End, s.Tokens[end-1].End)
	}
	if !a.flags["noun"] {
		st := f.stands(v)
		if !st.real && !(st.plan && a.flags["plan"]) || st.future && !a.flags["promise"] || !st.future && a.flags["only"] {
			return
		}
		e.future = st.future || st.plan
	}
	if !f.cast(a, &e, v, before) {
		return
	}
	e.Background = isBackground(low, i) && !f.inHeading(v.span)
	if c, ok := f.claimAround(v.span); ok {
		e.Claims = append(e.Claims, c.ID)
		if c.Stance == claim.Denies || f.takenBack(c) {
			return
		}
	}
	f.events = append(f.events, e)
}

// takenBack: a report that the story shows to be withdrawn told of nothing done.
func (f *finder) takenBack(c claim.Claim) bool {
	return c.Status == claim.Retracted && (c.Speaker.Unnamed || c.Speaker.Entity != nil && c.Speaker.Entity.Kind == security.Press || c.Speaker.Document == "report")
}

// objectOf looks for what the act is done to or with: behind the verb in its
// clause, or before it as the subject of a passive. It gives the index of the
// token behind the object, 0 for none asked, and whether it stood before.
func (f *finder) objectOf(a act, v verb, from int) (end int, before, ok bool) {
	if len(a.objects) == 0 {
		return 0, false, true
	}
	for k := from; k < min(from+28, len(v.low)); k++ {
		if n := fit(a.objects, v.low, k); n > 0 && f.inClause(v, k) {
			return k + n, false, true
		}
		if v.low[k] == ";" || v.low[k] == "." && k > from+1 {
			break
		}
	}
	if v.g == nil {
		if a.flags["passive"] { // "the update was withdrawn"
			for k := range v.word {
				if fit(a.objects, v.low, k) > 0 {
					return 0, true, true
				}
			}
		}
		return 0, false, false
	}
	if !v.g.passive(v.node) && !v.sentence.Heading {
		return 0, false, false
	}
	n, _ := v.g.doer(v.node)
	if n < 0 {
		return 0, false, false
	}
	subject := v.g.reach(n)
	for k := range v.word {
		if t := v.sentence.Tokens[k]; subject.Contains(t.Span) && fit(a.objects, v.low, k) > 0 {
			return 0, true, true
		}
	}
	return 0, false, false
}

// inClause: the grammar leaves the word at k in the clause of the verb. Headlines
// are taken as they stand.
func (f *finder) inClause(v verb, k int) bool {
	if v.g == nil || v.sentence.Heading {
		return true
	}
	n := v.g.at(v.sentence.Tokens[k].Start)
	return n < 0 || v.g.domain(n, v.node)
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

// excepted: words right behind the verb make another act of it.
func (f *finder) excepted(a act, low []string, from int) bool {
	return false
}
