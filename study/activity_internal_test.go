package study

import (
	"compress/gzip"
	"context"
	"encoding/csv"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"newstape/internal/shared"
)

// The constants of sipemu/eventstudy 0.66's volume test: ln(1 + V) less its mean.
func TestLogVolumeReproducesTheReference(t *testing.T) {
	p := longPanel(t, []string{"A"}, []float64{1000, 1200, 900, 1100, 1050, 950, 2000, 800, 1500})
	v, err := LogVolume(p, nil, "MKT")
	if err != nil {
		t.Fatal(err)
	}
	d := VolumeDesign(Default())
	d.Model, d.Market, d.Estimation, d.Event, d.MinDays = "mean-adjusted", "MKT", Window{-6, -1}, Window{0, 2}, 3
	d.Windows, d.Tests = nil, []string{"csect"}
	s, r, err := Fitted(context.Background(), d, v, []Event{{Security: "A", On: day(7)}})
	if err != nil {
		t.Fatal(err)
	}
	nearly(t, "mean", r.Events[0].Params[0], 6.937025904858094, 1e-14)
	nearly(t, "sigma", s.Sigma[0], 0.10347034309378118, 1e-13)
	for k, want := range []float64{0.6643764297256398, -0.2511649577897339, 0.3768609267753682} {
		nearly(t, "abnormal volume", s.AR[k], want, 1e-13)
	}
}

func TestLogVolumeOfTurnover(t *testing.T) {
	nan := math.NaN()
	volume := longPanel(t, []string{"A", "B", "NONE"}, []float64{1000, 0, nan, 500}, []float64{nan, 10, nan, 20}, []float64{1, 1, 1, 1})
	shares := longPanel(t, []string{"A", "B"}, []float64{nan, 1e5, nan, 2e5}, []float64{1e3, nan, nan, nan})
	v, err := LogVolume(volume, shares, "MKT")
	if err != nil {
		t.Fatal(err)
	}
	a, _ := v.Series("A")
	b, _ := v.Series("B")
	m, _ := v.Series("MKT")
	none, _ := v.Series("NONE")
	for _, c := range []struct{ got, want float64 }{
		{a.Values[0], nan}, // no shares known yet
		{a.Values[1], math.Log(0.000255)},
		{a.Values[2], nan},
		{a.Values[3], math.Log(100*500/2e5 + 0.000255)},
		{b.Values[1], math.Log(100*10/1e3 + 0.000255)}, // the last figure known
		{m.Values[0], nan},
		{m.Values[1], (a.Values[1] + b.Values[1]) / 2},
		{none.Values[0], nan},
	} {
		if c.got != c.want && !(math.IsNaN(c.got) && math.IsNaN(c.want)) {
			t.Errorf("got %v, want %v", c.got, c.want)
		}
	}
	if _, err := LogVolume(longPanel(t, []string{"A"}, []float64{1, -1}), nil, ""); err == nil {
		t.Error("a volume below zero has a logarithm")
	}
	if _, err := LogVolume(longPanel(t, []string{"A"}, []float64{1, math.Inf(1)}[:1]), nil, "A"); err == nil {
		t.Error("the market has the name of a security")
	}
}

