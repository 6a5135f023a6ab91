package event

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

// verb is an act's verb where the story uses it.
type verb struct {
	span     receipt.Span
	sentence text.Sentence
	at       int      // index of the sentence
	low      []string // words of the sentence in lower case
	word     int      // index of its first word among them
	g        *grammar // nil when the sentence was not parsed
	node     int      // its node in g, -1 without one
}

func (f *finder) verbAt(at int, low []string, i, n int) verb {
	s := f.doc.Sentences[at]
	v := verb{span: receipt.Span{Start: s.Tokens[i].Start, End: s.Tokens[i+n-1].End}, sentence: s, at: at, low: low, word: i, g: f.grammarOf(at), node: -1}
	if v.g == nil {
		return v
	}
	if v.node = v.g.tree.HeadOf(v.span.Start, v.span.End); v.node < 0 {
		v.g = nil
	}
	return v
}

// object is the node of the verb's direct object, -1 without one.
func (v verb) object() int {
	if v.g == nil {
		return -1
	}
	o := v.g.child(v.node, syntax.Obj, syntax.IObj)
	if o >= 0 && (v.g.isRelative(o) || o < v.node) {
		return -1
	}
	return o
}

// grammarOf is the grammar of a sentence, nil when it has no tree.
func (f *finder) grammarOf(at int) *grammar {
	if at >= len(f.trees) {
		return nil
	}
	if f.grammars == nil {
		f.grammars = make([]*grammar, len(f.trees))
	}
	if f.grammars[at] == nil {
		f.grammars[at] = newGrammar(f.trees[at], f.doc.Sentences[at].Heading)
	}
	return f.grammars[at]
}

// isVerb: the grammar does not take the word for a noun or for a mark of one
// ("banned chips"). In headlines, which leave words out, it is not asked; where it
// cannot be right, the sentence is read without it.
func (f *finder) isVerb(v *verb) bool {
	if v.g == nil && v.word > 0 && !isPast(v.low[v.word]) && !isIng(v.low[v.word]) {
		return !slices.Contains([]string{"of", "the", "a", "an", "on", "in", "from", "with", "new", "its", "their", "any", "by", "for", "against", "over", "more"}, v.low[v.word-1])
	}
	if v.sentence.Heading && !isPast(v.low[v.word]) { // "a purchase ban", "ban on Huawei"
		if v.word+1 >= len(v.low) || slices.Contains([]string{"on", "of", "against", "into", "for", ".", ","}, v.low[v.word+1]) && v.g != nil && v.g.tree.Nodes[v.node].Tag == syntax.NOUN {
			return false
		}
	}
	if v.g == nil || v.sentence.Heading {
		return true
	}
	n := v.g.tree.Nodes[v.node]
	if n.Tag == syntax.VERB && n.Rel != syntax.Amod && n.Rel != syntax.Compound || n.Start > v.span.Start || n.Tag == syntax.AUX {
		return true
	}
	if v.word > 0 && f.named(v.sentence.Tokens[v.word-1].Span) {
		v.g = nil // "Anthropic reported": a party stands right before it
		return true
	}
	before := syntax.PUNCT
	for k := v.node - 1; k >= 0; k-- {
		if before = v.g.tree.Nodes[k].Tag; before != syntax.ADV {
			break
		}
	}
	past := isPast(v.g.low[v.node])
	switch before {
	case syntax.DET, syntax.ADJ, syntax.NUM, syntax.SYM:
		return false
	case syntax.PUNCT:
		if !past && !isIng(v.g.low[v.node]) {
			return false
		}
	case syntax.ADP, syntax.CCONJ, syntax.VERB, syntax.SCONJ, syntax.X:
		if !past {
			return false
		}
	case syntax.NOUN, syntax.PROPN:
		if !past && n.Tag == syntax.NOUN && !strings.HasSuffix(v.low[v.word], "s") {
			return false // "a purchase ban", unlike "Washington bans"
		}
	case syntax.PRON, syntax.PART:
		if !past && n.Tag != syntax.VERB {
			return false
		}
	}
	v.g = nil // the tree and the words before it do not agree
	return true
}

// named: the words are a party's name, not the mark of what follows ("Chinese").
func (f *finder) named(s receipt.Span) bool {
	return slices.ContainsFunc(f.names.Mentions, func(m link.Mention) bool { return m.Entity != nil && m.Span.End == s.End && m.Span.Contains(s) })
}

// stands reports whether the act was done, or will be.
func (f *finder) stands(v verb) standing {
	if f.supposed(v.sentence.Span) || f.scare(v) {
		return standing{}
	}
	if v.g == nil {
		if f.ledger.Unreal(v.span) && !decided(v.low, v.word) || rumoured(v.low, v.word) {
			return standing{}
		}
		return standing{real: true, future: f.ledger.Future(v.span)}
	}
	for k := max(0, v.word-3); k < v.word; k++ { // what stands right before it needs no tree
		if w := v.low[k]; slices.Contains(modalWords, w) && w != "can" && w != "may" || w == "never" || w == "not" || strings.HasSuffix(w, "n't") || strings.HasSuffix(w, "n’t") {
			if !slices.ContainsFunc(v.low[k+1:v.word], breaks) {
				return standing{}
			}
		}
	}
	if v.word > 0 && (v.low[v.word-1] == "without" || v.low[v.word-1] == "from") { // barred from buying
		return standing{}
	}
	return v.g.stands(v.node, v.sentence.Heading)
}

