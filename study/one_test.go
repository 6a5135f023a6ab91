package study_test

import (
	"context"
	"encoding/csv"
	"math"
	"os"
	"strconv"
	"testing"

	"newstape/internal/shared"
	"newstape/study"
	"newstape/tape/calendar"
)

// closes reads the raw closes and volumes of a listing of the sample tape.
func closes(t *testing.T, listing string) (returns, volume study.Series) {
	t.Helper()
	f, err := os.Open(shared.Dir(t, "sample", "daily.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var prices []float64
	for _, r := range rows[1:] {
		if r[0] != listing || r[7] != "raw" {
			continue
		}
		c, err := strconv.ParseFloat(r[5], 64)
		if err != nil {
			t.Fatal(err)
		}
		v, err := strconv.ParseFloat(r[6], 64)
		if err != nil {
			v = math.NaN()
		}
		prices = append(prices, c)
		volume.Values = append(volume.Values, v)
		volume.Stamps = append(volume.Stamps, study.Day(calendar.MustDate(r[1])))
	}
	returns = study.Series{Stamps: volume.Stamps, Values: []float64{math.NaN()}}
	for k := 1; k < len(prices); k++ {
		returns.Values = append(returns.Values, prices[k]/prices[k-1]-1)
	}
	return returns, volume
}

// The figures of the reference dossier: BABA on 14 November 2025.
func TestOneReproducesTheReferenceDay(t *testing.T) {
	q := study.Single{Security: "XNYS:BABA", Session: study.Day(calendar.MustDate("2025-11-14"))}
	q.Returns, q.Volume = closes(t, "XNYS:BABA")
	for _, name := range []string{"ARCX:SPY", "ARCX:KWEB"} {
		r, _ := closes(t, name)
		q.Benchmarks = append(q.Benchmarks, study.Benchmark{Name: name, Returns: r})
	}
	got, err := study.One(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []struct{ beta, ar, t float64 }{{0.84, -4.03, -1.37}, {1.18, -2.19, -1.27}} {
		f := got.Against[k]
		if f.Used != 240 || f.DF != 238 {
			t.Errorf("%s: %d estimation days, %d degrees of freedom", f.Benchmark, f.Used, f.DF)
		}
		if math.Abs(f.Beta-want.beta) > 0.005 || math.Abs(100*f.AR.Value-want.ar) > 0.005 || math.Abs(f.AR.Plain-want.t) > 0.005 {
			t.Errorf("%s: beta %.3f, AR %.3f %%, t %.3f; want %.2f, %.2f, %.2f",
				f.Benchmark, f.Beta, 100*f.AR.Value, f.AR.Plain, want.beta, want.ar, want.t)
		}
		if math.Abs(f.AR.T) >= math.Abs(f.AR.Plain) || f.AR.P < 0.1 {
			t.Errorf("%s: the exact t %.4f and p %.4f do not fit the plain t %.4f", f.Benchmark, f.AR.T, f.AR.P, f.AR.Plain)
		}
	}
	if got.Volume == nil || math.Abs(got.Volume.Multiple-2.244) > 0.001 {
		t.Errorf("volume: %+v, want 2.24 times the median", got.Volume)
	}
}