// volatilityWorld is the sample of n events whose event days have the given
// spread.
func volatilityWorld(t *testing.T, seed uint64, n int, spread float64) *Sample {
	t.Helper()
	draw := rand.New(rand.NewPCG(seed, 5))
	names, columns := []string{"MKT"}, [][]float64{noise(draw, 60, 0.01)}
	var events []Event
	for i := range n {
		y := noise(draw, 60, 0.02)
		for k := range y {
			if k >= 50 && k < 55 {
				y[k] *= spread
			}
			y[k] += columns[0][k]
		}
		names, columns = append(names, fmt.Sprint(i)), append(columns, y)
		events = append(events, Event{Security: fmt.Sprint(i), On: day(51)})
	}
	d := Default()
	d.Market, d.Estimation, d.Event, d.Windows = "MKT", Window{-40, -11}, Window{0, 4}, nil
	s, _, err := Fitted(context.Background(), d, longPanel(t, names, columns...), events)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// Under the null Z is standard normal in mean and variance, over one day and over
// five that share their s; a doubled spread is a ratio of four.
func TestVolatilityZIsStandard(t *testing.T) {
	for _, w := range []Window{{0, 0}, {0, 4}} {
		sum, squares, ratio := 0.0, 0.0, 0.0
		const n = 300
		for seed := range uint64(n) {
			r := AbnormalVolatility(volatilityWorld(t, seed, 40, 1), w)
			z := r.Stats[0].Value
			sum, squares, ratio = sum+z, squares+z*z, ratio+r.Ratio
		}
		sd := math.Sqrt(squares/n - sum/n*sum/n)
		t.Logf("%s: mean %.2f, sd %.2f, ratio %.3f", w, sum/n, sd, ratio/n)
		if math.Abs(sum/n) > 0.2 || math.Abs(sd-1) > 0.15 || math.Abs(ratio/n-1) > 0.04 {
			t.Errorf("%s: Z has mean %.2f and sd %.2f, ratio %.3f", w, sum/n, sd, ratio/n)
		}
	}
	r := AbnormalVolatility(volatilityWorld(t, 1, 60, 2), Window{0, 4})
	if r.Ratio < 3.4 || r.Ratio > 4.6 || r.Stats[0].More > 1e-6 || r.Stats[1].More > 1e-3 {
		t.Errorf("a doubled spread gives %+v", r)
	}
}

// A slope that every ordinary day shows as well is nothing of the event's: the
// textbook's t finds it, the pre-event benchmark does not; a slope of the event's
// own is found by both.
func TestPreEventRegression(t *testing.T) {
	ordinary, own, textbook := 0, 0, 0
	const n = 100
	for seed := range uint64(n) {
		draw := rand.New(rand.NewPCG(seed, 6))
		x, style := noise(draw, 120, 0.01), noise(draw, 120, 0.01)
		names, columns := []string{"MKT"}, [][]float64{x}
		var events []Event
		z, other := noise(draw, 30, 1), noise(draw, 30, 1)
		for i := range 30 {
			y := noise(draw, 120, 0.01)
			for k := range y {
				y[k] += x[k] + z[i]*style[k] // firms alike in z move together
			}
			y[100] += 0.02 * other[i]
			names, columns = append(names, fmt.Sprint(i)), append(columns, y)
			events = append(events, Event{Security: fmt.Sprint(i), On: day(101)})
		}
		d := Default()
		d.Market, d.Estimation, d.Event, d.Windows = "MKT", Window{-90, -5}, Window{0, 1}, nil
		s, _, err := Fitted(context.Background(), d, longPanel(t, names, columns...), events)
		if err != nil {
			t.Fatal(err)
		}
		r, err := PreEventRegression(s, s.Cut(Window{0, 0}), []string{"z", "other"}, [][]float64{z, other})
		if err != nil {
			t.Fatal(err)
		}
		if r[1].Stat.P < 0.05 {
			ordinary++
		}
		if r[1].P < 0.05 {
			textbook++
		}
		if r[2].Stat.P < 0.05 && math.Abs(r[2].Value-0.02) < 0.01 {
			own++
		}
		if r[1].Stretches != 86 || r[0].Name != "constant" || math.Abs(r[1].Z-(r[1].Value-r[1].PreMean)/r[1].PreSD) > 1e-12 {
			t.Fatalf("got %+v", r[1])
		}
	}
	t.Logf("of %d the ordinary slope: benchmark %d, textbook %d; the event's own %d", n, ordinary, textbook, own)
	if ordinary > 13 || textbook < 50 || own < 95 {
		t.Errorf("of %d the ordinary slope: benchmark %d, textbook %d; the event's own %d", n, ordinary, textbook, own)
	}
}

func TestPreEventRegressionRefuses(t *testing.T) {
	s := volatilityWorld(t, 1, 6, 1)
	c := s.Cut(Window{0, 0})
	z := []float64{1, 2, 3, 4, 5, 7}
	for name, try := range map[string]func() ([]PreEventCoefficient, error){
		"constant": func() ([]PreEventCoefficient, error) {
			return PreEventRegression(s, c, []string{"z"}, [][]float64{ones(6)})
		},
		"short": func() ([]PreEventCoefficient, error) {
			return PreEventRegression(s, c, []string{"z"}, [][]float64{z[:5]})
		},
		"none": func() ([]PreEventCoefficient, error) { return PreEventRegression(s, c, nil, nil) },
		"twice": func() ([]PreEventCoefficient, error) {
			return PreEventRegression(s, c, []string{"z", "w"}, [][]float64{z, z})
		},
	} {
		if r, err := try(); err == nil {
			t.Errorf("%s: got %+v", name, r)
		}
	}
	z[2] = math.NaN()
	r, err := PreEventRegression(s, c, []string{"z"}, [][]float64{z})
	if err != nil || r[1].Stat.N != 5 {
		t.Errorf("an event without z: %+v, %v", r, err)
	}
}

// A century of the factors SMB and HML against the market, year by year: real
// returns with clustered variance. Nearly every fit arrives.
func TestGarchOnACenturyOfFactors(t *testing.T) {
	f, err := os.Open(shared.Dir(t, "data", "eventstudy", "feventr", "ff_daily.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	columns := make([][]float64, 3)
	for _, row := range rows[1:] {
		for j := range columns {
			v, err := strconv.ParseFloat(row[j+1], 64)
			if err != nil {
				t.Fatal(err)
			}
			columns[j] = append(columns[j], v)
		}
	}
	n, arrived := 0, 0
	for _, y := range columns[1:] {
		for from := 0; from+261 <= len(y); from += 750 {
			n++
			fit, reason := fitModel(garchModel{}, y, columns[:1], from, from+250, from+250, from+261)
			if reason != Kept {
				t.Logf("row %d: %s", from, reason)
				continue
			}
			arrived++
			if !(fit.Params[2] > 0 && fit.Params[3] >= 0 && fit.Params[4] >= 0 && fit.Params[3]+fit.Params[4] < 1) {
				t.Errorf("row %d: %v", from, fit.Params)
			}
		}
	}
	t.Logf("%d of %d fits arrive", arrived, n)
	if float64(arrived) < 0.97*float64(n) {
		t.Errorf("%d of %d fits arrive", arrived, n)
	}
}
