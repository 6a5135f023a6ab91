package check

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	market "newstape/check"
	"newstape/story/article"
	"newstape/tape/calendar"
)

// Statements measures the checker on real sentences, one at a time, by the
// Scoring section of their guide.
func Statements(path string, f Facts) (*Report, error) {
	sentences, err := readLines(path)
	if err != nil {
		return nil, err
	}
	r := newReport()
	for _, lines := range sentences {
		g := lines[0]
		a, found := statements(f, g.Sentence, g.Text, g.reference())
		if g.Statements != nil {
			lines = lines[:0]
		}
		c := &comparison{report: r, article: a, facts: f}
		c.sentence(lines, found, g.Complete == nil || *g.Complete)
		r.n += len(lines)
	}
	return r, nil
}

// comparison is one sentence with what was found in it.
type comparison struct {
	report  *Report
	article *article.Article
	facts   Facts
}

// sentence pairs gold with found statements and counts. A gold statement is found
// when one of ours overlaps it and measures the same sort of thing; among several,
// figure and listing decide.
func (c *comparison) sentence(gold []goldLine, found []market.Statement, complete bool) {
	partner := pair(gold, found)
	used := map[int]bool{}
	for i, g := range gold {
		n := partner[i]
		c.report.count("recall", n >= 0)
		if n < 0 {
			c.wrong("missed", g, "no statement there")
			continue
		}
		used[n] = true
		c.report.count("precision", true)
		c.compare(g, found[n])
	}
	for n, s := range found {
		// A direction without a figure is no unit of the set, save a record.
		unit := s.HasValue || s.Measure == market.Extreme || s.Measure == market.ExtremeSince
		if !used[n] && complete && unit {
			c.report.count("precision", false)
			c.report.wrong = append(c.report.wrong, fmt.Sprintf("%s  too many\n  sentence: %s\n  got:      %s", c.article.Name, c.article.Text, describe(c.article.Text, s)))
		}
	}
}

// pair gives each gold line one of ours, -1 for none: the best fit first.
func pair(gold []goldLine, found []market.Statement) []int {
	type fit struct{ gold, found, points int }
	var fits []fit
	for i, g := range gold {
		for n, s := range found {
			if p := g.fit(s); p > 0 {
				fits = append(fits, fit{i, n, p})
			}
		}
	}
	slices.SortStableFunc(fits, func(a, b fit) int { return cmp.Compare(b.points, a.points) })
	out := make([]int, len(gold))
	for i := range out {
		out[i] = -1
	}
	taken := map[int]bool{}
	for _, f := range fits {
		if out[f.gold] < 0 && !taken[f.found] {
			out[f.gold], taken[f.found] = f.found, true
		}
	}
	return out
}

// fit ranks how well a statement answers a gold line; 0 for not at all.
func (g goldLine) fit(s market.Statement) int {
	if !s.Span.Overlaps(g.span) {
		return 0
	}
	same := sortOf(s) == g.Measure
	if !same && !alike(sortOf(s), g.Measure) {
		return 0
	}
	points := 1
	if g.sameValue(s) {
		points += 8
	} else if !s.HasValue || g.Value == nil {
		return 0
	}
	if listingID(s) == g.listing() {
		points += 4
	}
	if same {
		points += 2
	}
	return points
}

// sortOf is a measure of ours in the words of the guide.
func sortOf(s market.Statement) string {
	switch s.Measure {
	case market.LevelClose, market.LevelOpen, market.LevelHigh, market.LevelLow, market.LevelAsOf:
		return "level"
	case market.PointChange:
		return "point_change"
	case market.ReturnMulti:
		if s.Unit != "pct" {
			return "point_change"
		}
	case market.MarketValue, market.MarketCapChange:
		return "market_value"
	case market.Volume, market.VolumeMultiple:
		return "volume"
	case market.Extreme, market.ExtremeSince:
		return "extreme"
	case market.Streak:
		return "streak"
	}
	return "return"
}

