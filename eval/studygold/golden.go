package studygold

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"path/filepath"

	"newstape/study"
)

// golden is golden.json: small inputs and constants of sipemu/eventstudy 0.66.
type golden struct {
	MarketModel struct {
		EstIndex []float64 `json:"est_index"`
		EstResid []float64 `json:"est_resid"`
		EvtIndex []float64 `json:"evt_index"`
		EvtFirm  []float64 `json:"evt_firm"`
		Sigma    float64
		DF       float64   `json:"df"`
		AR       []float64 `json:"ar_t"`
		CAR      []float64 `json:"car_t(CAR/(sqrt(L)*sigma))"`
	} `json:"market_model"`
	MarketAdjusted goldenFirm `json:"market_adjusted"`
	Mean           goldenFirm `json:"comparison_mean"`
	Factor         struct {
		ME, SMB, HML, Mom, RMW, CMA []float64
		Resid                       []float64
		MEe                         []float64 `json:"me_e"`
		SMBe                        []float64 `json:"smb_e"`
		HMLe                        []float64 `json:"hml_e"`
		Mome                        []float64 `json:"mom_e"`
		RMWe                        []float64 `json:"rmw_e"`
		CMAe                        []float64 `json:"cma_e"`
		Excess                      []float64 `json:"excess_evt"`
		FF3, FF5, Carhart4          struct {
			Sigma, DF float64
			AR        []float64
		}
	}
	BHAR struct {
		goldenFirm
		Sigma float64   `json:"sigma(sd of firm-index)"`
		BHAR  []float64 `json:"bhar"`
		SE    []float64 `json:"bhar_se(sigma*sqrt(n))"`
		T     []float64 `json:"bhar_t"`
	}
	Volume struct {
		Est      []float64 `json:"est_vol"`
		Evt      []float64 `json:"evt_vol"`
		Mean     float64   `json:"mean_log1p"`
		Sigma    float64
		Abnormal []float64
	}
	Volatility struct {
		Est      []float64 `json:"est_ret"`
		Evt      []float64 `json:"evt_ret"`
		Variance float64   `json:"est_var"`
		Abnormal []float64 `json:"abnormal(r^2/var-1)"`
		Sigma    float64
	}
	Rolling struct {
		EvtIndex           []float64 `json:"evt_index"`
		EvtFirm            []float64 `json:"evt_firm"`
		Alpha, Beta, Sigma float64
		DF                 float64 `json:"df"`
		AR                 []float64
	} `json:"rolling_window_single"`
	Multi map[string]json.RawMessage `json:"multi_event"`
}

type goldenFirm struct {
	EstFirm  []float64 `json:"est_firm"`
	EstIndex []float64 `json:"est_index"`
	EvtFirm  []float64 `json:"evt_firm"`
	EvtIndex []float64 `json:"evt_index"`
	AR       []float64 `json:"ar"`
	Sigma    float64   `json:"sigma"`
	SigmaSD  float64   `json:"sigma(sd ddof1)"`
	DF       float64   `json:"df"`
	Mean     float64   `json:"mean"`
}

// golden066 compares the constants of sipemu's own tests.
func golden066(dir string, c *comparison) error {
	var g golden
	if err := readJSON(filepath.Join(dir, "golden.json"), &g); err != nil {
		return err
	}
	for _, compare := range []func(*golden, *comparison) error{
		(*golden).marketModel, (*golden).adjusted, (*golden).factors, (*golden).rolling, (*golden).other,
	} {
		if err := compare(&g, c); err != nil {
			return err
		}
	}
	return g.multi(filepath.Join(dir, "reference_tests.json"), c)
}

// small runs a study on columns that hold estimation rows and then event rows;
// every event has the same rows.
func small(model string, est int, columns map[string][]float64, events ...study.Event) (study.Design, *study.Table, []study.Event, error) {
	var names []string
	var values [][]float64
	rows := 0
	for _, name := range sortedKeys(columns) {
		names, values = append(names, name), append(values, columns[name])
		rows = len(columns[name])
	}
	stamps := make([]study.Stamp, rows)
	for k := range stamps {
		stamps[k] = study.Stamp(k+1) * 86400
	}
	p, err := study.NewTable(stamps, names, values)
	for k := range events {
		events[k].On = stamps[est]
	}
	d := study.Default()
	d.Model, d.Market = model, "index"
	d.Estimation, d.Event = study.Window{From: -est, To: -1}, study.Window{From: 0, To: rows - est - 1}
	d.Windows, d.Path, d.Tests, d.MinDays = nil, true, []string{"all"}, 0
	return d, p, events, err
}

// fitted is one security's fit in a small study.
func fitted(model string, est int, columns map[string][]float64) (*study.Sample, study.EventResult, error) {
	d, p, events, err := small(model, est, columns, study.Event{ID: "firm", Security: "firm"})
	if err != nil {
		return nil, study.EventResult{}, err
	}
	s, r, err := study.Fitted(context.Background(), d, p, events)
	if err != nil {
		return nil, study.EventResult{}, err
	}
	return s, r.Events[0], nil
}

func (g *golden) marketModel(c *comparison) error {
	m := g.MarketModel
	index, firm := join(m.EstIndex, m.EvtIndex), join(line(0.005, 1.5, m.EstIndex, m.EstResid), m.EvtFirm)
	s, e, err := fitted("market-model", len(m.EstIndex), map[string][]float64{"index": index, "firm": firm})
	if err != nil {
		return err
	}
	c.check("market model sigma", e.Sigma, m.Sigma)
	c.check("market model df", float64(e.DF), m.DF)
	for t := range m.AR {
		c.check(fmt.Sprintf("market model ar_t[%d]", t), s.AR[t]/e.Sigma, m.AR[t])
		cut := s.Cut(study.Window{From: 0, To: t})
		c.check(fmt.Sprintf("market model car_t[%d]", t), cut.Raw[0], m.CAR[t])
	}
	return nil
}

