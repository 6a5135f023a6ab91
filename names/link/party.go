package link

import (
	"fmt"
	"slices"

	"newstape/names/security"
)

// parties joins the mentions of each entity and says how much of the story it is
// and what it does there.
func (s *story) parties(r Result) []Party {
	at := map[*security.Entity]int{}
	var out []Party
	for i, m := range r.Mentions {
		k, ok := at[m.Entity]
		if !ok {
			k = len(out)
			at[m.Entity] = k
			out = append(out, Party{Entity: m.Entity})
		}
		out[k].Mentions = append(out[k].Mentions, i)
	}
	for i := range out {
		p := &out[i]
		p.Listing = mainLine(r, p.Mentions)
		p.Relevance = s.relevance(r, p)
	}
	slices.SortStableFunc(out, func(a, b Party) int {
		if a.Relevance != b.Relevance {
			return b.Relevance - a.Relevance
		}
		return r.Mentions[a.Mentions[0]].Span.Start - r.Mentions[b.Mentions[0]].Span.Start
	})
	main := -1
	for i := range out {
		if main < 0 && company(out[i].Entity) {
			main = i
		}
		out[i].Role, out[i].RoleWhy = s.role(r, &out[i], i == main)
	}
	return out
}

// company reports a party that can be what a story is about.
func company(e *security.Entity) bool {
	return e.Kind == security.Issuer || e.Kind == security.Private
}

// mainLine is the line of most mentions, the first of equals.
func mainLine(r Result, mentions []int) *security.Listing {
	var best *security.Listing
	most := 0
	for _, i := range mentions {
		l := r.Mentions[i].Listing
		n := 0
		for _, j := range mentions {
			if l != nil && r.Mentions[j].Listing == l {
				n++
			}
		}
		if n > most {
			best, most = l, n
		}
	}
	return best
}

// relevance is 40 for the title, 20 for the first two sentences of the body and
// 8 a mention up to 40.
func (s *story) relevance(r Result, p *Party) int {
	title, early := 0, 0
	for _, i := range p.Mentions {
		m := r.Mentions[i]
		if s.isTitle(m.Span) {
			title = 40
		}
		if k, ok := s.doc.SentenceAt(m.Span.Start); ok && k >= 1 && k <= 2 {
			early = 20
		}
	}
	return title + early + min(40, 8*len(p.Mentions))
}

// role applies simple rules to the sentences that name the party.
func (s *story) role(r Result, p *Party, isMain bool) (Role, string) {
	accused, moved, title := 0, false, false
	for _, i := range p.Mentions {
		m := r.Mentions[i]
		title = title || s.isTitle(m.Span)
		k, ok := s.doc.SentenceAt(m.Span.Start)
		if !ok {
			continue
		}
		if accuses(s.doc.Sentences[k].In(s.doc.Text)) {
			accused++
		}
		moved = moved || s.movesAt(m)
	}
	switch {
	case p.Entity.Kind == security.State && accused > 0:
		return Accuser, fmt.Sprintf("a state body in %d sentences of accusation or restriction", accused)
	case !company(p.Entity):
		return Mentioned, "not a company"
	case accused > 0 && (isMain || title || 2*accused >= len(p.Mentions)):
		return Accused, fmt.Sprintf("%d of its %d mentions stand in sentences of accusation, restriction or denial", accused, len(p.Mentions))
	case isMain || title:
		return Subject, "what the story is about"
	case moved:
		return Peer, "its price moves in the story"
	}
	return Mentioned, "named in passing"
}

// movesAt reports that the mention's price moves in its sentence.
func (s *story) movesAt(m Mention) bool {
	i, _ := slices.BinarySearchFunc(s.words, m.Span.Start, func(w word, at int) int { return w.start - at })
	if i >= len(s.words) {
		return false
	}
	k := s.inside[i]
	return k >= 0 && s.figureWithin(k, i, 16)
}
