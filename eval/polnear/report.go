package polnear

import (
	"cmp"
	"slices"

	"newstape/ledger/attribution"
	"newstape/ledger/attribution/brat"
	"newstape/receipt"
	"newstape/story/text"
)

// The kinds of span, and the whole.
const (
	cue = iota
	source
	content
	whole
	kinds
)

var kindNames = [kinds]string{"cue", "source", "content", "all"}

// Tally counts predicted and gold spans or tokens and those that are right.
type Tally struct{ Right, Predicted, Gold int }

// Precision is Right / Predicted, 0 without predictions.
func (t Tally) Precision() float64 { return float64(t.Right) / float64(max(t.Predicted, 1)) }

// Recall is Right / Gold, 0 without gold.
func (t Tally) Recall() float64 { return float64(t.Right) / float64(max(t.Gold, 1)) }

// F1 is the harmonic mean of precision and recall.
func (t Tally) F1() float64 { return 2 * float64(t.Right) / float64(max(t.Predicted+t.Gold, 1)) }

func (t *Tally) add(right, predicted, gold int) {
	t.Right, t.Predicted, t.Gold = t.Right+right, t.Predicted+predicted, t.Gold+gold
}

// Report holds the tallies by kind.
type Report struct {
	Articles     int
	Attributions int // in gold
	Exact        [kinds]Tally
	Overlap      [kinds]Tally
	Wrong        []string // the wrong cases, for a person to read
}

// Metrics are the figures by their names.
func (r *Report) Metrics() map[string]float64 {
	out := map[string]float64{"n": float64(r.Attributions)}
	for k, name := range kindNames {
		for way, t := range map[string]Tally{"exact": r.Exact[k], "overlap": r.Overlap[k]} {
			out["polnear."+name+"_"+way+"_precision"] = t.Precision()
			out["polnear."+name+"_"+way+"_recall"] = t.Recall()
			out["polnear."+name+"_"+way+"_f1"] = t.F1()
		}
	}
	return out
}

// marked is one attribution as the indexes of its tokens, in order, by kind.
type marked [whole][]int

func (m marked) size() (n int) {
	for _, tokens := range m {
		n += len(tokens)
	}
	return n
}

// marker turns spans into tokens.
type marker []text.Token

func newMarker(doc text.Document) (out marker) {
	for _, s := range doc.Sentences {
		out = append(out, s.Tokens...)
	}
	return out
}

func (m marker) tokens(spans []receipt.Span) (out []int) {
	for _, s := range spans {
		i, _ := slices.BinarySearchFunc(m, s.Start, func(t text.Token, at int) int { return cmp.Compare(t.End, at+1) })
		for ; i < len(m) && m[i].Start < s.End; i++ {
			out = append(out, i)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (r *Report) add(a brat.Article, doc text.Document, found []attribution.Attribution) {
	m := newMarker(doc)
	var gold, ours []marked
	for _, g := range a.Attributions {
		gold = append(gold, marked{m.tokens(g.Cue), m.tokens(g.Source), m.tokens(g.Content)})
	}
	for _, f := range found {
		if len(f.Cue) > 0 && slices.ContainsFunc(a.Discarded, f.Cue[0].Overlaps) {
			continue
		}
		ours = append(ours, marked{m.tokens(f.Cue), m.tokens(f.Source), m.tokens(f.Content)})
	}
	r.Articles++
	r.Attributions += len(gold)
	pairs := pair(gold, ours)
	r.count(gold, ours, pairs)
	r.tell(a, m, gold, ours, pairs)
}

func (r *Report) count(gold, ours []marked, pairs []int) {
	for k := range kinds {
		r.Exact[k].add(0, number(ours, k), number(gold, k))
		r.Overlap[k].add(0, volume(ours, k), volume(gold, k))
	}
	for g, o := range pairs {
		if o < 0 {
			continue
		}
		all := true
		for k := range whole {
			n := common(gold[g][k], ours[o][k])
			r.Overlap[k].Right += n
			r.Overlap[whole].Right += n
			same := slices.Equal(gold[g][k], ours[o][k])
			all = all && same
			if same && len(gold[g][k]) > 0 {
				r.Exact[k].Right++
			}
		}
		if all {
			r.Exact[whole].Right++
		}
	}
}

// number counts the spans of a kind.
func number(ms []marked, kind int) (n int) {
	if kind == whole {
		return len(ms)
	}
	for _, m := range ms {
		if len(m[kind]) > 0 {
			n++
		}
	}
	return n
}

// volume counts the tokens of a kind.
func volume(ms []marked, kind int) (n int) {
	for _, m := range ms {
		if kind == whole {
			n += m.size()
		} else {
			n += len(m[kind])
		}
	}
	return n
}

// common counts what two ordered lists share.
func common(a, b []int) (n int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			n, i, j = n+1, i+1, j+1
		}
	}
	return n
}

// pair gives for each gold attribution the predicted one, -1 for none: those that
// share most of the cue first, then most of all tokens.
func pair(gold, ours []marked) []int {
	type match struct{ gold, ours, cue, shared int }
	var all []match
	for g := range gold {
		for o := range ours {
			shared := 0
			for k := range whole {
				shared += common(gold[g][k], ours[o][k])
			}
			if shared > 0 {
				all = append(all, match{g, o, common(gold[g][cue], ours[o][cue]), shared})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b match) int { return cmp.Or(cmp.Compare(b.cue, a.cue), cmp.Compare(b.shared, a.shared)) })
	out := slices.Repeat([]int{-1}, len(gold))
	taken := make([]bool, len(ours))
	for _, m := range all {
		if out[m.gold] < 0 && !taken[m.ours] {
			out[m.gold], taken[m.ours] = m.ours, true
		}
	}
	return out
}
