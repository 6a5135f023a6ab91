package check

import (
	"math"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/quantity"
)

// spreads finds a price measured against another: "underperformed the S&P 500 by 4
// percentage points", "about 45 percentage points more than the S&P 500", "lagged
// the index", and ranks: "the worst performer in the index". It goes before the
// readers of moves, which would take the figure for a move.
func (r *reader) spreads(s *sentence) {
	for i := range s.items {
		switch it := s.items[i]; {
		case it.is(comparing):
			r.compared(s, i)
		case it.is(superlative) || it.oneOf("top"):
			r.rank(s, i)
		case it.amount != nil && !s.used[i]:
			r.pointsMore(s, i)
		}
	}
}

// compared reads the verb at item i: who did better or worse than whom.
func (r *reader) compared(s *sentence, i int) {
	k := i + 1
	for s.at(k).is(filler) && !s.at(k).is(preposition) || s.at(k).oneOf("the", "a", "broader", "wider", "overall") || s.at(k).plain() && adverb(s.at(k).text) {
		k++
	}
	against, market := s.rival(k)
	if against != nil && against.Entity.Kind == security.Issuer && !s.phraseAt(k).shares && !s.equityTalk() {
		return // companies trail each other in many things
	}
	if against == nil && !market || s.hypothetical(i) || s.negated(i) || s.infinitive(governor{trigger: i}, len(s.items)) {
		return
	}
	f := finding{measure: Spread, dir: s.items[i].direction, unit: "pct_points", trigger: i, item: i, scope: s.scopeOf(i)}
	end := k
	if p := s.phraseAt(k); p != nil {
		end = p.to - 1
	}
	if n := s.byHowMuch(end + 1); n > 0 {
		f.amount, f.value, f.item, end = s.items[n].amount, math.Abs(s.items[n].amount.Value), n, n
	}
	f.span = s.span(i, end)
	f.number = f.span
	if f.amount != nil {
		f.number = s.items[f.item].Span
	}
	if against != nil {
		f.against = against.Listing
	}
	r.addSpread(s, f, s.subjects(i, true))
}

// rival is the line that a comparison at item k is with; market is set for "the
// market" and its like, of which nobody says how it is measured.
func (s *sentence) rival(k int) (against *link.Mention, market bool) {
	if p := s.phraseAt(k); p != nil {
		switch {
		case p.class == listedName:
			return p.name, false
		case p.class == anaphor && p.index:
			return nil, true
		}
		return nil, false
	}
	return nil, s.at(k).oneOf("market", "markets", "industry", "sector", "peers")
}

// byHowMuch is the figure behind a comparison: "by 4 percentage points"; 0 for none.
func (s *sentence) byHowMuch(k int) int {
	if !s.at(k).oneOf("by") {
		return 0
	}
	for j := k + 1; j <= k+3; j++ {
		if q := s.at(j).amount; q != nil && (q.Unit == quantity.Percent || q.Unit == quantity.Points || q.Unit == quantity.Times) && !s.used[j] {
			if q.Unit == quantity.Times {
				return 0
			}
			return j
		}
	}
	return 0
}

// pointsMore reads "4 percentage points more than the S&P 500", "3.2 points behind
// the index".
func (r *reader) pointsMore(s *sentence, i int) {
	q := s.items[i].amount
	if q.Unit != quantity.Points && q.Unit != quantity.Percent || !r.percentPoints(s, i) {
		return
	}
	k := i + 1
	dir := Up
	switch it := s.at(k); {
	case it.oneOf("more", "higher", "better", "above") || it.oneOf("ahead"):
	case it.oneOf("less", "lower", "worse", "below", "behind"):
		dir = Down
	default:
		return
	}
	for s.at(k+1).oneOf("than", "of", "the") {
		k++
	}
	against, _ := s.rival(k + 1)
	if against == nil || s.hypothetical(i) {
		return
	}
	f := finding{
		measure: Spread, dir: dir, unit: "pct_points", trigger: i, item: i, scope: s.scopeOf(i), amount: q, value: math.Abs(q.Value),
		number: s.items[i].Span, span: s.span(i, s.phraseAt(k+1).to-1), against: against.Listing,
	}
	r.addSpread(s, f, s.subjects(i, false))
}

// addSpread adds a comparison for the shares, funds and indexes that it is of, and
// for a company where the other side is a price.
func (r *reader) addSpread(s *sentence, f finding, who []*phrase) {
	for _, p := range who {
		gauge := p.name != nil && p.name.Entity.Kind != security.Issuer
		if p.class == other || f.against == nil && !p.shares && !p.index && !gauge {
			continue
		}
		sub, ok := r.resolve(s, p, f.item)
		if !ok || f.against != nil && sub.name != nil && sub.name.Listing == f.against {
			continue
		}
		f.subject = sub
		s.used[f.item] = s.used[f.item] || f.amount != nil
		s.findings = append(s.findings, f)
	}
}

// rank reads "the worst performer in the index", "the Dow's biggest gainer".
func (r *reader) rank(s *sentence, i int) {
	k := i + 1
	for s.at(k).plain() && !rankNoun(s.at(k).text) || s.at(k).is(equityWord) || s.at(k).is(filler) && !s.at(k).is(preposition) || s.at(k).oneOf("performing") || s.at(k).text == "-" || s.at(k).amount != nil && k == i+1 {
		k++
	}
	if !rankNoun(s.at(k).text) || k > i+5 || s.at(k+1).is(being) || s.hypothetical(i) {
		return
	}
	f := finding{
		measure: Rank, dir: s.items[i].direction, unit: "rank", trigger: i, item: i, scope: s.scopeOf(i),
		span: s.span(i, k), number: s.span(i, k),
	}
	if s.items[k].oneOf("loser", "losers", "decliner", "decliners", "laggard", "laggards") {
		f.dir = Down
	} else if s.items[k].oneOf("gainer", "gainers", "advancer", "advancers") || s.items[i].oneOf("top") {
		f.dir = Up
	}
	for _, p := range s.subjects(i, false) {
		if p.class != listedName && !p.shares {
			continue
		}
		if sub, ok := r.resolve(s, p, i); ok {
			f.subject = sub
			s.findings = append(s.findings, f)
		}
	}
}

func rankNoun(w string) bool {
	switch w {
	case "performer", "performers", "gainer", "gainers", "loser", "losers", "decliner", "decliners", "advancer", "advancers", "laggard", "laggards":
		return true
	}
	return false
}
