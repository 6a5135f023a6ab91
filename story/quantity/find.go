package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/receipt"
	"newstape/story/text"
)

// Find gives the quantities of a document in order of place.
func Find(doc text.Document) []Quantity {
	r := newReader(doc)
	var out []Quantity
	for _, s := range doc.Sentences {
		out = append(out, r.sentence(doc, s)...)
	}
	return out
}

// In gives the quantities of one sentence of doc.
func In(doc text.Document, s text.Sentence) []Quantity {
	return newReader(doc).sentence(doc, s)
}

func newReader(doc text.Document) *reader {
	r := &reader{tables: vocabulary()}
	for _, sign := range []string{"yuan", "RMB", "renminbi", "CNY", "人民币"} {
		r.yuan = r.yuan || strings.Contains(doc.Text, sign)
	}
	return r
}

func (r *reader) sentence(doc text.Document, s text.Sentence) []Quantity {
	r.ps = doc.Pieces(s, r.ps)
	r.found, r.weak = nil, r.weak[:0]
	for i := 0; i < len(r.ps); {
		if end := r.dateEnd(i); end > i {
			i = end
			continue
		}
		i = r.read(i)
	}
	r.ranges(doc.Text)
	out := r.found[:0]
	for i, q := range r.found {
		if !r.weak[i] {
			out = append(out, q)
		}
	}
	return out
}

// read takes a quantity at piece i and gives the piece to go on from.
func (r *reader) read(i int) int {
	if end, ok := r.multiple(i); ok {
		return end
	}
	c, ok := r.core(i)
	if !ok {
		return i + 1
	}
	if c.ordinal {
		return r.ordinal(c)
	}
	start, cur, negative := r.before(c.start)
	m := r.measureAfter(c)
	switch {
	case cur != "":
		m = measure{unit: Money, currency: cur, scale: 1, end: c.end}
	case c.fraction && m.unit != Percent && m.unit != Points && m.unit != BasisPoints && m.unit != Money:
		m = measure{unit: Percent, scale: 100, end: c.end}
	case r.isNumbering(c, m):
		return c.end
	}
	q := Quantity{
		Number: receipt.Span{Start: r.at(c.start).Start, End: r.at(c.end - 1).End},
		Value:  c.value * c.scale * m.scale, Scale: c.scale * m.scale,
		Decimals: c.decimals, Unit: m.unit, Currency: m.currency, Noun: m.noun, Qualifier: Exact,
	}
	if c.fraction && m.scale == 100 {
		q.Scale = 1
	}
	if m.unit == Money && r.perShare(m.end) {
		q.Noun = "share"
	}
	if negative {
		q.Value = -q.Value
	}
	return r.keep(q, c, m, start)
}

// keep adds q with its hedge and its full span.
func (r *reader) keep(q Quantity, c core, m measure, start int) int {
	first := start
	q.Span = receipt.Span{Start: r.at(start).Start, End: r.at(m.end - 1).End}
	if hq, at := r.hedge(start, m); hq != Exact {
		q.Qualifier, first = hq, at
		q.Hedge = receipt.Span{Start: r.at(at).Start, End: r.at(start - 1).End}
	} else if hq, span := r.hedgeAfter(m.end); hq != Exact {
		q.Qualifier, q.Hedge = hq, span
		q.Span = q.Cover(span)
	}
	if start == c.start && q.Qualifier == Exact && r.isName(c, m) {
		return m.end
	}
	q.Span = q.Cover(receipt.Span{Start: r.at(first).Start, End: q.End})
	r.found = append(r.found, q)
	r.weak = append(r.weak, q.Unit == Plain && !c.digits && r.at(c.start).Lower == "one" && c.end == c.start+1)
	return m.end
}

// ordinal keeps third, 5th; a day after a weekday ("Friday the 14th") is a date.
func (r *reader) ordinal(c core) int {
	if c.digits && r.at(c.start-1).Lower == "the" && strings.HasSuffix(r.at(c.start-2).Lower, "day") {
		return c.end
	}
	span := r.at(c.start).Span
	r.found = append(r.found, Quantity{
		Span: span, Number: span, Value: c.value, Scale: 1,
		Decimals: c.decimals, Unit: Ordinal, Qualifier: Exact,
	})
	r.weak = append(r.weak, false)
	return c.end
}

// multiple reads twice, thrice and threefold.
func (r *reader) multiple(i int) (int, bool) {
	p := r.at(i)
	value := 0.0
	switch {
	case p.Kind != text.Word || p.Inner:
		return i, false
	case p.Lower == "twice":
		value = 2
	case p.Lower == "thrice":
		value = 3
	case strings.HasSuffix(p.Lower, "fold"):
		w, ok := r.numbers[strings.TrimSuffix(p.Lower, "fold")]
		if !ok || w.role != "unit" && w.role != "tens" && w.role != "scale" {
			return i, false
		}
		value = w.value
	default:
		return i, false
	}
	q := Quantity{Number: p.Span, Value: value, Scale: 1, Decimals: -1, Unit: Times, Qualifier: Exact}
	c := core{start: i, end: i + 1, value: value, scale: 1}
	return r.keep(q, c, measure{unit: Times, scale: 1, end: i + 1}, i), true
}

