package article

import (
	"sort"
	"strings"

	"newstape/receipt"
)

// run says that text[clean : clean+length] was written as
// raw[original : original+width]. When the two are equal, offsets inside count
// one for one; otherwise the run is one character, such as an entity or a
// letter of another encoding, and is never cut.
type run struct{ clean, length, original, width int }

func (r run) end() int { return r.clean + r.length }

// from is the raw offset at which text offset at begins.
func (r run) from(at int) int {
	if r.length == r.width && at > r.clean {
		return r.original + at - r.clean
	}
	return r.original
}

// to is the raw offset at which text that ends at offset at ends.
func (r run) to(at int) int {
	if r.length == r.width && at < r.end() {
		return r.original + at - r.clean
	}
	return r.original + r.width
}

// mapped is text with the way back to the raw bytes. Runs are in the order of
// the text and do not overlap; text between runs was put in by us (a line
// break, the bar between two cells) and stands nowhere in the raw input.
type mapped struct {
	text string
	runs []run
}

// original is the smallest raw range that holds all of s that was written in
// the raw input. A span that holds only text of ours gives an empty range at
// the place where it was put in.
func (m mapped) original(s receipt.Span) receipt.Span {
	first := sort.Search(len(m.runs), func(i int) bool { return m.runs[i].end() > s.Start })
	last := sort.Search(len(m.runs), func(i int) bool { return m.runs[i].clean >= s.End }) - 1
	if first > last || s.Empty() {
		at := 0
		if first < len(m.runs) && m.runs[first].clean <= s.Start {
			at = m.runs[first].from(s.Start)
		} else if first > 0 {
			before := m.runs[first-1]
			at = before.original + before.width
		}
		return receipt.Span{Start: at, End: at}
	}
	out := receipt.Span{Start: m.runs[first].from(s.Start), End: m.runs[last].to(s.End)}
	for _, r := range m.runs[first : last+1] { // a page may show its parts in another order
		out.Start = min(out.Start, r.from(s.Start))
		out.End = max(out.End, r.to(s.End))
	}
	return out
}

// weaver builds mapped text out of pieces of other mapped text.
type weaver struct {
	b    strings.Builder
	runs []run
}

func (w *weaver) len() int { return w.b.Len() }

func (w *weaver) done() mapped { return mapped{text: w.b.String(), runs: w.runs} }

// insert writes text of our own.
func (w *weaver) insert(s string) { w.b.WriteString(s) }

// put writes s, which the raw input has at original in width bytes.
func (w *weaver) put(s string, original, width int) {
	at := w.b.Len()
	w.b.WriteString(s)
	w.note(run{clean: at, length: len(s), original: original, width: width})
}

// copy writes the piece [from, to) of another mapped text.
func (w *weaver) copy(m mapped, from, to int) {
	shift := w.b.Len() - from
	w.b.WriteString(m.text[from:to])
	i := sort.Search(len(m.runs), func(i int) bool { return m.runs[i].end() > from })
	for ; i < len(m.runs) && m.runs[i].clean < to; i++ {
		r := m.runs[i]
		start, end := max(r.clean, from), min(r.end(), to)
		original := r.from(start)
		w.note(run{clean: start + shift, length: end - start, original: original, width: r.to(end) - original})
	}
}

// note appends a run, joined to the one before when nothing lies between.
func (w *weaver) note(r run) {
	if r.length == 0 {
		return
	}
	if n := len(w.runs); n > 0 {
		last := &w.runs[n-1]
		if last.length == last.width && r.length == r.width &&
			last.end() == r.clean && last.original+last.width == r.original {
			last.length += r.length
			last.width += r.width
			return
		}
	}
	w.runs = append(w.runs, r)
}

// cut is a piece of text to be taken out, and why.
type cut struct {
	receipt.Span
	kind string
}

// without takes the cuts, in order and not overlapping, out of m. The second
// answer translates an offset of m.text into one of the new text.
func (m mapped) without(cuts []cut) (mapped, func(int) int) {
	var w weaver
	at := 0
	left := make([]int, len(cuts)) // length of the new text where each cut was
	for i, c := range cuts {
		w.copy(m, at, c.Start)
		left[i] = w.len()
		at = c.End
	}
	w.copy(m, at, len(m.text))
	return w.done(), func(offset int) int {
		i := sort.Search(len(cuts), func(i int) bool { return cuts[i].Start >= offset }) - 1
		if i < 0 {
			return offset
		}
		return left[i] + max(0, offset-cuts[i].End)
	}
}
