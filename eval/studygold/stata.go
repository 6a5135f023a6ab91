package studygold

import (
	"context"
	"fmt"
	"math"
	"path/filepath"

	"newstape/study"
	"newstape/study/table"
)

// stataEstudy is twelve securities with an event each, by Stata 18's estudy in
// single precision, and the exact numbers of the same windows in double.
func stataEstudy(dir string, c *comparison) error {
	p, err := readReturns(filepath.Join(dir, "event_study_returns_wide.csv"))
	if err != nil {
		return err
	}
	events, err := readEvents(filepath.Join(dir, "event_study_events.csv"), table.EventOptions{})
	if err != nil {
		return err
	}
	d := study.Default()
	d.Market, d.Estimation, d.Event = "mkt", study.Window{From: -200, To: -11}, study.Window{From: -5, To: 5}
	d.Windows = []study.Window{{From: -1, To: 1}, {From: 0, To: 0}, {From: -5, To: 5}}
	d.Tests = []string{"csect", "patell", "bmp"}
	ctx := context.Background()
	r, err := study.Run(ctx, d, p, events)
	if err != nil {
		return err
	}
	s, _, err := study.Fitted(ctx, d, p, events)
	if err != nil {
		return err
	}
	if err := compareStata(filepath.Join(dir, "stata_gold.json"), s, r, c); err != nil {
		return err
	}
	return compareExact(filepath.Join(dir, "expected_reference.json"), r, c)
}

var stataWindows = []string{"m1_p1", "0_0", "m5_p5"}

type stataNumber struct {
	CAR, SD, Stat float64
}

// compareStata compares CARs, standard deviations and group statistics.
func compareStata(path string, s *study.Sample, r *study.Result, c *comparison) error {
	var want struct {
		SIM    map[string]map[string]stataNumber
		Group  map[string]stataNumber `json:"SIM_Norm_group"`
		Patell map[string]float64     `json:"SIM_Patell_group_stat"`
	}
	if err := readJSON(path, &want); err != nil {
		return err
	}
	for k, window := range stataWindows {
		w := r.Windows[k].Window
		sum, q := 0.0, 0.0
		for i, e := range r.Events {
			sd := stataSD(s, i, w)
			m := float64(e.Used)
			sum += e.CARs[k].Value / sd
			q += (m - 2) / (m - 4)
			gold, ok := want.SIM[window][e.Security]
			if !ok {
				continue
			}
			at := fmt.Sprintf("stata %s %s ", window, e.Security)
			c.check(at+"car", e.CARs[k].Value, gold.CAR)
			c.check(at+"sd", sd, gold.SD)
			if gold.Stat != 0 {
				c.check(at+"stat", e.CARs[k].Value/sd, gold.Stat)
			}
		}
		c.check("stata "+window+" patell", sum/math.Sqrt(q), want.Patell[window])
		// exp(AR) is near one, where single precision ends at 6e-8: a few 1e-8 in
		// a sum of 0.015.
		c.within(1e-5, "stata "+window+" group car", stataGroup(s, w), want.Group[window].CAR)
	}
	return nil
}

// stataSD is estudy's standard deviation of a CAR: SSR/(n-1) for the variance,
// and for the market's term its variance (N-1) and mean over all N days of the
// window, also those on which the security has no return:
//
//	SSR/(n-1) ( L + L²/n + (sum of Rm - mean)²/Sxx (N-1)/N )
func stataSD(s *study.Sample, i int, w study.Window) float64 {
	bench := s.BenchRow(i)
	mean, sxx, days := 0.0, 0.0, float64(len(bench))
	for _, x := range bench {
		mean += x / days
	}
	for _, x := range bench {
		sxx += (x - mean) * (x - mean)
	}
	d := 0.0
	for t := w.From; t <= w.To; t++ {
		d += s.Bench[i*s.L+t-s.EventFrom] - mean
	}
	l, n := float64(w.Len()), float64(s.Used[i])
	ssr := s.Sigma[i] * s.Sigma[i] * float64(s.DF[i])
	return math.Sqrt(ssr / (n - 1) * (l + l*l/n + d*d/sxx*(days-1)/days))
}

// stataGroup is estudy's CAR of a group: the sum of ln(mean exp(AR)).
func stataGroup(s *study.Sample, w study.Window) float64 {
	sum := 0.0
	for t := w.From; t <= w.To; t++ {
		mean := 0.0
		for i := range s.N {
			mean += math.Exp(s.AR[i*s.L+t-s.EventFrom]) / float64(s.N)
		}
		sum += math.Log(mean)
	}
	return sum
}

// compareExact compares with the same study in double precision.
func compareExact(path string, r *study.Result, c *comparison) error {
	var want map[string]struct {
		CAAR, SECT float64
		CSect      float64 `json:"csect_t"`
		Patell     float64 `json:"patell_z"`
		BMP        float64 `json:"bmp_t"`
		SE, CAR    []float64
	}
	if err := readJSON(path, &want); err != nil {
		return err
	}
	const exact = 1e-10
	for k, window := range stataWindows {
		w, at := want[window], "exact "+window+" "
		c.within(exact, at+"caar", r.Windows[k].Mean, w.CAAR)
		for j, v := range []float64{w.CSect, w.Patell, w.BMP} {
			c.within(exact, at+r.Windows[k].Stats[j].Test, r.Windows[k].Stats[j].Value, v)
		}
		for j, e := range r.Events {
			c.within(exact, at+e.Security+" car", e.CARs[k].Value, w.CAR[j])
			c.within(exact, at+e.Security+" se", e.CARs[k].SE, w.SE[j])
		}
	}
	return nil
}
