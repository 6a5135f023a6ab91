package check

import (
	"math"
	"strings"

	"newstape/receipt"
	"newstape/story/quantity"
)

// moves finds statements that give a move in per cent, points or money.
func (r *reader) moves(s *sentence) {
	for i := range s.items {
		q := s.items[i].amount
		if q == nil || s.used[i] {
			continue
		}
		switch q.Unit {
		case quantity.Percent:
		case quantity.BasisPoints:
			q = inPercent(q)
			s.items[i].amount = q
		case quantity.Points:
			if r.percentPoints(s, i) || s.at(i-1).oneOf("at", "to") {
				continue
			}
		case quantity.Money:
			if math.Abs(q.Value) >= 1e5 || !s.moneyMove(i) {
				continue
			}
		case quantity.Plain:
			signed := s.printedSign(i) && s.at(i-1).is(being)
			apposed := s.at(i-1).oneOf("or") && s.at(i-2).text == "," && s.used[i-3] && q.Decimals == 2
			if q.Decimals < 1 || !signed && !apposed {
				continue
			}
		default:
			continue
		}
		g, ok := s.govern(i)
		if !ok || s.hypothetical(min(g.trigger, i)) || s.negated(g.trigger) || s.infinitive(g, i) || s.ofAmount(g) {
			continue
		}
		r.addMove(s, i, g)
	}
	r.pair(s)
}

// inPercent is an amount of basis points in per cent.
func inPercent(q *quantity.Quantity) *quantity.Quantity {
	p := *q
	p.Unit, p.Value, p.Decimals = quantity.Percent, q.Value/100, max(q.Decimals, 0)+2
	return &p
}

// ofAmount reports that a move hangs on an amount before it and not on a price:
// "delivered 84,602 vehicles, down 19%", "revenue of $57 billion, up 62%".
func (s *sentence) ofAmount(g governor) bool {
	if g.subject != nil || !s.items[g.trigger].is(sideways) || s.at(g.trigger-1).text != "," {
		return false
	}
	seen := false
	for k := g.trigger - 2; k >= 0; k-- {
		it := s.items[k]
		if it.amount != nil && !s.used[k] && it.amount.Unit != quantity.Ordinal && it.amount.Unit != quantity.Percent && it.amount.Noun != "share" {
			seen = true
		}
		if it.is(closing|trading|opening|touching|moveVerb) && it.amount == nil && !it.oneOf("posted", "post", "set", "reached", "hit") {
			return false
		}
		if it.text == ";" || s.phraseAt(k) != nil && !s.phraseAt(k).governed && s.phraseAt(k).class != other {
			return seen
		}
	}
	return seen
}

// negated reports a denial in the verb group that ends at item k: "did not fall",
// "has never closed". "Not only fell" affirms.
func (s *sentence) negated(k int) bool {
	if k < 0 {
		return false
	}
	clause := s.lower(s.afterNumber(k), k)
	for _, w := range [...]string{"not true that", "untrue that", "denied that", "denies that", "denying that"} {
		if hasWord(clause, w) {
			return true
		}
	}
	for j := k - 1; j >= 0 && j >= k-5 && s.phraseAt(j) == nil; j-- {
		it := s.items[j]
		if it.oneOf("not", "never", "neither") || strings.HasSuffix(it.text, "n't") || strings.HasSuffix(it.text, "n’t") {
			return !s.at(j+1).oneOf("only", "just")
		}
		if it.mark || it.amount != nil || it.is(conjunction|subordinate|relative) {
			return false
		}
	}
	return false
}

// afterNumber is the item behind the last figure before item k that was taken.
func (s *sentence) afterNumber(k int) int {
	for j := k - 1; j >= 0; j-- {
		if s.used[j] {
			return j + 1
		}
	}
	return 0
}

// retracted reports a figure that is quoted to be withdrawn: "to 3.8%, not 4.7%",
// "a previous version said".
func (s *sentence) retracted(i int) bool {
	if s.at(i-1).oneOf("not", "from") && s.at(0).oneOf("corrects", "(") || s.at(i-1).oneOf("not") {
		return true
	}
	if s.at(i-1).oneOf("than") && s.at(i-2).oneOf("rather") || s.at(i-1).oneOf("of") && s.at(i-2).oneOf("instead") {
		return true
	}
	from := 0
	for k := i - 1; k > 0 && from == 0; k-- {
		// what was wrong ends where another clause tells what was right
		if s.items[k].text == ";" || s.items[k].text == "," && s.at(k+1).is(moveVerb|closing|being) {
			from = k
		}
	}
	lower := s.lower(from, i)
	for _, w := range []string{"previous version", "earlier version", "incorrectly", "mistakenly", "wrongly", "erroneously", "misstated"} {
		if strings.Contains(lower, w) {
			return true
		}
	}
	return false
}

// percentPoints: "two percentage points" is no move of a price, and only
// indexes are counted in points.
func (r *reader) percentPoints(s *sentence, i int) bool {
	words := strings.ToLower(s.items[i].amount.In(r.doc.Text))
	return hasWord(words, "percentage") || hasWord(words, "pp") || strings.Contains(words, "%") || hasWord(words, "percent") || s.at(i+1).oneOf("of", "above")
}

