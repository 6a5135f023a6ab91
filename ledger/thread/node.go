package thread

import (
	"slices"
	"sort"

	"newstape/ledger/claim"
	"newstape/ledger/thread/wording"
	"newstape/receipt"
	"newstape/story/quantity"
)

// node is a claim made ready for comparison.
type node struct {
	story, index int // of the story and, in its ledger, of the claim
	said         *claim.Claim
	day          int // days since 1970, 0 when the time is not known
	words        []wording.Word
	vec          vector
	norm         float64 // of vec
	content      int     // content words
	parties      []string
	weights      []float64 // of each party
	subject      string    // ID of the party that the content is about, "" when not clear
	actor        []string  // words of the proper name that acts in the content
	figures      []quantity.Quantity
	negated      bool
	quarter      int // 1 to 4 when the content names one, else 0
	rising       int // +1 says that something rises, -1 that it falls, 0 neither
}

// nodeOf reads one claim.
func nodeOf(s *Story, story, index int) node {
	c := &s.Ledger.Claims[index]
	n := node{story: story, index: index, said: c, words: wording.Words(s.Doc, c.Content), negated: c.Negated}
	if t, known := s.When(); known {
		n.day = int(t.Unix() / 86400)
	}
	n.findParties(s)
	n.findFigures(s)
	var fs []feature
	for i, p := range n.parties {
		fs = append(fs, feature{hashOf("party", p), n.weights[i]})
	}
	for _, q := range n.figures {
		fs = append(fs, feature{hashOf("unit", string(q.Unit)+q.Currency), numberWeight})
	}
	named := n.named(s)
	for i, w := range n.words {
		if n.quarter == 0 {
			n.quarter = n.quarterAt(i)
		}
		if !w.Content || w.Key == "" || inside(named, w.Span) {
			continue
		}
		n.content++
		n.rising = cmpOr(n.rising, rising[w.Key])
		fs = append(fs, feature{hashOf("word", w.Key), n.weightOf(w, i)})
	}
	n.vec = newVector(fs)
	n.norm = n.vec.norm()
	return n
}

// quarterAt reads the quarter named at word i: "Q3", "third quarter".
func (n *node) quarterAt(i int) int {
	low := n.words[i].Low
	if len(low) == 2 && low[0] == 'q' && low[1] >= '1' && low[1] <= '4' {
		return int(low[1] - '0')
	}
	if i+1 < len(n.words) && n.words[i+1].Key == "quarter" {
		return 1 + slices.Index([]string{"first", "second", "third", "fourth"}, low)
	}
	return 0
}

// rising are the keys that say which way a figure went.
var rising = map[string]int{"rise": 1, "grow": 1, "fall": -1, "shrink": -1}

func cmpOr(a, b int) int {
	if a != 0 {
		return a
	}
	return b
}

// weightOf is the weight of the word at an index; what is said to have been
// given, done or taken tells more than the rest.
func (n *node) weightOf(w wording.Word, at int) float64 {
	if inside(n.said.Objects, w.Span) {
		return objectPart * plainWeight(w, at)
	}
	return plainWeight(w, at)
}

func plainWeight(w wording.Word, at int) float64 {
	if x, ok := generic()[w.Key]; ok {
		return x
	}
	switch {
	case w.Number:
		return numberWeight
	case w.Upper && at > 0:
		return nameWeight
	}
	return 1
}

func inside(spans []receipt.Span, s receipt.Span) bool {
	return slices.ContainsFunc(spans, func(o receipt.Span) bool { return o.Contains(s) })
}

// named is the spans of the linked names in the content, whose words the party
// tells; those of a state stay, since it is as often named by them alone ("the
// Chinese military").
func (n *node) named(s *Story) []receipt.Span {
	var out []receipt.Span
	for _, m := range mentions(s, n.said.Content) {
		if !ofState(s.Names.Mentions[m].Entity) {
			out = append(out, s.Names.Mentions[m].Span)
		}
	}
	return out
}

// mentions are the indexes of the mentions that lie in the span.
func mentions(s *Story, in receipt.Span) []int {
	all := s.Names.Mentions
	k := sort.Search(len(all), func(i int) bool { return all[i].Span.Start >= in.Start })
	var out []int
	for ; k < len(all) && all[k].Span.Start < in.End; k++ {
		if all[k].Entity != nil && in.Contains(all[k].Span) {
			out = append(out, k)
		}
	}
	return out
}

// findFigures keeps the quantities that lie in the content.
func (n *node) findFigures(s *Story) {
	i, ok := s.Doc.SentenceAt(n.said.Content.Start)
	for ; ok && i < len(s.Doc.Sentences) && s.Doc.Sentences[i].Start < n.said.Content.End; i++ {
		for _, q := range quantity.In(s.Doc, s.Doc.Sentences[i]) {
			if n.said.Content.Contains(q.Span) && q.Unit != quantity.Ordinal {
				n.figures = append(n.figures, q)
			}
		}
	}
}
