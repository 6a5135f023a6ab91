package report

import (
	"math"

	"newstape/study"
	"newstape/study/stat"
)

// meanColumns describe the abnormal returns of a day or a window.
func meanColumns(first ...Column) []Column {
	return append(first,
		Column{Name: "n", Title: "N", Kind: Count},
		Column{Name: "mean", Title: "mean", Kind: Return},
		Column{Name: "low", Title: "from", Kind: Return},
		Column{Name: "high", Title: "to", Kind: Return},
		Column{Name: "median", Title: "median", Kind: Return},
		Column{Name: "sd", Title: "SD", Kind: Spread},
		Column{Name: "positive", Title: "above 0", Kind: Count},
		Column{Name: "by_value", Title: "by value", Kind: Return, Wide: true},
		Column{Name: "by_precision", Title: "by precision", Kind: Return, Wide: true})
}

func meanCells(w study.WindowResult) []Cell {
	if w.N == 0 {
		return []Cell{count(0), {}, {}, {}, {}, {}, {}, {}, {}}
	}
	row := []Cell{count(w.N), figure(w.Mean)}
	if w.N > 1 {
		row = append(row, figure(w.Low), figure(w.High), figure(w.Median), figure(w.SD))
	} else {
		row = append(row, Cell{}, Cell{}, figure(w.Median), Cell{})
	}
	return append(row, count(w.Positive), weighted(w.ByValue), weighted(w.ByPrecision))
}

func weighted(m study.WeightedMean) Cell {
	if m.N == 0 {
		return Cell{}
	}
	return figure(m.Mean)
}

// between names the interval of the design's level.
func between(d study.Design) string {
	return "From and to bound the mean at " + percent(1-d.Level) + " by the cross-sectional t."
}

// windowSheet is the cumulative average abnormal return of every window.
func windowSheet(r *study.Result) Sheet {
	s := Sheet{
		Name: "windows", Title: "Mean cumulative abnormal return (CAAR)", Note: between(r.Design),
		Columns: meanColumns(Column{Name: "window", Title: "window"}),
	}
	for _, w := range r.Windows {
		s.Rows = append(s.Rows, append([]Cell{words(w.Window.String())}, meanCells(w)...))
	}
	return s
}

// daySheet is the average abnormal return of every day, and the mean path.
func daySheet(r *study.Result) Sheet {
	s := Sheet{Name: "days", Title: "Mean abnormal return by day (AAR)", Note: "The last column sums the days from the first."}
	s.Columns = append(meanColumns(Column{Name: "day", Title: "day", Kind: Count}), Column{Name: "caar", Title: "CAAR so far", Kind: Return})
	steps := path(r)
	for k, w := range r.Days {
		row := append([]Cell{count(w.Window.From)}, meanCells(w)...)
		sum := Cell{}
		if steps[k].N > 0 {
			sum = figure(steps[k].Mean)
		}
		s.Rows = append(s.Rows, append(row, sum))
	}
	return s
}

// groupSheet is the windows of every group.
func groupSheet(r *study.Result) Sheet {
	s := Sheet{
		Name: "groups", Title: "Groups", Note: between(r.Design), Blocks: true,
		Columns: meanColumns(Column{Name: "window", Title: "window"}, Column{Name: "group", Title: "group"}),
	}
	for k := range r.Windows {
		for _, g := range r.Groups {
			w := g.Windows[k]
			s.Rows = append(s.Rows, append([]Cell{words(w.Window.String()), words(g.Group)}, meanCells(w)...))
		}
	}
	return s
}

// step is the mean of the abnormal returns summed from the first event day to
// Day, over the events that have every one of them.
type step struct {
	Day             int
	N               int
	Mean, Low, High float64
}

// path sums the days. Its band is that of a window's mean: the cross-sectional
// t at the design's level. With one event there is no band.
func path(r *study.Result) []step {
	out := make([]step, r.Design.Event.Len())
	sums := make([][]float64, len(out))
	for _, e := range r.Events {
		sum := 0.0
		for k, ar := range e.AR {
			if ar.Missing {
				break
			}
			sum += ar.Value
			sums[k] = append(sums[k], sum)
		}
	}
	for k, cars := range sums {
		s := step{Day: r.Design.Event.From + k, N: len(cars)}
		for _, v := range cars {
			s.Mean += v / float64(len(cars))
		}
		s.Low, s.High = s.Mean, s.Mean
		if n := float64(len(cars)); n > 1 {
			squares := 0.0
			for _, v := range cars {
				squares += (v - s.Mean) * (v - s.Mean)
			}
			half := -stat.StudentQuantile(r.Design.Level/2, n-1) * math.Sqrt(squares/(n-1)/n)
			s.Low, s.High = s.Mean-half, s.Mean+half
		}
		out[k] = s
	}
	return out
}
