package check

import (
	"strings"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/quantity"
	"newstape/story/when"
)

// topic is who the text was last about.
type topic struct {
	name     *link.Mention
	sentence int
}

// resolve turns a noun phrase into a subject; false when the phrase is of
// something that has no price. A nil phrase is whoever the text is about.
func (r *reader) resolve(s *sentence, p *phrase, i int) (subject, bool) {
	if p == nil {
		return r.antecedent(s, nil, i)
	}
	sub := subject{class: p.class, shares: p.shares, words: s.span(p.from, p.to-1)}
	switch p.class {
	case listedName:
		sub.name = p.name
		return sub, true
	case anaphor:
		return r.antecedent(s, p, i)
	case unnamed:
		return sub, true
	case stranger:
		return sub, p.shares || s.marketTalk()
	}
	return sub, false
}

// marketTalk reports that a sentence speaks of trading at all, so that an
// unlinked name in it may be that of a share.
func (s *sentence) marketTalk() bool {
	if len(s.findings) > 0 {
		return true
	}
	for i, it := range s.items {
		if it.amount != nil && it.amount.Unit == quantity.Percent && s.at(i+1).oneOf("to") && s.priceLike(i+2) {
			return true // "fell 0.9% to 93.24"
		}
		if it.is(equityWord|trading|closing) && !it.oneOf("ended", "end", "line", "price", "prices") || it.name != nil && listed(it.name) && it.name.Via != "alias" {
			return true
		}
		if it.oneOf("premarket", "minis", "futures") || it.amount != nil && it.amount.Unit == quantity.Points || it.time != nil && it.time.Part != "" {
			return true
		}
	}
	return s.Cells != nil
}

// priceLike reports a number that looks like a price: of two decimals, in no other
// unit.
func (s *sentence) priceLike(i int) bool {
	q := s.at(i).amount
	return q != nil && q.Decimals == 2 && q.Scale == 1 && q.Unit == quantity.Plain && (s.at(i+1).raw == "" || s.at(i+1).mark)
}

// described asks the linker whom a description of a trade means: "the chipmaker",
// "the retailer's shares". "The company" and pronouns are read here.
func (r *reader) described(s *sentence, p *phrase) *link.Mention {
	if p == nil || !s.items[p.from].oneOf("chipmaker", "retailer", "automaker", "carmaker", "bank", "maker", "carrier", "lender", "giant") {
		return nil
	}
	from := p.from
	for from > 0 && (s.items[from-1].plain() || s.items[from-1].oneOf("the", "this", "that")) {
		from--
	}
	a, ok := r.linked.Company(r.doc, s.span(from, p.to-1))
	if !ok || !listed(&r.linked.Mentions[a.Mention]) {
		return nil
	}
	return &r.linked.Mentions[a.Mention]
}

// trailing reports a window of weeks or months in the sentence, which speaks of
// prices more often than not.
func (s *sentence) trailing() bool {
	for _, it := range s.items {
		if it.time != nil && (it.time.Kind == when.Trailing || it.time.Kind == when.Period) {
			return true
		}
	}
	return false
}

// antecedent reads a pronoun or "the stock": the nearest name before it in the
// sentence, else who the text was last about, else the story's main party.
func (r *reader) antecedent(s *sentence, p *phrase, i int) (subject, bool) {
	sub := subject{class: anaphor}
	at := i
	if p != nil {
		sub.words, sub.shares, sub.index = s.span(p.from, p.to-1), p.shares, p.index
		at = p.from
	}
	if m := r.described(s, p); m != nil {
		sub.name = m
		sub.why = "a description that fits " + m.Entity.Name
		return sub, true
	}
	bound := p != nil && !p.shares && !p.index // its, it: whoever the sentence is about
	fits := func(m *link.Mention) bool {
		return (m.Entity.Kind == security.Index || m.Entity.Kind == security.Fund) == sub.index
	}
	near, far, pronoun := s.namedBefore(at, bound, fits)
	if near != nil {
		sub.name = near.name
		sub.why = "read as " + near.name.Span.In(s.doc) + ", named before it in the sentence"
		return sub, true
	}
	if far != nil && bound && !pronoun {
		sub.name = far.name
		return sub, true
	}
	if m := r.benchmark(s, p); m != nil {
		sub.name = m
		return sub, true
	}
	last := &r.lastIssuer
	if sub.index {
		last = &r.lastIndex
	}
	switch {
	case last.name != nil && r.number-last.sentence <= 6:
		sub.name = last.name
	case far != nil:
		sub.name = far.name
	case last.name != nil:
		sub.name = last.name
	default:
		sub.name = r.mainParty(fits)
	}
	if sub.name != nil {
		sub.why = "read as " + sub.name.Entity.Name + ", whom the text was last about"
	}
	if sub.name == nil && p == nil {
		return sub, false
	}
	return sub, sub.name != nil || sub.shares || sub.index || s.marketTalk() || s.trailing()
}

