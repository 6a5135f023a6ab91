package bars

import (
	"archive/tar"
	"bufio"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newstape/internal/shared"
	"newstape/tape/calendar"
)

// drawSeries is a series with ties, missing figures and, now and then, splits.
func drawSeries(t *rapid.T) *Series {
	n := rapid.IntRange(0, 60).Draw(t, "rows")
	price := func(name string) []float64 {
		out := make([]float64, n)
		for k := range out {
			out[k] = float64(rapid.IntRange(0, 12).Draw(t, name)) / 4
			if out[k] == 0 {
				out[k] = math.NaN()
			}
		}
		return out
	}
	s := &Series{Listing: "XNYS:A", Calendar: "XNYS", Basis: Raw, Close: price("close"), High: price("high"), Low: price("low")}
	for k := range n {
		s.Dates = append(s.Dates, calendar.Date(k))
	}
	if rapid.Bool().Draw(t, "split") {
		s.Split = make([]float64, n)
		for k := range s.Split {
			s.Split[k] = []float64{1, 1, 1, 1, 2, 0.5}[rapid.IntRange(0, 5).Draw(t, "ratio")]
		}
	}
	return s
}

// plain is a figure of row k in shares of row's size, by its definition.
func plain(s *Series, f Figure, k, row int) float64 {
	var v float64
	switch f {
	case CloseLevel:
		v = s.Close[k]
	case HighLevel:
		v = s.High[k]
	case LowLevel:
		v = s.Low[k]
	case DailyMove:
		r, ok := s.Return(k)
		if !ok {
			return math.NaN()
		}
		return r
	}
	for j := k + 1; s.Split != nil && j <= row; j++ {
		v /= s.Split[j]
	}
	return v
}

// scan looks back from row for a figure that passes.
func scan(s *Series, f Figure, row int, passes func(v float64) bool) (int, bool) {
	for k := row - 1; k >= 0; k-- {
		if passes(plain(s, f, k, row)) {
			return k, true
		}
	}
	return 0, false
}

// The index answers as a plain scan over the bars does.
func TestRecordsAreThoseOfAScan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSeries(t)
		if s.Len() == 0 {
			return
		}
		x := NewRecords(s)
		row := rapid.IntRange(0, s.Len()-1).Draw(t, "row")
		f := Figure(rapid.IntRange(0, int(figures)-1).Draw(t, "figure"))
		up := rapid.Bool().Draw(t, "up")
		at := plain(s, f, row, row)
		same := func(what string, k int, ok bool, wantK int, want bool) {
			if ok != want || ok && k != wantK {
				t.Fatalf("%s(figure %d, up %v, row %d) = %d, %v; a scan says %d, %v\n%+v", what, f, up, row, k, ok, wantK, want, s)
			}
		}
		k, ok := x.Last(f, up, row)
		wk, wok := scan(s, f, row, func(v float64) bool { return reaches(v, at, up) })
		same("Last", k, ok, wk, wok)
		k, ok = x.Beyond(f, up, row)
		wk, wok = scan(s, f, row, func(v float64) bool { return reaches(v, at, up) && v != at })
		same("Beyond", k, ok, wk, wok)
		level := float64(rapid.IntRange(-4, 16).Draw(t, "level")) / 4
		k, ok = x.Reached(f, up, row, level)
		wk, wok = scan(s, f, row, func(v float64) bool { return reaches(v, level, up) })
		same("Reached", k, ok, wk, wok)
		if got, want := x.At(f, max(row-1, 0), row), plain(s, f, max(row-1, 0), row); got != want && !(math.IsNaN(got) && math.IsNaN(want)) {
			t.Fatalf("At = %v, want %v", got, want)
		}
		run := 0
		for k := row; k > 0; k-- {
			if r, ok := s.Return(k); !ok || !(up && r > 0 || !up && r < 0) {
				break
			}
			run++
		}
		if got := x.Run(up, row); got != run {
			t.Fatalf("Run(%v, %d) = %d, want %d", up, row, got, run)
		}
	})
}

