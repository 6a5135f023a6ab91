package stories

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"newstape/check"
)

// statements scores the figures about the market. The gold has all of them.
func (c *scene) statements() {
	gold, ours := c.gold.Statements, c.got.Statements
	match := pairs(len(gold), len(ours), func(i, k int) float64 { return c.statementFit(gold[i], ours[k]) })
	used := map[int]bool{}
	for i, g := range gold {
		used[match[i]] = true
		found := match[i] >= 0
		c.check("statements_recall", found, g.span, g.String(), "no statement there")
		var s check.Statement // none: wrong in every share that counts all
		if found {
			s = ours[match[i]]
			c.report.count("statements_precision", true)
			c.compareStatement(g, s)
		}
		c.verdict(g, s, found)
	}
	for k, s := range ours {
		if used[k] {
			continue
		}
		at := c.original(s.Span)
		c.check("statements_precision", false, at, "no statement", ourWords(s))
		if s.Listing != nil && accuses(string(s.Verdict)) {
			c.report.add("errors_in_extra_statements", true)
		}
	}
}

// statementFit ranks how well a statement of ours answers a gold one; 0 when
// they share no words, or neither the value nor most of the words.
func (c *scene) statementFit(g goldStatement, s check.Statement) float64 {
	at := c.original(s.Span)
	u := union(at, g.span)
	same := sameValue(s, g.Value)
	if !at.Overlaps(g.span) || !same && u < strictOverlap {
		return 0
	}
	fit := 1 + u
	if same {
		fit += 16
	}
	if listingID(s) == g.Listing {
		fit += 8
	}
	if string(s.Measure) == g.Measure {
		fit += 4
	}
	return fit
}

func (g goldStatement) String() string {
	value := "a direction"
	if g.Value != nil {
		value = fmt.Sprint(g.Value)
	}
	return fmt.Sprintf("%s %s %s %s", or(g.Listing, "unnamed"), g.Measure, g.Direction, value)
}

func ourWords(s check.Statement) string {
	value := "a direction"
	if s.HasValue {
		value = fmt.Sprint(s.Value)
	} else if s.Since != "" {
		value = s.Since
	}
	return fmt.Sprintf("%s %s %s %s, %s: %s", or(listingID(s), "unnamed"), s.Measure, s.Direction, value, s.Verdict, s.Why)
}

func listingID(s check.Statement) string {
	if s.Listing == nil {
		return ""
	}
	return s.Listing.ID()
}

// sameValue compares magnitudes, or the stated date of an extreme.
func sameValue(s check.Statement, want any) bool {
	switch v := want.(type) {
	case float64:
		return s.HasValue && math.Abs(s.Value-v) < 1e-6
	case string:
		return s.Since == v
	}
	return !s.HasValue
}

// signed are the measures whose direction the gold states; that of a level or a
// volume is a matter of taste.
func signed(measure string) bool {
	return !strings.HasPrefix(measure, "level") && !strings.HasPrefix(measure, "volume")
}

// compareStatement scores how a statement that was found was read.
func (c *scene) compareStatement(g goldStatement, s check.Statement) {
	say := func(metric string, ok bool, want, got any) {
		c.check(metric, ok, g.span, fmt.Sprintf("%q: %v", g.span.In(c.gold.Text), want), fmt.Sprintf("%v (%s)", got, or(s.Why, s.Window.Default)))
	}
	say("value_accuracy", sameValue(s, g.Value), g.Value, ourWords(s))
	say("listing_accuracy", listingID(s) == g.Listing, or(g.Listing, "unnamed"), or(listingID(s), "unnamed"))
	say("measure_accuracy", string(s.Measure) == g.Measure, g.Measure, s.Measure)
	if signed(g.Measure) {
		say("direction_accuracy", string(s.Direction) == g.Direction, g.Direction, s.Direction)
	}
	say("qualifier_accuracy", s.Qualifier == g.Qualifier, g.Qualifier, s.Qualifier)
	if g.Listing != "" && g.Window.To != "" {
		say("window_accuracy", windowFits(g, s), g.Window, s.Window)
		c.report.count("window_minute_accuracy", windowFits(g, s) && minute(g.Window.To) == s.Window.AsOf)
	}
	if slices.Contains(g.Flags, "precedes_event") {
		say("precedes_event_recall", slices.Contains(s.Flags, "precedes_event"), "precedes_event", s.Flags)
	}
}

