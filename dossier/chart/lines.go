package chart

import (
	"fmt"
	"html"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Series is one line. Values count along the shared x axis; NaN leaves a gap.
type Series struct {
	Name   string
	Class  string // CSS class of the stroke: subject, market, peer
	Values []float64
}

// Level is a horizontal line at a value, such as the figure that a story
// states.
type Level struct {
	Label string
	Class string // stated, close
	Value float64
}

// Lines is a chart of series over a shared axis of labelled points.
type Lines struct {
	Title  string // for people who cannot see it, too
	Unit   string // "%"
	Points []string
	Series []Series
	Levels []Level
	// Mark is the index of the point to stand out with a vertical line; -1 for
	// none. MarkLabel is written at it.
	Mark      int
	MarkLabel string
}

const (
	width, height                = 720.0, 300.0
	left, right, top, bottom     = 52.0, 150.0, 18.0, 30.0
	plotWidth, plotHeight        = width - left - right, height - top - bottom
	wantedTicks, labelGap, inset = 5, 13.0, 6.0
)

// SVG draws the chart. The result is one element, safe to embed in a page: all
// labels are escaped and nothing refers outside it.
func (l Lines) SVG() string {
	s := l.scale()
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart" viewBox="0 0 %g %g" role="img" aria-label="%s" xmlns="http://www.w3.org/2000/svg">`,
		width, height, html.EscapeString(l.Title))
	fmt.Fprintf(&b, "<title>%s</title>", html.EscapeString(l.Title))
	l.drawGrid(&b, s)
	l.drawMark(&b, s)
	for _, v := range l.Levels {
		fmt.Fprintf(&b, `<line class="level %s" x1="%g" x2="%s" y1="%s" y2="%s"/>`, html.EscapeString(v.Class),
			left, num(left+plotWidth), num(s.y(v.Value)), num(s.y(v.Value)))
	}
	for _, line := range l.Series {
		drawSeries(&b, s, line)
	}
	l.drawLabels(&b, s)
	b.WriteString("</svg>")
	return b.String()
}

type scale struct {
	lo, hi, step float64
	n            int
}

func (l Lines) scale() scale {
	var all []float64
	for _, s := range l.Series {
		all = append(all, s.Values...)
	}
	for _, v := range l.Levels {
		all = append(all, v.Value)
	}
	lo, hi := bounds(all)
	if hi == lo {
		lo, hi = lo-1, hi+1
	}
	step := niceStep((hi - lo) / wantedTicks)
	return scale{lo: math.Floor(lo/step) * step, hi: math.Ceil(hi/step) * step, step: step, n: max(len(l.Points), 2)}
}

// niceStep is the smallest of 1, 2 or 5 times a power of ten that is not below
// rough.
func niceStep(rough float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(rough)))
	for _, m := range []float64{1, 2, 5} {
		if m*power >= rough {
			return m * power
		}
	}
	return 10 * power
}

func (s scale) x(k int) float64 { return left + plotWidth*float64(k)/float64(s.n-1) }
func (s scale) y(v float64) float64 {
	return top + plotHeight*(s.hi-v)/(s.hi-s.lo)
}

func (l Lines) drawGrid(b *strings.Builder, s scale) {
	for k := 0; ; k++ {
		v := s.lo + float64(k)*s.step
		if v > s.hi+s.step/2 {
			break
		}
		fmt.Fprintf(b, `<line class="grid" x1="%g" x2="%s" y1="%s" y2="%s"/>`, left, num(left+plotWidth), num(s.y(v)), num(s.y(v)))
		fmt.Fprintf(b, `<text class="tick" x="%s" y="%s" text-anchor="end">%s%s</text>`, num(left-inset), num(s.y(v)+4),
			label(v, s.step), html.EscapeString(l.Unit))
	}
	every := max(1, (len(l.Points)+5)/6)
	for k := 0; k < len(l.Points); k += every {
		fmt.Fprintf(b, `<text class="tick" x="%s" y="%s" text-anchor="middle">%s</text>`, num(s.x(k)), num(height-10),
			html.EscapeString(l.Points[k]))
	}
}

func (l Lines) drawMark(b *strings.Builder, s scale) {
	if l.Mark < 0 || l.Mark >= len(l.Points) {
		return
	}
	x := s.x(l.Mark)
	fmt.Fprintf(b, `<line class="mark" x1="%s" x2="%s" y1="%g" y2="%s"/>`, num(x), num(x), top, num(top+plotHeight))
	fmt.Fprintf(b, `<text class="marklabel" x="%s" y="%g" text-anchor="middle">%s</text>`, num(x), top-5, html.EscapeString(l.MarkLabel))
}

func drawSeries(b *strings.Builder, s scale, line Series) {
	fmt.Fprintf(b, `<path class="line %s" d="`, html.EscapeString(line.Class))
	pen := "M"
	for k, v := range line.Values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			pen = "M"
			continue
		}
		b.WriteString(pen + num(s.x(k)) + " " + num(s.y(v)))
		pen = "L"
	}
	b.WriteString(`"/>`)
}

// drawLabels writes the names of series and levels at the right edge, pushed
// apart so that none covers another.
func (l Lines) drawLabels(b *strings.Builder, s scale) {
	type tag struct {
		text, class string
		y           float64
	}
	var tags []tag
	for _, line := range l.Series {
		if k := lastFinite(line.Values); k >= 0 {
			tags = append(tags, tag{line.Name, line.Class, s.y(line.Values[k])})
		}
	}
	for _, v := range l.Levels {
		tags = append(tags, tag{v.Label, v.Class, s.y(v.Value)})
	}
	// Insertion by height; a handful of tags.
	for i := 1; i < len(tags); i++ {
		for j := i; j > 0 && tags[j].y < tags[j-1].y; j-- {
			tags[j], tags[j-1] = tags[j-1], tags[j]
		}
	}
	for i := 1; i < len(tags); i++ {
		tags[i].y = max(tags[i].y, tags[i-1].y+labelGap)
	}
	for _, t := range tags {
		fmt.Fprintf(b, `<text class="name %s" x="%s" y="%s">%s</text>`, html.EscapeString(t.class),
			num(left+plotWidth+inset), num(t.y+4), html.EscapeString(t.text))
	}
}

func lastFinite(v []float64) int {
	for k, x := range slices.Backward(v) {
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			return k
		}
	}
	return -1
}

// num writes a coordinate to a tenth of a pixel.
func num(v float64) string {
	return strconv.FormatFloat(math.Round(v*10)/10, 'f', -1, 64)
}

// label writes a tick with as many decimals as the step needs.
func label(v, step float64) string {
	decimals := max(0, int(-math.Floor(math.Log10(step))))
	if math.Abs(v) < step/1e6 {
		v = 0
	}
	return strconv.FormatFloat(v, 'f', decimals, 64)
}
