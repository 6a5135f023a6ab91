package stat_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"newstape/study/stat"
)

// near says whether a and b agree to tol of the larger.
func near(a, b, tol float64) bool {
	return a == b || math.Abs(a-b) <= tol*math.Max(math.Abs(a), math.Abs(b))
}

// The t values are Simpson integrals of the density, the discrete ones counts,
// the normal ones from tables; named as R names the functions.
func TestLawsAgreeWithTables(t *testing.T) {
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"pnorm(-1.96)", stat.NormalCDF(-1.96), 0.024997895148220435},
		{"pnorm(-10)", stat.NormalCDF(-10), 7.6198530241605269e-24},
		{"qnorm(0.975)", stat.NormalQuantile(0.975), 1.9599639845400545},
		{"pt(-2, 5)", stat.StudentCDF(-2, 5), 0.050969739414929174},
		{"pt(1.5, 238)", stat.StudentCDF(1.5, 238), 0.9325301216638051},
		{"pt(-1, 1)", stat.StudentCDF(-1, 1), 0.25},
		{"qt(0.975, 238)", stat.StudentQuantile(0.975, 238), 1.9699815295291727},
		{"qt(0.8, 10)", stat.StudentQuantile(0.8, 10), 0.87905782855058842},
		{"pbinom(3, 10, 1/2)", stat.BinomialHalf(3, 10), 0.171875},
		{"pbinom(8, 10, 1/2)", stat.BinomialHalf(8, 10), 0.9892578125},
		{"psignrank(10, 8)", stat.SignedRank(10, 8), 0.15625},
		{"psignrank(0, 5)", stat.SignedRank(0, 5), 0.03125},
	} {
		if !near(c.got, c.want, 1e-9) {
			t.Errorf("%s = %.17g, want %.17g", c.name, c.got, c.want)
		}
	}
}

func TestMidRanksShareTies(t *testing.T) {
	x := []float64{3, 1, 3, 2, 3}
	got := make([]float64, len(x))
	stat.MidRanks(x, got)
	if diff := cmp.Diff([]float64{4, 1, 4, 2, 4}, got); diff != "" {
		t.Error(diff)
	}
	order := stat.Order([]float64{3, math.NaN(), 1, 3}, make([]uint16, 4))
	if diff := cmp.Diff([]uint16{2, 0, 3}, order); diff != "" {
		t.Error(diff)
	}
}

// Values that agree in the upper half of their bits, ties, zeros of both signs and
// infinities come out in order, equal ones by index.
func TestOrderIsStableAndComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.OneOf(rapid.Float64(), rapid.Float64Range(-0.1, 0.1),
			rapid.Map(rapid.IntRange(0, 20), func(k int) float64 { return 1 + float64(k)*0x1p-50 }),
			rapid.SampledFrom([]float64{0, math.Copysign(0, -1), math.NaN(), math.Inf(1), math.Inf(-1), 1}))
		x := rapid.SliceOfN(value, 0, 60).Draw(t, "x")
		order := stat.Order(x, make([]uint16, len(x)))
		seen := map[uint16]bool{}
		for k, i := range order {
			seen[i] = true
			if k > 0 && (x[order[k-1]] > x[i] || x[order[k-1]] == x[i] && order[k-1] > i) {
				t.Fatalf("%v before %v", x[order[k-1]], x[i])
			}
		}
		for k, v := range x {
			if (v == v) != seen[uint16(k)] {
				t.Fatalf("value %v: in the order %v", v, seen[uint16(k)])
			}
		}
	})
}

