package check

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/quantity"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// judge compares findings with the tape.
type judge struct {
	article *article.Article
	ref     when.Reference
	tape    *bars.Tape
	text    string
}

func newJudge(a *article.Article, ref when.Reference, tape *bars.Tape) *judge {
	return &judge{article: a, ref: ref, tape: tape, text: a.Text}
}

// outcome is what the tape says of a statement.
type outcome struct {
	verdict      Verdict
	truth        float64
	hasTruth     bool
	truthDate    calendar.Date
	why          string
	cells        []receipt.Cell
	minute, last string
	alternatives []Alternative
	flags        []string
	missing      *receipt.Unavailable
}

// statement makes the statement of a finding.
func (j *judge) statement(p placed) Statement {
	st := Statement{
		Span: p.span, Number: p.number, Mention: p.subject.name, Listing: p.listing, Direction: p.dir,
		Against: p.against, Value: p.value, Unit: p.unit, Qualifier: "none", Headline: j.article.Title.Contains(p.span), Measure: j.measure(p), loose: p.loose,
	}
	if p.amount != nil {
		st.HasValue, st.Decimals, st.Qualifier = true, p.amount.Decimals, string(p.amount.Qualifier)
		st.half = precision(p.amount, unitScale(p.unit))
	}
	if p.upto != nil {
		st.UpTo = math.Abs(p.upto.Value)
	}
	if st.Direction == "" {
		st.Direction = NoSign
	}
	out := j.decide(p, &st)
	out.why += j.cautions(p, &st, out)
	st.Verdict, st.Truth, st.HasTruth, st.TruthDate = out.verdict, out.truth, out.hasTruth, out.truthDate
	st.Minute, st.LastMinute, st.Alternatives, st.Flags, st.Why, st.Missing = out.minute, out.last, out.alternatives, out.flags, out.why, out.missing
	st.receipt = receipt.New("check/"+string(st.Measure), p.span, p.number)
	for _, c := range out.cells {
		st.receipt = st.receipt.With(c)
	}
	for _, a := range out.alternatives {
		for _, c := range a.Cells {
			st.receipt = st.receipt.With(c)
		}
	}
	return st
}

// decide takes the verdicts in their order: what cannot be checked first.
func (j *judge) decide(p placed, st *Statement) outcome {
	if st.Listing == nil {
		switch st.Measure {
		case MarketValue, MarketCapChange:
			return missing(receipt.Unsupported, "market value needs a dated count of shares")
		}
		return missing(receipt.NoSecurity, "no listing could be named for the subject")
	}
	var cal *calendar.Calendar
	if none := j.inCurrency(&p, st); none != nil {
		return outcome{verdict: CannotCheck, missing: none, why: none.Detail}
	}
	if cal = calendarOf(st.Listing); cal == nil {
		return missing(receipt.NoPrices, fmt.Sprintf("no calendar and no prices are held for %s", st.Listing.ID()))
	}
	var w span
	w, st.Measure = j.window(p, cal)
	st.Window = w.Window
	if p.time != nil && st.Measure == ExtremeSince {
		st.Since = stated(p.time, j.text)
	}
	switch st.Measure {
	case MarketValue, MarketCapChange:
		return missing(receipt.Unsupported, "market value needs a dated count of shares, which the tape does not hold")
	case Rank:
		return missing(receipt.Unsupported, "a rank needs the members of the index or group, which the tape does not hold")
	}
	if p.unpaired {
		return missing(receipt.Ambiguous, "the words deal several figures out to several names, of which not all were found")
	}
	flags := j.flags(p, w)
	if w.missing != nil {
		return outcome{verdict: CannotCheck, missing: w.missing, why: w.missing.Detail, flags: flags}
	}
	if out := j.undated(p, st); out != nil {
		return *out
	}
	c, out := j.book(st, w, cal)
	if out != nil {
		return *out
	}
	res := c.verdict(p)
	if res.verdict != CannotCheck {
		st.Working = c.working()
	}
	if w.idle != nil {
		res = c.besideIdleDay(p, res)
	}
	for _, f := range res.flags {
		if !slices.Contains(flags, f) {
			flags = append(flags, f)
		}
	}
	res.flags = flags
	return res
}

// undated is the outcome of words that speak of a moment or a base that nobody
// names; nil for others.
func (j *judge) undated(p placed, st *Statement) *outcome {
	if p.manner.openBase && st.Measure == ReturnClose {
		st.Measure = ReturnMulti
		out := missing(receipt.Ambiguous, "the moment that the move is counted from is not dated")
		return &out
	}
	if p.manner.vague && (st.Measure == ReturnClose || st.Measure == ReturnAsOf || st.Measure == LevelAsOf || st.Measure == LevelClose) && !p.manner.closing {
		st.Measure = asof(st.Measure)
		out := missing(receipt.NoTime, "the moment that the words speak of is not given")
		return &out
	}
	return nil
}

func asof(m Measure) Measure {
	switch m {
	case ReturnClose:
		return ReturnAsOf
	case LevelClose:
		return LevelAsOf
	}
	return m
}

