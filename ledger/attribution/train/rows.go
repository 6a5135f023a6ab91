package train

import "newstape/ledger/attribution/sight"

// rows are token sequences with numbered features and gold labels.
type rows struct {
	index    *index
	features []int32
	start    []int   // where each token's features begin; one more at the end
	bounds   []int32 // pairs: the number of the beginning's feature and of the end's
	bstart   []int
	edges    []uint16
	gold     []uint8
	seqs     []sequence
}

// sequence is the tokens [first, last) of one article.
type sequence struct{ first, last, article int }

// source gives every token of every sequence, the same each time it is asked:
// once to count features, once to number them.
type source func(begin func(article int), token func(b *sight.Bag, gold uint8))

func newRows(src source) *rows {
	r := &rows{index: newIndex(), start: []int{0}, bstart: []int{0}}
	src(func(int) {}, func(b *sight.Bag, _ uint8) {
		for _, f := range b.Features {
			r.index.count(f)
		}
		for _, f := range b.Bounds {
			r.index.count(f)
			r.index.count(sight.End(f))
		}
	})
	src(func(article int) {
		r.seqs = append(r.seqs, sequence{len(r.gold), len(r.gold), article})
	}, func(b *sight.Bag, gold uint8) {
		for _, f := range b.Features {
			if id := r.index.number(f); id >= 0 {
				r.features = append(r.features, id)
			}
		}
		for _, f := range b.Bounds {
			if id := r.index.number(f); id >= 0 {
				if end := r.index.number(sight.End(f)); end >= 0 {
					r.bounds = append(r.bounds, id, end)
				}
			}
		}
		r.start = append(r.start, len(r.features))
		r.bstart = append(r.bstart, len(r.bounds))
		r.edges, r.gold = append(r.edges, b.Edge), append(r.gold, gold)
		r.seqs[len(r.seqs)-1].last++
	})
	return r
}

func (r *rows) of(token int) []int32 { return r.features[r.start[token]:r.start[token+1]] }

// boundsOf are the pairs of numbers of the place before a token.
func (r *rows) boundsOf(token int) []int32 { return r.bounds[r.bstart[token]:r.bstart[token+1]] }
