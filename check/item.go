package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/names/link"
	"newstape/receipt"
	"newstape/story/quantity"
	"newstape/story/text"
	"newstape/story/when"
)

// item is one unit of a sentence as this package reads it: a name, an amount, a
// time, or a word or phrase of the lexicon. Names win over amounts (S&P 500),
// times over amounts (two sessions).
type item struct {
	receipt.Span
	entry
	text   string // in lower case; of a word or mark
	raw    string
	name   *link.Mention
	amount *quantity.Quantity
	time   *when.Expr
	mark   bool // punctuation or symbol
}

// plain reports whether the item is a word outside the lexicon.
func (i item) plain() bool {
	return i.raw != "" && i.name == nil && i.amount == nil && i.time == nil && !i.mark && i.roles == 0
}

func (i item) capital() bool {
	r, _ := utf8.DecodeRuneInString(i.raw)
	return unicode.IsUpper(r)
}

// cut makes the items of a sentence.
func (r *reader) cut(s text.Sentence) []item {
	r.pieces = r.doc.Pieces(s, r.pieces)
	items := r.items[:0]
	for i := 0; i < len(r.pieces); {
		p := r.pieces[i]
		it := item{Span: p.Span, text: p.Lower, raw: p.Raw}
		var end int
		odd, taken := (*when.Expr)(nil), 0
		if r.names[p.Start] == nil && r.times[p.Start] == nil || r.piece(i) == "good" {
			odd, taken = r.oddTime(i)
		}
		switch {
		case odd != nil:
			it.time = odd
			end = r.pieces[i+taken-1].End
		case r.names[p.Start] != nil:
			it.name = r.names[p.Start]
			end = it.name.Span.End
		case r.times[p.Start] != nil:
			it.time = r.times[p.Start]
			end = it.time.End
		case r.amounts[p.Start] != nil:
			it.amount = r.amounts[p.Start]
			end = r.amountEnd(it.amount)
		case apostrophe(p.Lower) && i+1 < len(r.pieces) && r.pieces[i+1].Lower == "s" && p.End < r.pieces[i+1].Start:
			it.entry, it.text = r.lexicon.entries["'s"], "'s" // "Apple ' s", as tokenised texts have it
			end = r.pieces[i+1].End
		default:
			n, e := r.phrase(i)
			it.entry = e
			it.text = text.Phrase(r.pieces, i, n)
			it.mark = p.Kind == text.Punct || p.Kind == text.Symbol
			end = r.pieces[i+n-1].End
		}
		if it.name != nil || it.time != nil || it.amount != nil {
			it.text = "" // only words and marks are asked for their text
		}
		it.End = end
		it.raw = it.In(r.doc.Text)
		for i++; i < len(r.pieces) && r.pieces[i].Start < end; i++ {
		}
		items = append(items, it)
	}
	r.items = items
	return items
}

// phrase matches the longest entry of the lexicon at piece i.
func (r *reader) phrase(i int) (int, entry) {
	lower := r.pieces[i].Lower
	var buf [64]byte
	for n := min(r.lexicon.longest[lower], len(r.pieces)-i); n >= 1; n-- {
		if e, ok := r.lexicon.entries[string(text.AppendPhrase(buf[:0], r.pieces, i, n))]; ok {
			return n, e
		}
	}
	return 1, entry{}
}

// amountEnd stops an amount before a name or time that begins inside it.
func (r *reader) amountEnd(q *quantity.Quantity) int {
	for at := q.Start + 1; at < q.End; at++ {
		if at > q.Number.End && (r.names[at] != nil || r.times[at] != nil) {
			return at
		}
	}
	return q.End
}

// titleCase reports whether most words of the items are capitalised, so that a
// capital says nothing.
func titleCase(items []item) bool {
	capitals, all := 0, 0
	for _, it := range items {
		if it.mark || it.amount != nil || it.time != nil || len(it.raw) < 4 {
			continue
		}
		all++
		if it.capital() {
			capitals++
		}
	}
	return all >= 3 && capitals*10 >= all*7
}

func apostrophe(w string) bool { return w == "'" || w == "’" }

// possessive reports the 's or bare apostrophe behind a name.
func (i item) possessive() bool {
	switch i.text {
	case "'s", "’s", "'", "’":
		return true
	}
	return false
}

func (i item) oneOf(list ...string) bool {
	return slices.Contains(list, i.text)
}

// hasWord reports whether a word stands anywhere in the text of a span.
func hasWord(lower, w string) bool {
	for at := 0; ; {
		k := strings.Index(lower[at:], w)
		if k < 0 {
			return false
		}
		k += at
		at = k + len(w)
		if (k == 0 || !isLetter(lower[k-1])) && (at == len(lower) || !isLetter(lower[at])) {
			return true
		}
	}
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
