package chart

import (
	"math"
	"slices"
	"strings"
	"unicode/utf8"
)

// Plot draws the chart with characters: series as dots of braille, levels and the
// mark as broken lines, the scale at the left, names at the right edge. It is
// width columns wide, names included, and rows lines high, without the line of
// points below. Fewer than two finite values give nothing.
//
//	 4% ┤╌╌╌╌╌╌╌╌╌⣀⠤⠊⠑⢄⡀╌╌╌╌╌╌╌╌╌ stated 3 %
//	 2% ┤     ⢀⡠⠔⠉  ┆  ⠈⠢⣀
//	    │  ⣀⠤⠊⠁     ┆     ⠑⢄⡀
//	 0% ┤⠒⠉         ┆       ⠈⠢⣀
//	-2% ┤           ┆          ⠑⢄ BABA
//	     09:30    10:30     11:30
func (l Lines) Plot(width, rows int) string {
	s := l.scale()
	ticks := s.rulers(rows)
	scaleWidth := 0
	for _, t := range ticks {
		scaleWidth = max(scaleWidth, utf8.RuneCountInString(t.text+l.Unit))
	}
	names := l.edge(s, rows)
	nameWidth := 0
	for _, n := range names {
		nameWidth = max(nameWidth, utf8.RuneCountInString(n))
	}
	inner := width - scaleWidth - 2
	if nameWidth > 0 {
		inner -= nameWidth + 1
	}
	if inner < 8 || rows < 2 || l.finite() < 2 {
		return ""
	}
	c := newCanvas(inner, rows)
	for _, line := range l.Series {
		c.line(s, line.Values)
	}
	c.levels(s, l)
	var b strings.Builder
	for r := range rows {
		tick, axis := "", "│"
		for _, t := range ticks {
			if t.row == r {
				tick, axis = t.text+l.Unit, "┤"
			}
		}
		b.WriteString(strings.Repeat(" ", scaleWidth-utf8.RuneCountInString(tick)) + tick + " " + axis)
		row := string(c.cells[r])
		if n := names[r]; n != "" {
			row += " " + n
		}
		b.WriteString(strings.TrimRight(row, " ") + "\n")
	}
	if under := l.under(inner); under != "" {
		b.WriteString(strings.Repeat(" ", scaleWidth+2) + under + "\n")
	}
	return b.String()
}

// finite counts the values that can be drawn.
func (l Lines) finite() int {
	n := 0
	for _, s := range l.Series {
		for _, v := range s.Values {
			if !math.IsNaN(v) && !math.IsInf(v, 0) {
				n++
			}
		}
	}
	return n
}

type ruler struct {
	row  int
	text string
}

// dot is how many dots a value lies below the upper edge.
func (s scale) dot(v float64, rows int) int {
	return min(max(int(math.Round((s.hi-v)/(s.hi-s.lo)*float64(4*rows-1))), 0), 4*rows-1)
}

// row is the line of characters that a value lies in.
func (s scale) row(v float64, rows int) int { return s.dot(v, rows) / 4 }

// rulers are the ticks that have a row of their own.
func (s scale) rulers(rows int) []ruler {
	var out []ruler
	for k := 0; ; k++ {
		v := s.lo + float64(k)*s.step
		if v > s.hi+s.step/2 || k > 100 {
			return out
		}
		r := s.row(v, rows)
		if n := len(out); n == 0 || out[n-1].row > r {
			out = append(out, ruler{r, label(v, s.step)})
		}
	}
}

// edge gives each row the name that stands at its right end: levels first, since
// they are why the chart is drawn; a name that finds its row taken goes to the next
// free one.
func (l Lines) edge(s scale, rows int) []string {
	out := make([]string, rows)
	put := func(v float64, name string) {
		at := s.row(v, rows)
		for d := range rows {
			for _, r := range [2]int{at + d, at - d} {
				if r >= 0 && r < rows && out[r] == "" {
					out[r] = name
					return
				}
			}
		}
	}
	for _, v := range l.Levels {
		put(v.Value, v.Label)
	}
	for _, line := range l.Series {
		if k := lastFinite(line.Values); k >= 0 && line.Name != "" {
			put(line.Values[k], line.Name)
		}
	}
	return out
}

// under is the line of points: the first, the last, and the marked one where there
// is room between them.
func (l Lines) under(width int) string {
	if len(l.Points) == 0 {
		return ""
	}
	row := []rune(strings.Repeat(" ", width))
	put := func(text string, at int) {
		r := []rune(text)
		at = min(max(at, 0), width-len(r))
		if at < 0 {
			return
		}
		from, to := max(at-1, 0), min(at+len(r)+1, width)
		if slices.ContainsFunc(row[from:to], func(c rune) bool { return c != ' ' }) {
			return
		}
		copy(row[at:], r)
	}
	put(l.Points[0], 0)
	if len(l.Points) > 1 {
		last := l.Points[len(l.Points)-1]
		put(last, width-utf8.RuneCountInString(last))
	}
	if l.Mark > 0 && l.Mark < len(l.Points)-1 {
		text := l.Points[l.Mark]
		put(text, l.Mark*(width-1)/(len(l.Points)-1)-utf8.RuneCountInString(text)/2)
	}
	return strings.TrimRight(string(row), " ")
}

// canvas is a grid of characters, each of two by four dots.
type canvas struct{ cells [][]rune }

func newCanvas(width, rows int) *canvas {
	c := &canvas{}
	for range rows {
		c.cells = append(c.cells, []rune(strings.Repeat(" ", width)))
	}
	return c
}

// dots are the bits of a braille character by column and row.
var dots = [2][4]rune{{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}}

const braille = 0x2800

// dot sets the dot at x, y, counted in dots from the upper left.
func (c *canvas) dot(x, y int) {
	if y < 0 || y/4 >= len(c.cells) || x < 0 || x/2 >= len(c.cells[0]) {
		return
	}
	cell := &c.cells[y/4][x/2]
	if *cell < braille || *cell > braille+0xff {
		*cell = braille
	}
	*cell |= dots[x%2][y%4]
}

// line joins the finite values with dots; a missing one leaves a gap.
func (c *canvas) line(s scale, values []float64) {
	width, rows := 2*len(c.cells[0]), len(c.cells)
	lastX, lastY, pen := 0, 0, false
	for k, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			pen = false
			continue
		}
		x := k * (width - 1) / max(len(values)-1, 1)
		y := s.dot(v, rows)
		if !pen {
			lastX, lastY = x, y
		}
		steps := max(abs(x-lastX), abs(y-lastY), 1)
		for i := 0; i <= steps; i++ {
			c.dot(lastX+(x-lastX)*i/steps, lastY+(y-lastY)*i/steps)
		}
		lastX, lastY, pen = x, y, true
	}
}

func abs(v int) int { return max(v, -v) }

// levels draws the broken lines of levels and mark in the characters that no
// series has.
func (c *canvas) levels(s scale, l Lines) {
	rows, width := len(c.cells), len(c.cells[0])
	if l.Mark >= 0 && l.Mark < len(l.Points) && len(l.Points) > 1 {
		x := l.Mark * (width - 1) / (len(l.Points) - 1)
		for r := range rows {
			if c.cells[r][x] == ' ' {
				c.cells[r][x] = '┆'
			}
		}
	}
	for _, v := range l.Levels {
		row := c.cells[s.row(v.Value, rows)]
		for x := range row {
			if row[x] == ' ' {
				row[x] = '╌'
			}
		}
	}
}
