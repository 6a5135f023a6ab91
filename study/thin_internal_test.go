package study

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestTradeToTradeSpansGaps(t *testing.T) {
	gap := math.NaN()
	days := []Stamp{1, 2, 3, 4, 5}
	s, err := TradeToTrade(Series{days, []float64{gap, 100, gap, gap, 121}}, false)
	if err != nil || !math.IsNaN(s.Values[1]) || !math.IsNaN(s.Values[3]) || math.Abs(s.Values[4]-0.21) > 1e-15 {
		t.Errorf("got %v, %v", s.Values, err)
	}
	if s, _ = TradeToTrade(Series{days, []float64{gap, 100, gap, gap, 121}}, true); math.Abs(s.Values[4]-math.Log(1.21)) > 1e-15 {
		t.Errorf("log return %v", s.Values[4])
	}
	for _, p := range []float64{0, -1, math.Inf(1)} {
		if _, err := TradeToTrade(Series{days, []float64{1, 1, p, 1, 1}}, false); err == nil {
			t.Errorf("a price of %v has a return", p)
		}
	}
	if _, err := TradeToTrade(Series{days, []float64{1}}, false); err == nil {
		t.Error("five dates with one price have returns")
	}
}

func TestWithoutGapsTradesAreDays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		y, x := thinlyTraded(seed, 91, 1, 1, false)
		_, x2 := thinlyTraded(seed+1, 91, 1, 1, false)
		want, _ := fitAllBut(factorModel{}, y, 11, x, x2)
		got, reason := fitAllBut(tradeToTrade{}, y, 11, x, x2)
		if reason != Kept || got.DF != want.DF {
			t.Fatalf("%s, %d degrees of freedom, want %d", reason, got.DF, want.DF)
		}
		for k := range want.Params {
			nearly(t, "parameter", got.Params[k], want.Params[k], 1e-12)
		}
		nearly(t, "s", got.Sigma, want.Sigma, 1e-12)
		for k := range want.AR {
			nearly(t, "AR", got.AR[k], want.AR[k], 1e-12)
		}
		for k := range want.Load {
			nearly(t, "load", got.Load[k], want.Load[k], 1e-12)
		}
	})
}

// A third of the days without a trade: beta, the daily alpha and the daily s are
// those of the simulation.
func TestTradeToTradeRecoversBeta(t *testing.T) {
	y, x := thinlyTraded(3, 40000, 1.2, 0.67, true)
	f, reason := fitAllBut(tradeToTrade{log: true}, y, 11, x)
	if reason != Kept {
		t.Fatal(reason)
	}
	nearly(t, "beta", f.Params[1], 1.2, 0.015)
	nearly(t, "s", f.Sigma, 0.01, 1e-4)
	if math.Abs(f.Params[0]-0.0001) > 2e-4 {
		t.Errorf("alpha is %v", f.Params[0])
	}
}

// The surprise of a gap's return is all in the window that holds the gap, with
// the variance of its days.
func TestAGapsSurpriseIsSpreadOverItsDays(t *testing.T) {
	y, x := thinlyTraded(6, 131, 1.2, 0.8, true)
	n := len(y)
	for t := n - 11; t < n; t++ {
		y[t] = 0.001 * float64(t-n)
	}
	y[n-8], y[n-7], y[n-6] = math.NaN(), math.NaN(), 0.07 // three days
	y[n-1] = math.NaN()                                   // open at the end
	f, reason := fitAllBut(tradeToTrade{log: true}, y, 11, x)
	if reason != Kept {
		t.Fatal(reason)
	}
	want := 0.07 - 3*f.Params[0] - f.Params[1]*(x[n-8]+x[n-7]+x[n-6])
	nearly(t, "surprise of the gap", f.AR[3]+f.AR[4]+f.AR[5], want, 1e-14)
	nearly(t, "its middle day", f.AR[4], want/3, 1e-14)
	nearly(t, "a day with a trade", f.AR[8], y[n-3]-f.Params[0]-f.Params[1]*x[n-3], 1e-14)
	if !math.IsNaN(f.AR[10]) {
		t.Errorf("a gap that is open has AR %v", f.AR[10])
	}
}

// Where every gap takes the day after it too, as in prices read day by day, a
// return after a gap is not taken for one that spans it.
func TestAnUnknownSpanTakesNoPart(t *testing.T) {
	y, x := thinlyTraded(7, 131, 1.2, 1, false)
	y[30], y[31], y[60], y[61] = math.NaN(), math.NaN(), math.NaN(), math.NaN()
	got, _ := fitAllBut(tradeToTrade{}, y, 11, x)
	y[32], y[62] = math.NaN(), math.NaN()
	want, _ := fitAllBut(factorModel{}, y, 11, x)
	if got.Used != want.Used {
		t.Fatalf("%d days took part, want %d", got.Used, want.Used)
	}
	nearly(t, "beta", got.Params[1], want.Params[1], 1e-12)
}
