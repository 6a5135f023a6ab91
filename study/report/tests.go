package report

import (
	"fmt"
	"strconv"
	"strings"

	"newstape/study"
)

// testColumns are how every test is shown.
func testColumns(first ...Column) []Column {
	return append(first,
		Column{Name: "test", Title: "test"},
		Column{Name: "convention", Title: "convention"},
		Column{Name: "source", Title: "source", Wide: true},
		Column{Name: "n", Title: "N", Kind: Count},
		Column{Name: "value", Title: "value", Kind: Value},
		Column{Name: "law", Title: "against"},
		Column{Name: "p", Title: "p", Kind: Chance},
		Column{Name: "p_less", Title: "p below", Kind: Chance},
		Column{Name: "p_more", Title: "p above", Kind: Chance},
		Column{Name: "p_adjusted", Title: "p adjusted", Kind: Chance},
		Column{Name: "note", Title: "note"})
}

// testCells is one test's row. An estimate without a law has no p.
func testCells(s study.Stat) []Cell {
	row := []Cell{words(s.Test), words(s.Convention), words(s.Source), count(s.N)}
	if s.Missing != "" {
		return append(row, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, Cell{}, words("none: "+s.Missing))
	}
	row = append(row, figure(s.Value), words(law(s)))
	if s.Law == study.NoLaw {
		return append(row, Cell{}, Cell{}, Cell{}, Cell{}, words(s.Note))
	}
	return append(row, figure(s.P), figure(s.Less), figure(s.More), figure(s.Adjusted), words(s.Note))
}

// law names the distribution that a value was compared with.
func law(s study.Stat) string {
	switch s.Law {
	case study.Normal:
		return "N(0,1)"
	case study.Student:
		return "t(" + strconv.FormatFloat(s.DF, 'f', decimals(s.DF), 64) + ")"
	case study.Exact:
		return "exact"
	case study.Drawn:
		return "draws"
	}
	return "estimate"
}

// decimals is one for degrees of freedom that are not whole, as Welch's are.
func decimals(df float64) int {
	if df == float64(int64(df)) {
		return 0
	}
	return 1
}

// testSheet is every test of every window.
func testSheet(name, title string, windows []study.WindowResult) Sheet {
	s := Sheet{
		Name: name, Title: title, Blocks: true, Columns: testColumns(Column{Name: "window", Title: "window"}),
		Note: "p is two-sided; below and above are one-sided; adjusted is p corrected for the number of windows.",
	}
	if name == "day_tests" {
		s.Note = strings.Replace(s.Note, "windows", "days", 1)
	}
	for _, w := range windows {
		for _, t := range w.Stats {
			s.Rows = append(s.Rows, append([]Cell{words(w.Window.String())}, testCells(t)...))
		}
	}
	return s
}

// groupTestSheet is every test of every window of every group.
func groupTestSheet(r *study.Result) Sheet {
	s := Sheet{Name: "group_tests", Title: "Tests by group", Blocks: true, Columns: testColumns(Column{Name: "group", Title: "group and window"})}
	for _, g := range r.Groups {
		for _, w := range g.Windows {
			for _, t := range w.Stats {
				s.Rows = append(s.Rows, append([]Cell{words(g.Group + " " + w.Window.String())}, testCells(t)...))
			}
		}
	}
	return s
}

// differenceSheet compares the groups.
func differenceSheet(r *study.Result) Sheet {
	s := Sheet{
		Name: "differences", Title: "Differences between groups", Blocks: true,
		Columns: testColumns(Column{Name: "window", Title: "window"}, Column{Name: "groups", Title: "groups"},
			Column{Name: "difference", Title: "difference", Kind: Return}),
	}
	for _, d := range r.Differences {
		for _, t := range d.Stats {
			s.Rows = append(s.Rows, append([]Cell{words(d.Window.String()), words(fmt.Sprintf("%s less %s", d.A, d.B)), figure(d.Mean)}, testCells(t)...))
		}
	}
	return s
}
