package check

import (
	"fmt"
	"math"

	"newstape/receipt"
	"newstape/tape/bars"
)

// WholeDayRange is the flag of a verdict that rests on the daily bar of a session
// that was still open when the story appeared. The bar's range holds every price
// of the session, those before the story and those after it: what lies outside
// was never traded, and what lies inside may have been traded too late. So the
// range refutes and never dates.
const WholeDayRange = "whole_day_range"

// wholeDay judges a figure of a session that was open when the story appeared and
// of which no bar had ended. elsewhere is asked for the sessions before it when
// the figure is impossible in this one.
func (c *book) wholeDay(p placed, base float64, elsewhere func() outcome) outcome {
	low, high := valueOf(c.daily.Low, c.to), valueOf(c.daily.High, c.to)
	if c.w.after || math.IsNaN(low) || math.IsNaN(high) || c.partial {
		return c.onlyBefore(elsewhere())
	}
	if p.amount == nil {
		return c.wholeDaySign(p, base, low, high)
	}
	stated := c.st.signed()
	target := c.aimOf(p, stated, base)
	if target.in(low, high) {
		return c.ranged(HoldsIntraday, fmt.Sprintf("%s %s", target.name, c.placeInRange(target, low, high)))
	}
	if c.adjusted && isLevel(c.st.Measure) {
		return c.onlyBefore(elsewhere())
	}
	if out := elsewhere(); out.verdict == HoldsElsewhere {
		out.flags = append(out.flags, WholeDayRange)
		return out
	}
	return c.ranged(Fails, fmt.Sprintf("%s lies outside the range of the whole day, %s to %s", target.name, c.priced(low, base), c.priced(high, base)))
}

// wholeDaySign judges a direction without a number: with the whole range on one
// side of the base, every moment of the session was there.
func (c *book) wholeDaySign(p placed, base, low, high float64) outcome {
	lowest, highest := c.change(low, base), c.change(high, base)
	words := fmt.Sprintf("the whole day ranged from %s to %s", c.priced(low, base), c.priced(high, base))
	switch {
	case p.dir == Up && lowest > 0, p.dir == Down && highest < 0:
		return c.ranged(Holds, words)
	case p.dir == Up && highest <= 0, p.dir == Down && lowest >= 0:
		return c.ranged(Fails, words)
	}
	return missing(receipt.NoPrices, c.unseenWords())
}

// ranged is a verdict by the range of the whole day. It has no truth: the price
// at the story's moment is not known.
func (c *book) ranged(v Verdict, words string) outcome {
	c.cell(c.to, bars.FieldLow)
	c.cell(c.to, bars.FieldHigh)
	return outcome{
		verdict: v, flags: []string{WholeDayRange},
		why: words + fmt.Sprintf(" (the session of %s was open when the story appeared: only the range of the whole day is known, which can refute and not date)", c.w.To),
	}
}