// twoPass is the moments of a stretch from its own values, centred exactly: the
// mean of the centred values is taken out a second time.
func twoPass(x, y []float64) stat.Moments {
	var m stat.Moments
	for k := range x {
		if v := x[k] + y[k]; v-v == 0 {
			m.N++
			m.MeanX += x[k]
			m.MeanY += y[k]
		}
	}
	n := float64(m.N)
	m.MeanX /= n
	m.MeanY /= n
	var rx, ry float64
	for k := range x {
		if v := x[k] + y[k]; v-v == 0 {
			rx += x[k] - m.MeanX
			ry += y[k] - m.MeanY
		}
	}
	m.MeanX += rx / n
	m.MeanY += ry / n
	for k := range x {
		if v := x[k] + y[k]; v-v == 0 {
			dx, dy := x[k]-m.MeanX, y[k]-m.MeanY
			m.SXX += dx * dx
			m.SXY += dx * dy
			m.SYY += dy * dy
		}
	}
	return m
}

func TestPairSumsAreAsGoodAsTwoPasses(t *testing.T) {
	draw := rand.New(rand.NewPCG(7, 7))
	for _, c := range []struct {
		name string
		make func(k int) (x, y float64)
		tol  float64
	}{
		{"returns", func(int) (float64, float64) {
			m := 0.01 * draw.NormFloat64()
			return m, 0.9*m + 0.02*draw.NormFloat64()
		}, 1e-12},
		{"tiny variance around a large mean", func(int) (float64, float64) {
			return 1e6 + 1e-3*draw.NormFloat64(), -1e6 + 1e-3*draw.NormFloat64()
		}, 1e-7},
		{"a jump of level", func(k int) (float64, float64) {
			level := 0.0
			if k > 1000 {
				level = 1e4
			}
			return level + 0.01*draw.NormFloat64(), level/2 + 0.01*draw.NormFloat64()
		}, 1e-12},
		{"with gaps", func(k int) (float64, float64) {
			if k%7 == 0 {
				return math.NaN(), 1
			}
			return draw.NormFloat64(), draw.NormFloat64()
		}, 1e-11},
	} {
		t.Run(c.name, func(t *testing.T) {
			x, y := make([]float64, 2000), make([]float64, 2000)
			for k := range x {
				x[k], y[k] = c.make(k)
			}
			p := stat.NewPairSums(x, y)
			for from := 0; from+250 <= len(x); from += 50 {
				got, want := p.Range(from, from+250), twoPass(x[from:from+250], y[from:from+250])
				scale := math.Sqrt(want.SXX * want.SYY)
				if got.N != want.N || !near(got.SXX, want.SXX, c.tol) || !near(got.SYY, want.SYY, c.tol) ||
					math.Abs(got.SXY-want.SXY) > c.tol*scale || !near(got.MeanX, want.MeanX, 1e-12) {
					t.Fatalf("rows %d: got %+v, want %+v", from, got, want)
				}
			}
		})
	}
}

func TestPairSumsFindTheLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Float64Range(-1, 1).Draw(t, "a"), rapid.Float64Range(-3, 3).Draw(t, "b")
		x := rapid.SliceOfN(rapid.Float64Range(-0.1, 0.1), 5, 60).Draw(t, "x")
		y := make([]float64, len(x))
		for k := range x {
			y[k] = a + b*x[k]
		}
		m := stat.NewPairSums(x, y).Range(0, len(x))
		alpha, beta, ssr, ok := m.Line()
		if !ok || m.SXX < 1e-8 {
			return // x does not vary
		}
		if !cmp.Equal([]float64{a, b, 0}, []float64{alpha, beta, ssr}, cmpopts.EquateApprox(1e-7, 1e-7)) {
			t.Fatalf("got %v + %v x, ssr %v; want %v + %v x", alpha, beta, ssr, a, b)
		}
	})
}

func BenchmarkPairSumsLine(b *testing.B) {
	x, y := make([]float64, 2500), make([]float64, 2500)
	draw := rand.New(rand.NewPCG(1, 1))
	for k := range x {
		x[k], y[k] = draw.NormFloat64(), draw.NormFloat64()
	}
	p := stat.NewPairSums(x, y)
	k := 0
	for b.Loop() {
		p.Range(k, k+250).Line()
		k = (k + 7) % 2200
	}
}
