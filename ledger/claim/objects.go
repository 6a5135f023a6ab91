package claim

import (
	"slices"

	"newstape/receipt"
)

// objectsOf lists begin after these words.
var listOpeners = []string{"including", "like"}

// objects is what an allegation says was shared, done or taken: the items
// behind "including" or "such as", or the coordinated objects of a verb of
// giving or taking.
func (r *reader) objects(d *draft) []receipt.Span {
	if d.Stance != Alleges || d.a == nil || d.a.line == nil {
		return nil
	}
	l := d.a.line
	from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
	for i := from; i < to; i++ {
		switch {
		case slices.Contains(listOpeners, l.low(i)):
			return l.items(i+1, to)
		case l.low(i) == "such" && l.low(i+1) == "as":
			return l.items(i+2, to)
		}
	}
	for i := from; i < to; i++ {
		if _, _, ok := l.hears("transfer", i, i+1); !ok {
			continue
		}
		// "Selling below cost" gives nothing away.
		if k := l.objectStart(i, to); k > i+1 || l.classAt(k) != preposition {
			return l.items(k, to)
		}
	}
	return nil
}

// objectStart is where the thing given begins: behind "access to", behind
// "with" for provide, else right behind the verb.
func (l *line) objectStart(i, to int) int {
	for k := i + 1; k < min(i+12, to); k++ {
		if l.low(k) == "access" && l.low(k+1) == "to" {
			return k + 2
		}
		if l.low(k) == "with" && (l.low(i)[:3] == "pro" || l.low(i)[:3] == "sup") {
			return k + 1
		}
	}
	return i + 1
}

// items splits [from, to) at commas and "and"/"or" into list items; the list
// ends at a verb, a preposition of place or a mark.
func (l *line) items(from, to int) []receipt.Span {
	var out []receipt.Span
	start := from
	flush := func(end int) {
		for start < end && (l.classAt(start) == conjunction || l.classAt(start) == determiner || l.isComma(start)) {
			start++
		}
		if start < end {
			out = append(out, l.span(start, end))
		}
		start = end + 1
	}
	for i := from; i < to; i++ {
		switch c := l.classAt(i); {
		case l.isComma(i), c == conjunction:
			flush(i)
		case c == verb, c == modal, c == auxiliary, c == subordinator, c == mark && !l.isQuote(i),
			c == preposition && (l.low(i) == "to" && l.low(i-1) != "access" || l.low(i) == "with" || l.low(i) == "by" || l.low(i) == "from" || l.low(i) == "against" || l.low(i) == "in" || l.low(i) == "on"):
			flush(i)
			return out
		}
	}
	flush(to)
	return out
}