// windowFits compares the sessions of the window; the base only where the gold
// has one.
func windowFits(g goldStatement, s check.Statement) bool {
	return s.Window.To.String() == day(g.Window.To) && (g.Window.From == "" || s.Window.From.String() == day(g.Window.From))
}

func day(stamp string) string {
	d, _, _ := strings.Cut(stamp, "T")
	return d
}

func minute(stamp string) string {
	_, m, _ := strings.Cut(stamp, "T")
	return m
}

// accuses reports whether a verdict says that the story is not right as it
// stands.
func accuses(verdict string) bool {
	switch check.Verdict(verdict) {
	case check.Fails, check.HoldsIntraday, check.HoldsElsewhere:
		return true
	}
	return false
}

// verdict scores the judgement: of the statements found, and of all of them
// with a missed one as wrong.
func (c *scene) verdict(g goldStatement, s check.Statement, found bool) {
	got := or(string(s.Verdict), "missed")
	fits := found && (g.verdictFits(got) || g.eitherGuide(s))
	c.report.count("verdict_accuracy_of_all", fits)
	c.report.count("verdict_recall_"+g.Verdict, fits)
	// A statement that the gold lets pass as true is no deliberate error.
	if accuses(g.Verdict) && !slices.Contains(g.Also, string(check.Holds)) {
		c.check("error_recall", found && accuses(got), g.span, fmt.Sprintf("%q is not right: %s", g.span.In(c.gold.Text), g.Why), got+": "+s.Why)
	} else if found && !slices.ContainsFunc(g.Also, accuses) {
		alarm := accuses(got) && !g.eitherGuide(s)
		c.report.count("false_alarm_rate", alarm)
		if alarm {
			c.wrong("false_alarm_rate", g.span, fmt.Sprintf("%q %s: %s", g.span.In(c.gold.Text), g.Verdict, g.Why), got+": "+s.Why)
		}
	}
	if !found {
		return
	}
	c.check("verdict_accuracy", fits, g.span, fmt.Sprintf("%q %s %s: %s", g.span.In(c.gold.Text), g.Verdict, g.Reason, g.Why), got+": "+s.Why)
	c.report.count("verdict_exact", g.Verdict == got)
	if g.Verdict == string(check.CannotCheck) && got == g.Verdict && s.Missing != nil {
		c.check("reason_accuracy", string(s.Missing.Reason) == g.Reason, g.span, g.Reason, s.Missing.String())
	}
	c.truth(g, s)
}

// verdictFits honours "also", and takes fails for holds_elsewhere where the
// reading that makes it true has a base or an end that the text does not name:
// where it is no other session or listing.
func (g goldStatement) verdictFits(got string) bool {
	if g.Verdict == got || slices.Contains(g.Also, got) {
		return true
	}
	if g.Verdict != string(check.HoldsElsewhere) || got != string(check.Fails) {
		return false
	}
	return !slices.ContainsFunc(g.Alternatives, func(a struct{ Label string }) bool { return strings.HasPrefix(a.Label, "other_") })
}

// eitherGuide lets pass what the guide of real sentences says of a session that was
// still open and has no five-minute bars: judged by the range of its whole day, where
// this set's guide has no prices.
func (g goldStatement) eitherGuide(s check.Statement) bool {
	return g.Verdict == string(check.CannotCheck) && g.Reason == "no_prices" && slices.Contains(s.Flags, check.WholeDayRange)
}

// truth compares the figure that would have been right.
func (c *scene) truth(g goldStatement, s check.Statement) {
	want, is := g.Truth.(float64)
	if !is || g.Verdict == string(check.CannotCheck) || slices.Contains(g.Flags, "window_after_publication") {
		return
	}
	// Half a unit of the second decimal, or a hundredth of a per cent of a level.
	ok := s.HasTruth && math.Abs(s.Truth-want) <= max(0.006, 1e-4*math.Abs(want))
	c.check("truth_accuracy", ok, g.span, fmt.Sprintf("%q: %.4f", g.span.In(c.gold.Text), want), fmt.Sprintf("%.4f: %s", s.Truth, s.Why))
}