// namedBefore looks left of item at for names that fit: near is no object of a
// preposition, far is one; pronoun says that a pronoun stands between.
func (s *sentence) namedBefore(at int, bound bool, fits func(*link.Mention) bool) (near, far *phrase, pronoun bool) {
	for n := len(s.phrases) - 1; n >= 0; n-- {
		q := &s.phrases[n]
		if q.from >= at {
			continue
		}
		pronoun = pronoun || q.class == anaphor && !q.owner
		named := q.class == listedName || q.class == other && q.name != nil && listed(q.name)
		if !named || !bound && !fits(q.name) {
			continue
		}
		if !q.governed || q.shares {
			return q, far, pronoun
		}
		if far == nil {
			far = q
		}
	}
	return nil, far, pronoun
}

// benchmark is the index that a headline about Wall Street means when the story
// names one.
func (r *reader) benchmark(s *sentence, p *phrase) *link.Mention {
	if p != nil && p.shares {
		return nil
	}
	lower := s.lower(0, len(s.items))
	if !s.heading || !hasWord(lower, "wall street") && !hasWord(lower, "stocks") {
		return nil
	}
	for n := range r.linked.Mentions {
		if m := &r.linked.Mentions[n]; listed(m) && m.Entity.Kind == security.Index {
			return m
		}
	}
	return nil
}

// mainParty is a mention of the party with the highest relevance that has a
// price.
func (r *reader) mainParty(fits func(*link.Mention) bool) *link.Mention {
	for _, party := range r.linked.Parties {
		for _, n := range party.Mentions {
			m := &r.linked.Mentions[n]
			if listed(m) && fits(m) {
				return m
			}
		}
	}
	for n := range r.linked.Mentions {
		if m := &r.linked.Mentions[n]; listed(m) && fits(m) {
			return m
		}
	}
	return nil
}

// remember notes who a sentence was about, for the pronouns to come.
func (r *reader) remember(s *sentence) {
	note := func(m *link.Mention) {
		if m.Entity.Kind == security.Index || m.Entity.Kind == security.Fund {
			r.lastIndex = topic{m, r.number}
			return
		}
		r.lastIssuer = topic{m, r.number}
	}
	for n := range s.phrases {
		p := &s.phrases[n]
		if p.class == listedName && !p.governed && listed(p.name) {
			note(p.name)
			break
		}
	}
	for _, f := range s.findings {
		if f.subject.name != nil && f.scope == 0 {
			note(f.subject.name)
			break
		}
	}
}

// venue is a phrase that says where a line trades.
type venue struct {
	words string
	mics  []string
}

// venues in the order in which they are tried; the nearest to the figure wins.
var venues = [...]venue{
	{"hong kong", []string{"XHKG"}},
	{"hk$", []string{"XHKG"}},
	{"over-the-counter", []string{"OTCM"}},
	{"new york", american},
	{"american shares", american},
	{"american depositary", american},
	{"u.s. shares", american},
	{"us shares", american},
	{"u.s.-listed", american},
	{"u.s.-traded", american},
	{"us-listed", american},
	{"adr", american},
	{"adrs", american},
	{"adss", american},
}

var american = []string{"XNYS", "XNAS", "ARCX", "XASE", "BATS"}

// listing is the line of shares that a statement speaks of. For a name it is
// the linker's; a pronoun takes the line that its clause names, else the one
// that the linker gave its antecedent.
func (r *reader) listing(s *sentence, sub subject, number receipt.Span) *security.Listing {
	m := sub.name
	if m == nil {
		return nil
	}
	if sub.class != anaphor {
		return m.Listing
	}
	from, to := s.Start, s.End
	if k := strings.LastIndexByte(s.doc[from:number.Start], ';'); k >= 0 {
		from += k + 1
	}
	if k := strings.IndexByte(s.doc[number.End:to], ';'); k >= 0 {
		to = number.End + k
	}
	clause := strings.ToLower(s.doc[from:to])
	best, distance := (*security.Listing)(nil), 1<<30
	for _, v := range venues {
		for at := 0; ; {
			k := strings.Index(clause[at:], v.words)
			if k < 0 {
				break
			}
			k += at
			at = k + len(v.words)
			d := max(number.Start-from-k, k-(number.Start-from))
			if l := m.Entity.On(r.day, v.mics...); l != nil && d < distance && hasWord(clause[k:at], v.words) {
				best, distance = l, d
			}
		}
	}
	if best != nil {
		return best
	}
	return m.Listing
}
