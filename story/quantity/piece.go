package quantity

import (
	"strings"

	"newstape/receipt"
	"newstape/story/text"
)

// piece is a token, or a part of a hyphenated word: "basis-point" is two
// pieces, so that it reads like "basis point".
type piece struct {
	receipt.Span
	raw   string
	lower string
	kind  text.Kind
	inner bool // a later part of a hyphenated word
	gap   bool // a blank stands before it
}

// pieces cuts the sentence's tokens at hyphens, reusing into's memory.
func pieces(doc text.Document, s text.Sentence, into []piece) []piece {
	into = into[:0]
	end := s.Start
	for _, tok := range s.Tokens {
		raw := tok.In(doc.Text)
		gap := tok.Start > end || len(into) == 0
		end = tok.End
		at := tok.Start
		for k := 0; ; k++ {
			part, rest, more := raw, "", false
			if tok.Kind == text.Word {
				part, rest, more = strings.Cut(raw, "-")
			}
			into = append(into, piece{
				Span: receipt.Span{Start: at, End: at + len(part)}, raw: part, lower: strings.ToLower(part),
				kind: tok.Kind, inner: k > 0, gap: gap && k == 0,
			})
			if !more {
				break
			}
			at += len(part) + 1
			raw = rest
		}
	}
	return into
}

// reader walks the pieces of one sentence.
type reader struct {
	*tables
	ps    []piece
	yuan  bool // the document speaks of yuan: ¥ is Chinese
	found []Quantity
	weak  []bool // found[i] counts only as an end of a range ("one" in "one or two")
}

// at is piece i, or an empty one outside the sentence.
func (r *reader) at(i int) piece {
	if i < 0 || i >= len(r.ps) {
		return piece{}
	}
	return r.ps[i]
}

// glued reports whether no blank stands between pieces i-1 and i.
func (r *reader) glued(i int) bool {
	return i > 0 && i < len(r.ps) && !r.ps[i].gap
}

// phrase joins n pieces from i with single blanks, in lower case; "" past the
// end.
func (r *reader) phrase(i, n int) string {
	if i < 0 || i+n > len(r.ps) {
		return ""
	}
	if n == 1 {
		return r.ps[i].lower
	}
	var b strings.Builder
	for k := i; k < i+n; k++ {
		if k > i {
			b.WriteByte(' ')
		}
		b.WriteString(r.ps[k].lower)
	}
	return b.String()
}

// word gives the row of numbers.tsv for piece i. Single capitals (K, M, B, T)
// are looked up as written.
func (r *reader) word(i int) (numberWord, bool) {
	p := r.at(i)
	if p.kind != text.Word || p.raw == "" {
		return numberWord{}, false
	}
	if len(p.raw) <= 2 {
		w, ok := r.numbers[p.raw]
		return w, ok
	}
	w, ok := r.numbers[p.lower]
	return w, ok
}
