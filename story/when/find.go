package when

import (
	"newstape/receipt"
	"newstape/story/text"
	"newstape/tape/calendar"
)

// Find gives the time expressions of a document in order of place, none of
// which overlap.
func Find(doc text.Document, ref Reference) []Expr {
	r := &reader{vocabulary: words(), ref: ref}
	if ref.Known {
		r.today = calendar.DateOf(ref.Published)
	}
	var out []Expr
	for _, s := range doc.Sentences {
		out = append(out, r.sentence(doc, s)...)
	}
	return out
}

func (r *reader) sentence(doc text.Document, s text.Sentence) []Expr {
	r.ps = doc.Pieces(s, r.ps)
	r.paragraph = s.Paragraph
	var hits []hit
	for i := 0; i < len(r.ps); {
		h, ok := r.read(i)
		if !ok {
			i++
			continue
		}
		i = h.end
		if h.silent {
			continue
		}
		h.Span = receipt.Span{Start: r.ps[h.start].Start, End: r.ps[h.end-1].End}
		h.Ref = r.ref
		if !h.needsDay {
			r.remember(h.Expr)
		}
		hits = append(hits, h)
	}
	hits = r.join(hits)
	out := make([]Expr, 0, len(hits))
	for _, h := range hits {
		e := r.dated(h, hits)
		r.remember(e)
		out = append(out, e)
	}
	return out
}

// read tries every kind of expression at piece i, the more particular first.
func (r *reader) read(i int) (hit, bool) {
	p := r.at(i)
	if !r.opens(p) || p.Inner && !r.startsInside(i) {
		return hit{}, false
	}
	for _, try := range [...]func(int) (hit, bool){
		r.since, r.fixed, r.closing, r.clockTime, r.date, r.weekday, r.edge, r.ago, r.seasonal, r.trailing, r.sessions, r.high, r.period,
	} {
		if h, ok := try(i); ok {
			h.start = i
			return h, true
		}
	}
	return hit{}, false
}

// startsInside allows an expression to begin after a hyphen where the part
// before it only narrows: mid-November, pre-Friday.
func (r *reader) startsInside(i int) bool {
	switch r.lower(i - 1) {
	case "mid", "pre", "post", "early", "late":
		return true
	}
	return false
}

// fixed matches the longest phrase of phrases.tsv.
func (r *reader) fixed(i int) (hit, bool) {
	var buf [64]byte
	for n := min(r.longest[r.lower(i)], len(r.ps)-i); n >= 1; n-- {
		p, ok := r.phrases[string(text.AppendPhrase(buf[:0], r.ps, i, n))]
		if !ok || p.role == "same" && r.governs(i+n-1) {
			continue
		}
		return r.spoken(p, i+n)
	}
	return hit{}, false
}

// governs reports a "before" or "after" that goes on: "the day before the vote"
// counts from the vote, which we do not know.
func (r *reader) governs(i int) bool {
	if w := r.lower(i); w != "before" && w != "after" {
		return false
	}
	next := r.at(i + 1)
	return next.Raw != "" && next.Kind != text.Punct
}

// spoken gives the expression of a fixed phrase.
func (r *reader) spoken(p phrase, end int) (hit, bool) {
	h := hit{end: end}
	switch p.role {
	case "day":
		h.Expr = r.day(func(today calendar.Date) calendar.Date { return today + calendar.Date(p.arg) })
		h.Roll = -1
		if p.arg > 0 {
			h.Roll = 1
		}
		if p.part != "" {
			h.Kind, h.Part = SessionOf, p.part
		}
	case "onday":
		if named, ok := r.antecedent(); ok && r.namedPara == r.paragraph {
			h.Expr = sameDay(named)
		} else {
			h.Expr = r.day(func(today calendar.Date) calendar.Date { return today })
			h.Roll = -1
		}
	case "same":
		return r.anaphor(h, p.arg)
	case "session":
		h.Expr = r.day(func(today calendar.Date) calendar.Date { return today })
		if named, ok := r.antecedent(); ok && p.arg != 0 && r.namedPara == r.paragraph {
			h.Expr = sameDay(named)
		}
		h.Kind, h.Part, h.Shift, h.Roll = SessionOf, p.part, p.arg, -1
	case "todate":
		h.Expr = r.relative(Expr{Kind: Trailing}, func(today calendar.Date) days {
			d := unitDays(p.span, today, 0)
			return days{d.from, today}
		})
		h.Base = before(h.From)
	case "part":
		h.Expr, h.needsDay = Expr{Kind: SessionOf, Part: p.part}, true
	}
	return h, true
}

// anaphor moves the day named before by some days. Without one, "a day earlier"
// counts from publication, and "the same day" and "the next day" mean nothing.
func (r *reader) anaphor(h hit, move int) (hit, bool) {
	named, ok := r.antecedent()
	switch {
	case ok:
		h.Expr = sameDay(named)
		if h.Missing == nil {
			h.From += calendar.Date(move)
			h.To = h.From
		}
	case move >= 0:
		return hit{}, false
	default:
		h.Expr = r.day(func(today calendar.Date) calendar.Date { return today + calendar.Date(move) })
	}
	h.Roll = move
	return h, true
}

// sameDay is the day of e alone.
func sameDay(e Expr) Expr {
	return Expr{Kind: Day, From: e.From, To: e.To, Relative: e.Relative, Missing: e.Missing, Roll: e.Roll}
}

// before is the day before d, and the zero Date for the zero Date.
func before(d calendar.Date) calendar.Date {
	if d == 0 {
		return 0
	}
	return d - 1
}

// closing reads a bare "the close", which is a time only where nothing that it
// could describe follows ("the close ties").
func (r *reader) closing(i int) (hit, bool) {
	if r.lower(i) != "the" || r.lower(i+1) != "close" {
		return hit{}, false
	}
	switch r.lower(i + 2) {
	case "", "on", "of", "in", ",", ".", ";", ")", "and", "to", "than", "yesterday", "today":
	default:
		if _, _, ok := weekdayOf(r.lower(i + 2)); !ok {
			return hit{}, false
		}
	}
	return hit{Expr: Expr{Kind: SessionOf, Part: AtClose}, end: i + 2, needsDay: true}, true
}
