package check

import (
	"fmt"
	"math"

	"newstape/receipt"
	"newstape/tape/bars"
)

// spread judges the move of a line less that of another over the same sessions, in
// points of per cent.
func (c *book) spread(p placed) outcome {
	if c.st.Against == nil {
		return missing(receipt.Ambiguous, "what stands for the market is not named")
	}
	if !c.known(c.to) {
		return missing(receipt.NoPrices, fmt.Sprintf("the session of %s had not closed when the story appeared", c.w.To))
	}
	other := c.series(c.st.Against.ID(), c.w, ReturnMulti)
	if other == nil {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has no prices of %s", c.st.Against.ID()))
	}
	if c.from < 0 || c.from >= c.to {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has no close of %s where the window begins", c.st.Listing.ID()))
	}
	from, ok := other.Index(c.daily.Dates[c.from])
	to, traded := other.Index(c.w.To)
	if !ok || !traded {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has no prices of %s on the sessions of %s", c.st.Against.ID(), c.st.Listing.ID()))
	}
	own, theirs := percent(c.daily, c.from, c.to), percent(other, from, to)
	truth := own - theirs
	if math.IsNaN(truth) {
		return missing(receipt.NoPrices, "the tape lacks a close that this needs")
	}
	c.cell(c.from, bars.FieldClose)
	c.cell(c.to, bars.FieldClose)
	c.cells = append(c.cells, other.Cell(from, bars.FieldClose), other.Cell(to, bars.FieldClose))
	out := outcome{
		truth: truth, hasTruth: true, verdict: Fails,
		why: fmt.Sprintf("%s %+.2f %% against %s %+.2f %%, closes of %s to %s: %+.2f points", c.st.Listing.ID(), own, c.st.Against.ID(), theirs, c.daily.Dates[c.from], c.w.To, truth),
	}
	if p.amount == nil && bareVerdict(p.dir, truth) == Holds || p.amount != nil && agrees(p, c.st, c.st.signed(), truth) {
		out.verdict = Holds
	}
	return out
}

// percent is the move between two closes of a series in per cent.
func percent(s *bars.Series, from, to int) float64 {
	return 100 * (valueOf(s.Close, to)/(valueOf(s.Close, from)/splits(s, from, to)) - 1)
}
