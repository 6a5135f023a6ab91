// Package intraday measures one session at the grain of its bars: it finds the
// break (the bar in which the price moved most; nobody has to say when the news
// came), how far that bar stands out from the session's other bars, and what
// the security did from the break to the last bar beyond its benchmarks.
//
// In: columns of one session's bars, oldest first. Out: a [Break], and a [Move]
// for each benchmark that has bars at the same starts.
//
//	b, err := intraday.Find(intraday.Bars{Start: starts, Open: o, Close: c, Volume: v})
//	m, err := intraday.Since(b, subject)      // -5.00 % from the break to the last bar
//	k, err := intraday.Matched(b, subject, kweb) // -1.80 % over the same bars
//
// Limits: one break a session, the largest; an overnight gap is not a break
// (the first bar counts from its own open). With few bars the spread of the
// others says little: fewer than [MinBars] is an error.
package intraday

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"
)

// MinBars is the fewest bars a session needs for a break to be judged.
const MinBars = 12

// ErrTooFewBars is returned when a session has fewer than [MinBars] bars.
var ErrTooFewBars = errors.New("too few bars in the session to find a break")

// Bars is one session's bars in columns of equal length, oldest first. Prices
// are in the listing's currency, volume in shares.
type Bars struct {
	Start  []time.Time
	Open   []float64
	Close  []float64
	Volume []float64
}

// Break is the bar of a session in which the price moved most.
type Break struct {
	Bar   int       // index into the bars
	Start time.Time // the bar's start
	// From is the close of the bar before (the open for the first bar), To the
	// close of the break bar.
	From, To float64
	Return   float64 // To/From - 1
	// Usual is the standard deviation (n-1) of the session's other bar returns,
	// and Multiple is Return / Usual: how many usual bars the break is worth.
	// Multiple is 0 when the other bars did not move at all.
	Usual, Multiple float64
	// VolumeMultiple is the bar's volume over the session's median bar; Median
	// is the index of that bar. The upper one of two middle bars is taken, so
	// that the figure was traded. VolumeMultiple is 0 when there is no volume.
	VolumeMultiple float64
	Median         int
}

// Find finds the break: the largest absolute close-to-close move of a bar, the
// first of equals.
func Find(b Bars) (Break, error) {
	if err := b.check(); err != nil {
		return Break{}, err
	}
	returns := b.returns()
	at := 0
	for k, r := range returns {
		if math.Abs(r) > math.Abs(returns[at]) {
			at = k
		}
	}
	out := Break{Bar: at, Start: b.Start[at], From: b.base(at), To: b.Close[at], Return: returns[at]}
	out.Usual = spreadWithout(returns, at)
	if out.Usual > 0 {
		out.Multiple = out.Return / out.Usual
	}
	out.Median = upperMedian(b.Volume)
	if m := b.Volume[out.Median]; m > 0 {
		out.VolumeMultiple = b.Volume[at] / m
	}
	return out, nil
}

// Move is what a security did from the break to its last bar.
type Move struct {
	From, To         float64 // prices
	FromBar, LastBar int     // the bar whose close (or open, for bar 0) is From; the bar whose close is To
	Return           float64 // To/From - 1
}

// Since is the move of the broken security itself.
func Since(br Break, b Bars) (Move, error) {
	if err := b.check(); err != nil {
		return Move{}, err
	}
	last := len(b.Close) - 1
	return Move{
		From: br.From, To: b.Close[last], FromBar: max(br.Bar-1, 0), LastBar: last,
		Return: b.Close[last]/br.From - 1,
	}, nil
}

// Matched is a benchmark's move over the same stretch: from its price when the
// break bar began to its close of the bar in which the security's last bar lies.
// It fails when the benchmark has no bars at those starts.
func Matched(br Break, security, benchmark Bars) (Move, error) {
	if err := benchmark.check(); err != nil {
		return Move{}, err
	}
	at, ok := benchmark.startingAt(br.Start)
	if !ok {
		return Move{}, fmt.Errorf("benchmark has no bar starting at %s", br.Start.Format("15:04"))
	}
	end := security.Start[len(security.Start)-1]
	last, ok := benchmark.startingAt(end)
	if !ok {
		return Move{}, fmt.Errorf("benchmark has no bar starting at %s", end.Format("15:04"))
	}
	from := benchmark.base(at)
	return Move{
		From: from, To: benchmark.Close[last], FromBar: max(at-1, 0), LastBar: last,
		Return: benchmark.Close[last]/from - 1,
	}, nil
}

func (b Bars) check() error {
	n := len(b.Close)
	if len(b.Start) != n || len(b.Open) != n || len(b.Volume) != n {
		return fmt.Errorf("bars have columns of unequal length: %d starts, %d opens, %d closes, %d volumes",
			len(b.Start), len(b.Open), n, len(b.Volume))
	}
	if n < MinBars {
		return fmt.Errorf("%w: %d, need %d", ErrTooFewBars, n, MinBars)
	}
	for k := range n {
		if !(b.Close[k] > 0) || !(b.Open[k] > 0) || math.IsInf(b.Close[k], 0) || math.IsInf(b.Open[k], 0) {
			return fmt.Errorf("bar %d (%s) has no positive price", k, b.Start[k].Format("15:04"))
		}
		if math.IsNaN(b.Volume[k]) || b.Volume[k] < 0 {
			return fmt.Errorf("bar %d (%s) has no volume", k, b.Start[k].Format("15:04"))
		}
	}
	return nil
}

// base is the price that bar k's return counts from.
func (b Bars) base(k int) float64 {
	if k == 0 {
		return b.Open[0]
	}
	return b.Close[k-1]
}

func (b Bars) returns() []float64 {
	out := make([]float64, len(b.Close))
	for k := range out {
		out[k] = b.Close[k]/b.base(k) - 1
	}
	return out
}

func (b Bars) startingAt(t time.Time) (int, bool) {
	return slices.BinarySearchFunc(b.Start, t, time.Time.Compare)
}

// spreadWithout is the standard deviation (n-1), by Welford's recurrence, of r
// without element skip.
func spreadWithout(r []float64, skip int) float64 {
	var mean, squares float64
	n := 0
	for k, x := range r {
		if k == skip {
			continue
		}
		n++
		d := x - mean
		mean += d / float64(n)
		squares += d * (x - mean)
	}
	if n < 2 {
		return 0
	}
	return math.Sqrt(squares / float64(n-1))
}

// upperMedian is the index of the middle value of v, the upper of two.
func upperMedian(v []float64) int {
	order := make([]int, len(v))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case v[a] < v[b]:
			return -1
		case v[a] > v[b]:
			return 1
		}
		return 0
	})
	return order[len(order)/2]
}
