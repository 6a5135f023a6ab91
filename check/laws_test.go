package check

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newstape/internal/patience"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/quantity"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// series is a made-up run of closes on the sessions from 2025-01-02.
func series(closes []float64) *bars.Series {
	cal, err := calendar.For("XNYS")
	if err != nil {
		panic(err)
	}
	s := &bars.Series{Listing: "XNYS:X", Calendar: "XNYS", Basis: bars.Raw, Source: "made up"}
	day := calendar.MustDate("2025-01-02")
	for _, c := range closes {
		session, _ := cal.AtOrAfter(day)
		s.Dates = append(s.Dates, session.Date)
		s.Open, s.Close = append(s.Open, c), append(s.Close, c)
		s.High, s.Low = append(s.High, c*1.001), append(s.Low, c*0.999)
		s.Volume = append(s.Volume, 1e6)
		day = session.Date + 1
	}
	return s
}

// opened is a book on the last session of a series.
func opened(t testing.TB, s *bars.Series, measure Measure) *book {
	t.Helper()
	dir := t.TempDir()
	w, err := bars.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	if err := w.AddDaily(s); err != nil {
		t.Fatal(err)
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	tape, err := bars.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tape.Close() })
	return bookOn(t, tape, s, measure)
}

func bookOn(t testing.TB, tape *bars.Tape, s *bars.Series, measure Measure) *book {
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	last := s.Len() - 1
	ref := when.Reference{Published: s.Dates[last].In(cal.Location()).Add(20 * time.Hour), Known: true}
	j := newJudge(&article.Article{Reference: ref}, ref, tape)
	listing := &security.Listing{MIC: "XNYS", Ticker: "X", Currency: "USD"}
	st := &Statement{Listing: listing, Mention: &link.Mention{Entity: &security.Entity{}}, Measure: measure, Unit: "pct"}
	w := span{Window: Window{From: s.Dates[max(last-1, 0)], To: s.Dates[last]}}
	return &book{judge: j, st: st, w: w, cal: cal, daily: s, from: last - 1, to: last}
}

func printed(value float64, decimals int, q quantity.Qualifier) *quantity.Quantity {
	return &quantity.Quantity{Value: value, Scale: 1, Decimals: decimals, Unit: quantity.Percent, Qualifier: q}
}

// A move that is printed as it was, rounded half away from zero to some digits,
// holds; one that is off by more than half a digit does not.
func TestPrintedAsItWas(t *testing.T) {
	tape := &bars.Tape{}
	rapid.Check(t, func(rt *rapid.T) {
		from := rapid.Float64Range(5, 500).Draw(rt, "from")
		move := rapid.Float64Range(-0.3, 0.3).Draw(rt, "move")
		decimals := rapid.IntRange(0, 2).Draw(rt, "decimals")
		s := series([]float64{from, from * (1 + move)})
		c := bookOn(t, tape, s, ReturnClose)
		truth := 100 * (s.Close[1]/s.Close[0] - 1)
		scale := math.Pow(10, float64(decimals))
		value := math.Floor(math.Abs(truth)*scale+0.5) / scale
		c.st.Direction, c.st.Value, c.st.HasValue, c.st.Decimals = Up, value, true, decimals
		if truth < 0 {
			c.st.Direction = Down
		}
		p := placed{finding: finding{amount: printed(value, decimals, quantity.Exact), value: value, dir: c.st.Direction}}
		if out := c.move(p); out.verdict != Holds {
			rt.Fatalf("%.4f printed as %v: %s", truth, value, out.verdict)
		}
		off := value + 1.1/scale
		c.st.Value = off
		p.amount, p.value = printed(off, decimals, quantity.Exact), off
		if out := c.move(p); out.verdict == Holds {
			rt.Fatalf("%.4f printed as %v holds", truth, off)
		}
	})
}

