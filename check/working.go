package check

import (
	"fmt"

	"newstape/tape/bars"
)

// Working is how a figure of a verdict was made: with the cells of the receipt, a
// reader can do it again.
type Working struct {
	// Formula is over fields of sessions: 100 * (close[2025-11-14] / close[2025-11-13] - 1).
	Formula string
	// Basis is raw (as traded; splits between the sessions are taken out) or adjusted
	// (for splits and dividends, by the tape's source).
	Basis string
	// Hours are the opening and closing time of the last session and their zone:
	// 09:30 to 16:00 America/New_York.
	Hours string
}

// working describes the verdict that the book gave.
func (c *book) working() *Working {
	w := &Working{Formula: c.formula(), Basis: string(c.daily.Basis)}
	if c.split(c.from, c.to) != 1 && c.from >= 0 {
		w.Formula += fmt.Sprintf(", the earlier figure divided by the split factor %g", c.split(c.from, c.to))
	}
	if s, ok := c.cal.Session(c.st.Window.To); ok {
		w.Hours = fmt.Sprintf("%s to %s %s", s.Open.Format("15:04"), s.Close.Format("15:04"), c.cal.Location())
	}
	return w
}

func (c *book) formula() string {
	win := c.st.Window
	last := func(f bars.Field) string { return fmt.Sprintf("%s[%s]", f, win.To) }
	base := fmt.Sprintf("close[%s]", win.From)
	moved := func(price, base string) string {
		if c.st.Unit == "pct" {
			return fmt.Sprintf("100 * (%s / %s - 1)", price, base)
		}
		return fmt.Sprintf("%s - %s", price, base)
	}
	price := last(bars.FieldClose)
	if win.AsOf != "" {
		price = fmt.Sprintf("price[%s %s]", win.To, win.AsOf)
	}
	extreme := bars.FieldLow
	if c.st.Direction == Up {
		extreme = bars.FieldHigh
	}
	switch c.st.Measure {
	case ReturnClose, ReturnAsOf, PointChange, ReturnMulti:
		return moved(price, base)
	case ReturnOpen:
		return moved(last(bars.FieldOpen), base)
	case ReturnExtreme:
		return moved(last(extreme), base)
	case ReturnIntraday:
		from := bars.FieldHigh
		switch win.Field {
		case "open_to_close":
			from = bars.FieldOpen
		case "low_to_close":
			from = bars.FieldLow
		}
		return moved(price, last(from))
	case LevelClose, LevelAsOf:
		return price
	case LevelOpen, LevelHigh, LevelLow:
		return last(levelField(c.st.Measure))
	case Volume:
		return last(bars.FieldVolume) + " / 1000000"
	case VolumeMultiple:
		return fmt.Sprintf("%s / mean(volume[%s up to the session before])", last(bars.FieldVolume), win.From)
	case Spread:
		return fmt.Sprintf("%s of %s less that of %s", moved(price, base), c.st.Listing.ID(), c.st.Against.ID())
	case OfferPremium:
		return fmt.Sprintf("100 * (offer / %s - 1)", last(bars.FieldClose))
	case Streak:
		return fmt.Sprintf("sessions in a row up to %s that closed %s", win.To, c.st.Direction)
	case Extreme, ExtremeSince:
		return fmt.Sprintf("the last session before %s that was as extreme", win.To)
	}
	return ""
}
