// Package check finds the statements a story makes about what the market did
// and judges each against the tape.
//
//	statements := check.Story(article, doc, trees, linked, tape)
//	statements[0].Verdict // holds_intraday
//	statements[0].Why     // "closed 153.80 against 159.84: -3.78 %; -4.7 % was touched at 13:25 (low 152.32)"
//
// In: a story with its sentences, its links and a tape, which may be nil. Out:
// one [Statement] for each figure that the story gives about the price, move,
// volume or record of a security, and for each direction without a figure where
// that is all the story gives. Figures about anything else (revenue, stakes,
// targets, oil, what would happen if) are not statements.
//
// A statement has a listing (the line that the words mean), a window (the
// sessions they measure; [Window.Default] says what was assumed where they leave
// it open) and a verdict, the first that fits:
//
//	cannot_check     no security, time, prices or rule; Missing says which
//	holds            the true figure agrees within the printed precision: half a
//	                 unit of the last digit. "About" and its like allow half a
//	                 point or a tenth of the value, "more than" asks for more,
//	                 "as much as" means the session's extreme
//	holds_intraday   the close is another, but that price was traded in the session
//	holds_elsewhere  true of another session, listing or base: Alternatives names it
//	fails            none of these; Truth is the figure that would have been right
//
// No price later than the publication of the story is used, with one exception
// that says so: of a session that was still open, and of which no bar had ended,
// the range of the whole day may refute a figure, and shows one to have been
// possible at best (flag [WholeDayRange]).
//
// Figures of one story that cannot be true together name each other in
// [Statement.Conflicts]; [Conflict] compares any two.
//
// Limits: who moved is read by tables and by what stands beside the figure; the
// sentence's tree is asked where that names nobody, since asked first it is wrong
// more often. English only, and sentences of up to 400 words. Market value and ranks
// in an index are found and never judged: shares outstanding and members are not on
// the tape. Valuations, targets and what might happen are no statements.
// Without five-minute bars an intraday price can be refuted but not dated, and Why
// says so. A denied move is no statement; a figure that the text withdraws is one,
// with a flag. Of a range the lower end is the value and [Statement.UpTo] the upper.
package check

import (
	"cmp"
	"fmt"
	"slices"

	"newstape/names/link"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/quantity"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// Story finds and judges the market statements of a story, in order of place.
func Story(a *article.Article, doc text.Document, trees syntax.Trees, linked link.Result, tape *bars.Tape) []Statement {
	return StoryTimed(a, doc, trees, linked, tape, when.Find(doc, a.Reference))
}

// StoryTimed is [Story] for a caller who has found the times of doc: what
// [when.Find] gives for the story's reference.
func StoryTimed(a *article.Article, doc text.Document, trees syntax.Trees, linked link.Result, tape *bars.Tape, times []when.Expr) []Statement {
	r := newReader(a, doc, trees, linked, times)
	found := r.read()
	slices.SortStableFunc(found, func(a, b placed) int { return cmp.Compare(a.span.Start, b.span.Start) })
	j := newJudge(a, r.ref, tape)
	out := make([]Statement, 0, len(found))
	places := make([]placed, 0, len(found))
	for n := range found {
		p := found[n]
		p.context = contextDay(places, out, p)
		st := j.statement(p)
		out = append(out, st)
		places = append(places, p)
	}
	out = settleBare(once(out))
	for n := range out {
		out[n].ID = fmt.Sprintf("m%d", n+1)
	}
	markConflicts(out)
	return out
}

func newReader(a *article.Article, doc text.Document, trees syntax.Trees, linked link.Result, times []when.Expr) *reader {
	r := &reader{
		article: a, doc: doc, trees: trees, linked: linked, ref: a.Reference, lexicon: words(),
		names: map[int]*link.Mention{}, times: map[int]*when.Expr{}, amounts: map[int]*quantity.Quantity{},
	}
	if r.ref.Known {
		r.day = calendar.DateOf(r.ref.Published)
	}
	r.quantities = quantity.Find(doc)
	for i := range r.quantities {
		r.amounts[r.quantities[i].Start] = &r.quantities[i]
	}
	for i := range times {
		r.times[times[i].Start] = &times[i]
	}
	for i := range linked.Mentions {
		m := &linked.Mentions[i]
		if m.Via == "coreference" {
			continue
		}
		if old := r.names[m.Span.Start]; old == nil || old.Span.End < m.Span.End {
			r.names[m.Span.Start] = m
		}
	}
	return r
}

// contextDay is the day that a sentence without one goes on from: that of the
// first statement of the sentence before it in the paragraph, when it was named
// or goes on from one that was.
func contextDay(places []placed, done []Statement, p placed) calendar.Date {
	first := -1
	for n, q := range slices.Backward(places) {
		if q.paragraph != p.paragraph {
			break
		}
		if q.sentence == p.sentence {
			continue
		}
		if first >= 0 && places[first].sentence != q.sentence {
			break
		}
		first = n
	}
	if first < 0 {
		return 0
	}
	q, st := places[first], done[first]
	if st.Measure == ReturnPremarket || st.Measure == ReturnAfterHours || st.Missing != nil && st.Missing.Reason == receipt.NotTraded {
		return 0
	}
	oneDay := q.time != nil && (q.time.Kind == when.Day || q.time.Kind == when.SessionOf || q.time.Kind == when.Clock && q.stamp == nil)
	if q.scope != 0 || st.Window.To == 0 || !oneDay && q.context == 0 {
		return 0
	}
	return st.Window.To
}

// once drops a statement that repeats the one before it word for word: the fund
// and its ticker, both named before one verb.
func once(all []Statement) []Statement {
	out := all[:0]
	for _, s := range all {
		seen := false
		for k := len(out) - 1; k >= 0 && out[k].Span.Start >= s.Span.Start-400 && !seen; k-- {
			o := out[k]
			same := o.Listing == s.Listing || o.Listing != nil && s.Listing != nil && o.Listing.ID() == s.Listing.ID()
			seen = same && o.Number == s.Number && o.Measure == s.Measure
		}
		if !seen {
			out = append(out, s)
		}
	}
	return out
}