// An answer about a row does not change with what comes after it.
func TestRecordsKnowNothingLater(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSeries(t)
		if s.Len() < 2 {
			return
		}
		row := rapid.IntRange(0, s.Len()-2).Draw(t, "row")
		cut := *s
		cut.Dates, cut.Close, cut.High, cut.Low = s.Dates[:row+1], s.Close[:row+1], s.High[:row+1], s.Low[:row+1]
		if s.Split != nil {
			cut.Split = s.Split[:row+1]
		}
		whole, past := NewRecords(s), NewRecords(&cut)
		for f := range figures {
			for _, up := range []bool{false, true} {
				a, aok := whole.Last(f, up, row)
				b, bok := past.Last(f, up, row)
				if a != b || aok != bok || whole.Run(up, row) != past.Run(up, row) {
					t.Fatalf("figure %d up %v row %d: %d, %v with the future, %d, %v without", f, up, row, a, aok, b, bok)
				}
			}
		}
	})
}

func TestRecordsBeyondTheEnds(t *testing.T) {
	x := NewRecords(&Series{})
	for _, row := range []int{-1, 0, 5} {
		if _, ok := x.Last(CloseLevel, true, row); ok || x.Run(true, row) != 0 || !math.IsNaN(x.At(CloseLevel, 0, row)) {
			t.Errorf("row %d of nothing has a record", row)
		}
		if _, ok := x.Reached(CloseLevel, true, row, 1); ok {
			t.Errorf("row %d of nothing was reached", row)
		}
	}
}

func TestTapeKeepsRecords(t *testing.T) {
	dir := t.TempDir()
	s := &Series{Listing: "XNYS:A", Calendar: "XNYS", Basis: Raw, Source: "test"}
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	s.Dates = cal.Dates()[:4]
	s.Open, s.High, s.Low, s.Close, s.Volume = []float64{4, 3, 2, 3}, []float64{4, 3, 2, 3}, []float64{4, 3, 2, 3}, []float64{4, 3, 2, 3}, []float64{1, 1, 1, 1}
	write(t, dir, []*Series{s}, nil)
	tape := open(t, dir)
	a, ok := Join(tape).Records("XNYS:A", Raw)
	b, _ := tape.Records("XNYS:A", Raw)
	if !ok || a != b {
		t.Error("records are made anew for each question")
	}
	if k, ok := a.Last(CloseLevel, true, 3); !ok || k != 1 {
		t.Errorf("the last close at 3 or more before the fourth row is row %d, %v; want 1", k, ok)
	}
	if _, ok := tape.Records("XNYS:B", Raw); ok {
		t.Error("records of a listing that the tape does not have")
	}
}

// panel reads the shared panel: 602 and more names since 2004, beyond the calendars.
func panel(tb testing.TB) []*Series {
	tb.Helper()
	dir := shared.Dir(tb, "data", "panel")
	found, err := filepath.Glob(filepath.Join(dir, "*.tar.gz"))
	if err != nil || len(found) == 0 {
		tb.Skip("no panel")
	}
	f, err := os.Open(found[0])
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		tb.Fatal(err)
	}
	var out []*Series
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			tb.Fatal(err)
		}
		if strings.HasSuffix(h.Name, ".csv") {
			out = append(out, panelSeries(tb, filepath.Base(h.Name), r))
		}
	}
}

func panelSeries(tb testing.TB, name string, r io.Reader) *Series {
	tb.Helper()
	s := &Series{Listing: name, Basis: Adjusted}
	scan := bufio.NewScanner(r)
	for n := 0; scan.Scan(); n++ {
		cells := strings.Split(scan.Text(), ",")
		if n == 0 {
			if got := strings.Join(cells[:5], ","); !strings.EqualFold(got, "date,open,high,low,close") {
				tb.Fatalf("%s: columns %s", name, got)
			}
			continue
		}
		d, err := calendar.ParseDate(cells[0])
		if err != nil {
			tb.Fatalf("%s: %v", name, err)
		}
		number := func(cell string) float64 {
			v, err := strconv.ParseFloat(cell, 64)
			if err != nil {
				return math.NaN()
			}
			return v
		}
		s.Dates = append(s.Dates, d)
		s.High, s.Low, s.Close = append(s.High, number(cells[2])), append(s.Low, number(cells[3])), append(s.Close, number(cells[4]))
	}
	if err := scan.Err(); err != nil {
		tb.Fatalf("%s: %v", name, err)
	}
	return s
}

