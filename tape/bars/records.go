package bars

import (
	"math"
	"sync"
)

// Figure is what a record is a record of.
type Figure int

// The figures of a session that records are kept of.
const (
	CloseLevel Figure = iota
	HighLevel
	LowLevel
	DailyMove // from the close before, see [Series.Return]
	figures
)

// Records answers, of one series, how far back a session stands out: "the biggest
// drop since", "the highest close since", "a 52-week low", "a record", "the fifth
// rise in a row".
//
//	x, ok := tape.Records("XNYS:BABA", bars.Raw)
//	k, ok := x.Last(bars.DailyMove, false, row) // the last session before that fell at least as much
//	n := x.Run(true, row)                       // sessions in a row that rose
//
// Every answer about a row rests on that row and on rows before it, so a question
// asked as of a session knows nothing that came later. Levels are compared in
// shares of one size: in figures as traded, what lies before a split is divided by
// it. A session without the figure is passed over.
//
// How: for each figure and direction one array holds, for each row, the last row
// before it that was at least as extreme, found for all rows in one pass with a
// stack of the rows that nothing later has passed. It is made at the first question
// and takes 4 bytes a row. What is more extreme than a level of the asker's is found
// by following the same array, in few steps on real prices.
//
// It may be used by several goroutines.
type Records struct {
	series *Series
	once   [figures][2]sync.Once
	back   [figures][2][]int32 // the last row before that was as extreme, -1 for none
	values [figures][]float64  // in shares of the size of the first row
	fill   [figures]sync.Once
	runs   [2][]int32
	count  sync.Once
	scale  []float64 // shares of row k for one of the first row; nil where none was split
	split  sync.Once
}

// NewRecords prepares the records of a series. It does nothing yet: what a question
// needs is made when it is asked.
func NewRecords(s *Series) *Records { return &Records{series: s} }

// Records are those of a listing's daily figures on a basis, kept for as long as the
// tape is open; false when no set has them.
func (t *Tape) Records(listing string, basis Basis) (*Records, bool) {
	for _, s := range t.sets {
		n, ok := s.index.find(listing, basis)
		if !ok {
			continue
		}
		if kept, ok := s.records.Load(n); ok {
			return kept.(*Records), true
		}
		kept, _ := s.records.LoadOrStore(n, NewRecords(s.daily(n)))
		return kept.(*Records), true
	}
	return nil, false
}

// Series are the figures that the records are of.
func (x *Records) Series() *Series { return x.series }

// Last is the last row before row whose figure was at least as extreme: as high or
// higher for up, as low or lower for down. False when there is none, or when row
// has no such figure.
func (x *Records) Last(f Figure, up bool, row int) (int, bool) {
	if row < 0 || row >= x.series.Len() {
		return 0, false
	}
	k := x.array(f, up)[row]
	return int(k), k >= 0
}

// Beyond is the last row before row whose figure was more extreme than that of row.
func (x *Records) Beyond(f Figure, up bool, row int) (int, bool) {
	at := x.value(f, row)
	k, ok := x.Last(f, up, row)
	for ok && x.value(f, k) == at {
		k, ok = x.Last(f, up, k)
	}
	return k, ok
}

// Reached is the last row before row whose figure was as extreme as a level, which
// is given in shares of row's size.
func (x *Records) Reached(f Figure, up bool, row int, level float64) (int, bool) {
	if row < 1 || row > x.series.Len() || math.IsNaN(level) {
		return 0, false
	}
	level *= x.size(f, min(row, x.series.Len()-1))
	for k := row - 1; k >= 0; {
		v := x.value(f, k)
		switch {
		case math.IsNaN(v):
			k--
		case reaches(v, level, up):
			return k, true
		default:
			before, ok := x.Last(f, up, k)
			if !ok {
				return 0, false
			}
			k = before
		}
	}
	return 0, false
}

