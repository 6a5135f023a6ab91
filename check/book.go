package check

import (
	"fmt"
	"math"

	"newstape/receipt"
	"newstape/tape/bars"
)

// series chooses between figures as traded and adjusted ones: as traded where
// they cover the window, and for records the longer of the two; nil for neither.
func (j *judge) series(id string, w span, m Measure) *bars.Series {
	var best *bars.Series
	for _, basis := range [...]bars.Basis{bars.Raw, bars.Adjusted} {
		s, ok := j.tape.Daily(id, basis)
		if !ok {
			continue
		}
		_, at := s.Index(w.To)
		_, from := s.AtOrBefore(w.From)
		switch {
		case best == nil:
			best = s
			if !at || w.From != 0 && !from {
				continue
			}
			if m != ExtremeSince && m != Extreme {
				return s
			}
		case m == ExtremeSince || m == Extreme:
			if at && s.Dates[0] < best.Dates[0] {
				best = s
			}
		case at:
			best = s
		}
	}
	return best
}

// idle reports a row that a vendor filled in: no volume and one price.
func idle(s *bars.Series, i int) bool {
	if s.Volume == nil || s.Volume[i] != 0 || s.High == nil {
		return false
	}
	return s.High[i] == s.Low[i] && s.High[i] == s.Close[i]
}

// verdict dispatches on the measure.
func (c *book) verdict(p placed) outcome {
	if p.amount != nil && p.amount.Value < 0 && isLevel(c.st.Measure) {
		return outcome{verdict: Fails, why: "a price is never below zero"}
	}
	switch c.st.Measure {
	case Volume, VolumeMultiple, ExtremeSince, Extreme, Streak, OfferPremium:
		if c.wasOpen() && p.kind != "ended" {
			return missing(receipt.NoPrices, "the session had not closed when the story appeared")
		}
	}
	c.fits = func(v float64) bool {
		if p.amount == nil {
			return bareVerdict(p.dir, v) == Holds
		}
		return agrees(p, c.st, c.st.signed(), v)
	}
	var out outcome
	switch c.st.Measure {
	case LevelClose, LevelOpen, LevelHigh, LevelLow, LevelAsOf:
		out = c.level(p)
	case Volume:
		out = c.volume(p)
	case VolumeMultiple:
		out = c.volumeMultiple(p)
	case ExtremeSince:
		out = c.extremeSince(p)
	case Extreme:
		out = c.extreme(p)
	case Streak:
		out = c.streak(p)
	case OfferPremium:
		out = c.premium(p)
	case ReturnMulti:
		out = c.multi(p)
	case Spread:
		out = c.spread(p)
	default:
		if c.from < 0 {
			return missing(receipt.NoPrices, c.noBase())
		}
		out = c.move(p)
	}
	if out.verdict == CannotCheck {
		return out
	}
	if c.w.offHours && out.verdict != Holds && p.kind == "" {
		return missing(receipt.NoPrices, "the story appeared outside the session and names no day: the figure may be one of trading before the open or after the close")
	}
	if c.partial && out.verdict != Holds {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape's row of %s on %s has a close and nothing else", c.st.Listing.ID(), c.w.To))
	}
	if math.IsNaN(out.truth) || math.IsInf(out.truth, 0) {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape lacks a figure of %s that this needs", c.st.Listing.ID()))
	}
	out.cells = c.cells
	return out
}

func isLevel(m Measure) bool {
	switch m {
	case LevelClose, LevelOpen, LevelHigh, LevelLow, LevelAsOf:
		return true
	}
	return false
}

// noBase says why a move has no close to be counted from.
func (c *book) noBase() string {
	if c.st.Listing.From != 0 && c.w.To <= c.st.Listing.From+4 {
		return fmt.Sprintf("%s began trading on %s, its first session: there is no close before it", c.st.Listing.ID(), c.st.Listing.From)
	}
	return fmt.Sprintf("the tape has no close of %s before %s", c.st.Listing.ID(), c.w.To)
}
