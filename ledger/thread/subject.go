package thread

import (
	"slices"
	"strings"

	"newstape/ledger/claim"
	"newstape/ledger/thread/wording"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/syntax"
)

// subjectReach is how many bytes before a content that begins with its verb the
// subject may end.
const subjectReach = 60

func isAuxiliary(low string) bool {
	switch low {
	case "has", "have", "had", "is", "are", "was", "were", "will", "would", "been":
		return true
	}
	return false
}

// partyWeightOf: a state is named in half of all claims.
func partyWeightOf(e *security.Entity) float64 {
	if ofState(e) {
		return stateWeight
	}
	return partyWeight
}

func ofState(e *security.Entity) bool { return e.Kind == security.State || e.Kind == security.Place }

// findParties gives the content's parties and its subject: who is named in it;
// what "the company" in it means; for a content that begins with "it" or "we" its
// speaker; for one without a subject ("accused X of giving ...") the party between
// cue and content.
func (n *node) findParties(s *Story) {
	c := n.said
	var at []int // of each party, where it stands first
	add := func(e *security.Entity, where int) {
		if e != nil && !slices.Contains(n.parties, e.ID) {
			n.parties, at, n.weights = append(n.parties, e.ID), append(at, where), append(n.weights, partyWeightOf(e))
		}
	}
	for _, m := range mentions(s, c.Content) {
		add(s.Names.Mentions[m].Entity, s.Names.Mentions[m].Span.Start)
	}
	for i := range n.words {
		if span, ok := n.description(i); ok {
			if a, found := s.Names.Company(s.Doc, span); found {
				add(s.Names.Mentions[a.Mention].Entity, span.Start)
			}
		}
	}
	if len(n.words) > 0 && speaksOfSelf(n.words[0].Low) && c.Speaker.Document == "" && c.Stance != claim.Alleges {
		add(c.Speaker.Entity, c.Content.Start)
	}
	if len(n.words) > 0 && isAuxiliary(n.words[0].Low) {
		before := mentions(s, receipt.Span{Start: max(0, c.Content.Start-subjectReach), End: c.Content.Start})
		if len(before) > 0 {
			add(s.Names.Mentions[before[len(before)-1]].Entity, c.Content.Start)
		}
	}
	if !c.Cue.Empty() && c.Cue.End < c.Content.Start && (len(at) == 0 || slices.Min(at) > c.Content.Start) {
		n.addAccused(s, add)
	}
	if n.subject = n.subjectAmong(s, at); n.subject == "" && n.nominal() && c.Speaker.Entity != nil && c.Speaker.Document == "" && c.Stance != claim.Alleges {
		add(c.Speaker.Entity, c.Content.Start) // "announced the purchase of X"
		n.subject = c.Speaker.Entity.ID
	}
}

// subjectAmong is the party in the content's grammatical subject, by the tree of
// its sentence; in a passive the one behind "by", none when nobody stands there.
// Without a tree, or where the tree gives no subject, the first words tell.
func (n *node) subjectAmong(s *Story, at []int) string {
	span, actor, ok := n.agentSpan(s)
	if !ok {
		return n.firstParty(at)
	}
	n.actor = actor
	start := n.said.Content.Start
	first, out := -1, ""
	for i, p := range n.parties {
		inside := at[i] >= span.Start && at[i] < span.End || span.End <= start && at[i] == start
		if inside && (first < 0 || at[i] < first) {
			first, out = at[i], p
		}
	}
	return out
}

// agentSpan is the words that name who acts in the content, and the proper names
// at their head in lower case; empty in a passive that does not say.
func (n *node) agentSpan(s *Story) (receipt.Span, []string, bool) {
	content := n.said.Content
	i, ok := s.Doc.SentenceAt(content.Start)
	if !ok || i >= len(s.Trees) || s.Trees[i].Missing != nil {
		return receipt.Span{}, nil, false
	}
	tree := s.Trees[i]
	head := tree.HeadOf(content.Start, content.End)
	if head < 0 {
		return receipt.Span{}, nil, false
	}
	agent, ok := tree.Child(head, syntax.OblAgent)
	if _, passive := tree.Child(head, syntax.NSubjPass, syntax.CSubjPass); passive && !ok {
		return receipt.Span{}, nil, true
	}
	if !ok {
		agent, ok = tree.Child(head, syntax.NSubj, syntax.NSubjOuter)
	}
	if !ok {
		return receipt.Span{}, nil, false
	}
	first, last := tree.Subtree(agent)
	return receipt.Span{Start: tree.Nodes[first].Start, End: tree.Nodes[last].End}, properNames(tree, agent), true
}

