package chart

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestBlocksFollowTheValues(t *testing.T) {
	for _, tc := range []struct {
		values []float64
		width  int
		want   string
	}{
		{[]float64{0, 7}, 10, "▁█"},
		{[]float64{0, 1, 2, 3, 4, 5, 6, 7}, 10, "▁▂▃▄▅▆▇█"},
		{[]float64{0, 9, 0, 1}, 2, "█▁"},
		{[]float64{5, 5, 5}, 10, "▄▄▄"},
		{[]float64{0, math.NaN(), 7}, 10, "▁ █"},
		{nil, 10, ""},
	} {
		if got := Blocks(tc.values, tc.width); got != tc.want {
			t.Errorf("Blocks(%v, %d) = %q, want %q", tc.values, tc.width, got, tc.want)
		}
	}
}

func TestBlocksNeverWiderThanAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOf(rapid.Float64()).Draw(t, "values")
		w := rapid.IntRange(1, 80).Draw(t, "width")
		if got := utf8.RuneCountInString(Blocks(v, w)); got > w {
			t.Fatalf("%d characters for width %d", got, w)
		}
	})
}

func TestSVGIsWellFormedAndEscaped(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "n")
		v := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), n, n).Draw(t, "values")
		hostile := `"><script>alert(1)</script>`
		l := Lines{
			Title: hostile, Unit: "%", Mark: rapid.IntRange(-1, 31).Draw(t, "mark"), MarkLabel: hostile,
			Points: make([]string, n),
			Series: []Series{{Name: hostile, Class: "subject", Values: v}},
			Levels: []Level{{Label: hostile, Class: "stated", Value: -4.7}},
		}
		for k := range l.Points {
			l.Points[k] = hostile
		}
		svg := l.SVG()
		if strings.Contains(svg, "<script") || strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
			t.Fatalf("unsafe or unprintable: %s", svg)
		}
		dec := xml.NewDecoder(strings.NewReader(svg))
		for {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("not well formed: %v", err)
			}
		}
	})
}
