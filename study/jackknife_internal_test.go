package study

import (
	"math"
	"testing"
)

func TestJackknifeKeepsTheSignOfItsMean(t *testing.T) {
	// The shape of sp500_additions on [-1,+1]: one event nine deviations out.
	c := &Cut{SCAR: []float64{-0.6, -0.1, 0, 0.1, 0.4, 0.5, 0.6, 0.7, 0.7, 0.7, 0.8, 0.9, 1.0, 1.3, 1.7, 9.6}}
	c.N = len(c.SCAR)
	got := jackknife(nil, c)
	if math.Abs(got.X-1.00525) > 1e-5 || got.DF != 15 {
		t.Errorf("t(%v) = %v, sixteen refits give t(15) = 1.00525", got.DF, got.X)
	}
	for k := range c.SCAR {
		c.SCAR[k] = -c.SCAR[k]
	}
	if mirror := jackknife(nil, c); math.Abs(mirror.X+got.X) > 1e-12 {
		t.Errorf("%v, mirrored %v", got.X, mirror.X)
	}
}
