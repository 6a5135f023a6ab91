package studygold

import (
	"context"
	"encoding/json"
	"maps"
	"slices"

	"newstape/study"
	"newstape/study/stat"
)

func sortedKeys(m map[string][]float64) []string { return slices.Sorted(maps.Keys(m)) }

func join(a, b []float64) []float64 { return slices.Concat(a, b) }

// line is a + b x + u.
func line(a, b float64, x, u []float64) []float64 {
	out := make([]float64, len(x))
	for t := range x {
		out[t] = a + b*x[t] + u[t]
	}
	return out
}

// rolling is 30 days of an even index, one window of sipemu's rolling model.
func (g *golden) rolling(c *comparison) error {
	const n = 30
	pattern := []float64{0.001, -0.001, 0.0015, -0.0015, 0.0005, -0.0005}
	index, resid := make([]float64, n), make([]float64, n)
	for t := range index {
		index[t] = -0.03 + 0.06*float64(t)/(n-1)
		resid[t] = pattern[t%len(pattern)]
	}
	r := g.Rolling
	s, e, err := fitted("market-model", n, map[string][]float64{"index": join(index, r.EvtIndex), "firm": join(line(0.004, 1.2, index, resid), r.EvtFirm)})
	if err != nil {
		return err
	}
	c.check("rolling alpha", e.Params[0], r.Alpha)
	c.check("rolling beta", e.Params[1], r.Beta)
	c.check("rolling sigma", e.Sigma, r.Sigma)
	c.check("rolling df", float64(e.DF), r.DF)
	c.all("rolling ar", s.AR, r.AR)
	return nil
}

// fewDays fits factors by the model itself: sipemu's tests leave fewer degrees
// of freedom than a study allows.
func fewDays(columns map[string][]float64, est int, factors []string) (study.EventResult, []float64, error) {
	rows := study.Rows{Y: columns["firm"], X: [][]float64{columns["index"]}, EstTo: est, EventFrom: est, EventTo: len(columns["firm"])}
	for _, f := range factors {
		rows.X = append(rows.X, columns[f])
	}
	k, l := len(rows.X)+1, rows.EventTo-est
	fit := study.Fit{Residual: make([]float64, est), AR: make([]float64, l), Load: make([]float64, l*k), K: k}
	m, err := study.ModelNamed("factors")
	if err != nil {
		return study.EventResult{}, nil, err
	}
	m.Fit(&rows, &fit)
	return study.EventResult{Params: fit.Params, Sigma: fit.Sigma, DF: fit.DF}, fit.AR, nil
}

type goldenEvent struct {
	EstIndex    []float64 `json:"est_index"`
	EstResid    []float64 `json:"est_resid"`
	Alpha, Beta float64
	EvtIndex    []float64 `json:"evt_index"`
	EvtFirm     []float64 `json:"evt_firm"`
}

// multiTests maps the constants of the three-event block to tests.
var multiTests = []struct {
	name, test string
	path       bool
}{
	{"csect_aar_t", "csect", false},
	{"csect_caar_t", "csect", true},
	{"patell_aar_z(FEC)", "patell", false},
	{"patell_caar_z(cumSAR)", "patell=sumsar", true},
	{"bmp_t(raw sigma)", "bmp=raw", false},
	{"cbmp_t", "bmp=raw", true},
	{"sign_z", "sign", false},
	{"csign_z", "sign", true},
	{"gsign_z(p_hat=.5)", "gsign", false},
	{"rank_z(sd ddof1 over combined window)", "rank=sipemu", false},
	{"caltime_t(=CDA)", "cda", false},
	{"ccaltime_t", "cda", true},
	{"kp_t(raw sigma)", "kp=sipemu", false},
	{"ckp_t", "kp=sipemu", true},
}

// multi is three events of eight estimation days, each with a market of its own.
func (g *golden) multi(reference string, c *comparison) error {
	columns := map[string][]float64{}
	var events []study.Event
	for _, id := range []string{"E1", "E2", "E3"} {
		var e goldenEvent
		if err := json.Unmarshal(g.Multi[id], &e); err != nil {
			return err
		}
		columns["index "+id] = join(e.EstIndex, e.EvtIndex)
		columns[id] = join(line(e.Alpha, e.Beta, e.EstIndex, e.EstResid), e.EvtFirm)
		events = append(events, study.Event{ID: id, Security: id, Market: "index " + id})
	}
	d, p, events, err := small("market-model", 8, columns, events...)
	if err != nil {
		return err
	}
	r, err := comparePath(d, p, events, reference, c)
	if err != nil {
		return err
	}
	for _, m := range multiTests {
		var want []float64
		if err := json.Unmarshal(g.Multi[m.name], &want); err != nil {
			return err
		}
		windows := r.Days
		if m.path {
			windows = r.Windows
		}
		c.all("golden "+m.name, statistics(windows, m.test), want)
	}
	return g.multiRest(d, p, events, r, c)
}

// multiRest compares what is not a test's value.
func (g *golden) multiRest(d study.Design, p study.Panel, events []study.Event, r *study.Result, c *comparison) error {
	s, _, err := study.Fitted(context.Background(), d, p, events)
	if err != nil {
		return err
	}
	var standard, ranks []float64
	for _, w := range r.Days {
		cut := s.Cut(w.Window)
		standard = append(standard, (cut.Raw[0]+cut.Raw[1]+cut.Raw[2])/3)
	}
	ranks = make([]float64, s.L)
	for i := range s.N {
		row := join(s.EstRow(i), s.ARRow(i))
		of := make([]float64, len(row))
		stat.MidRanks(row, of)
		for t := range ranks {
			ranks[t] += (of[s.M+t]/float64(len(row)+1) - 0.5) / float64(s.N)
		}
	}
	var df float64
	if err := json.Unmarshal(g.Multi["caltime_df"], &df); err != nil {
		return err
	}
	for _, st := range r.Days[0].Stats {
		if st.Test == "cda" && st.Convention == "bw" {
			c.check("golden caltime_df", st.DF, df)
		}
	}
	for _, x := range []struct {
		name string
		got  []float64
	}{
		{"aar", means(r.Days)},
		{"caar", means(r.Windows)},
		{"bmp_mean_sar(raw sigma)", standard},
		{"rank_mean", ranks},
	} {
		var want []float64
		if err := json.Unmarshal(g.Multi[x.name], &want); err != nil {
			return err
		}
		c.all("golden "+x.name, x.got, want)
	}
	return nil
}
