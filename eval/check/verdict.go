package check

import (
	"math"
	"slices"
	"strings"

	market "newstape/check"
	"newstape/tape/calendar"
)

// verdict scores the judgement of a statement that was found: over those that the
// gold could check, and over the rest apart.
func (c *comparison) verdict(g goldLine, s market.Statement, right bool, say func(string, bool, any, any)) {
	ok := c.fair(g, s, right)
	c.report.count("verdict_recall_"+g.Verdict, ok)
	if g.Verdict == string(market.CannotCheck) {
		say("cannot_check_accuracy", ok, g.Verdict+" "+g.Reason, s.Verdict)
		return
	}
	say("verdict_accuracy", ok, g.Verdict, s.Verdict)
	if right {
		c.report.count("verdict_accuracy_where_listing_right", ok)
	}
	c.report.count("verdict_strict", class(string(s.Verdict)) == class(g.Verdict) || slices.Contains(g.Accept, string(s.Verdict)))
	if g.Verdict == string(market.HoldsElsewhere) {
		c.report.count("elsewhere_named", s.Verdict == market.HoldsElsewhere && len(s.Alternatives) > 0)
	}
}

// class joins what the guide scores as one: not true as stated.
func class(verdict string) string {
	switch market.Verdict(verdict) {
	case market.Fails, market.HoldsElsewhere:
		return "not true as stated"
	}
	return verdict
}

// fair reports whether a verdict is one that the guides let pass.
func (c *comparison) fair(g goldLine, s market.Statement, right bool) bool {
	got := class(string(s.Verdict))
	for _, v := range append([]string{g.Verdict}, g.Accept...) {
		if class(v) == got {
			return true
		}
	}
	switch {
	case g.Verdict == string(market.HoldsElsewhere) && strings.Contains(g.Why, "ticker"):
		// Only the printed ticker or venue is wrong.
		return right && s.Verdict == market.Holds
	case s.Verdict == market.CannotCheck:
		return c.stillOpen(g, s)
	}
	return g.looser(s)
}

// stillOpen is the first difference of the two guides. The guide of real sentences
// judges a session that was open at publication by the range of its whole day; the
// guide of stories forbids prices later than the story. Without five-minute bars
// nothing else is left, and "no prices" is then its answer.
func (c *comparison) stillOpen(g goldLine, s market.Statement) bool {
	if s.Missing == nil || s.Missing.Reason != "no_prices" || g.Window.Field != "intraday" || s.Listing == nil {
		return false
	}
	ref := g.reference()
	cal, err := calendar.For(s.Listing.MIC)
	if s.Listing.MIC == "INDEX" {
		cal, err = calendar.For("XNYS")
	}
	if err != nil || !ref.Known {
		return false
	}
	day, err := calendar.ParseDate(g.Window.To)
	if err != nil {
		return false
	}
	session, ok := cal.Session(day)
	if !ok {
		return false
	}
	if c.facts.Tape != nil {
		if _, has := c.facts.Tape.Intraday(s.Listing.ID(), day); has {
			return false
		}
	}
	if ref.DateOnly {
		return calendar.DateOf(ref.Published) == day
	}
	return ref.Published.Before(session.Close)
}

// looser is the second difference: of a level hedged by "about" the guide of
// stories allows a hundredth, that of real sentences a tenth.
func (g goldLine) looser(s market.Statement) bool {
	if g.Measure != "level" || g.Qualifier != "about" || g.Truth == nil || g.Value == nil || class(string(s.Verdict)) == string(market.Holds) {
		return false
	}
	off := math.Abs(*g.Truth-*g.Value) / *g.Value
	return g.Verdict == string(market.Holds) && off > 0.01 && off <= 0.1
}
