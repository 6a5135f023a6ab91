package chart

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPlot(t *testing.T) {
	l := Lines{
		Points: []string{"09:30", "10:30", "11:30"}, Mark: 1,
		Series: []Series{{Name: "BABA", Values: []float64{0, 4, -2}}},
		Levels: []Level{{Label: "stated 3 %", Value: 3}}, Unit: "%",
	}
	want := strings.TrimPrefix(`
 4% ┤╌╌╌╌╌╌╌╌╌⣀⠤⠊⠑⢄⡀╌╌╌╌╌╌╌╌╌ stated 3 %
 2% ┤     ⢀⡠⠔⠉  ┆  ⠈⠢⣀
    │  ⣀⠤⠊⠁     ┆     ⠑⢄⡀
 0% ┤⠒⠉         ┆       ⠈⠢⣀
-2% ┤           ┆          ⠑⢄ BABA
     09:30    10:30     11:30
`, "\n")
	if got := l.Plot(40, 5); got != want {
		t.Errorf("plot:\n%s\nwant:\n%s", got, want)
	}
}

// A plot keeps to its width and height and survives any figures.
func TestPlotKeepsItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 40).Draw(t, "n")
		v := rapid.SliceOfN(rapid.Float64(), n, n).Draw(t, "values")
		width, rows := rapid.IntRange(1, 100).Draw(t, "width"), rapid.IntRange(0, 12).Draw(t, "rows")
		l := Lines{Points: make([]string, n), Mark: rapid.IntRange(-1, 41).Draw(t, "mark"), Series: []Series{{Name: "N", Values: v}}}
		for k := range l.Points {
			l.Points[k] = "2025-11-14"
		}
		if rapid.Bool().Draw(t, "level") {
			l.Levels = []Level{{Label: "stated", Value: rapid.Float64().Draw(t, "stated")}}
		}
		got := l.Plot(width, rows)
		if lines := strings.Count(got, "\n"); lines > rows+1 {
			t.Fatalf("%d lines for %d rows", lines, rows)
		}
		for line := range strings.Lines(got) {
			if w := utf8.RuneCountInString(strings.TrimRight(line, "\n")); w > width {
				t.Fatalf("%d columns for %d:\n%s", w, width, got)
			}
		}
	})
}
