package check

import (
	"fmt"
	"math"
	"slices"
	"time"

	"newstape/receipt"
	"newstape/story/quantity"
	"newstape/tape/bars"
)

// move judges a return or change of points over one session.
func (c *book) move(p placed) outcome {
	base := c.daily.Close[c.from]
	c.cell(c.from, bars.FieldClose)
	if f := c.split(c.from, c.to); f != 1 {
		base /= f
	}
	if c.unseen() && c.st.Measure != ReturnOpen {
		return c.wholeDay(p, base, func() outcome { return c.elsewhereOf(p) })
	}
	price, words, exact := c.priceAt(p)
	if math.IsNaN(price) {
		return missing(receipt.NoPrices, fmt.Sprintf("the tape has no %s of %s on %s", words, c.st.Listing.ID(), c.w.To))
	}
	switch c.st.Measure {
	case ReturnIntraday:
		return c.within(p)
	case ReturnOpen:
		c.cell(c.to, bars.FieldOpen)
	}
	truth := c.change(price, base)
	out := outcome{truth: truth, hasTruth: true, why: c.sentence(words, price, base, truth)}
	if p.amount == nil {
		out.verdict = bareVerdict(p.dir, truth)
		return out
	}
	stated := c.st.signed()
	switch {
	case c.w.rangeOnly && c.st.Measure != ReturnOpen:
		return c.somewhere(p, out, stated, base)
	case c.w.AsOf != "" && !exact:
		return c.somewhere(p, out, stated, base)
	case agrees(p, c.st, stated, truth) && !c.w.after:
		out.verdict = Holds
		return out
	case c.w.AsOf != "" && c.printed(p, stated, base):
		out.verdict = Holds
		out.why += fmt.Sprintf("; %s was traded in the ten minutes before", c.stated(stated))
		if c.w.after {
			out.verdict = HoldsIntraday
			out.why += "; the session had not closed when the story appeared"
		}
		return out
	}
	if c.traded(p, &out, stated, base) {
		out.verdict = HoldsIntraday
		return out
	}
	return c.elsewhere(p, out, stated)
}

// bareVerdict judges a direction without a number. Flat is less than a quarter
// of a per cent either way.
func bareVerdict(dir Direction, truth float64) Verdict {
	ok := false
	switch dir {
	case Up:
		ok = truth > 0
	case Down:
		ok = truth < 0
	default:
		ok = math.Abs(truth) < flatMove
	}
	if ok {
		return Holds
	}
	return Fails
}

// change is the move from base to price in the statement's unit.
func (c *book) change(price, base float64) float64 {
	if c.st.Unit == "pct" {
		return 100 * (price/base - 1)
	}
	return price - base
}

// priceAt is the price that the statement measures: the close, the open, an
// extreme, or the last one before a moment. exact is false when the tape has no
// bars for that moment.
func (c *book) priceAt(p placed) (price float64, words string, exact bool) {
	switch {
	case c.st.Measure == ReturnExtreme && c.w.AsOf == "":
		f := bars.FieldLow
		if p.dir == Up {
			f = bars.FieldHigh
		}
		c.cell(c.to, f)
		return valueOf(c.daily.Column(f), c.to), string(f), true
	case c.st.Measure == ReturnExtreme:
		low, high, k := c.soFar()
		if k < 0 {
			return c.close(), "close", false
		}
		if p.dir == Up {
			return high, "high by " + c.w.AsOf, true
		}
		return low, "low by " + c.w.AsOf, true
	case c.st.Measure == ReturnOpen:
		return valueOf(c.daily.Open, c.to), "open", true
	case c.w.AsOf != "":
		if k := c.barBefore(); k >= 0 {
			c.cells = append(c.cells, c.bars.Cell(k, bars.FieldClose))
			return c.bars.Close[k], "price at " + c.w.AsOf, true
		}
	}
	c.cell(c.to, bars.FieldClose)
	return c.close(), "close", c.w.AsOf == ""
}

// wasOpen reports that the story appeared before the session's close.
func (c *book) wasOpen() bool {
	s, ok := c.cal.Session(c.w.To)
	return ok && c.ref.Known && !c.ref.DateOnly && c.ref.Published.Before(s.Close)
}

func (c *book) close() float64 { return valueOf(c.daily.Close, c.to) }

// cell adds a daily figure to the receipt.
func (c *book) cell(i int, f bars.Field) {
	if cell := c.daily.Cell(i, f); !math.IsNaN(cell.Value) {
		if !slices.Contains(c.cells, cell) {
			c.cells = append(c.cells, cell)
		}
	}
}

func valueOf(column []float64, i int) float64 {
	if column == nil || i < 0 || i >= len(column) {
		return math.NaN()
	}
	return column[i]
}

// split is the product of the splits after row a up to row b, for figures as
// traded.
func (c *book) split(a, b int) float64 { return splits(c.daily, a, b) }