// rumoured: "a rumor that X would buy", "plans to ban", "without imposing": what
// stands before the verb leaves it undone.
func rumoured(low []string, i int) bool {
	for k := i - 1; k >= max(0, i-7) && low[k] != "," && low[k] != ";"; k-- {
		if low[k] == "without" || governs("undone noun", low[k]) && slices.Contains([]string{"that", "to", "of", "for"}, low[k+1]) {
			return true
		}
	}
	return false
}

func breaks(w string) bool {
	return w == "," || w == "and" || w == "but" || w == "only" || w == ";" || w == "to" || w == "that"
}

// scare: the verb stands alone in quotation marks, or with a word or two.
func (f *finder) scare(v verb) bool {
	s := f.doc.Text[v.sentence.Start:v.sentence.End]
	at := v.span.Start - v.sentence.Start
	open := strings.LastIndexAny(s[:at], "\"“")
	end := strings.IndexAny(s[at:], "\"”")
	if open < 0 || end < 0 || strings.ContainsAny(s[open+1:at], "”") || strings.Count(s[:at], "\"")%2 == 0 && s[open] == '"' {
		return false
	}
	return len(strings.Fields(s[open:at+end])) <= 3
}

// passive reports whether the verb stands in the passive.
func (f *finder) passive(v verb) bool {
	if v.g == nil {
		return f.ledger.Passive(v.span)
	}
	return v.g.passive(v.node)
}

// doer resolves who does the act of v, or suffers it in the passive. A subject
// that hangs on the verb itself is the tree's; else the words before the verb
// decide, and where they do not, the verb that it is joined to or governed by.
func (f *finder) doer(v verb) (claim.Speaker, receipt.Span, bool) {
	if v.word > 0 && slices.Contains(things, v.low[v.word-1]) { // Alibaba's U.S. shares closed
		return claim.Speaker{}, receipt.Span{}, false
	}
	if v.g == nil {
		return f.ledger.SubjectOf(v.span)
	}
	n, own := v.g.doer(v.node)
	if n >= 0 && own && slices.Contains(things, v.g.low[n]) {
		return claim.Speaker{}, receipt.Span{}, false
	}
	byTree, found := claim.Speaker{}, false
	var there receipt.Span
	if n >= 0 {
		byTree, found = f.partyOf(v.g, n)
		there = v.g.tree.Nodes[n].Span
	}
	if n >= 0 && isCompany(v.g.low[n]) {
		if who, ok := f.ownCompany(v); ok {
			return who, there, true
		}
	}
	if n >= 0 && (v.g.low[n] == "he" || v.g.low[n] == "she") {
		if who, ok := f.personBefore(there); ok {
			return who, there, true
		}
	}
	if n >= 0 && (v.g.low[n] == "it" || v.g.low[n] == "they") {
		if _, inside := f.claimAround(v.span); !inside {
			if who, ok := f.subjectBefore(v.at); ok {
				return who, there, true
			}
		}
	}
	if found && own && (byTree.Entity != nil || isPronoun(v.g.low[n])) {
		return byTree, there, true
	}
	byWords, at, ok := f.ledger.SubjectOf(v.span)
	ok = ok && !v.g.infinitive(v.node)
	if ok && (byWords.Entity != nil || !found) {
		return byWords, at, true
	}
	if found {
		return byTree, there, true
	}
	for h := v.g.governor(v.node); h >= 0; h = v.g.governor(h) {
		if who, at, ok := f.ledger.SubjectOf(v.g.tree.Nodes[h].Span); ok {
			return who, at, true
		}
	}
	return f.ledger.SubjectOf(v.span)
}

// agent resolves who is named behind "by", or behind "from" where the subject
// suffers the act.
func (f *finder) agent(v verb, from bool) (claim.Speaker, bool) {
	if v.g != nil {
		n := v.g.agent(v.node)
		if n < 0 && from {
			n = v.g.origin(v.node)
		}
		if n >= 0 {
			if who, ok := f.partyOf(v.g, n); ok {
				return who, true
			}
		}
	}
	who, _, ok := f.ledger.AgentOf(v.span)
	return who, ok
}

// things do nothing, whoever's they are.
var things = []string{"shares", "share", "stock", "stocks", "prices", "price", "exports", "imports", "sales", "futures", "bonds", "trading", "markets", "market", "index"}

// partyOf resolves the noun phrase of a node.
func (f *finder) partyOf(g *grammar, n int) (claim.Speaker, bool) {
	if slices.Contains(things, g.low[n]) {
		return claim.Speaker{}, false
	}
	who, ok := f.ledger.PartyAt(g.phrase(n))
	if ok && who.Entity != nil {
		return who, true
	}
	if a := g.child(n, syntax.Appos); a >= 0 { // the regulator, the Cyberspace Administration of China
		if other, ok := f.ledger.PartyAt(g.phrase(a)); ok && other.Entity != nil {
			return other, true
		}
	}
	if ok {
		return who, true
	}
	return f.ledger.PartyAt(g.tree.Nodes[n].Span)
}