func (g *golden) adjusted(c *comparison) error {
	a := g.MarketAdjusted
	s, e, err := fitted("market-adjusted", len(a.EstFirm), map[string][]float64{"index": join(a.EstIndex, a.EvtIndex), "firm": join(a.EstFirm, a.EvtFirm)})
	if err != nil {
		return err
	}
	c.check("market-adjusted sigma", e.Sigma, a.SigmaSD)
	c.check("market-adjusted df", float64(e.DF), a.DF)
	c.all("market-adjusted ar", s.AR, a.AR)
	m := g.Mean
	firm := join(m.EstFirm, m.EvtFirm)
	s, e, err = fitted("mean-adjusted", len(m.EstFirm), map[string][]float64{"index": firm, "firm": firm})
	if err != nil {
		return err
	}
	c.check("mean-adjusted mean", e.Params[0], m.Mean)
	c.check("mean-adjusted sigma", e.Sigma, m.Sigma)
	c.check("mean-adjusted df", float64(e.DF), m.DF)
	c.all("mean-adjusted ar", s.AR, m.AR)
	return nil
}

func (g *golden) factors(c *comparison) error {
	f := g.Factor
	firm := make([]float64, len(f.ME))
	for t := range firm {
		firm[t] = 0.0005 + 1.1*f.ME[t] + 0.5*f.SMB[t] - 0.3*f.HML[t] + 0.2*f.Mom[t] + 0.15*f.RMW[t] - 0.1*f.CMA[t] + f.Resid[t]
	}
	columns := map[string][]float64{
		"index": join(f.ME, f.MEe), "smb": join(f.SMB, f.SMBe), "hml": join(f.HML, f.HMLe),
		"mom": join(f.Mom, f.Mome), "rmw": join(f.RMW, f.RMWe), "cma": join(f.CMA, f.CMAe), "firm": join(firm, f.Excess),
	}
	for _, m := range []struct {
		name    string
		factors []string
		sigma   float64
		df      float64
		ar      []float64
	}{
		{"ff3", []string{"smb", "hml"}, f.FF3.Sigma, f.FF3.DF, f.FF3.AR},
		{"ff5", []string{"smb", "hml", "rmw", "cma"}, f.FF5.Sigma, f.FF5.DF, f.FF5.AR},
		{"carhart4", []string{"smb", "hml", "mom"}, f.Carhart4.Sigma, f.Carhart4.DF, f.Carhart4.AR},
	} {
		e, ar, err := fewDays(columns, len(f.ME), m.factors)
		if err != nil {
			return err
		}
		c.check(m.name+" sigma", e.Sigma, m.sigma)
		c.check(m.name+" df", float64(e.DF), m.df)
		c.all(m.name+" ar", ar, m.ar)
	}
	return nil
}

// other compares buy-and-hold, volume and volatility: sipemu's definitions, each
// a mean of a transformed series.
func (g *golden) other(c *comparison) error {
	b := g.BHAR
	own, bench, n := 1.0, 1.0, 0.0
	_, e, err := fitted("market-adjusted", len(b.EstFirm), map[string][]float64{"index": join(b.EstIndex, b.EvtIndex), "firm": join(b.EstFirm, b.EvtFirm)})
	if err != nil {
		return err
	}
	c.check("bhar sigma", e.Sigma, b.Sigma)
	for t := range b.EvtFirm {
		own, bench, n = own*(1+b.EvtFirm[t]), bench*(1+b.EvtIndex[t]), n+1
		c.check(fmt.Sprintf("bhar[%d]", t), own-bench, b.BHAR[t])
		c.check(fmt.Sprintf("bhar se[%d]", t), e.Sigma*math.Sqrt(n), b.SE[t])
		c.check(fmt.Sprintf("bhar t[%d]", t), (own-bench)/(e.Sigma*math.Sqrt(n)), b.T[t])
	}
	v := join(g.Volume.Est, g.Volume.Evt)
	for k := range v {
		v[k] = math.Log1p(v[k])
	}
	s, e, err := fitted("mean-adjusted", len(g.Volume.Est), map[string][]float64{"index": v, "firm": v})
	if err != nil {
		return err
	}
	c.check("volume mean", e.Params[0], g.Volume.Mean)
	c.check("volume sigma", e.Sigma, g.Volume.Sigma)
	c.all("volume abnormal", s.AR, g.Volume.Abnormal)
	return g.volatility(c)
}

// volatility is r²/var - 1 with the estimation window's variance (m-1) and the
// standard deviation of the same over that window.
func (g *golden) volatility(c *comparison) error {
	r := join(g.Volatility.Est, g.Volatility.Evt)
	_, e, err := fitted("mean-adjusted", len(g.Volatility.Est), map[string][]float64{"index": r, "firm": r})
	if err != nil {
		return err
	}
	c.check("volatility variance", e.Sigma*e.Sigma, g.Volatility.Variance)
	for k := range r {
		r[k] = r[k]*r[k]/(e.Sigma*e.Sigma) - 1
	}
	_, squared, err := fitted("mean-adjusted", len(g.Volatility.Est), map[string][]float64{"index": r, "firm": r})
	if err != nil {
		return err
	}
	c.all("volatility abnormal", r[len(g.Volatility.Est):], g.Volatility.Abnormal)
	c.check("volatility sigma", squared.Sigma, g.Volatility.Sigma)
	return nil
}