// before looks left of the number for a currency and a sign, in either order.
func (r *reader) before(i int) (start int, code string, negative bool) {
	start = i
	start, negative = r.sign(start)
	if cur, ok := r.currencies[r.at(start-1).Raw]; ok && (cur.place == "prefix" || cur.place == "either") && !r.at(start-1).Inner {
		start--
		code = cur.code
		if r.yuan && (r.at(start).Raw == "¥" || r.at(start).Raw == "￥") {
			code = "CNY"
		}
		if !negative {
			start, negative = r.sign(start)
		}
	}
	return start, code, negative
}

// sign takes in a plus or minus that belongs to the number at piece i: it is
// glued to it and to nothing before it, so that "3%-4%" is a range.
func (r *reader) sign(i int) (int, bool) {
	p := r.at(i - 1)
	if p.Lower == "minus" && p.Kind == text.Word {
		return i - 1, true
	}
	if !r.glued(i) || len(p.Raw) == 0 {
		return i, false
	}
	if p.Raw == "±" {
		return i - 1, false
	}
	minus := p.Raw == "-" || p.Raw == "−" || p.Raw == "–"
	if !minus && p.Raw != "+" {
		return i, false
	}
	if minus && r.at(i-2).Raw == "/" && r.at(i-3).Raw == "+" { // +/-
		return i - 3, false
	}
	if r.glued(i-1) && r.at(i-2).Kind <= text.Number || r.at(i-2).Raw == "%" && r.glued(i-1) {
		return i, false
	}
	return i - 1, minus
}

// isNumbering reports numbers that count nothing: years, and marks such as [3].
func (r *reader) isNumbering(c core, m measure) bool {
	if !c.plainInt || m.unit != Plain && m.unit != Count {
		return false
	}
	if r.isYear(c.start) {
		return true
	}
	before, after := r.at(c.start-1).Raw, r.at(c.end).Raw
	if before == "[" && after == "]" || before == "/" && r.glued(c.start) || after == "/" && r.glued(c.end) {
		return true
	}
	return before == "#"
}

// isName reports a number that is part of a name: S&P 500, Boeing 737, Section
// 301, SEHK: 9988, the Magnificent Seven. "No. 2" is a rank and kept as an ordinal.
func (r *reader) isName(c core, m measure) bool {
	if m.unit != Plain && m.unit != Count || c.digits && !c.plainInt {
		return false
	}
	p := r.at(c.start - 1)
	if p.Raw == ":" && c.digits && isExchange(r.at(c.start-2).Raw) { // HKEX: 9988
		return true
	}
	if p.Kind != text.Word || p.Raw == "" || r.nonames[p.Raw] {
		return false
	}
	if c.digits && (p.Lower == "no." || p.Lower == "nos.") {
		span := p.Cover(r.at(c.start).Span)
		r.found = append(r.found, Quantity{Span: span, Number: r.at(c.start).Span, Value: c.value, Scale: 1, Unit: Ordinal, Qualifier: Exact})
		r.weak = append(r.weak, false)
		return true
	}
	return capital(p.Raw) && !strings.HasSuffix(p.Lower, "day") && (c.digits || capital(r.at(c.start).Raw))
}

// isExchange: the capitals before the colon of a listing such as SEHK: 9988.
func isExchange(s string) bool {
	return len(s) >= 3 && len(s) <= 6 && s == strings.ToUpper(s) && capital(s)
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r)
}

// ranges lets the ends of a range share a unit and a scale: in "3 to 4
// percent" the first is a percentage too, in "$20-30 billion" both are money.
func (r *reader) ranges(clean string) {
	for i := range len(r.found) - 1 {
		a, b := &r.found[i], &r.found[i+1]
		if !r.joined(clean, *a, *b) {
			continue
		}
		switch {
		case bare(a.Unit) && !bare(b.Unit) && b.Unit != Ordinal:
			r.weak[i] = false
			a.Unit, a.Currency, a.Noun = b.Unit, b.Currency, b.Noun
			shareScale(a, b)
		case a.Unit == Money && bare(b.Unit):
			b.Unit, b.Currency, b.Noun = Money, a.Currency, ""
			shareScale(a, b)
		case a.Unit == Money && b.Unit == Money && a.Currency == b.Currency:
			shareScale(a, b)
		case a.Unit == Plain && b.Unit == Count:
			r.weak[i] = false
			a.Unit, a.Noun = Count, b.Noun
		}
	}
}

func bare(u Unit) bool { return u == Plain || u == Count }

// shareScale gives a the scale of b when a has none of its own and is not
// already as large: "$20-30 billion", not "from $5 to $2 million".
func shareScale(a, b *Quantity) {
	if a.Scale == 1 && b.Scale != 1 && a.Value*b.Scale <= 1000*b.Value {
		a.Scale = b.Scale
		a.Value *= b.Scale
	}
}

// joined reports whether the words between two quantities make a range of them.
func (r *reader) joined(clean string, a, b Quantity) bool {
	if a.End > b.Start {
		return false
	}
	switch strings.TrimSpace(clean[a.End:b.Start]) {
	case "-", "–", "to", "-to-", "or":
		return true
	case "and":
		before := strings.TrimRight(clean[:a.Start], " ")
		return strings.HasSuffix(before, "between") || strings.HasSuffix(before, "Between")
	}
	return false
}
