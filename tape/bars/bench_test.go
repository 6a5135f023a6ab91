package bars

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"newstape/tape/calendar"
)

// benchSet writes 1,000 listings of 2,500 sessions: 2.5 million rows.
func benchSet(b *testing.B, dir string) {
	b.Helper()
	cal, err := calendar.For("XNYS")
	if err != nil {
		b.Fatal(err)
	}
	const rows = 2500
	random := rand.New(rand.NewPCG(1, 2))
	column := make([]float64, rows)
	for i := range column {
		column[i] = 100 + random.NormFloat64()
	}
	var series []*Series
	for i := range 1000 {
		series = append(series, &Series{
			Listing: fmt.Sprintf("XNYS:T%04d", i), Calendar: "XNYS", Basis: Raw, Source: "bench", Dates: cal.Dates()[:rows],
			Open: column, High: column, Low: column, Close: column, Volume: column,
		})
	}
	write(b, dir, series, nil)
}

func BenchmarkWrite(b *testing.B) {
	for b.Loop() {
		benchSet(b, b.TempDir())
	}
	b.ReportMetric(2.5e6*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	benchSet(b, dir)
	for b.Loop() {
		tape, err := Open(dir)
		if err != nil {
			b.Fatal(err)
		}
		tape.Close()
	}
}

// BenchmarkWindows reads the closes of 10,000 random windows of 270 days.
func BenchmarkWindows(b *testing.B) {
	dir := b.TempDir()
	benchSet(b, dir)
	tape := open(b, dir)
	random := rand.New(rand.NewPCG(3, 4))
	var sum float64
	for b.Loop() {
		for range 10_000 {
			s, _ := tape.Daily(fmt.Sprintf("XNYS:T%04d", random.IntN(1000)), Raw)
			at := random.IntN(s.Len() - 270)
			for _, v := range s.Close[at : at+270] {
				sum += v
			}
		}
	}
	if sum == 0 {
		b.Fatal("nothing was read")
	}
}
