package report

import (
	"fmt"
	"math"
	"strings"

	"newstape/study"
)

// chart is the path of the mean cumulative abnormal return with its band, as
// SVG. Colours come from the page's style sheet. One event has a line and no
// band.
type chart struct {
	steps       []step
	low, high   float64 // of the axis
	tick        float64
	left, right float64
	top, bottom float64
}

// The drawing's size in its own units.
const (
	chartWidth  = 720.0
	chartHeight = 320.0
)

func newChart(r *study.Result) *chart {
	c := &chart{left: 64, right: chartWidth - 16, top: 14, bottom: chartHeight - 40}
	for _, s := range path(r) {
		if s.N > 0 {
			c.steps = append(c.steps, s)
			c.low, c.high = min(c.low, s.Low), max(c.high, s.High)
		}
	}
	if len(c.steps) < 2 || c.high-c.low < 1e-12 {
		return nil
	}
	c.tick = niceStep((c.high - c.low) / 5)
	c.low, c.high = math.Floor(c.low/c.tick)*c.tick, math.Ceil(c.high/c.tick)*c.tick
	return c
}

// niceStep is 1, 2 or 5 times a power of ten, at least want.
func niceStep(want float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(want)))
	for _, f := range []float64{1, 2, 5} {
		if f*power >= want {
			return f * power
		}
	}
	return 10 * power
}

func (c *chart) x(day int) float64 {
	first, last := c.steps[0].Day, c.steps[len(c.steps)-1].Day
	return c.left + (c.right-c.left)*float64(day-first)/float64(last-first)
}

func (c *chart) y(v float64) float64 {
	return c.bottom - (c.bottom-c.top)*(v-c.low)/(c.high-c.low)
}

// svg draws the chart. It holds figures only, no text of the input.
func (c *chart) svg() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<svg class="chart" viewBox="0 0 %g %g" role="img" aria-labelledby="path-title path-desc">`, chartWidth, chartHeight)
	last := c.steps[len(c.steps)-1]
	fmt.Fprintf(&b, `<title id="path-title">Mean cumulative abnormal return by day</title><desc id="path-desc">From day %+d to day %+d the mean moves to %+.2f %%, interval %+.2f %% to %+.2f %%.</desc>`,
		c.steps[0].Day, last.Day, 100*last.Mean, 100*last.Low, 100*last.High)
	for k := 0; ; k++ {
		v := c.low + float64(k)*c.tick
		if v > c.high+c.tick/2 {
			break
		}
		class := "grid"
		if math.Abs(v) < c.tick/2 {
			class, v = "zero", 0
		}
		fmt.Fprintf(&b, `<line class="%s" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>`, class, c.left, c.right, c.y(v), c.y(v))
		fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" text-anchor="end">%s</text>`, c.left-8, c.y(v)+4, tickLabel(v, c.tick))
	}
	c.days(&b)
	var upper, lower, line []string
	for k, s := range c.steps {
		upper = append(upper, fmt.Sprintf("%.1f,%.1f", c.x(s.Day), c.y(s.High)))
		line = append(line, fmt.Sprintf("%.1f,%.1f", c.x(s.Day), c.y(s.Mean)))
		back := c.steps[len(c.steps)-1-k]
		lower = append(lower, fmt.Sprintf("%.1f,%.1f", c.x(back.Day), c.y(back.Low)))
	}
	fmt.Fprintf(&b, `<polygon class="band" points="%s %s"/><polyline class="line" points="%s"/>`,
		strings.Join(upper, " "), strings.Join(lower, " "), strings.Join(line, " "))
	for _, s := range c.steps {
		fmt.Fprintf(&b, `<circle class="dot" cx="%.1f" cy="%.1f" r="2.6"><title>day %+d: %+.2f %% (%+.2f %% to %+.2f %%), N %d</title></circle>`,
			c.x(s.Day), c.y(s.Mean), s.Day, 100*s.Mean, 100*s.Low, 100*s.High, s.N)
	}
	b.WriteString(`</svg>`)
	return b.String()
}

// days labels the horizontal axis, every day or as many as fit, and marks day 0.
func (c *chart) days(b *strings.Builder) {
	first, last := c.steps[0].Day, c.steps[len(c.steps)-1].Day
	every := max(1, int(niceStep(float64(last-first)/16)))
	for d := first; d <= last; d++ {
		if d%every == 0 {
			fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle">%s</text>`, c.x(d), c.bottom+18, signed(d))
		}
	}
	if first <= 0 && 0 <= last {
		fmt.Fprintf(b, `<line class="mark" x1="%.1f" x2="%.1f" y1="%.1f" y2="%.1f"/>`, c.x(0), c.x(0), c.top, c.bottom)
	}
	fmt.Fprintf(b, `<text x="%.1f" y="%.1f" text-anchor="middle">days from the event</text>`, (c.left+c.right)/2, chartHeight-6)
}

// signed writes +1, 0, -1.
func signed(d int) string {
	if d == 0 {
		return "0"
	}
	return fmt.Sprintf("%+d", d)
}

// tickLabel writes a tick with as many decimals as the step needs.
func tickLabel(v, tick float64) string {
	places := max(0, int(math.Ceil(-math.Log10(100*tick)-1e-9)))
	if v == 0 {
		return "0 %"
	}
	return fmt.Sprintf("%+.*f %%", places, 100*v)
}
