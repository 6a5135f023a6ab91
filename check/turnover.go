package check

import (
	"fmt"
	"math"

	"newstape/receipt"
	"newstape/tape/bars"
)

// volume judges a count of shares traded in a session.
func (c *book) volume(p placed) outcome {
	v := valueOf(c.daily.Volume, c.to)
	if math.IsNaN(v) || v == 0 {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has no volume of %s on %s", c.st.Listing.ID(), c.w.To))
	}
	if c.w.AsOf != "" {
		return missing(receipt.NoPrices, "the tape has the volume of whole sessions only")
	}
	c.cell(c.to, bars.FieldVolume)
	c.st.Window.From = c.w.To
	truth := v / 1e6
	out := outcome{truth: truth, hasTruth: true, verdict: Fails, why: fmt.Sprintf("%.3f million shares were traded on %s", truth, c.w.To)}
	if agrees(p, c.st, c.st.Value, truth) {
		out.verdict = Holds
	}
	return out
}

// usualSessions is the length of the average when the text names none.
const usualSessions = 20

// volumeMultiple judges volume against the mean of the sessions before.
func (c *book) volumeMultiple(p placed) outcome {
	n := usualSessions
	if p.time != nil && p.time.Count > 1 {
		n = p.time.Count
		switch p.time.Unit {
		case "week":
			n *= 5
		case "month":
			n *= 21
		case "year":
			n *= 252
		}
	}
	to := c.to
	v := valueOf(c.daily.Volume, to)
	if to < n || math.IsNaN(v) {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape does not hold the %d sessions of %s before %s", n, c.st.Listing.ID(), c.w.To))
	}
	sum, sessions := 0.0, 0
	for k := to - n; k < to; k++ {
		if x := valueOf(c.daily.Volume, k); x > 0 {
			sum += x
			sessions++
		}
	}
	if sessions == 0 {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has no volume of %s before %s", c.st.Listing.ID(), c.w.To))
	}
	c.cell(to, bars.FieldVolume)
	c.cell(to-1, bars.FieldVolume)
	c.cell(to-n, bars.FieldVolume)
	mean := sum / float64(sessions)
	c.st.Window.Field = "volume"
	c.st.Window.From, c.st.Window.To = c.daily.Dates[to-n], c.daily.Dates[to]
	out := outcome{
		truth: v / mean, hasTruth: true, verdict: Fails,
		why: fmt.Sprintf("%.1f million shares on %s against a mean of %.1f million over the %d sessions before: %.2f times", v/1e6, c.daily.Dates[to], mean/1e6, n, v/mean),
	}
	if agrees(p, c.st, c.st.Value, out.truth) {
		out.verdict = Holds
	}
	return out
}

// premium judges the premium of an offer to a close: the offer is the price a
// share that the story gives.
func (c *book) premium(p placed) outcome {
	if p.offered == nil {
		return missing(receipt.Ambiguous, "the price that the premium is counted on is not given beside it")
	}
	base := c.close()
	c.cell(c.to, bars.FieldClose)
	c.st.Window.From = c.w.To
	truth := 100 * (p.offered.Value/base - 1)
	out := outcome{truth: truth, hasTruth: true, verdict: Fails, why: fmt.Sprintf("%.2f offered against a close of %s on %s: %+.2f %%", p.offered.Value, c.price(base), c.w.To, truth)}
	if agrees(p, c.st, c.st.Value, truth) {
		out.verdict = Holds
	}
	return out
}
