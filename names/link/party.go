package link

import (
	"fmt"
	"slices"
	"strings"

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
	main := slices.IndexFunc(out, func(p Party) bool { return company(p.Entity) })
	for i := range out {
		var lead *Party
		if main >= 0 {
			lead = &out[main]
		}
		out[i].Role, out[i].RoleWhy = s.role(r, &out[i], lead)
	}
	return out
}

// company reports a party that can be what a story is about.
func company(e *security.Entity) bool {
	return e.Kind == security.Issuer || e.Kind == security.Private
}

// mainLine is the line of most mentions, the first of equals.
func mainLine(r Result, mentions []int) *security.Listing {
	count := map[*security.Listing]int{}
	for _, i := range mentions {
		count[r.Mentions[i].Listing]++
	}
	var best *security.Listing
	for _, i := range mentions {
		if l := r.Mentions[i].Listing; l != nil && (best == nil || count[l] > count[best]) {
			best = l
		}
	}
	return best
}

// relevance is 40 for the title, 20 for the first two sentences of the body and
// 8 a mention up to 40. A place is a quarter of that: where something happens is
// rarely what a story is about.
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
	total := title + early + min(40, 8*len(p.Mentions))
	if p.Entity.Kind == security.Place {
		return total / 4
	}
	return total
}

// role applies simple rules to the sentences that name the party or a product of
// its. Lead is the most relevant company, nil when there is none.
func (s *story) role(r Result, p *Party, lead *Party) (Role, string) {
	f := s.roleFacts(r, p)
	isLead := lead != nil && lead.Entity == p.Entity
	switch {
	case p.Entity.Kind == security.State && f.accuses != "":
		return Accuser, "a state body that " + f.accuses
	case !company(p.Entity):
		return Mentioned, "not a company"
	case f.accused > 0 && (isLead || f.title || 2*f.accused >= f.sentences):
		return Accused, fmt.Sprintf("%d of the %d sentences that name it are of accusation, restriction or denial", f.accused, f.sentences)
	case isLead || f.title:
		return Subject, "what the story is about"
	case f.moved:
		return Peer, "its price moves in the story"
	case f.beside:
		return Peer, "named as a rival, supplier or other firm"
	case lead != nil && lead.Entity.Sector != "" && lead.Entity.Sector == p.Entity.Sector:
		return Peer, "of the same trade as " + lead.Entity.Name
	}
	return Mentioned, "named in passing"
}

// roleFacts are what a story's sentences say about one party.
type roleFacts struct {
	sentences, accused   int
	title, moved, beside bool
	accuses              string // what makes a state body an accuser; "" when nothing does
}

func (s *story) roleFacts(r Result, p *Party) roleFacts {
	var f roleFacts
	last := -1
	for _, m := range r.Mentions {
		own := m.Entity == p.Entity
		if !own && (m.Entity.Kind != security.Product || m.Entity.Parent != p.Entity.ID) {
			continue
		}
		f.title = f.title || own && s.isTitle(m.Span)
		f.moved = f.moved || own && s.movesAt(m)
		if own && f.accuses == "" && m.Entity.Kind == security.State {
			f.accuses = s.accuses(m)
		}
		k, ok := s.doc.SentenceAt(m.Span.Start)
		if !ok || k == last {
			continue
		}
		last = k
		f.sentences++
		words := strings.ToLower(s.doc.Sentences[k].In(s.doc.Text))
		if containsAny(words, accusing) {
			f.accused++
		}
		f.beside = f.beside || own && containsAny(words, besides)
	}
	return f
}

// movesAt reports that the mention's price moves in its sentence.
func (s *story) movesAt(m Mention) bool {
	i, _ := slices.BinarySearchFunc(s.words, m.Span.Start, func(w word, at int) int { return w.start - at })
	if i >= len(s.words) {
		return false
	}
	in := s.inside[i]
	if in < 0 {
		return false
	}
	for k := i; k < i+14; k++ {
		if s.class(in, k)&move != 0 && s.figureWithin(in, k, 12) {
			return true
		}
	}
	return s.figureWithin(in, i, 4)
}

// accuses says how the mention of a state body accuses or restricts: as the
// subject of such a verb, as the owner of such a paper or act, or behind "by".
// An army that somebody is said to help does neither.
func (s *story) accuses(m Mention) string {
	i, _ := slices.BinarySearchFunc(s.words, m.Span.Start, func(w word, at int) int { return w.start - at })
	for i < len(s.words) && s.words[i].start < m.Span.End {
		i++
	}
	from, _ := slices.BinarySearchFunc(s.words, m.Span.Start, func(w word, at int) int { return w.start - at })
	if i == 0 || from >= len(s.words) || s.inside[from] < 0 {
		return ""
	}
	in := s.inside[from]
	for k := i; k < i+7 && s.gapAt(in, k) != broken; k++ {
		if s.gapAt(in, k) == comma && k > i {
			break
		}
		switch cl := s.class(in, k); {
		case cl&charge != 0 && k < i+5:
			return "does so (" + s.low(in, k) + ")"
		case cl&act != 0 && k < i+5:
			return "has such an act (" + s.low(in, k) + ")"
		case cl&function != 0 && s.low(in, k) != "also":
			return s.behindBy(in, from)
		}
	}
	return s.behindBy(in, from)
}

func (s *story) behindBy(in, from int) string {
	k := from - 1
	for s.class(in, k)&determiner != 0 || s.low(in, k) == "s" || s.isPlace(k) {
		k--
	}
	if s.low(in, k) != "by" {
		return ""
	}
	for j := k - 1; j > k-4; j-- {
		if s.class(in, j)&(charge|act) != 0 {
			return "does so (" + s.low(in, j) + " by)"
		}
	}
	return ""
}

// accusing are words of sentences that accuse, restrict or deny.
var accusing = []string{
	"accus", "alleg", "blacklist", "entity list", "1260h", "illegal", "violat", "denied", "denies", "deny", "dismissed",
	"completely false", "nonsense", "no basis", "mistake", "rejects", "rejected", "sanction", "ordered", "bars ", "barred",
	"banned", "ban on", "security risk", "military compan", "probe", "investigat", "fined", "sued", "lawsuit", "named as well",
	"joined the roster", "stop buying", "threat", "fraud", "misled", "untrue", " false",
}

// besides are words of sentences that set companies beside another.
var besides = []string{"rival", "peer", "supplier", "other firms", "other companies", "competitor", "as well as"}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(s, w) })
}