// properNames is the proper name that node i heads, word by word; none when it
// heads no name.
func properNames(tree syntax.Tree, i int) []string {
	if tree.Nodes[i].Tag != syntax.PROPN {
		return nil
	}
	out := []string{strings.ToLower(tree.Word(i))}
	for _, c := range tree.Children(i) {
		if n := tree.Nodes[c]; n.Tag == syntax.PROPN && (n.Rel == syntax.Flat || n.Rel == syntax.Compound) {
			out = append(out, strings.ToLower(tree.Word(int(c))))
		}
	}
	return out
}

// firstParty is the party that stands where the subject does: among the first
// words, before any verb and behind no preposition but "of"; in a passive behind
// its "by". at holds where each party stands.
func (n *node) firstParty(at []int) string {
	first, out, passive := -1, "", n.agent()
	for i, p := range n.parties {
		fits := passive > 0 && at[i] >= passive || passive == 0 && n.leads(at[i], n.weights[i] == stateWeight)
		if fits && (first < 0 || at[i] < first) {
			first, out = at[i], p
		}
	}
	return out
}

// leads: what stands at the offset can be the subject of the content; a state
// only as its first or second word, for later it often describes another thing
// ("a Chinese military company").
func (n *node) leads(at int, state bool) bool {
	for i, w := range n.words {
		switch {
		case w.Start >= at:
			return (i <= 1 || i <= 4 && !state) && (i == 0 || !oblique[n.words[i-1].Low])
		case i > 0 && strings.HasSuffix(w.Low, "ed"), isAuxiliary(w.Low):
			return false
		}
	}
	return true
}

var oblique = map[string]bool{"from": true, "to": true, "with": true, "against": true, "by": true, "on": true, "in": true, "at": true, "for": true, "into": true, "over": true}

// nominal: the content is no sentence: "the purchase of a studio", "to close the
// plant", "closing the plant".
func (n *node) nominal() bool {
	for i, w := range n.words {
		first := w.Low == "the" || w.Low == "a" || w.Low == "an" || w.Low == "to" || strings.HasSuffix(w.Low, "ing")
		if i == 0 && !first || isAuxiliary(w.Low) || w.Low == "could" || w.Low == "may" || strings.HasSuffix(w.Low, "ed") {
			return false
		}
	}
	return len(n.words) > 0
}

// addAccused adds the party between cue and content, where "accuses X of" and
// "told X" have it; what it stands for is the content's subject.
func (n *node) addAccused(s *Story, add func(*security.Entity, int)) {
	c := n.said
	between := receipt.Span{Start: c.Cue.End, End: c.Content.Start}
	if len(n.words) == 0 || !strings.HasSuffix(n.words[0].Low, "ing") || between.Len() > 120 {
		return
	}
	for _, m := range mentions(s, between) {
		add(s.Names.Mentions[m].Entity, c.Content.Start)
		return
	}
	words := wording.Words(s.Doc, between)
	outer := node{words: words}
	for i := range words {
		if span, ok := outer.description(i); ok {
			if a, found := s.Names.Company(s.Doc, span); found {
				add(s.Names.Mentions[a.Mention].Entity, c.Content.Start)
				return
			}
		}
	}
}

// description is the words from "the" or "its" at i to a noun for a firm.
func (n *node) description(i int) (receipt.Span, bool) {
	if n.words[i].Low != "the" {
		return receipt.Span{}, false
	}
	for k := i + 1; k < min(i+5, len(n.words)); k++ {
		if n.words[k].Mark || !n.words[k].Content {
			return receipt.Span{}, false
		}
		if n.words[k].Key == "company" && (k+1 == len(n.words) || n.words[k+1].Low != "'s") {
			return receipt.Span{Start: n.words[i].Start, End: n.words[k].End}, true
		}
	}
	return receipt.Span{}, false
}

func speaksOfSelf(low string) bool {
	switch low {
	case "it", "its", "they", "their", "we", "our", "he", "she", "his", "her", "i", "my", "to":
		return true
	}
	return false
}

// agent is the offset after "by" in a passive, -1 for a passive without one, 0
// for an active sentence.
func (n *node) agent() int {
	for i, w := range n.words {
		switch w.Low {
		case "be", "is", "are", "was", "were", "been", "being":
		default:
			continue
		}
		k := i + 1
		for k < len(n.words) && strings.HasSuffix(n.words[k].Low, "ly") {
			k++
		}
		if k == len(n.words) || !strings.HasSuffix(n.words[k].Low, "ed") && !irregularParticiple[n.words[k].Low] {
			continue
		}
		for j := k + 1; j < len(n.words); j++ {
			if n.words[j].Low == "by" {
				return n.words[j].End
			}
		}
		return -1
	}
	return 0
}

var irregularParticiple = map[string]bool{"bought": true, "sold": true, "taken": true, "given": true, "told": true, "put": true, "hit": true, "cut": true, "sued": true, "made": true, "found": true, "held": true, "led": true, "paid": true, "sent": true, "built": true, "stolen": true}
