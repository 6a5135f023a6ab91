package intraday

import (
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// flat gives n five-minute bars at price 100 with small steady volume.
func flat(n int) Bars {
	var b Bars
	start := time.Date(2025, 11, 14, 9, 30, 0, 0, time.UTC)
	for k := range n {
		b.Start = append(b.Start, start.Add(time.Duration(k)*5*time.Minute))
		b.Open = append(b.Open, 100)
		b.Close = append(b.Close, 100+0.01*float64(k%2))
		b.Volume = append(b.Volume, 1000+float64(k))
	}
	return b
}

func TestInjectedJumpIsTheBreak(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(MinBars, 100).Draw(t, "bars")
		at := rapid.IntRange(1, n-1).Draw(t, "at")
		jump := rapid.SampledFrom([]float64{-0.08, -0.03, 0.03, 0.08}).Draw(t, "jump")
		b := flat(n)
		for k := at; k < n; k++ {
			b.Close[k] *= 1 + jump
		}
		b.Volume[at] = 50000
		got, err := Find(b)
		if err != nil {
			t.Fatal(err)
		}
		if got.Bar != at {
			t.Fatalf("break found in bar %d, jump was in bar %d", got.Bar, at)
		}
		if math.Abs(got.Return-jump) > 3e-4 {
			t.Fatalf("break return %.5f, want about %.5f", got.Return, jump)
		}
		if math.Abs(got.Multiple) < 50 {
			t.Fatalf("a %.0f %% jump among one-basis-point bars is only %.1f usual bars", 100*jump, got.Multiple)
		}
	})
}

func TestMatchedUsesTheSameBars(t *testing.T) {
	subject, market := flat(20), flat(20)
	for k := 10; k < 20; k++ {
		subject.Close[k] *= 0.95
		market.Close[k] *= 0.99
	}
	br, err := Find(subject)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Matched(br, subject, market)
	if err != nil {
		t.Fatal(err)
	}
	if want := market.Close[19]/market.Close[9] - 1; m.Return != want {
		t.Errorf("market moved %.6f over the stretch, want %.6f", m.Return, want)
	}
	market.Start = market.Start[:0]
	for k := range 20 {
		market.Start = append(market.Start, subject.Start[k].Add(24*time.Hour))
	}
	if _, err := Matched(br, subject, market); err == nil {
		t.Error("bars of another day were matched")
	}
}

func TestBadBarsAreErrors(t *testing.T) {
	if _, err := Find(flat(MinBars - 1)); !errors.Is(err, ErrTooFewBars) {
		t.Errorf("a short session gave %v", err)
	}
	for name, spoil := range map[string]func(*Bars){
		"nan close":     func(b *Bars) { b.Close[3] = math.NaN() },
		"zero open":     func(b *Bars) { b.Open[0] = 0 },
		"short column":  func(b *Bars) { b.Volume = b.Volume[:5] },
		"infinite":      func(b *Bars) { b.Close[2] = math.Inf(1) },
		"minus volume":  func(b *Bars) { b.Volume[2] = -1 },
		"volume is nan": func(b *Bars) { b.Volume[2] = math.NaN() },
	} {
		b := flat(20)
		spoil(&b)
		if _, err := Find(b); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestConstantSessionHasNoMultiple(t *testing.T) {
	b := flat(20)
	for k := range b.Close {
		b.Close[k] = 100
	}
	got, err := Find(b)
	if err != nil {
		t.Fatal(err)
	}
	if got.Multiple != 0 || math.IsNaN(got.VolumeMultiple) {
		t.Errorf("constant prices gave multiple %v", got.Multiple)
	}
}
