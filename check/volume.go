package check

import (
	"math"
	"strings"

	"newstape/story/quantity"
	"newstape/story/when"
)

// volumes finds shares traded, multiples of usual volume, and market values.
func (r *reader) volumes(s *sentence) {
	for i := range s.items {
		q := s.items[i].amount
		if q == nil || s.used[i] {
			continue
		}
		f := finding{dir: NoSign, amount: q, item: i, trigger: i, number: s.items[i].Span, value: math.Abs(q.Value), scope: s.scopeOf(i)}
		switch {
		case (q.Unit == quantity.Shares || s.sharesByPlace(i)) && s.tradedShares(i, &f):
			f.measure, f.unit, f.value = Volume, "million_shares", f.value/1e6
		case q.Unit == quantity.Times && s.volumeMultiple(i, &f):
			f.measure, f.unit = VolumeMultiple, "times"
		case q.Unit == quantity.Money && math.Abs(q.Value) >= 1e8 && s.marketValue(i, &f):
			f.measure, f.unit, f.value = MarketValue, q.Currency+"_billion", f.value/1e9
		case q.Unit == quantity.Percent && s.premium(i, &f):
			f.measure, f.unit, f.dir = OfferPremium, "pct", Up
			f.offered = r.offer(s, i)
		default:
			continue
		}
		if s.hypothetical(min(i, f.trigger)) {
			continue
		}
		sub, ok := r.volumeSubject(s, f)
		if !ok {
			continue
		}
		f.subject = sub
		s.used[i] = true
		s.findings = append(s.findings, f)
	}
}

// tradedShares: shares that changed hands, not shares that were issued.
func (s *sentence) tradedShares(i int, f *finding) bool {
	f.span = s.items[i].Span
	if n := len(s.findings); n > 0 && f.amount.Unit != quantity.Shares && s.findings[n-1].measure == Volume {
		return true
	}
	for k, n := i+1, 0; k < len(s.items) && n < 4; k, n = s.nextOver(k), n+1 {
		if s.items[k].oneOf("changed hands", "traded", "change hands", "changing hands") {
			f.span = s.span(i, k)
			return true
		}
	}
	for k, n := i-1, 0; k >= 0 && n < 6; k, n = k-1, n+1 {
		if p := s.phraseAt(k); p != nil && p.class == listedName {
			k = p.from // with its ticker
		}
		if s.items[k].oneOf("volume", "turnover") {
			if s.at(k-1).oneOf("trading", "share") {
				k--
			}
			f.span = s.span(k, i)
			return !s.averageWord(k-2, i)
		}
		if s.items[k].text == ";" {
			break
		}
	}
	return false
}

// sharesByPlace reports a large number that counts shares by where it stands:
// "82.2 million of them changed hands", "Alibaba 21.8 million shares, NIO 52.5
// million".
func (s *sentence) sharesByPlace(i int) bool {
	q := s.items[i].amount
	if q.Unit != quantity.Plain || q.Value < 1e5 || q.Scale < 1e3 {
		return false
	}
	if s.at(i+1).oneOf("of") && s.at(i+2).oneOf("them", "its", "the") {
		return true
	}
	if p := s.phraseAt(i + 1); p != nil && p.from == i+1 && p.shares {
		return true // "34 million Alibaba shares changed hands"
	}
	n := len(s.findings)
	return n > 0 && s.findings[n-1].measure == Volume && s.behind(i) != nil && s.behind(i).class == listedName
}

// nextOver is the item behind item k, or behind the name that it belongs to.
func (s *sentence) nextOver(k int) int {
	if p := s.phraseAt(k); p != nil && p.name != nil {
		return p.to
	}
	return k + 1
}

func (s *sentence) averageWord(from, to int) bool {
	for k := max(from, 0); k < to; k++ {
		if s.items[k].oneOf("average", "usual", "norm", "median") {
			return true
		}
	}
	return false
}

// volumeMultiple: "around four times the average of the previous 20 sessions".
func (s *sentence) volumeMultiple(i int, f *finding) bool {
	end := -1
	for k := i + 1; k < len(s.items) && k <= i+5; k++ {
		if s.items[k].oneOf("average", "usual", "norm", "normal", "median", "daily") {
			end = k
		}
		if t := s.items[k].time; t != nil && t.Kind == when.Trailing && end < 0 {
			f.time = t // "twice the 30-day average"
		}
	}
	if end < 0 {
		return false
	}
	all := s.lower(0, len(s.items))
	if !strings.Contains(all, "changed hands") && !hasWord(all, "volume") && !hasWord(all, "turnover") && !strings.Contains(all, "shares traded") {
		return false
	}
	for end+1 < len(s.items) && !s.items[end+1].mark && end < i+8 {
		end++
		if s.items[end].time != nil {
			f.time = s.items[end].time
			break
		}
	}
	f.span = s.span(i, end)
	return true
}