// flags notes what a reader should know beside the verdict.
func (j *judge) flags(p placed, w span) []string {
	var out []string
	if w.after {
		out = append(out, "window_after_publication")
	}
	if p.retracted {
		out = append(out, Retracted)
	}
	if p.time != nil && p.time.Mismatch {
		out = append(out, "wrong_weekday")
	}
	return out
}

// cautions are the flags in words, for readers who see only Why.
func (j *judge) cautions(p placed, st *Statement, out outcome) string {
	var words string
	if p.time != nil && p.time.Mismatch && slices.Contains(out.flags, "wrong_weekday") {
		words += fmt.Sprintf(" (%s was a %s)", p.time.From.Time().Format("2 January 2006"), p.time.From.Weekday())
	}
	if slices.Contains(out.flags, "window_after_publication") && !strings.Contains(out.why, "when the story appeared") {
		words += " (the session had not closed when the story appeared)"
	}
	if p.dir == Down && st.Unit == "pct" && st.Value > 100 {
		words += " (no price falls by more than all of it)"
	}
	if p.retracted {
		words += " (the text itself withdraws this figure)"
	}
	return words
}

// missing is the outcome of what cannot be checked.
func missing(reason receipt.Reason, detail string) outcome {
	return outcome{verdict: CannotCheck, missing: &receipt.Unavailable{Reason: reason, Detail: detail}, why: detail}
}

// book opens the tape for a statement; an outcome says why that cannot be.
func (j *judge) book(st *Statement, w span, cal *calendar.Calendar) (*book, *outcome) {
	if j.tape == nil {
		out := missing(receipt.NoPrices, "no tape was given")
		return nil, &out
	}
	id := st.Listing.ID()
	s := j.seriesOf(st, w)
	if s == nil {
		out := missing(receipt.NoPrices, fmt.Sprintf("the tape has no prices of %s", id))
		return nil, &out
	}
	i, ok := s.Index(w.To)
	if !ok {
		detail := fmt.Sprintf("the tape has no prices of %s on %s", id, w.To)
		if s.Len() > 0 && s.Dates[0] < w.To && w.To < s.Dates[s.Len()-1] {
			detail = fmt.Sprintf("%s did not trade on %s", id, w.To)
		}
		out := missing(receipt.NoPrices, detail)
		return nil, &out
	}
	c := &book{judge: j, st: st, w: w, cal: cal, daily: s, to: i, from: i - 1}
	c.adjusted = s.Basis == bars.Adjusted && st.Listing.MIC != "INDEX"
	if w.From != 0 {
		if c.from, ok = s.AtOrBefore(w.From); !ok {
			c.from = -1
		}
	}
	if idle(s, i) && st.Listing.MIC != "INDEX" {
		out := missing(receipt.NoPrices, fmt.Sprintf("the tape's row of %s on %s is a filler without volume", id, w.To))
		return nil, &out
	}
	c.partial = s.High != nil && math.IsNaN(s.High[i])
	c.bars, _ = j.tape.Intraday(s.Listing, w.To)
	return c, nil
}

// seriesOf is the series of a statement's listing; nil for none. A line that moved
// to another exchange keeps its ticker and its prices.
func (j *judge) seriesOf(st *Statement, w span) *bars.Series {
	s := j.series(st.Listing.ID(), w, st.Measure)
	if s != nil || st.Mention == nil {
		return s
	}
	for _, l := range st.Mention.Entity.Listings {
		if l.Ticker == st.Listing.Ticker && l.Currency == st.Listing.Currency && s == nil {
			s = j.series(l.ID(), w, st.Measure)
		}
	}
	return s
}

// book is the tape opened at a statement's window.
type book struct {
	*judge
	st       *Statement
	w        span
	cal      *calendar.Calendar
	daily    *bars.Series
	from, to int // rows; from is -1 when the tape does not reach the base
	adjusted bool
	// partial: the row has a close and nothing else, which a vendor may have
	// filled in; it can confirm but not refute.
	partial bool
	bars    *bars.Intraday // of the last session, nil when there are none
	cells   []receipt.Cell
	// fits reports that a true figure is the stated one; nil before the verdict.
	fits func(float64) bool
}

// measure is what a finding measures, before the clock has spoken.
func (j *judge) measure(p placed) Measure {
	switch p.measure {
	case ReturnClose:
		switch {
		case p.kind != "":
			return ReturnMulti
		case p.manner.fromTop, p.manner.fromOpn, p.manner.fromLow:
			return ReturnIntraday
		case p.amount != nil && p.amount.Qualifier == quantity.AsMuchAs, p.manner.extreme && p.amount != nil:
			return ReturnExtreme
		case p.manner.opening:
			return ReturnOpen
		}
	case PointChange:
		if p.kind != "" {
			return ReturnMulti
		}
	case MarketValue:
		if p.dir == Up || p.dir == Down {
			return MarketCapChange
		}
	}
	return p.measure
}
