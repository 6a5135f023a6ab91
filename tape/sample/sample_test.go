package sample

import (
	"encoding/csv"
	"flag"
	"math"
	"os"
	"strconv"
	"testing"
	"time"

	"newstape/tape/bars"
	"newstape/tape/calendar"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var update = flag.Bool("update", false, "make data/ from the CSV files")

func TestEmbeddedFormIsTheCSV(t *testing.T) {
	series, intraday := readDaily(t), readIntraday(t)
	if *update {
		makeData(t, series, intraday)
	}
	tape, err := Tape()
	if err != nil {
		t.Fatal(err)
	}
	same := cmp.Options{cmpopts.EquateNaNs(), cmp.Comparer(func(a, b time.Time) bool {
		return a.Equal(b) && a.Location().String() == b.Location().String()
	})}
	listings := map[string]bool{}
	for _, want := range series {
		listings[want.Listing] = true
		got, _ := tape.Daily(want.Listing, want.Basis)
		if d := cmp.Diff(want, got, same); d != "" {
			t.Errorf("%s %s:\n%s", want.Listing, want.Basis, d)
		}
	}
	for _, want := range intraday {
		got, _ := tape.Intraday(want.Listing, want.Session)
		if d := cmp.Diff(want, got, same); d != "" {
			t.Errorf("%s %s:\n%s", want.Listing, want.Session, d)
		}
	}
	if got := tape.Listings(); len(got) != len(listings) {
		t.Errorf("listings %v, the CSV has %d", got, len(listings))
	}
	if d := cmp.Diff([]string{Source}, tape.Sources()); d != "" {
		t.Error(d)
	}
}

func makeData(t *testing.T, series []*bars.Series, intraday []*bars.Intraday) {
	t.Helper()
	if err := os.RemoveAll("data"); err != nil {
		t.Fatal(err)
	}
	w, err := bars.Create("data")
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for _, s := range series {
		if err := w.AddDaily(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, b := range intraday {
		if err := w.AddIntraday(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	t.Skip("data/ made: run again without -update")
}

// The figures that the first story turns on.
func TestTheEvent(t *testing.T) {
	tape, err := Tape()
	if err != nil {
		t.Fatal(err)
	}
	baba, _ := tape.Daily("XNYS:BABA", bars.Raw)
	i, ok := baba.Index(calendar.MustDate("2025-11-14"))
	if !ok || baba.Close[i] != 153.80 || baba.Close[i-1] != 159.84 || baba.Low[i] != 151.78 {
		t.Errorf("BABA on 14 November: %v", baba.Close[i-1:i+1])
	}
	day, ok := tape.Intraday("XNYS:BABA", calendar.MustDate("2025-11-14"))
	if !ok || day.Len() != 78 {
		t.Fatal("no bars of 14 November")
	}
	minute := ""
	for k, low := range day.Low {
		if low/159.84-1 <= -0.047 {
			minute = day.Cell(k, bars.FieldLow).At
			break
		}
	}
	if minute != "2025-11-14T13:25" {
		t.Errorf("4.7 %% down first at %s", minute)
	}
}

func rows(t *testing.T, name string) [][]string {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	all, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return all[1:]
}

func number(t *testing.T, cell string, empty float64) float64 {
	t.Helper()
	if cell == "" {
		return empty
	}
	v, err := strconv.ParseFloat(cell, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func readDaily(t *testing.T) []*bars.Series {
	t.Helper()
	var out []*bars.Series
	for _, row := range rows(t, "daily.csv") {
		basis := bars.Basis(row[7])
		if n := len(out); n == 0 || out[n-1].Listing != row[0] || out[n-1].Basis != basis {
			out = append(out, &bars.Series{Listing: row[0], Calendar: row[0][:4], Basis: basis, Source: Source})
		}
		s := out[len(out)-1]
		s.Dates = append(s.Dates, calendar.MustDate(row[1]))
		for k, column := range []*[]float64{&s.Open, &s.High, &s.Low, &s.Close, &s.Volume} {
			*column = append(*column, number(t, row[2+k], math.NaN()))
		}
		if basis == bars.Raw { // an empty cell: no dividend, no split
			s.Dividend = append(s.Dividend, number(t, row[8], 0))
			s.Split = append(s.Split, number(t, row[9], 1))
		}
	}
	return out
}

func readIntraday(t *testing.T) []*bars.Intraday {
	t.Helper()
	ny, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	var out []*bars.Intraday
	for _, row := range rows(t, "intraday_5min.csv") {
		start, err := time.ParseInLocation("2006-01-02 15:04", row[1], ny)
		if err != nil {
			t.Fatal(err)
		}
		session := calendar.DateOf(start)
		if n := len(out); n == 0 || out[n-1].Listing != row[0] || out[n-1].Session != session {
			out = append(out, &bars.Intraday{Listing: row[0], Session: session, Width: 5 * time.Minute, Source: Source})
		}
		b := out[len(out)-1]
		b.Start = append(b.Start, start)
		for k, column := range []*[]float64{&b.Open, &b.High, &b.Low, &b.Close, &b.Volume} {
			*column = append(*column, number(t, row[2+k], math.NaN()))
		}
	}
	return out
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		if _, err := Tape(); err != nil {
			b.Fatal(err)
		}
	}
}
