package check

import "newstape/story/quantity"

// multiples finds moves that a verb tells by itself: "nearly doubled this year",
// "halved in 2022". News doubles in round figures, so an unhedged one allows what
// "about" allows.
func (r *reader) multiples(s *sentence) {
	for i := range s.items {
		if !s.items[i].is(multiple) || s.used[i] || s.hypothetical(i) || s.negated(i) || s.infinitive(governor{trigger: i}, len(s.items)) {
			continue
		}
		value, dir := timesOver(s.items[i].text)
		if !s.endsHere(i+1) && !s.at(i+1).oneOf("since", "from") {
			continue // it doubled something: "doubled its stake"
		}
		q := &quantity.Quantity{Span: s.items[i].Span, Number: s.items[i].Span, Value: value, Scale: 1, Unit: quantity.Percent, Qualifier: quantity.About}
		from := i
		switch b := s.at(i - 1); {
		case b.oneOf("than") && s.at(i-2).oneOf("more"):
			q.Qualifier, from = quantity.MoreThan, i-2
		case b.oneOf("almost", "nearly", "about", "roughly"):
			from--
		}
		f := finding{
			measure: ReturnClose, dir: dir, amount: q, value: value, unit: "pct", item: i, trigger: i, scope: s.scopeOf(i),
			number: s.items[i].Span, span: s.span(from, i),
		}
		for _, p := range priced(s.subjects(i, true), s.periodBehind(i) && s.equityTalk()) {
			if sub, ok := r.resolve(s, p, i); ok {
				f.subject = sub
				s.used[i] = true
				s.findings = append(s.findings, f)
			}
		}
	}
}

// timesOver is the move in per cent that a multiple means.
func timesOver(w string) (value float64, dir Direction) {
	switch w[0] {
	case 'h':
		return 50, Down
	case 't':
		return 200, Up
	case 'q':
		return 300, Up
	}
	return 100, Up
}
