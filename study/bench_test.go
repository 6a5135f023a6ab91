package study_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"newstape/study"
)

// benchPanel is 500 securities of 2500 days and a market, all drawn, and n events
// on random days, one in fifty on one shared date.
func benchPanel(tb testing.TB, securities, days, n int) (*study.Table, []study.Event) {
	tb.Helper()
	draw := rand.New(rand.NewPCG(1, 2))
	stamps := make([]study.Stamp, days)
	market := make([]float64, days)
	for t := range stamps {
		stamps[t] = study.Stamp(14610+t) * 86400
		market[t] = 0.0003 + 0.01*draw.NormFloat64()
	}
	names, columns := []string{"MKT"}, [][]float64{market}
	for i := range securities {
		beta, s := 0.4+1.2*draw.Float64(), 0.01+0.02*draw.Float64()
		column := make([]float64, days)
		for t := range column {
			column[t] = beta*market[t] + s*draw.NormFloat64()
		}
		names, columns = append(names, fmt.Sprintf("S%04d", i)), append(columns, column)
	}
	p, err := study.NewTable(stamps, names, columns)
	if err != nil {
		tb.Fatal(err)
	}
	var events []study.Event
	taken := map[[2]int]bool{}
	for len(events) < n {
		i, t := draw.IntN(securities), 300+draw.IntN(days-330)
		if taken[[2]int{i, t}] {
			continue
		}
		taken[[2]int{i, t}] = true
		events = append(events, study.Event{ID: fmt.Sprint(len(events) + 1), Security: names[i+1], On: stamps[t]})
	}
	return p, events
}

func benchDesign() study.Design {
	d := study.Default()
	d.Market, d.Estimation, d.Event = "MKT", study.Window{From: -255, To: -6}, study.Window{From: -5, To: 5}
	return d
}

// BenchmarkBattery is the whole job: fits, every test with its default
// convention on eleven days and four windows, adjusted p-values, diagnostics.
func BenchmarkBattery(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		p, events := benchPanel(b, 500, 2500, n)
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := study.Run(context.Background(), benchDesign(), p, events); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "events/s")
		})
	}
}

// BenchmarkAllConventions is BenchmarkBattery with every convention of every test.
func BenchmarkAllConventions(b *testing.B) {
	p, events := benchPanel(b, 500, 2500, 1000)
	d := benchDesign()
	d.Tests = []string{"all"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := study.Run(context.Background(), d, p, events); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkMarketModelFits is the fits alone: alpha, beta, s and the moments of a
// forecast, no residuals. Running sums are built inside the timing.
func BenchmarkMarketModelFits(b *testing.B) {
	for _, n := range []int{1000, 10000, 100000} {
		p, events := benchPanel(b, 500, 2500, n)
		market, _ := p.Series("MKT")
		rows := map[string][]int{}
		first := p.Stamps()[0]
		for _, e := range events {
			rows[e.Security] = append(rows[e.Security], int((e.On-first)/86400))
		}
		b.Run(fmt.Sprintf("events=%d", n), func(b *testing.B) {
			for b.Loop() {
				for _, name := range p.Names() {
					if at := rows[name]; at != nil {
						s, _ := p.Series(name)
						study.Lines(s.Values, market.Values, at, study.Window{From: -255, To: -6})
					}
				}
			}
			b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "fits/s")
		})
	}
}

// BenchmarkEightTests is the job of the peers' timings: fits, single-event t and
// the eight tests that sipemu/eventstudy runs, on eleven days and the eleven
// windows that begin on the first.
func BenchmarkEightTests(b *testing.B) {
	p, events := benchPanel(b, 500, 2500, 1000)
	d := benchDesign()
	d.Windows, d.Path = nil, true
	d.Tests = []string{"csect", "patell=sumsar", "bmp=raw", "kp=sipemu", "sign", "gsign=firm", "rank=sipemu", "cda"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := study.Run(context.Background(), d, p, events); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(1000*float64(b.N)/b.Elapsed().Seconds(), "events/s")
}