// Half a unit counts in: 4.65 may be printed as 4.7.
func TestTolerance(t *testing.T) {
	st := &Statement{Measure: ReturnClose, Unit: "pct"}
	for _, tt := range []struct {
		value, truth float64
		decimals     int
		q            quantity.Qualifier
		want         bool
	}{
		{4.7, 4.65, 1, quantity.Exact, true},
		{4.7, 4.7501, 1, quantity.Exact, false},
		{17, 16.5, 0, quantity.Exact, true},
		{17, 17.51, 0, quantity.Exact, false},
		{20, 19.6, -1, quantity.Exact, true},
		{4.7, 4.2, 1, quantity.About, true},
		{4.7, 3.78, 1, quantity.About, false},
		{80, 73, 0, quantity.About, true},
		{5, 5.001, 0, quantity.MoreThan, true},
		{5, 4.9, 0, quantity.MoreThan, false},
		{1, 0.4, 0, quantity.LessThan, true},
		{1, -0.4, 0, quantity.LessThan, false},
	} {
		p := placed{finding: finding{amount: printed(tt.value, tt.decimals, tt.q), value: tt.value}}
		if got := agrees(p, st, tt.value, tt.truth); got != tt.want {
			t.Errorf("%s %v against %v: %v", tt.q, tt.value, tt.truth, got)
		}
	}
}

// The last session as extreme is the one that a plain scan finds.
func TestExtremeSinceAgainstAScan(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(3, 40).Draw(rt, "sessions")
		closes := []float64{100}
		for len(closes) < n {
			closes = append(closes, closes[len(closes)-1]*(1+rapid.Float64Range(-0.05, 0.05).Draw(rt, "move")))
		}
		s := series(closes)
		c := bookOn(t, &bars.Tape{}, s, ExtremeSince)
		last := n - 1
		move := closes[last]/closes[last-1] - 1
		dir, want := Down, calendar.Date(0)
		if move > 0 {
			dir = Up
		}
		for k := 1; k < last; k++ {
			if m := closes[k]/closes[k-1] - 1; dir == Down && m <= move || dir == Up && m >= move {
				want = s.Dates[k]
			}
		}
		p := placed{finding: finding{dir: dir, kind: "move", measure: ExtremeSince, time: &when.Expr{Kind: when.Since, From: s.Dates[0]}}}
		c.st.Since = want.String()
		out := c.extremeSince(p)
		switch {
		case want == 0 && out.verdict != CannotCheck:
			rt.Fatalf("nothing as extreme before, got %s", out.verdict)
		case want != 0 && (out.truthDate != want || out.verdict != Holds):
			rt.Fatalf("got %s %s, want %s", out.verdict, out.truthDate, want)
		}
	})
}

// A run of falls is as long as it is.
func TestStreak(t *testing.T) {
	c := opened(t, series([]float64{10, 11, 10.5, 10.2, 10.1}), Streak)
	p := placed{finding: finding{dir: Down, value: 3, amount: printed(3, 0, quantity.Exact)}}
	if out := c.streak(p); out.verdict != Holds || out.truth != 3 {
		t.Errorf("three falls: %s %v", out.verdict, out.truth)
	}
	p.value = 4
	if out := c.streak(p); out.verdict != Fails {
		t.Errorf("four falls: %s", out.verdict)
	}
}

// A split is no fall.
func TestSplit(t *testing.T) {
	s := series([]float64{100, 101, 10.2})
	s.Split = []float64{1, 1, 10}
	c := opened(t, s, ReturnClose)
	c.st.Direction, c.st.Value, c.st.Decimals = Up, 1, 0
	p := placed{finding: finding{amount: printed(1, 0, quantity.Exact), value: 1, dir: Up}}
	if out := c.move(p); out.verdict != Holds {
		t.Errorf("after a ten for one split: %s (%s)", out.verdict, out.why)
	}
}

