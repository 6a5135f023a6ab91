package studygold

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"newstape/study"
)

// reference maps the names of expected_tests.json to ours: the test, and whether
// the numbers are one a day or one a window [first, t].
var reference = []struct {
	name string
	test string
	path bool
}{
	{"csect_t_aar", "csect", false},
	{"csect_t_caar", "csect", true},
	{"cda_t_aar", "cda", false},
	{"cda_t_caar", "cda", true},
	{"cda_t_aar_stata_df", "cda=stata", false},
	{"cda_t_caar_stata_df", "cda=stata", true},
	{"caltime_t_sipemu066_aar", "cda", false},
	{"caltime_t_sipemu066_caar", "cda", true},
	{"mackinlay_j1_aar", "j1", false},
	{"mackinlay_j1_caar", "j1", true},
	{"patell_z_aar", "patell", false},
	{"patell_z_caar_scar", "patell", true},
	{"patell_z_caar_cumsar", "patell=sumsar", true},
	{"patell_wrds_scar", "patell=wrds", true},
	{"bmp_t_aar_fec", "bmp", false},
	{"bmp_t_caar_scar_fec", "bmp", true},
	{"bmp_t_aar_rawsigma", "bmp=raw", false},
	{"bmp_t_caar_rawsigma", "bmp=raw", true},
	{"bmp_t_caar_wrds", "bmp=raw", true},
	{"bmp_t_caar_cumsar_fec", "bmp=sumsar", true},
	{"kp_bmp_aar_fec_eventtime", "kp=eventtime", false},
	{"kp_bmp_caar_scar_eventtime", "kp=eventtime", true},
	{"kp_bmp_aar_fec_calendar0", "kp=calendar", false},
	{"kp_bmp_caar_scar_calendar0", "kp=calendar", true},
	{"kp_patell_aar_eventtime", "adj-patell=eventtime", false},
	{"kp_patell_aar_calendar0", "adj-patell=calendar", false},
	{"kp_patell_aar_statadef_eventtime", "adj-patell=stata", false},
	{"kp_patell_aar_statadef_calendar0", "adj-patell=stata-calendar", false},
	{"corrado_t_aar", "rank", false},
	{"corrado_cowan_caar", "rank", true},
	{"corrado_sipemu", "rank=sipemu", false},
	{"corrado_zivney_t_aar", "rank=cz", false},
	{"corrado_zivney_cowan_caar", "rank=cz", true},
	{"corrado_zivney_sign_t", "sign-cz", false},
	{"sign_z_aar", "sign", false},
	{"sign_z_caar", "sign", true},
	{"gsign_z_aar", "gsign", false},
	{"gsign_z_caar", "gsign", true},
	{"wilcoxon_W_aar", "wilcoxon=exact", false},
	{"wilcoxon_z_aar", "wilcoxon=normal", false},
	{"wilcoxon_z_caar_oncars", "wilcoxon=normal", true},
	{"skewadj_t_aar_lbt", "skew-t=lbt", false},
	{"skewadj_t_caar_lbt", "skew-t=lbt", true},
	{"skewadj_t_aar_unbiased", "skew-t=unbiased", false},
	{"skewadj_t_caar_unbiased", "skew-t=unbiased", true},
	{"hall_t_aar_lbt", "hall-t=lbt", false},
	{"hall_t_caar_lbt", "hall-t=lbt", true},
	{"hall_t_aar_unbiased", "hall-t=unbiased", false},
	{"hall_t_caar_unbiased", "hall-t=unbiased", true},
	{"grank_t_caar", "grank-t", true},
	{"grank_z_caar_indep", "grank-z", true},
}

// comparePath runs the design with its path of windows and all tests, and
// compares with an expected_tests.json.
func comparePath(d study.Design, p study.Panel, events []study.Event, path string, c *comparison) (*study.Result, error) {
	var want map[string]any
	if err := readJSON(path, &want); err != nil {
		return nil, err
	}
	d.Windows, d.Path, d.Tests, d.Placebo, d.Draws = nil, true, []string{"all"}, 0, 99
	ctx := context.Background()
	r, err := study.Run(ctx, d, p, events)
	if err != nil {
		return nil, err
	}
	s, _, err := study.Fitted(ctx, d, p, events)
	if err != nil {
		return nil, err
	}
	label := strings.TrimSuffix(path[strings.LastIndex(path, "/")+1:], ".json") + ": "
	seen := map[string]bool{}
	for _, ref := range reference {
		windows := r.Days
		if ref.path {
			windows = r.Windows
		}
		if list, ok := want[ref.name].([]any); ok {
			seen[ref.name] = true
			c.all(label+ref.name, statistics(windows, ref.test), floats(list))
		}
	}
	compareScalars(label, s, r, want, seen, c)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if !seen[name] {
			c.Failed = append(c.Failed, label+name+" is not compared")
		}
	}
	return r, nil
}