// moneyMove: an amount of money is a move only right behind the word that says
// so: "up $0.16", "fell $6 or 4.9%", "down 80 cents".
func (s *sentence) moneyMove(i int) bool {
	k := i - 1
	for s.at(k).is(filler) && !s.at(k).oneOf("of") || s.at(k).oneOf("by", "or") || s.at(k).text == "," || s.at(k).amount != nil && s.at(k).amount.Unit != quantity.Money {
		k--
	}
	it := s.at(k)
	if q := s.items[i].amount; q.Qualifier == quantity.LessThan || q.Qualifier == quantity.MoreThan {
		if w := s.lower(i, i+1); hasWord(w, "below") || hasWord(w, "above") || hasWord(w, "under") {
			return false // a level that was crossed
		}
	}
	if w := s.lower(i, i+1); hasWord(w, "high") || hasWord(w, "low") {
		return false // "climbed as high as $93.84" is a level
	}
	if s.at(i-1).oneOf("of") && s.at(i-2).is(moveNoun) && s.at(i-3).oneOf("a", "an") && s.at(i-4).oneOf("with") {
		return true // "closed Monday with a fall of $1.06"
	}
	if s.at(i-1).is(preposition) && !s.at(i-1).oneOf("by", "or") {
		return false
	}
	if s.at(i+1).is(sideways) && !s.at(i+1).oneOf("below", "above", "off") {
		return true
	}
	if next := s.at(i + 1); next.oneOf("in", "of", "for", "below", "above") && !s.previousPeak(i+2) {
		return false
	}
	return it.is(sideways|moveVerb|moving) || it.is(being) && s.printedSign(i)
}

// infinitive: "expected to fall 5%", "helped the stock rise" is fine, "a bid to
// gain 3%" is not.
func (s *sentence) infinitive(g governor, i int) bool {
	if g.noun || g.trigger <= 0 || g.trigger >= i {
		return false
	}
	k := g.trigger - 1
	for s.at(k).is(filler) && !s.at(k).oneOf("to") {
		k--
	}
	if !s.at(k).oneOf("to") {
		return false
	}
	before := s.at(k - 1)
	if p := s.phraseAt(k - 1); p != nil {
		return s.at(p.from - 1).is(modal) // "expect Nvidia shares to gain"
	}
	return !before.oneOf("shares", "stock", "continued", "managed", "climbed", "went") && before.time == nil && before.amount == nil && !s.items[g.trigger].is(closing|being)
}

// addMove adds a finding for each subject of the governed amount.
func (r *reader) addMove(s *sentence, i int, g governor) {
	var who []*phrase
	switch {
	case g.subject != nil && g.list, g.subject != nil && g.noun, g.subject != nil && !s.items[g.trigger].is(moveVerb):
		who = s.group(g.subject)
		if g.list || g.noun {
			who = []*phrase{g.subject}
		}
	case g.subject != nil:
		who = s.group(g.subject)
	default:
		at := g.trigger
		who = s.subjects(at, s.items[at].is(moveVerb) && !g.noun && !s.items[at].is(sideways))
	}
	if two := s.bothBefore(min(g.trigger, i)); len(who) == 1 && two != nil {
		who = two
	}
	f := s.moveFinding(i, g)
	if n := len(s.findings); n > 0 && (len(who) == 0 || who[0].class != listedName && who[0].class != anaphor) && s.bringing(g.trigger) {
		f.subject = s.findings[n-1].subject
		s.used[i] = true
		s.findings = append(s.findings, f)
		return
	}
	if len(who) == 0 {
		if !g.noun && !s.heading {
			return
		}
		who = []*phrase{nil}
		if t := s.at(g.trigger + 2).time; t != nil && t.Unit == "session" && r.lastIssuer.name == nil {
			who[0] = &phrase{from: i, to: i + 1, class: unnamed} // a plunge over two sessions is one of a share
		}
	}
	made, any := s.findings, false
	for _, p := range who {
		sub, ok := r.resolve(s, p, i)
		f.subject, f.refused = sub, !ok
		made, any = append(made, f), any || ok
	}
	if any {
		s.used[i] = true
		s.findings = made
	}
}

// bringing reports a total that a participle adds to the figure before: "fell 9% in
// September, bringing losses for the year to 25%".
func (s *sentence) bringing(trigger int) bool {
	for k := trigger - 1; k >= 0 && k >= trigger-5; k-- {
		if s.items[k].oneOf("bringing", "taking", "leaving", "extending") {
			return s.at(k-1).text == ","
		}
	}
	return false
}

// moveFinding is the finding of the governed amount at item i, without its subject.
func (s *sentence) moveFinding(i int, g governor) finding {
	f := finding{
		number: s.items[i].Span, dir: g.dir, amount: s.items[i].amount, value: math.Abs(s.items[i].amount.Value),
		manner: g.manner, trigger: g.trigger, item: i, scope: s.scopeOf(min(g.trigger, i)), measure: ReturnClose, unit: "pct", kind: g.beyond,
	}
	if f.amount.Unit != quantity.Percent {
		f.measure, f.unit = PointChange, unitOf(f.amount)
	}
	if f.kind == "" && s.at(i+1).oneOf("from", "off") && s.previousPeak(i+2) {
		f.kind = s.lower(i+1, i+9)
	}
	from, to := min(g.trigger, i), max(g.trigger, i)
	if k := s.rangeEnd(i); k > 0 {
		f.upto, to = s.items[k].amount, max(to, k)
		f.number = s.span(i, k)
		s.used[k] = true
	}
	if g.causing && g.subject != nil {
		from = g.subject.from
	}
	f.span = s.span(from, max(to, g.end))
	f.retracted = s.retracted(i)
	if s.Cells != nil && g.list && g.subject != nil {
		f.span = s.span(g.subject.from, i)
	}
	f.span = trimPlus(s, f.span, i)
	return f
}

// trimPlus takes in a printed plus sign that stands before the amount.
func trimPlus(s *sentence, span receipt.Span, i int) receipt.Span {
	if at := s.items[i].Start; at > 0 && s.doc[at-1] == '+' && span.Start == at {
		span.Start--
	}
	return span
}

func unitOf(q *quantity.Quantity) string {
	if q.Unit == quantity.Money {
		return q.Currency
	}
	return "index"
}