// TestPanelRecords measures the index over the whole panel: every array of every
// name made, and the slowest single question, its array made for it.
func TestPanelRecords(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 60 MB")
	}
	all := panel(t)
	rows := 0
	for _, s := range all {
		rows += s.Len()
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var slowest time.Duration
	start := time.Now()
	kept := make([]*Records, len(all))
	for i, s := range all {
		kept[i] = NewRecords(s)
		for f := range figures {
			for _, up := range []bool{false, true} {
				one := time.Now()
				kept[i].Last(f, up, s.Len()-1)
				slowest = max(slowest, time.Since(one))
			}
		}
		kept[i].Run(true, s.Len()-1)
	}
	built := time.Since(start)
	runtime.GC()
	runtime.ReadMemStats(&after)
	t.Logf("%d series, %d rows: all arrays in %v, %.1f MB; the slowest first question %v", len(all), rows, built.Round(time.Microsecond),
		float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), slowest)
	for i, x := range kept {
		s := all[i]
		for row := s.Len() - 1; row > 0; row -= 97 {
			at := plain(s, DailyMove, row, row)
			wk, wok := scan(s, DailyMove, row, func(v float64) bool { return v <= at })
			if k, ok := x.Last(DailyMove, false, row); k != wk && ok || ok != wok {
				t.Fatalf("%s on %s: %d, %v; a scan says %d, %v", s.Listing, s.Dates[row], k, ok, wk, wok)
			}
		}
	}
	if mean := built / time.Duration(len(all)*int(2*figures)); mean > time.Millisecond {
		t.Errorf("a question took %v in the mean, its array made for it", mean)
	}
	runtime.KeepAlive(kept)
}

func BenchmarkRecords(b *testing.B) {
	all := panel(b)
	b.Run("first question of a series", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			s := all[n%len(all)]
			NewRecords(s).Last(DailyMove, false, s.Len()-1)
		}
	})
	kept := make([]*Records, len(all))
	for i, s := range all {
		kept[i] = NewRecords(s)
	}
	for _, q := range []struct {
		name string
		ask  func(*Records, int)
	}{
		{"biggest drop since", func(x *Records, row int) { x.Last(DailyMove, false, row) }},
		{"52-week low", func(x *Records, row int) { x.Beyond(LowLevel, false, row) }},
		{"record high", func(x *Records, row int) { x.Beyond(HighLevel, true, row) }},
		{"streak", func(x *Records, row int) { x.Run(false, row) }},
		{"last at a level of its own", func(x *Records, row int) { x.Reached(CloseLevel, true, row, 1.1*x.At(CloseLevel, row, row)) }},
	} {
		for _, x := range kept {
			q.ask(x, x.Series().Len()-1) // make the arrays
		}
		b.Run(q.name, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				x := kept[n%len(kept)]
				q.ask(x, x.Series().Len()-1-n%200)
			}
		})
	}
	b.Run("a plain scan for the biggest drop since", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			s := all[n%len(all)]
			row := s.Len() - 1 - n%200
			at := plain(s, DailyMove, row, row)
			scan(s, DailyMove, row, func(v float64) bool { return v <= at })
		}
	})
	// The worst that a scan can be asked: nothing passes, so all is read.
	b.Run("a plain scan for the biggest drop ever", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			s := all[n%len(all)]
			scan(s, DailyMove, s.Len()-1, func(v float64) bool { return v < -1 })
		}
	})
}

func ExampleRecords() {
	x := NewRecords(&Series{Basis: Raw, Close: []float64{100, 95, 97, 96, 92}, Dates: []calendar.Date{0, 1, 2, 3, 4}})
	k, ok := x.Last(DailyMove, false, 4)
	fmt.Println(k, ok, x.Run(false, 4))
	// Output: 1 true 2
}