// What the tape lacks is said, and no figure made up.
func TestTypedAnswers(t *testing.T) {
	s := series([]float64{100, 101, 102})
	s.Volume[2], s.High[2], s.Low[2], s.Open[2], s.Close[1] = 0, 102, 102, 102, 102
	c := opened(t, s, ReturnClose)
	st := *c.st
	_, out := c.book(&st, span{Window: Window{From: s.Dates[1], To: s.Dates[2]}}, c.cal)
	if out == nil || out.verdict != CannotCheck || !strings.Contains(out.why, "filler") {
		t.Errorf("a row without volume: %+v", out)
	}
	first := span{Window: Window{From: s.Dates[0] - 1, To: s.Dates[0]}}
	b, out := c.book(&st, first, c.cal)
	if out != nil {
		t.Fatalf("the first session: %+v", out)
	}
	got := b.verdict(placed{finding: finding{amount: printed(5, 0, quantity.Exact), value: 5, dir: Up}})
	if got.verdict != CannotCheck || got.missing == nil {
		t.Errorf("a listing that began that day: %+v", got)
	}
	if _, out := c.book(&st, span{Window: Window{From: s.Dates[2], To: s.Dates[2] + 30}}, c.cal); out == nil || out.verdict != CannotCheck {
		t.Error("a session that the tape does not reach")
	}
}

// The story that defines the program, as a reader of the repository has it.
func TestMemo(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "examples", "alibaba-memo.txt"))
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Read(raw, article.Options{Name: "alibaba-memo.txt", Published: "2025-11-15T04:58:00-05:00"})
	if err != nil {
		t.Fatal(err)
	}
	doc := text.Parse(a.Text)
	statements := Story(a, doc, parse(doc), linker().Find(a, doc), sampleTape(t))
	seen := 0
	for _, s := range statements {
		if s.Value != 4.7 {
			continue
		}
		seen++
		if s.Verdict != HoldsIntraday || s.Minute != "13:25" || math.Abs(s.Truth+3.7788) > 1e-3 || id(s) != "XNYS:BABA" {
			t.Errorf("%q: %s at %q, truth %v of %s", s.Span.In(a.Text), s.Verdict, s.Minute, s.Truth, id(s))
		}
		if s.Receipt().Void() || len(s.Receipt().Cells()) < 3 {
			t.Errorf("%q rests on %v", s.Span.In(a.Text), s.Receipt())
		}
	}
	if seen < 2 || !statements[0].Headline {
		t.Errorf("%d statements of 4.7, the first in the headline: %v", seen, statements[0].Headline)
	}
	report := time.Date(2025, 11, 14, 18, 0, 0, 0, time.UTC)
	MarkPreceding(statements, report)
	for _, s := range statements {
		early := s.Listing != nil && s.Listing.MIC == "XHKG"
		if flagged := strings.Contains(strings.Join(s.Flags, " "), PrecedesEvent); flagged != early {
			t.Errorf("%q of %s: precedes the event: %v", s.Span.In(a.Text), id(s), flagged)
		}
	}
}

// Two readings of a story are the same.
func TestSameTwice(t *testing.T) {
	b, err := os.ReadFile("testdata/moves.case")
	if err != nil {
		t.Fatal(err)
	}
	tape := sampleTape(t)
	ref := when.Reference{Published: time.Date(2025, 11, 14, 22, 30, 0, 0, time.UTC), Known: true}
	one, two := judged(string(b), ref, tape), judged(string(b), ref, tape)
	if !reflect.DeepEqual(fmt.Sprint(show(string(b), one)), fmt.Sprint(show(string(b), two))) {
		t.Error("two readings differ")
	}
}

// Work grows with the text and not with its square, also where no sentence ends.
func TestLongText(t *testing.T) {
	ref := when.Reference{Published: time.Date(2025, 11, 14, 22, 30, 0, 0, time.UTC), Known: true}
	tape := sampleTape(t)
	for name, unit := range map[string]string{"sentences": "Alibaba fell 3.8%. ", "no stops": "Alibaba fell 3.8% and it rose 2%, which "} {
		long := strings.Repeat(unit, 40_000/len(unit))
		start := time.Now()
		judged(long, ref, tape)
		if d := time.Since(start); d > patience.Limit(5*time.Second) {
			t.Errorf("%s: %d bytes took %v", name, len(long), d)
		}
	}
}