func splits(s *bars.Series, a, b int) float64 {
	f := 1.0
	if s.Basis != bars.Raw || s.Split == nil {
		return f
	}
	for i := a + 1; i <= b && i < len(s.Split); i++ {
		if v := s.Split[i]; v > 0 {
			f *= v
		}
	}
	return f
}

// moment is the instant that AsOf names, and of an open session never one later
// than publication.
func (c *book) moment() time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", c.w.To.String()+" "+c.w.AsOf, c.cal.Location())
	switch {
	case c.wasOpen() && (err != nil || at.After(c.ref.Published)):
		return c.ref.Published
	case err != nil:
		return time.Time{}
	}
	return at
}

// unseen reports that the session was open when the story appeared and that the
// tape has no bar of it that had ended: its prices, but for the open, came later.
func (c *book) unseen() bool { return c.wasOpen() && c.barBefore() < 0 }

// onlyBefore is the verdict on a figure of a session that is unseen: what the
// sessions before say, or that the tape is silent.
func (c *book) onlyBefore(out outcome) outcome {
	if out.verdict == HoldsElsewhere {
		return out
	}
	return missing(receipt.NoPrices, c.unseenWords())
}

func (c *book) unseenWords() string {
	return fmt.Sprintf("the session of %s was open when the story appeared, and no bars show its prices up to then", c.w.To)
}

// elsewhereOf looks for the figure of an unseen session in those before it.
func (c *book) elsewhereOf(p placed) outcome {
	if p.amount == nil {
		return outcome{}
	}
	return c.elsewhere(p, outcome{why: c.unseenWords()}, c.st.signed())
}

// barBefore is the last bar that had ended at the moment, or -1.
func (c *book) barBefore() int {
	if c.bars == nil {
		return -1
	}
	at, last := c.moment(), -1
	for k, start := range c.bars.Start {
		if !start.Add(c.bars.Width).After(at) {
			last = k
		}
	}
	if k := last + 1; c.w.named && k < len(c.bars.Start) && !c.bars.Start[k].After(at) && !c.ref.Published.Before(c.bars.Start[k].Add(c.bars.Width)) {
		last = k // the bar that holds a moment named by the words
	}
	if last < 0 && len(c.bars.Start) > 0 && !c.bars.Start[0].After(at) && !c.wasOpen() {
		return 0
	}
	return last
}

// soFar is the range of the bars that had ended at the moment.
func (c *book) soFar() (low, high float64, bar int) {
	bar = c.barBefore()
	if bar < 0 {
		return 0, 0, -1
	}
	low, high = math.Inf(1), math.Inf(-1)
	lowAt, highAt := 0, 0
	for k := 0; k <= bar; k++ {
		if c.bars.Low[k] < low {
			low, lowAt = c.bars.Low[k], k
		}
		if c.bars.High[k] > high {
			high, highAt = c.bars.High[k], k
		}
	}
	c.cells = append(c.cells, c.bars.Cell(lowAt, bars.FieldLow), c.bars.Cell(highAt, bars.FieldHigh))
	return low, high, bar
}

// printed reports that a price within the stated precision was printed in the
// ten minutes before the moment.
func (c *book) printed(p placed, stated, base float64) bool {
	last := c.barBefore()
	if last < 0 {
		return false
	}
	at := c.moment()
	for k := last; k >= 0 && at.Sub(c.bars.Start[k]) <= 10*time.Minute+c.bars.Width; k-- {
		lo, hi := c.change(c.bars.Low[k], base), c.change(c.bars.High[k], base)
		tol := tolerance(p, c.st)
		if lo-tol-slack <= stated && stated <= hi+tol+slack {
			c.cells = append(c.cells, c.bars.Cell(k, bars.FieldLow), c.bars.Cell(k, bars.FieldHigh))
			return true
		}
	}
	return false
}

// sentence puts the figures of a move into words.
func (c *book) sentence(words string, price, base, truth float64) string {
	verb := map[string]string{"close": "closed", "open": "opened", "low": "low", "high": "high"}[words]
	if verb == "" {
		verb = words
	}
	return fmt.Sprintf("%s %s against %s on %s: %s", verb, c.price(price), c.price(base), c.daily.Dates[c.from], c.figure(truth))
}

func (c *book) price(v float64) string { return fmt.Sprintf("%.2f", v) }

// figure prints a signed figure in the statement's unit: to two digits, or to as
// many as it takes for the printed figure to bear the verdict of the exact one.
func (c *book) figure(v float64) string {
	digits := 2
	for c.fits != nil && digits < 5 && c.fits(rounded(v, digits)) != c.fits(v) {
		digits++
	}
	if c.st.Unit == "pct" {
		return fmt.Sprintf("%+.*f %%", digits, v)
	}
	return fmt.Sprintf("%+.*f", digits, v)
}

func rounded(v float64, digits int) float64 {
	unit := math.Pow(10, float64(digits))
	return math.Round(v*unit) / unit
}

// isMoreThan reports a qualifier that asks for a truth beyond.
func isMoreThan(p placed) bool {
	return p.amount != nil && p.amount.Qualifier == quantity.MoreThan
}