// alike: a distance from an extreme is a return to us, and the level of a 52-week
// high may be either.
func alike(ours, theirs string) bool {
	return theirs == "spread_vs_index" && ours == "return" || theirs == "level" && ours == "extreme" || theirs == "extreme" && ours == "level"
}

func (g goldLine) sameValue(s market.Statement) bool {
	if g.Value == nil || !s.HasValue {
		return g.Value == nil && !s.HasValue
	}
	return math.Abs(s.Value-*g.Value) < 1e-6*math.Max(1, *g.Value)
}

func listingID(s market.Statement) string {
	if s.Listing == nil {
		return ""
	}
	return s.Listing.ID()
}

// compare scores how a statement that was found was read and judged.
func (c *comparison) compare(g goldLine, s market.Statement) {
	say := func(metric string, ok bool, want, got any) {
		c.report.count(metric, ok)
		if !ok {
			c.wrong(metric, g, fmt.Sprintf("want %v, got %v; %s", want, got, describe(c.article.Text, s)))
		}
	}
	say("value_accuracy", g.sameValue(s), g.number(), s.Value)
	switch g.Measure {
	case "return", "point_change", "extreme", "streak":
		say("direction_accuracy", string(s.Direction) == g.Direction, g.Direction, s.Direction)
	}
	right := listingID(s) == g.listing()
	if g.named() {
		say("listing_accuracy", right, g.listing(), listingID(s))
	}
	if !g.named() && !right {
		return // nobody could know whom the sentence is about
	}
	if right && g.Listing != "" && !g.undated() && g.Window.To != "" {
		end := c.sameEnd(g, s)
		c.report.count("window_end_accuracy", end)
		say("window_accuracy", end && g.sameBase(s), g.Window, s.Window)
	}
	c.verdict(g, s, right, say)
}

// sameEnd compares the last session measured. Where the stamp of a document falls
// on a day without trading, the gold has that day and we its last session.
func (c *comparison) sameEnd(g goldLine, s market.Statement) bool {
	want, err := calendar.ParseDate(g.Window.To)
	if err != nil || s.Window.To == want {
		return err == nil
	}
	cal, err := calendar.For("XNYS")
	if err != nil {
		return false
	}
	last, ok := cal.AtOrBefore(want)
	return ok && last.Date == s.Window.To
}

// sameBase compares where a move starts; the guide does not score it on what
// cannot be checked.
func (g goldLine) sameBase(s market.Statement) bool {
	if g.Window.From == "" || g.Verdict == string(market.CannotCheck) || sortOf(s) == "extreme" || sortOf(s) == "level" || sortOf(s) == "streak" {
		return true
	}
	want, err := calendar.ParseDate(g.Window.From)
	if err != nil {
		return false
	}
	off := want - s.Window.From
	// The anniversary of the close or of the publication, or a neighbour of it.
	if strings.HasPrefix(g.Window.Kind, "trailing") {
		return off >= -4 && off <= 4
	}
	return off == 0
}

func (g goldLine) number() string {
	if g.Value == nil {
		return "none"
	}
	return fmt.Sprint(*g.Value)
}

func (c *comparison) wrong(kind string, g goldLine, got string) {
	c.report.wrong = append(c.report.wrong, fmt.Sprintf("%s  %s\n  sentence: %s\n  gold:     %s (%s) %s %s %s, %s: %s\n  %s",
		g.Sentence, kind, g.Text, g.Subject, g.Listing, g.Measure, g.Direction, g.number(), g.Verdict, g.Why, got))
}

func describe(text string, s market.Statement) string {
	return fmt.Sprintf("%q %s %s %s %v, %s to %s %s: %s: %s", s.Span.In(text), listingID(s), s.Measure, s.Direction, s.Value, s.Window.From, s.Window.To, s.Window.Field, s.Verdict, s.Why)
}
