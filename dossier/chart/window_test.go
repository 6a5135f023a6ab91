package chart

import (
	"strings"
	"testing"
	"time"

	"newstape/check"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/sample"
)

func judged(t *testing.T, words string, at time.Time) ([]check.Statement, *bars.Tape) {
	t.Helper()
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := syntax.Open()
	if err != nil {
		t.Fatal(err)
	}
	a := &article.Article{Name: "test", Text: words, Reference: when.Reference{Published: at, Known: true}}
	doc := text.Parse(words)
	return check.Story(a, doc, parser.Document(doc), link.New(security.Embedded()).Find(a, doc), tape), tape
}

// The window of each sort of statement is drawn with what the text states.
func TestWindow(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	evening := time.Date(2025, 11, 14, 18, 0, 0, 0, zone)
	for _, tc := range []struct {
		words, first, last, unit, label string
		level                           float64
	}{
		{"Alibaba fell 4.7% on Friday.", "09:30", "15:55", "%", "stated -4.7 %", -4.7},
		{"Alibaba closed at $153.80 on Friday.", "09:30", "15:55", "", "stated 153.80", 153.8},
		{"JD.com fell 4.6% on Friday.", "2025-10-03", "2025-11-14", "%", "stated -4.6 %", -4.6},
		{"Alibaba fell 7.2% for the week.", "2025-11-07", "2025-11-14", "%", "stated -7.2 %", -7.2},
		{"Alibaba had its worst day since October 2025.", "2025-10-14", "2025-11-14", "%", "-3.78 %", -3.78},
		{"Trading volume in Alibaba came to 34.0 million shares on Friday.", "2025-10-03", "2025-11-14", "m", "stated 34.0 m", 34},
	} {
		found, tape := judged(t, tc.words, evening)
		if len(found) == 0 {
			t.Errorf("%s: no statement", tc.words)
			continue
		}
		l, ok := Window(found[0], tape, time.Time{})
		if !ok || l.Points[0] != tc.first || l.Points[len(l.Points)-1] != tc.last || l.Unit != tc.unit {
			t.Errorf("%s: drawn %v, %v, unit %q", tc.words, ok, l.Points, l.Unit)
			continue
		}
		if len(l.Levels) != 1 || l.Levels[0].Label != tc.label || l.Levels[0].Value-tc.level > 0.01 || tc.level-l.Levels[0].Value > 0.01 {
			t.Errorf("%s: levels %+v", tc.words, l.Levels)
		}
		if svg, plot := l.SVG(), l.Plot(80, 8); !strings.Contains(svg, "level stated") || !strings.Contains(plot, "╌") {
			t.Errorf("%s: the stated figure is not drawn\n%s", tc.words, plot)
		}
	}
}

// Nothing that came after publication is drawn.
func TestWindowEndsAtPublication(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2025, 11, 14, 13, 12, 0, 0, zone)
	found, tape := judged(t, "Alibaba was down 2.2% on Friday.", at)
	if len(found) != 1 {
		t.Fatalf("%d statements", len(found))
	}
	l, ok := Window(found[0], tape, at)
	if !ok || l.Points[len(l.Points)-1] > "13:12" {
		t.Errorf("drawn %v up to %v", ok, l.Points)
	}
}

// A level that is far off does not flatten the line, and what has no prices is not
// drawn.
func TestWindowWithoutUse(t *testing.T) {
	at := time.Date(2025, 11, 15, 9, 0, 0, 0, time.UTC)
	found, tape := judged(t, "Alibaba fell 4,700% on Friday. General Motors fell 3% on Friday.", at)
	if len(found) != 2 {
		t.Fatalf("%d statements", len(found))
	}
	if l, ok := Window(found[0], tape, at); !ok || len(l.Levels) != 0 {
		t.Errorf("4,700 per cent: %v, levels %v", ok, l.Levels)
	}
	if _, ok := Window(found[1], tape, at); ok {
		t.Error("a listing without prices was drawn")
	}
	if _, ok := Window(found[0], nil, at); ok {
		t.Error("drawn without a tape")
	}
}
