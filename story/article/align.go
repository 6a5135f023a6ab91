package article

import (
	"sort"
	"strings"

	"newstape/receipt"
)

// Bounds of the search for extracted text in the page.
const (
	longBlock  = 32      // bytes without white space: a block this long is not found elsewhere by chance
	anchorSize = 16      // bytes that a broken block is taken up again by
	reach      = 1 << 14 // bytes after the last match in which a broken block goes on
)

// place is where a block of extracted text stands in page.words.
type place struct{ from, to int }

// align finds blocks of extracted text in the page and gives the kept ranges of
// page.words, in the page's order and not overlapping. Long blocks are found
// first, in order; short ones only between their neighbours, since a word or
// two may stand anywhere. lost counts the bytes that were not found.
func (p *page) align(blocks []string) (kept []place, lost int) {
	found := make([][]place, len(blocks))
	cursor := 0
	for i, b := range blocks {
		if len(b) < longBlock {
			continue
		}
		found[i] = p.findLong(b, cursor)
		if n := len(found[i]); n > 0 {
			cursor = found[i][n-1].to
		}
	}
	for i, b := range blocks {
		if len(b) >= longBlock || b == "" {
			continue
		}
		before, after := neighbours(found, i)
		if after <= before {
			after = min(len(p.words), before+reach)
		}
		if at := p.findShort(b, before, after); at >= 0 {
			found[i] = []place{{at, at + len(b)}}
		}
	}
	for i, places := range found {
		left := len(blocks[i])
		for _, pl := range places {
			left -= pl.to - pl.from
		}
		lost += left
		kept = append(kept, places...)
	}
	return merge(kept), lost
}

// findLong finds a block whole, from the cursor on or else anywhere, or in the
// pieces that are left of it after the cursor.
func (p *page) findLong(b string, cursor int) []place {
	if at := strings.Index(p.words[cursor:], b); at >= 0 {
		return []place{{cursor + at, cursor + at + len(b)}}
	}
	if at := strings.Index(p.words, b); at >= 0 {
		return []place{{at, at + len(b)}}
	}
	var out []place
	for i := 0; i+anchorSize <= len(b); {
		window := p.words[cursor:min(len(p.words), cursor+reach)]
		at := strings.Index(window, b[i:i+anchorSize])
		if at < 0 {
			i++
			continue
		}
		at += cursor
		n := anchorSize
		for i+n < len(b) && at+n < len(p.words) && b[i+n] == p.words[at+n] {
			n++
		}
		from, to := at, at+n
		for from < to && !p.edge(from) {
			from++
		}
		for to > from && !p.edge(to) {
			to--
		}
		if from < to {
			out = append(out, place{from, to})
			cursor = to
		}
		i += n
	}
	return out
}

// findShort finds a block between two places, at the edges of words; -1 when it
// is not there.
func (p *page) findShort(b string, from, to int) int {
	for from < to {
		at := strings.Index(p.words[from:to], b)
		if at < 0 {
			return -1
		}
		at += from
		if p.edge(at) && p.edge(at+len(b)) {
			return at
		}
		from = at + 1
	}
	return -1
}

// neighbours gives the end of the nearest place before block i and the start of
// the nearest after it, -1 when there is none after.
func neighbours(found [][]place, i int) (before, after int) {
	after = -1
	for k := i - 1; k >= 0; k-- {
		if n := len(found[k]); n > 0 {
			before = found[k][n-1].to
			break
		}
	}
	for k := i + 1; k < len(found); k++ {
		if len(found[k]) > 0 {
			return before, found[k][0].from
		}
	}
	return before, after
}

// merge sorts places and joins those that overlap.
func merge(places []place) []place {
	sort.Slice(places, func(i, j int) bool {
		if places[i].from != places[j].from {
			return places[i].from < places[j].from
		}
		return places[i].to < places[j].to
	})
	var out []place
	for _, pl := range places {
		if n := len(out); n > 0 && pl.from < out[n-1].to {
			out[n-1].to = max(out[n-1].to, pl.to)
			continue
		}
		out = append(out, pl)
	}
	return out
}

// locate finds a title or other short text anywhere in the page; the earliest
// place at the edges of words wins.
func (p *page) locate(s string) receipt.Span {
	b := compact(s)
	if b == "" {
		return receipt.Span{}
	}
	at := p.findShort(b, 0, len(p.words))
	if at < 0 {
		return receipt.Span{}
	}
	return p.span(at, at+len(b))
}

// mergeSpans sorts spans and joins those that overlap.
func mergeSpans(spans []receipt.Span) []receipt.Span {
	sort.Slice(spans, func(i, j int) bool { return spans[i].Start < spans[j].Start })
	var out []receipt.Span
	for _, s := range spans {
		if n := len(out); n > 0 && s.Start < out[n-1].End {
			out[n-1].End = max(out[n-1].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}
