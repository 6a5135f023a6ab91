package event

import (
	"slices"

	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

// fitting is a row whose words stand at a verb.
type fitting struct {
	row    *act
	v      verb
	end    int  // token behind the object, 0 when none is asked
	before bool // the object stands before the verb, as its subject
}

// actsAt tries the rows that fit the words at token i: first those that ask for an
// object, by its distance, then the others. One verb tells one act.
func (f *finder) actsAt(rows []int, at int, low []string, i int) {
	var fits []fitting
	for _, k := range rows {
		a := &acts()[k]
		n := fit(a.verbs, low, i)
		if n == 0 {
			continue
		}
		v := f.verbAt(at, low, i, n)
		if !a.flags["noun"] && !f.isVerb(&v) {
			continue
		}
		end, before, ok := f.objectOf(*a, v, i+n)
		if shares := ofShares(low, i+n); ok && (a.kind != "corporate:merger" || !shares) && (!a.flags["shares"] || shares) {
			fits = append(fits, fitting{a, v, end, before})
		}
	}
	distance := func(x fitting) int {
		switch {
		case len(x.row.objects) == 0:
			return 1 << 20
		case x.before:
			return 1 << 10
		}
		return x.end
	}
	slices.SortStableFunc(fits, func(a, b fitting) int { return distance(a) - distance(b) })
	_ = slices.ContainsFunc(fits, f.tell) // until one is told
}

// tell makes an event of a row that fits; false when the act was not done, or not
// by one who can do it.
func (f *finder) tell(x fitting) bool {
	a, v, s := *x.row, x.v, x.v.sentence
	e := Event{Type: a.kind, CAMEO: a.cameo, Mode: a.mode, Word: a.word, Trigger: v.span, Sentence: s.Span, verb: v.span}
	if x.end > 0 {
		e.Trigger.End = max(e.Trigger.End, s.Tokens[x.end-1].End)
	}
	if a.flags["noun"] && v.word > 0 && slices.Contains([]string{"the", "that", "this"}, v.low[v.word-1]) && !f.isLead(v.at) {
		return false // "the outage" goes back to one told before
	}
	if !a.flags["noun"] {
		st := f.stands(v)
		planned := st.plan && a.flags["plan"]
		if !st.real && !planned || st.future && !a.flags["promise"] || !st.future && a.flags["only"] {
			return false
		}
		e.future = st.future || st.plan
	}
	if !f.cast(a, &e, v, x.before) {
		return false
	}
	e.Background = (isBackground(v.low, v.word) || sinceThen(v.low, v.word)) && !f.inHeading(v.span)
	if c, ok := f.claimAround(v.span); ok {
		e.Claims = append(e.Claims, c.ID)
		charge := a.kind == "ASSAULT" && c.Stance == claim.Alleges && isState(e.Actor.Entity) // an accusation, see accuse
		if c.Stance == claim.Denies || charge || f.takenBack(c) {
			return false
		}
	}
	f.events = append(f.events, e)
	return true
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
		if v.low[k] == ";" || v.low[k] == "." && k > from+1 || v.g == nil && v.low[k] == "," && k+1 < len(v.low) && (v.low[k+1] == "and" || v.low[k+1] == "but" || v.low[k+1] == "while") {
			break
		}
	}
	if a.flags["product"] {
		for _, m := range f.names.Mentions {
			if m.Entity != nil && m.Entity.Kind == security.Product && m.Span.Start >= v.span.End && m.Span.End <= f.clauseEnd(v.sentence, v.span) && m.Span.Start-v.span.End < 40 {
				for k := from; k < len(v.low); k++ {
					if v.sentence.Tokens[k].End >= m.Span.End {
						return k + 1, false, true
					}
				}
			}
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
	if slices.Contains(v.low[v.word:k], "without") {
		return false
	}
	n := v.g.at(v.sentence.Tokens[k].Start)
	if n < 0 || v.g.domain(n, v.node) {
		return true
	}
	for i := v.word + 1; i < k; i++ { // what stands right behind the verb is its own
		if t := v.g.at(v.sentence.Tokens[i].Start); i > v.word+6 || v.low[i] == "without" || t >= 0 && (v.g.tree.Nodes[t].Tag == syntax.VERB || v.g.tree.Nodes[t].Tag == syntax.PUNCT || v.g.tree.Nodes[t].Tag == syntax.AUX) {
			return false
		}
	}
	return true
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
	for k := i - 1; k >= max(0, i-4); k-- {
		switch low[k] {
		case ",", ";":
			return false
		case "already", "previously", "long":
			return true
		case "earlier": // not "a year earlier"
			return k == 0 || !slices.Contains([]string{"year", "month", "quarter", "week", "day"}, low[k-1])
		}
	}
	return false
}

// sinceThen: "days after Anthropic reported", "a year after it bought": the act
// lies behind what the sentence tells.
func sinceThen(low []string, i int) bool {
	for k := i - 1; k > 0 && k > i-12; k-- {
		switch low[k] {
		case ",", ";", "said", "says":
			return false
		case "after", "since":
			return slices.Contains([]string{"hours", "days", "weeks", "months", "years", "year", "month", "week", "ago", "long", "ever"}, low[k-1])
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
