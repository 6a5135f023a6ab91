package quantity

import "newstape/story/text"

// reader walks the pieces of one sentence.
type reader struct {
	*tables
	ps    []text.Piece
	yuan  bool // the document speaks of yuan: ¥ is Chinese
	found []Quantity
	weak  []bool // found[i] counts only as an end of a range ("one" in "one or two")
}

// at is piece i, or an empty one outside the sentence.
func (r *reader) at(i int) text.Piece {
	if i < 0 || i >= len(r.ps) {
		return text.Piece{}
	}
	return r.ps[i]
}

// glued reports whether no blank stands between pieces i-1 and i.
func (r *reader) glued(i int) bool {
	return i > 0 && i < len(r.ps) && !r.ps[i].Gap
}

// phrase is n pieces from i in lower case; "" past the end.
func (r *reader) phrase(i, n int) string { return text.Phrase(r.ps, i, n) }

// word gives the row of numbers.tsv for piece i. Single capitals (K, M, B, T)
// are looked up as written.
func (r *reader) word(i int) (numberWord, bool) {
	p := r.at(i)
	if p.Kind != text.Word || p.Raw == "" {
		return numberWord{}, false
	}
	if len(p.Raw) <= 2 {
		w, ok := r.numbers[p.Raw]
		return w, ok
	}
	w, ok := r.numbers[p.Lower]
	return w, ok
}