// compareScalars compares what is not a row of the battery.
func compareScalars(label string, s *study.Sample, r *study.Result, want map[string]any, seen map[string]bool, c *comparison) {
	one := func(name string, got float64) {
		if v, ok := want[name].(float64); ok {
			seen[name] = true
			c.check(label+name, got, v)
		}
	}
	many := func(name string, windows []study.WindowResult, get func(study.WindowResult) float64) {
		if list, ok := want[name].([]any); ok {
			seen[name] = true
			var got []float64
			for _, w := range windows {
				got = append(got, get(w))
			}
			c.all(label+name, got, floats(list))
		}
	}
	many("aar", r.Days, func(w study.WindowResult) float64 { return w.Mean })
	many("caar", r.Windows, func(w study.WindowResult) float64 { return w.Mean })
	many("n_pos", r.Days, func(w study.WindowResult) float64 { return float64(w.Positive) })
	full := s.Cut(r.Design.Event)
	one("gsign_phat", s.PositiveShare(full))
	m := s.MeanCorrelation()
	one("kp_rbar_eventtime", m.EventTime)
	one("kp_rbar_calendar_zeroNonOverlap", m.Calendar)
	one("kp_rbar_calendar_overlap30_meanOverOverlapping", m.Overlapping)
	one("kp_calendar_pairs", float64(m.Pairs))
	many("p_csect_t_caar_t(N-1)", r.Windows, func(w study.WindowResult) float64 { return probability(w, "csect", "sample") })
	many("p_patell_caar_norm", r.Windows, func(w study.WindowResult) float64 { return probability(w, "patell", "exact") })
	compareBuyAndHold(label, s, r.Design.Event, want, seen, c)
}

// compareBuyAndHold compares prod(1+R) - prod(1+Rm) over [first, t].
func compareBuyAndHold(label string, s *study.Sample, event study.Window, want map[string]any, seen map[string]bool, c *comparison) {
	mean, t, skew := make([]float64, s.L), make([]float64, s.L), make([]float64, s.L)
	for to := range s.L {
		cut := &study.Cut{Window: event, Len: to + 1, N: s.N}
		for i := range s.N {
			own, bench := 1.0, 1.0
			for k := 0; k <= to; k++ {
				own *= 1 + s.Return[i*s.L+k]
				bench *= 1 + s.Bench[i*s.L+k]
			}
			cut.CAR = append(cut.CAR, own-bench)
			mean[to] += (own - bench) / float64(s.N)
		}
		t[to] = evaluate("csect=sample", s, cut)
		skew[to] = evaluate("skew-t=lbt", s, cut)
	}
	for _, x := range []struct {
		name string
		got  []float64
	}{{"abhar_mkt", mean}, {"abhar_csect_t", t}, {"abhar_skewadj_t_lbt", skew}} {
		if list, ok := want[x.name].([]any); ok {
			seen[x.name] = true
			c.all(label+x.name, x.got, floats(list))
		}
	}
}

func evaluate(test string, s *study.Sample, cut *study.Cut) float64 {
	for _, t := range study.Battery() {
		if t.String() == test {
			return t.Eval(s, cut).X
		}
	}
	return math.NaN()
}

// statistics lists a test's values over windows; NaN where it has none.
func statistics(windows []study.WindowResult, test string) []float64 {
	name, convention, given := strings.Cut(test, "=")
	var out []float64
	for _, w := range windows {
		v := math.NaN()
		for _, st := range w.Stats {
			if st.Test == name && (!given || st.Convention == convention) {
				if st.Missing == "" {
					v = st.Value
				}
				break
			}
		}
		out = append(out, v)
	}
	return out
}

// probability is a test's two-sided p.
func probability(w study.WindowResult, test, convention string) float64 {
	for _, st := range w.Stats {
		if st.Test == test && st.Convention == convention && st.Missing == "" {
			return st.P
		}
	}
	return math.NaN()
}

func floats(list []any) []float64 {
	var out []float64
	for _, v := range list {
		f, ok := v.(float64)
		if !ok {
			f = math.NaN()
		}
		out = append(out, f)
	}
	return out
}

// compareFits compares an expected_events.csv: the models and abnormal returns.
func compareFits(path string, r *study.Result, c *comparison) error {
	s, err := readSheet(path)
	if err != nil {
		return err
	}
	compareFitColumns("events: ", s, r, c, func(name string) string { return name })
	return nil
}

func compareFitColumns(label string, s *sheet, r *study.Result, c *comparison, arName func(string) string) {
	alpha, beta, sigma, r2 := s.numbers("alpha"), s.numbers("beta"), s.numbers("sigma"), s.numbers("r2")
	if len(alpha) != len(r.Events) {
		c.Failed = append(c.Failed, fmt.Sprintf("%s%d events, want %d", label, len(r.Events), len(alpha)))
		return
	}
	byID := map[string]study.EventResult{}
	for _, e := range r.Events {
		byID[e.ID] = e
	}
	ids := s.column("event_id")
	var ars [][]float64
	for t := range r.Days {
		ars = append(ars, s.numbers(arName(fmt.Sprintf("ar_%d", r.Design.Event.From+t))))
	}
	for k := range alpha {
		e := r.Events[k]
		if ids != nil {
			e = byID[ids[k]]
		}
		at := fmt.Sprintf("%s%s ", label, e.ID)
		c.check(at+"alpha", e.Params[0], alpha[k])
		c.check(at+"beta", e.Params[1], beta[k])
		c.check(at+"sigma", e.Sigma, sigma[k])
		c.check(at+"r2", e.R2, r2[k])
		for t := range e.AR {
			c.check(fmt.Sprintf("%sar%+d", at, r.Design.Event.From+t), e.AR[t].Value, ars[t][k])
		}
	}
}