// At is the figure of row k in shares of the size of row; for a move, a fraction.
// NaN when the series does not carry it.
func (x *Records) At(f Figure, k, row int) float64 {
	if k < 0 || k >= x.series.Len() || row < 0 || row >= x.series.Len() {
		return math.NaN()
	}
	return x.value(f, k) / x.size(f, row)
}

// Run is the number of sessions in a row up to row that rose, or fell; 0 when row
// itself did not.
func (x *Records) Run(up bool, row int) int {
	if row < 0 || row >= x.series.Len() {
		return 0
	}
	x.count.Do(x.countRuns)
	return int(x.runs[side(up)][row])
}

func side(up bool) int {
	if up {
		return 1
	}
	return 0
}

// reaches reports whether v is as extreme as level; a missing figure never is.
func reaches(v, level float64, up bool) bool { return up && v >= level || !up && v <= level }

// value is the figure of a row, levels in shares of the size of the first row.
func (x *Records) value(f Figure, row int) float64 {
	x.fill[f].Do(func() { x.values[f] = x.column(f) })
	if x.values[f] == nil || row < 0 || row >= len(x.values[f]) {
		return math.NaN()
	}
	return x.values[f][row]
}

// column is a figure of all rows: the series' own column where nothing was split.
func (x *Records) column(f Figure) []float64 {
	var own []float64
	switch f {
	case CloseLevel:
		own = x.series.Close
	case HighLevel:
		own = x.series.High
	case LowLevel:
		own = x.series.Low
	case DailyMove:
		out := make([]float64, x.series.Len())
		for k := range out {
			r, ok := x.series.Return(k)
			if out[k] = r; !ok {
				out[k] = math.NaN()
			}
		}
		return out
	}
	if own == nil || x.sizes() == nil {
		return own
	}
	out := make([]float64, len(own))
	for k, v := range own {
		out[k] = v * x.scale[k]
	}
	return out
}

// size is by what a level of row is multiplied; 1 for a move.
func (x *Records) size(f Figure, row int) float64 {
	if f == DailyMove || x.sizes() == nil {
		return 1
	}
	return x.scale[row]
}

// sizes are, for each row, the shares that one share of the first row had become;
// nil where none was split.
func (x *Records) sizes() []float64 {
	x.split.Do(func() {
		if x.series.Basis != Raw {
			return
		}
		total, split := 1.0, false
		out := make([]float64, len(x.series.Split))
		for k, v := range x.series.Split {
			if v > 0 && v != 1 {
				total *= v
				split = true
			}
			out[k] = total
		}
		if split {
			x.scale = out
		}
	})
	return x.scale
}

// array finds for every row the last one before it that was as extreme. The stack
// holds the rows that no later one has passed, the least extreme on top.
func (x *Records) array(f Figure, up bool) []int32 {
	n := side(up)
	x.once[f][n].Do(func() {
		back := make([]int32, x.series.Len())
		x.value(f, 0)
		values := x.values[f]
		var stack []int32
		for k := range back {
			back[k] = -1
			if values == nil || math.IsNaN(values[k]) {
				continue
			}
			for len(stack) > 0 && !reaches(values[stack[len(stack)-1]], values[k], up) {
				stack = stack[:len(stack)-1]
			}
			if len(stack) > 0 {
				back[k] = stack[len(stack)-1]
			}
			stack = append(stack, int32(k)) // #nosec G115 -- rows of a series are few
		}
		x.back[f][n] = back
	})
	return x.back[f][n]
}

// countRuns counts the rows of one direction that end at each row. A session that
// did not move, or whose move is not known, ends both runs.
func (x *Records) countRuns() {
	for n := range x.runs {
		x.runs[n] = make([]int32, x.series.Len())
	}
	for k := 1; k < x.series.Len(); k++ {
		switch r, ok := x.series.Return(k); {
		case ok && r > 0:
			x.runs[1][k] = x.runs[1][k-1] + 1
		case ok && r < 0:
			x.runs[0][k] = x.runs[0][k-1] + 1
		}
	}
}