// marketValue: "wiping about $589 billion off the value of Nvidia", "a market
// cap of $4B", "is worth $1.64 trillion".
func (s *sentence) marketValue(i int, f *finding) bool {
	from, to := max(0, i-9), min(len(s.items), i+8)
	for k := i - 1; k >= from; k-- {
		if s.items[k].text == ";" {
			from = k + 1
			break
		}
	}
	before, after := s.lower(from, i), s.lower(i+1, to)
	for _, w := range []string{"market cap", "market value", "market capitalization", "market capitalisation", "market valuation", "market capital"} {
		if k := strings.Index(before, w); k >= 0 && !strings.Contains(before[k:], "companies by") || strings.HasPrefix(after, w) || strings.HasPrefix(after, "in "+w) || strings.HasPrefix(after, "of "+w) {
			f.span = s.span(from, i)
			if k < 0 {
				f.span = s.span(i, min(i+3, len(s.items)-1))
			}
			if strings.Contains(before, "lost") || strings.Contains(before, "wip") || strings.Contains(before, "eras") {
				f.dir = Down
			} else if strings.Contains(before, "add") || strings.Contains(before, "elevating") || strings.Contains(before, "expand") {
				f.dir = Up
			}
			return true
		}
	}
	if (strings.HasPrefix(after, "off ") || strings.HasPrefix(after, "from ")) && (hasWord(after, "value") || hasWord(after, "worth")) ||
		strings.HasPrefix(after, "in value") {
		f.dir = Down
		f.trigger = i
		k := i
		for k > from && s.items[k-1].is(filler|moving|moveVerb) || k > from && s.items[k-1].plain() {
			k--
		}
		f.span = s.span(k, min(i+4, len(s.items)-1))
		return true
	}
	if s.at(i-1).oneOf("worth") && s.at(i-2).is(being) {
		f.span = s.span(i-1, i)
		return true
	}
	return false
}

// premium reads "a premium of 13.1% to the closing price of WBD".
func (s *sentence) premium(i int, f *finding) bool {
	words := s.lower(i-4, i)
	after := s.lower(i+1, i+8)
	front := hasWord(words, "premium")
	back := strings.HasPrefix(after, "premium")
	if !front && !back || !hasWord(after, "closing") && !hasWord(after, "close") && !hasWord(after, "price") {
		return false
	}
	from := i
	for k := i; k >= max(0, i-4); k-- {
		if s.items[k].oneOf("premium", "a") {
			from = k
		}
	}
	end := i
	for k := i; k < len(s.items) && k < i+16; k++ {
		if s.items[k].text == "." || s.items[k].text == ";" {
			break
		}
		if s.items[k].oneOf("close", "price") || s.items[k].time != nil || s.phraseAt(k) != nil && s.phraseAt(k).class == listedName {
			end = k
		}
	}
	f.trigger, f.span = from, s.span(from, end)
	return hasWord(s.lower(i, end+1), "closing") || hasWord(s.lower(i, end+1), "close")
}

// offer is the price a share that a premium is counted on: the money a share
// behind "total of" or "for", in this sentence or the two before it.
func (r *reader) offer(s *sentence, i int) *quantity.Quantity {
	var last *quantity.Quantity
	n := 0
	for k := range r.quantities {
		q := &r.quantities[k]
		if q.Start >= s.items[i].Start {
			break
		}
		if q.Unit != quantity.Money || q.Scale != 1 || r.sentencesBetween(q.Start, s.Start) > 2 {
			continue
		}
		n++
		before := strings.ToLower(r.doc.Text[max(0, q.Start-12):q.Start])
		if strings.Contains(before, "total of") {
			return q
		}
		last = q
	}
	if n == 1 {
		return last
	}
	return nil
}

// sentencesBetween counts sentence starts in (from, to].
func (r *reader) sentencesBetween(from, to int) int {
	a, _ := r.doc.SentenceAt(from)
	b, _ := r.doc.SentenceAt(to)
	return b - a
}

// volumeSubject is the phrase nearest to the figure; without one, whoever the
// text is about.
func (r *reader) volumeSubject(s *sentence, f finding) (subject, bool) {
	if f.measure == OfferPremium {
		for k := f.item + 1; k < len(s.items) && s.items[k].Start < f.span.End; k++ {
			if p := s.phraseAt(k); p != nil && p.name != nil && listed(p.name) {
				return subject{name: p.name, words: s.span(p.from, p.to-1), class: listedName}, true
			}
		}
	}
	if f.measure == MarketValue {
		for k := f.item + 1; k < len(s.items) && k < f.item+7; k++ {
			if p := s.phraseAt(k); p != nil && p.name != nil && listed(p.name) && (p.lead == "of" || p.lead == "from") && !s.anyOf(f.item, k, ",") {
				return subject{name: p.name, words: s.span(p.from, p.to-1), class: listedName}, true
			}
		}
	}
	for k := f.item - 1; k >= 0; k-- {
		p := s.phraseAt(k)
		if p == nil {
			continue
		}
		if p.name != nil && listed(p.name) && (!p.governed || p.owner || f.measure == Volume) {
			return subject{name: p.name, words: s.span(p.from, p.to-1), class: listedName}, true
		}
		if p.class == anaphor {
			return r.resolve(s, p, f.item)
		}
		k = p.from
	}
	if f.measure == MarketValue {
		return subject{class: stranger}, len(s.findings) > 0 || hasWord(s.lower(0, len(s.items)), "market")
	}
	sub, ok := r.antecedent(s, nil, f.item)
	return sub, ok || f.measure == Volume && s.marketTalk()
}
