package check

import "newstape/names/security"

// bareNoun reads a move that is a noun: "ended the day with a small loss", "have
// posted big gains", "the recent fall in the stock", "the stock's decline".
func (r *reader) bareNoun(s *sentence, i int) {
	f := finding{measure: ReturnClose, dir: s.items[i].direction, item: i, trigger: i, unit: "pct", scope: s.scopeOf(i), span: s.items[i].Span, number: s.items[i].Span, noun: true}
	if f.dir != Up && f.dir != Down {
		return
	}
	if g, ok := s.closesWith(f, i); ok {
		g.noun = false
		r.addBare(s, g, i, s.subjects(g.trigger, true))
		return
	}
	if s.at(i+1).amount != nil || s.at(i+2).amount != nil || s.governs(i) {
		return // a number has been read, or is of something else
	}
	f.loose = true
	if v := s.postingVerb(i); v >= 0 {
		f.trigger, f.span = v, s.span(v, i)
		r.addBare(s, f, i, priced(s.subjects(v, true), s.equityTalk()))
		return
	}
	if p := s.behind(i); p != nil && (p.shares || p.owner && p.index) {
		r.addBare(s, f, i, priced([]*phrase{p}, false))
		return
	}
	if p := s.ownerBefore(i); p != nil {
		r.addBare(s, f, i, priced([]*phrase{p}, false))
		return
	}
	if p, ok := s.nounSubject(i); ok && p != nil {
		r.addBare(s, f, i, priced([]*phrase{p}, false))
	}
}

// priced keeps the phrases that speak of a price themselves, or all listed names
// where the sentence speaks of shares.
func priced(who []*phrase, names bool) []*phrase {
	var out []*phrase
	for _, p := range who {
		isIndex := p.name != nil && p.class == listedName && (p.name.Entity.Kind == security.Index || p.name.Entity.Kind == security.Fund)
		if p.shares || p.index || isIndex || names && p.class == listedName {
			out = append(out, p)
		}
	}
	return out
}

// equityTalk reports that a sentence speaks of shares.
func (s *sentence) equityTalk() bool {
	for _, it := range s.items {
		if it.oneOf("shares", "stock", "stocks", "share price", "stock price") || it.amount != nil && (it.amount.Noun == "stocks" || it.amount.Noun == "shares") {
			return true
		}
	}
	return false
}

// closesWith reads "ended the day with a small loss".
func (s *sentence) closesWith(f finding, i int) (finding, bool) {
	k := i - 1
	for s.at(k).plain() || s.at(k).oneOf("a", "modest", "slight") {
		k--
	}
	if !s.at(k).oneOf("with") {
		return f, false
	}
	for j := k - 1; j >= 0 && j >= k-4; j-- {
		if s.items[j].is(closing) {
			f.trigger, f.manner.closing = j, true
			f.span = s.span(j, i)
			f.number = f.span
			return f, true
		}
	}
	return f, false
}

// postingVerb is the verb whose object is the move at item i: "posted big gains",
// "suffered heavy losses"; -1 for none.
func (s *sentence) postingVerb(i int) int {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		it := s.items[k]
		if it.oneOf("posted", "post", "posting", "seen", "saw", "suffered", "enjoyed", "notched", "recorded", "extended", "pared", "trimmed", "logged", "registered", "booked", "took", "taken") {
			return k
		}
		if !it.plain() && !it.is(filler|superlative) && !it.oneOf("a", "an", "the", "its", "their") && !it.possessive() {
			break
		}
	}
	return -1
}

// bareCause reads what moved a price without saying by how much: "has boosted
// AbbVie shares", "sent the stock lower", "dragged the Nasdaq down".
func (r *reader) bareCause(s *sentence, i int) {
	if s.at(i+1).amount != nil || !s.heading && s.items[i].oneOf("boost", "lift", "push", "pull", "drag", "drive", "send", "raise", "fuel", "hand", "knock") {
		return // of what has not happened: "to boost its share price"
	}
	var p *phrase
	for k := i + 1; k < len(s.items) && k <= i+6; k++ {
		if p = s.phraseAt(k); p != nil {
			break
		}
		if it := s.items[k]; it.mark && it.text != "-" || it.is(moveVerb|subordinate|relative|preposition) || it.time != nil {
			return
		}
	}
	if p == nil || p.owner || p.governed {
		return
	}
	f := finding{measure: ReturnClose, dir: s.items[i].direction, item: i, trigger: i, unit: "pct", scope: s.scopeOf(i), noun: true, loose: true}
	end := p.to - 1
	if it := s.at(p.to); it.is(sideways|moving) && (it.direction == Up || it.direction == Down) {
		f.dir, end = it.direction, p.to
	}
	if f.dir != Up && f.dir != Down || s.at(end+1).amount != nil {
		return
	}
	for n := range s.findings {
		if g := &s.findings[n]; g.item > i && g.item < end+5 {
			return // it says by how much
		}
	}
	f.span = s.span(i, end)
	f.number = f.span
	r.addBare(s, f, i, priced([]*phrase{p}, false))
}
