package study

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"gonum.org/v1/gonum/mat"
)

// longPanel makes a panel of named columns on consecutive days.
func longPanel(tb testing.TB, names []string, columns ...[]float64) *Table {
	tb.Helper()
	stamps := make([]Stamp, len(columns[0]))
	for k := range stamps {
		stamps[k] = Stamp(k+1) * 86400
	}
	p, err := NewTable(stamps, names, columns)
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

func day(k int) Stamp { return Stamp(k) * 86400 }

// The constants of sipemu/eventstudy 0.66's BHAR test.
func TestBuyAndHoldReproducesTheReference(t *testing.T) {
	p := longPanel(t, []string{"MKT", "A"}, []float64{0.015, -0.005, 0.01}, []float64{0.04, -0.01, 0.03})
	for k, want := range []float64{0.025, 0.019675, 0.04046375} {
		r, err := BuyAndHold(context.Background(), Hold{Market: "MKT", Horizon: Window{0, k}}, p, []Event{{Security: "A", On: day(1)}})
		if err != nil {
			t.Fatal(err)
		}
		nearly(t, "BHAR", r.Events[0].Abnormal, want, 1e-15)
		if r.Stats[0].Missing == "" {
			t.Errorf("one event has a cross-section: %+v", r.Stats[0])
		}
	}
}

func TestBuyAndHoldAgainstAPortfolio(t *testing.T) {
	gone := math.NaN()
	p := longPanel(t, []string{"MKT", "A", "ENDS", "GAP", "P", "Q", "LATE", "STOPS"},
		[]float64{0.01, 0.01, 0.01, 0.01},
		[]float64{0.1, -0.1, 0.2, 0},
		[]float64{0.1, -0.1, gone, gone},
		[]float64{0.1, gone, 0.2, 0},
		[]float64{0.5, 0, 0, -0.2},
		[]float64{0, 0.1, 0, 0},
		[]float64{gone, 9, 9, 9},
		[]float64{0.3, gone, gone, gone},
	)
	hold := func(security string, references ...string) (*HoldResult, error) {
		return BuyAndHold(context.Background(), Hold{Market: "MKT", Horizon: Window{0, 3}, References: [][]string{references}}, p,
			[]Event{{Security: security, On: day(1)}})
	}
	for _, c := range []struct {
		security       string
		references     []string
		own, reference float64
		ended          int
	}{
		{"A", []string{"P"}, 1.1*0.9*1.2 - 1, 1.5*0.8 - 1, 0},              // a matched firm
		{"A", []string{"P", "Q"}, 1.1*0.9*1.2 - 1, (1.5*0.8+1.1)/2 - 1, 0}, // not rebalanced
		{"A", []string{"P", "LATE"}, 1.1*0.9*1.2 - 1, 1.5*0.8 - 1, 0},      // not there at the start
		{"ENDS", []string{"P"}, 1.1*0.9*0.8 - 1, 1.5*0.8 - 1, 2},           // its reference from then on
		{"A", []string{"STOPS", "Q"}, 0.188, (1.3*1.1+1.1)/2 - 1, 0},       // the others from then on
		{"A", []string{"MKT"}, 0.188, 1.01*1.01*1.01*1.01 - 1, 0},
	} {
		r, err := hold(c.security, c.references...)
		if err != nil {
			t.Fatal(err)
		}
		e := r.Events[0]
		nearly(t, fmt.Sprint(c.security, " own"), e.Own, c.own, 1e-14)
		nearly(t, fmt.Sprint(c.references, " reference"), e.Reference, c.reference, 1e-14)
		nearly(t, "abnormal", e.Abnormal, c.own-c.reference, 1e-14)
		if e.Ended != c.ended {
			t.Errorf("%s ended %d days early", c.security, e.Ended)
		}
	}
	for _, c := range []struct{ security, reference string }{{"GAP", "P"}, {"A", "X"}, {"A", "LATE"}, {"X", "P"}, {"A", "STOPS"}} {
		if r, err := hold(c.security, c.reference); err == nil {
			t.Errorf("%s against %s: %+v", c.security, c.reference, r.Events)
		}
	}
	if _, err := BuyAndHold(context.Background(), Hold{Market: "MKT", Horizon: Window{0, 9}}, p, []Event{{Security: "A", On: day(1)}}); err == nil {
		t.Error("a horizon beyond the data is held")
	}
	if _, err := BuyAndHold(context.Background(), Hold{Market: "MKT", Horizon: Window{3, 0}}, p, nil); err == nil {
		t.Error("a horizon that ends before it begins is held")
	}
	if _, err := BuyAndHold(context.Background(), Hold{Market: "MKT", References: [][]string{{"P"}}}, p, nil); err == nil {
		t.Error("references of one event serve none")
	}
}

// A year's returns are skewed: the t of Lyon, Barber and Tsai is nearer to its
// size than the plain one in the lower tail.
func TestBootstrapHoldsItsSizeOnSkewedReturns(t *testing.T) {
	draw := rand.New(rand.NewPCG(3, 3))
	plain, boot, n := 0, 0, 400
	for range n {
		r := &HoldResult{}
		for range 50 {
			r.Events = append(r.Events, Held{Abnormal: math.Exp(0.8*draw.NormFloat64()) - math.Exp(0.32)})
		}
		r.judge(&Sample{seed: 1, draws: 199})
		if r.Stats[0].Less < 0.05 {
			plain++
		}
		if r.Stats[2].Less < 0.05 {
			boot++
		}
	}
	t.Logf("lower tail at 5 %%: csect %.1f %%, skew-boot %.1f %%", 100*float64(plain)/float64(n), 100*float64(boot)/float64(n))
	if plain <= boot || float64(boot) > 0.09*float64(n) {
		t.Errorf("of %d the plain t rejects %d, the bootstrap %d", n, plain, boot)
	}
}

// One security held on every day is a regression of that security.
func TestCalendarTimeOfOneSecurityIsItsRegression(t *testing.T) {
	y, x := thinlyTraded(8, 400, 1.3, 1, false)
	_, smb := thinlyTraded(9, 400, 1, 1, false)
	p := longPanel(t, []string{"MKT", "A", "SMB"}, x, y, smb)
	q := CalendarPortfolio{Market: "MKT", Factors: []string{"SMB"}, Hold: Window{0, 399}}
	r, err := CalendarTime(context.Background(), q, p, []Event{{Security: "A", On: day(1)}})
	if err != nil {
		t.Fatal(err)
	}
	want, _ := fitModel(factorModel{}, y, [][]float64{x, smb}, 0, 400, 400, 400)
	for j := range want.Params {
		nearly(t, "coefficient", r.OLS[j].Value, want.Params[j], 1e-12)
	}
	if r.Days != 400 || r.DF != 397 || r.MeanUnits != 1 || r.First != day(1) || r.Last != day(400) || r.OLS[2].Name != "SMB" {
		t.Errorf("got %+v", r)
	}
	// Both errors, by plain matrices.
	xm := mat.NewDense(400, 3, nil)
	for k := range 400 {
		xm.SetRow(k, []float64{1, x[k], smb[k]})
	}
	var xx, inverse, meat, v mat.Dense
	xx.Mul(xm.T(), xm)
	if err := inverse.Inverse(&xx); err != nil {
		t.Fatal(err)
	}
	if r.Lag != 5 { // 4 * 4^(2/9) = 5.4
		t.Errorf("lag %d", r.Lag)
	}
	meat.ReuseAs(3, 3)
	for a := range 400 {
		for b := range 400 {
			if w := 1 - math.Abs(float64(a-b))/float64(r.Lag+1); w > 0 {
				for i := range 3 {
					for j := range 3 {
						meat.Set(i, j, meat.At(i, j)+w*want.Residual[a]*want.Residual[b]*xm.At(a, i)*xm.At(b, j))
					}
				}
			}
		}
	}
	v.Product(&inverse, &meat, &inverse)
	for j := range 3 {
		nearly(t, "error of least squares", r.OLS[j].SE, want.Sigma*math.Sqrt(inverse.At(j, j)), 1e-10)
		nearly(t, "error of Newey and West", r.HAC[j].SE, math.Sqrt(v.At(j, j)*400/397), 1e-10)
	}
}

// Who is in the portfolio on which day, at which weight.
func TestCalendarTimePortfolio(t *testing.T) {
	nan := math.NaN()
	a, b, c := make([]float64, 40), make([]float64, 40), make([]float64, 40)
	x := noise(rand.New(rand.NewPCG(1, 1)), 40, 0.01)
	for k := range a {
		a[k], b[k], c[k] = 0.01, 0.03, nan
	}
	p := longPanel(t, []string{"MKT", "A", "B", "C"}, x, a, b, c)
	events := []Event{
		{Security: "A", On: day(1), Weight: 3}, {Security: "A", On: day(3), Weight: 1}, // once a day, the later weight from day 3
		{Security: "B", On: day(2), Weight: 1}, {Security: "C", On: day(2), Weight: 1},
	}
	q := CalendarPortfolio{Market: "MKT", Hold: Window{0, 3}}
	build := func(q CalendarPortfolio) (string, []float64) {
		out := &CalendarResult{}
		load := newLoader(unfitted("MKT", "", "", 0), p)
		m, err := load.market("MKT")
		if err != nil {
			t.Fatal(err)
		}
		var spells []holding
		for _, e := range events {
			y, _, _ := load.security(e.Security, m)
			row := int(e.On/86400) - 1
			spells = append(spells, holding{e.Security, y, e.Weight, row + q.Hold.From, row + q.Hold.To + 1, row})
		}
		rows, y := q.portfolio(out, spells, m)
		return fmt.Sprint(rows, out.MeanUnits), y
	}
	rows, y := build(q)
	if rows != "[0 1 2 3 4 5] 1.6666666666666667" {
		t.Errorf("rows and units %s", rows)
	}
	for k, want := range []float64{0.01, 0.02, 0.02, 0.02, 0.02, 0.01} {
		nearly(t, "equal weights", y[k], want, 1e-15)
	}
	q.ByValue = true
	_, y = build(q)
	for k, want := range []float64{0.01, 0.06 / 4, 0.02, 0.02, 0.02, 0.01} {
		nearly(t, "value weights", y[k], want, 1e-15)
	}
	q.MinUnits = 2
	if rows, _ = build(q); rows != "[1 2 3 4] 2" {
		t.Errorf("rows and units %s", rows)
	}
	q.ByValue = false // the same return every day
	if r, err := CalendarTime(context.Background(), q, p, events); err == nil {
		t.Errorf("constant returns have an alpha: %+v", r)
	}
}

// Alpha is found, and clustered events do not raise its size.
func TestCalendarTimeHasItsSizeWhenEventsCluster(t *testing.T) {
	draw := rand.New(rand.NewPCG(4, 4))
	ols, hac, n := 0, 0, 300
	found := 0
	for range n {
		x, shock := noise(draw, 260, 0.01), noise(draw, 260, 0.01)
		names, columns := []string{"MKT"}, [][]float64{x}
		var events []Event
		for i := range 10 {
			y := noise(draw, 260, 0.01)
			for k := range y {
				y[k] += x[k] + shock[k] // what they have in common is not the market's
			}
			names, columns = append(names, fmt.Sprint(i)), append(columns, y)
			events = append(events, Event{Security: fmt.Sprint(i), On: day(1 + i%3)})
		}
		p := longPanel(t, names, columns...)
		r, err := CalendarTime(context.Background(), CalendarPortfolio{Market: "MKT", Hold: Window{0, 250}, MinUnits: 5}, p, events)
		if err != nil {
			t.Fatal(err)
		}
		if r.OLS[0].P < 0.05 {
			ols++
		}
		if r.HAC[0].P < 0.05 {
			hac++
		}
		for _, y := range columns[1:] {
			for k := range y {
				y[k] += 0.003
			}
		}
		if r, _ = CalendarTime(context.Background(), CalendarPortfolio{Market: "MKT", Hold: Window{0, 250}}, longPanel(t, names, columns...), events); r.OLS[0].P < 0.05 {
			found++
		}
	}
	t.Logf("rejects %d and %d of %d, finds %d", ols, hac, n, found)
	if ols < 4 || ols > 27 || hac < 4 || hac > 33 || found < 250 {
		t.Errorf("of %d, least squares rejects %d, Newey and West %d; 0.3 %% a day is found in %d", n, ols, hac, found)
	}
}

func TestCalendarTimeRefuses(t *testing.T) {
	y, x := thinlyTraded(8, 50, 1.3, 1, false)
	p := longPanel(t, []string{"MKT", "A"}, x, y)
	good := CalendarPortfolio{Market: "MKT", Hold: Window{0, 40}}
	for name, bad := range map[string]func(*CalendarPortfolio){
		"hold":    func(q *CalendarPortfolio) { q.Hold = Window{3, 1} },
		"market":  func(q *CalendarPortfolio) { q.Market = "X" },
		"factor":  func(q *CalendarPortfolio) { q.Factors = []string{"X"} },
		"twice":   func(q *CalendarPortfolio) { q.Factors = []string{"MKT"} },
		"units":   func(q *CalendarPortfolio) { q.MinUnits = 2 },
		"too few": func(q *CalendarPortfolio) { q.Hold = Window{0, 1} },
	} {
		q := good
		bad(&q)
		if r, err := CalendarTime(context.Background(), q, p, []Event{{Security: "A", On: day(1)}}); err == nil {
			t.Errorf("%s: got %+v", name, r)
		}
	}
	r, err := CalendarTime(context.Background(), good, p, []Event{{Security: "A", On: day(1)}, {Security: "X", On: day(1)}, {Security: "A"}})
	if err != nil {
		t.Fatal(err)
	}
	var reasons []Reason
	for _, d := range r.Drops {
		reasons = append(reasons, d.Reason)
	}
	if !slices.Equal(reasons, []Reason{UnknownSecurity, NoDate}) {
		t.Errorf("drops %v", reasons)
	}
}
