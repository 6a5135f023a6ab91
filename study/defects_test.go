package study_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"newstape/study"
	"newstape/study/stat"
	"newstape/study/table"
)

// Each test here is a defect that a published program has or had. It shows the
// program's value, ours, and why they differ. The list is section 2.9 of the
// design's survey; names are those of the programs.

// statOf finds a test's verdict in a window.
func statOf(t *testing.T, w study.WindowResult, test, convention string) study.Stat {
	t.Helper()
	for _, s := range w.Stats {
		if s.Test == test && s.Convention == convention {
			if s.Missing != "" {
				t.Fatalf("%s=%s on %s: %s", test, convention, w.Window, s.Missing)
			}
			return s
		}
	}
	t.Fatalf("no %s=%s", test, convention)
	return study.Stat{}
}

// recurring is 40 events of 12 securities, so that securities recur.
func recurring(t *testing.T) (*study.Sample, *study.Result) {
	t.Helper()
	p, events := world(11, 12, 400, 40)
	d := smallDesign()
	s, _, err := study.Fitted(context.Background(), d, p, events)
	if err != nil {
		t.Fatal(err)
	}
	return s, run(t, d, p, events)
}

// sipemu to 0.65 gave every day the rank statistic of the first (a scalar
// ifelse). Ours differ from day to day.
func TestDefectSipemuRankOfOneDayOnAll(t *testing.T) {
	_, r := recurring(t)
	first := statOf(t, r.Days[0], "rank", "sipemu").Value
	same := 0
	for _, w := range r.Days {
		if statOf(t, w, "rank", "sipemu").Value == first {
			same++
		}
	}
	if same > 2 {
		t.Errorf("%d of %d days share a rank statistic", same, len(r.Days))
	}
}

// sipemu issue 7 joined on the security's name, so that a security with two
// events was counted four times (9,255 events became 61,757 rows). We group by
// event: N is the number of events.
func TestDefectSipemuEventsJoinedByName(t *testing.T) {
	s, r := recurring(t)
	if n := statOf(t, r.Days[5], "bmp", "fec").N; n != s.N {
		t.Errorf("bmp rests on %d rows for %d events", n, s.N)
	}
}

// sipemu to 0.65 averaged the share of positive days over firms, not events.
func TestDefectSipemuSignByFirm(t *testing.T) {
	_, r := recurring(t)
	event, firm := statOf(t, r.Days[5], "gsign", "event").Value, statOf(t, r.Days[5], "gsign", "firm").Value
	if event == firm {
		t.Error("a recurring firm should make the two shares differ")
	}
}

// sipemu 0.61.1 computed every return as 0 where dplyr was not attached.
func TestDefectSipemuReturnsOfZero(t *testing.T) {
	p, err := table.ReadPanel(strings.NewReader("date,A\n2025-11-13,100\n2025-11-14,102\n2025-11-17,51\n"), "p.csv", table.Options{Kind: table.Prices})
	if err != nil {
		t.Fatal(err)
	}
	s, _ := p.Series("A")
	if math.Abs(s.Values[1]-0.02) > 1e-15 || s.Values[2] != -0.5 {
		t.Errorf("returns %v", s.Values)
	}
}

func TestDelistingReturnsCompound(t *testing.T) {
	r := []float64{0.1, math.NaN()}
	study.Delist(r, 0, -0.5)
	study.Delist(r, 1, -0.3)
	if math.Abs(r[0]-(1.1*0.5-1)) > 1e-15 || r[1] != -0.3 {
		t.Errorf("got %v", r)
	}
}

// sipemu drew confidence bands around 0. Ours stand around the mean.
func TestDefectSipemuBandsAroundZero(t *testing.T) {
	_, r := recurring(t)
	for _, w := range r.Windows {
		if mid := (w.Low + w.High) / 2; math.Abs(mid-w.Mean) > 1e-15 {
			t.Errorf("%s: band centred on %v, mean %v", w.Window, mid, w.Mean)
		}
	}
}

// sipemu to 0.50 divided market-adjusted returns by sqrt(1 + 1/m); nothing was
// estimated, so C is 1.
func TestDefectSipemuForecastErrorOfNothing(t *testing.T) {
	p, events := world(11, 12, 400, 40)
	d := smallDesign()
	d.Model = "market-adjusted"
	s, _, err := study.Fitted(context.Background(), d, p, events)
	if err != nil {
		t.Fatal(err)
	}
	if c := s.Cut(study.Window{From: 0, To: 0}); c.C[0] != 1 {
		t.Errorf("C = %v, want 1", c.C[0])
	}
}

// sipemu and others leave the estimation error out of the variance of a CAR.
// CAR / (s sqrt(L)) is larger than the exact one by sqrt(C/L): 1 + L/(2m) and more.
func TestDefectSipemuNoEstimationErrorInCAR(t *testing.T) {
	s, _ := recurring(t)
	c := s.Cut(study.Window{From: -5, To: 5})
	for k := range c.Event {
		l, m := float64(c.Len), float64(s.Used[c.Event[k]])
		if c.C[k] < l+l*l/m-1e-9 {
			t.Fatalf("event %d: C = %v, less than L + L²/m = %v", k, c.C[k], l+l*l/m)
		}
		if math.Abs(c.Raw[k]) <= math.Abs(c.SCAR[k]) {
			t.Fatalf("event %d: the plain t %v should exceed the exact %v", k, c.Raw[k], c.SCAR[k])
		}
	}
}

// sipemu and eventstudy2 align residuals by event time for the mean correlation
// of Kolari and Pynnonen, whatever the dates. Here pairs of securities move
// together on the same dates and their events are ten days apart: event time
// sees no correlation, the calendar does.
func TestDefectCorrelationByEventTime(t *testing.T) {
	p, events := world(12, 20, 400, 20)
	common, _ := world(13, 1, 400, 0)
	shock, _ := common.Series("S0")
	for k := range events {
		s, _ := p.Series(events[k].Security)
		for d := range s.Values {
			s.Values[d] += 2 * shock.Values[d]
		}
		events[k].On = p.Stamps()[200+10*(k%4)]
	}
	d := smallDesign()
	s, _, err := study.Fitted(context.Background(), d, p, events)
	if err != nil {
		t.Fatal(err)
	}
	if m := s.MeanCorrelation(); m.Calendar < m.EventTime+0.2 || m.Calendar < 0.4 {
		t.Errorf("mean correlation %.3f by calendar, %.3f by event time", m.Calendar, m.EventTime)
	}
}

// eventstudy2 before July 2022 counted each event's correlation with itself, 1,
// in the mean: r rises by (1-r)/N.
func TestDefectCorrelationWithItself(t *testing.T) {
	s, _ := recurring(t)
	ours := s.MeanCorrelation().EventTime
	n := float64(s.N)
	theirs := (ours*n*(n-1) + n) / (n * n)
	if theirs-ours < 0.9/n {
		t.Errorf("with itself %.4f, without %.4f", theirs, ours)
	}
}

// EventStudies.jl fitted on 1:(idx - offset) with a negative offset, so that the
// event window was inside. We refuse overlapping windows.
func TestDefectEventWindowInsideEstimation(t *testing.T) {
	d := smallDesign()
	d.Estimation.To = -3
	if err := d.Validate(); err == nil {
		t.Error("an estimation window that holds event days was accepted")
	}
}

// estudy ranks each CAR inside its own time series and reports Wilcoxon values
// beyond what N signs can give. z is at most that of all positive.
func TestDefectEstudyImpossibleWilcoxon(t *testing.T) {
	p, events := world(14, 12, 400, 12)
	for _, e := range events {
		s, _ := p.Series(e.Security)
		for k, day := range s.Stamps {
			if day == e.On {
				s.Values[k] += 0.5
			}
		}
	}
	r := run(t, smallDesign(), p, events)
	n := float64(r.Days[5].N)
	most := n * (n + 1) / 4 / math.Sqrt(n*(n+1)*(2*n+1)/24)
	if z := statOf(t, r.Days[5], "wilcoxon", "normal").Value; z > most+1e-12 {
		t.Errorf("z = %v, more than %v for %v events", z, most, n)
	}
}

// estudy takes T = m and divides ranks by m+1, one too few for m+1 values: its
// generalised rank statistic is not ours.
func TestDefectEstudyRanksOneTooFew(t *testing.T) {
	_, r := recurring(t)
	ours, theirs := statOf(t, r.Windows[2], "grank-t", "kp2011"), statOf(t, r.Windows[2], "grank-t", "estudy")
	if ours.DF != theirs.DF+1 || ours.Value == theirs.Value {
		t.Errorf("ours %v on %v, theirs %v on %v degrees of freedom", ours.Value, ours.DF, theirs.Value, theirs.DF)
	}
}

// estudy's CAR of a group is the sum of ln(mean exp(AR)), above the mean CAR by
// half the cross-sectional variance a day (Jensen). Ours is the mean.
func TestDefectEstudyGroupOfExponentials(t *testing.T) {
	s, r := recurring(t)
	theirs, mean := 0.0, 0.0
	for c := range s.L {
		sum := 0.0
		for i := range s.N {
			sum += math.Exp(s.AR[i*s.L+c]) / float64(s.N)
			mean += s.AR[i*s.L+c] / float64(s.N)
		}
		theirs += math.Log(sum)
	}
	if math.Abs(r.Windows[2].Mean-mean) > 1e-14 || theirs <= mean {
		t.Errorf("CAAR %v, mean of CARs %v, theirs %v", r.Windows[2].Mean, mean, theirs)
	}
}

// xKDR's eventstudies drops an event for one missing day anywhere in the window,
// and its window is one day short on the left. We can keep the event for the
// days it has, and From is From.
func TestDefectXKDROneGapDropsAll(t *testing.T) {
	p, events := world(15, 6, 300, 6)
	s, _ := p.Series(events[0].Security)
	for k, day := range s.Stamps {
		if day == events[0].On {
			s.Values[k+3] = math.NaN()
		}
	}
	d := smallDesign()
	d.Missing = study.MissingKeep
	r := run(t, d, p, events)
	if r.Days[5].N != 6 || r.Days[8].N != 5 || r.Windows[0].N != 6 || r.Windows[2].N != 5 {
		t.Errorf("events on day 0: %d, on day 3: %d, in [0,0]: %d, in [-5,5]: %d",
			r.Days[5].N, r.Days[8].N, r.Windows[0].N, r.Windows[2].N)
	}
	if r.Days[0].Window.From != -5 || len(r.Days) != 11 {
		t.Errorf("%d days from %d", len(r.Days), r.Days[0].Window.From)
	}
}

// eventstudy2 (November 2019) took the square root of the forecast factor twice,
// and summed V_t/sqrt(t) over the window, whose variance is the harmonic number
// (3.02 for 11 days) and not 1.
func TestDefectStataRunningSums(t *testing.T) {
	s, r := recurring(t)
	theirs := 0.0
	for to := range s.L {
		theirs += statOf(t, r.Days[to], "patell", "exact").Value / math.Sqrt(float64(to+1))
	}
	ours := statOf(t, r.Windows[2], "patell", "sumsar").Value
	if math.Abs(theirs-ours) < 1e-6 {
		t.Error("the two sums should differ")
	}
	c := s.Cut(study.Window{From: 0, To: 0})
	sar := s.AR[5] / (s.Sigma[0] * math.Sqrt(c.C[0]))
	if math.Abs(c.SCAR[0]-sar) > 1e-15 {
		t.Errorf("SAR %v, AR/(s sqrt(C)) %v: the root is taken once", c.SCAR[0], sar)
	}
}

// eventstudy2 multiplies Patell by the factor of BMP, sqrt((1-r)/(1+(N-1)r));
// the paper's for Patell is sqrt(1/(1+(N-1)r)).
func TestDefectStataFactorOfAdjustedPatell(t *testing.T) {
	s, r := recurring(t)
	ours, theirs := statOf(t, r.Days[5], "adj-patell", "eventtime").Value, statOf(t, r.Days[5], "adj-patell", "stata").Value
	if want := ours * math.Sqrt(1-s.MeanCorrelation().EventTime); math.Abs(theirs-want) > 1e-12 {
		t.Errorf("theirs %v, ours times sqrt(1-r) %v", theirs, want)
	}
}

// estudy2 takes critical values of the signed-rank test at 1-a above and a/2
// below. Our two-sided p is twice the smaller tail.
func TestDefectEstudy2WilcoxonTails(t *testing.T) {
	_, r := recurring(t)
	for _, w := range r.Days {
		s := statOf(t, w, "wilcoxon", "exact")
		if math.Abs(s.P-math.Min(1, 2*math.Min(s.Less, s.More))) > 1e-15 {
			t.Errorf("%s: p %v, tails %v and %v", w.Window, s.P, s.Less, s.More)
		}
	}
}

// estudy2 divides by sd(u) with m-1 for the m-2 degrees of freedom: its Patell is
// ours times sqrt((m-1)/(m-2)), exactly.
func TestDefectEstudy2DegreesOfFreedom(t *testing.T) {
	s, r := recurring(t)
	m := float64(s.Used[0])
	ours, theirs := statOf(t, r.Days[5], "patell", "exact").Value, statOf(t, r.Days[5], "patell", "estudy2").Value
	if want := ours * math.Sqrt((m-1)/(m-2)); math.Abs(theirs-want) > 1e-12 {
		t.Errorf("theirs %v, ours times sqrt((m-1)/(m-2)) %v", theirs, want)
	}
}

// LemaireJB's s² is SSR/m with m-1 degrees of freedom; MacKinlay's is SSR/(m-2).
func TestDefectLemaireDegreesOfFreedom(t *testing.T) {
	s, r := recurring(t)
	m := float64(s.Used[0])
	ours, theirs := statOf(t, r.Days[5], "j1", "mackinlay"), statOf(t, r.Days[5], "j1", "lemaire")
	if want := ours.Value * math.Sqrt(m/(m-2)); math.Abs(theirs.Value-want) > 1e-12 {
		t.Errorf("theirs %v, ours times sqrt(m/(m-2)) %v", theirs.Value, want)
	}
	if ours.Law != study.Normal || theirs.Law != study.Student {
		t.Errorf("laws %s and %s", ours.Law, theirs.Law)
	}
}

// LemaireJB's constant-mean model took the variance over event days as well. An
// event's own jump must not widen the yardstick it is measured by.
func TestDefectLemaireVarianceWithEventDays(t *testing.T) {
	p, events := world(16, 3, 300, 1)
	d := smallDesign()
	d.Model = "mean-adjusted"
	before := run(t, d, p, events).Events[0].Sigma
	s, _ := p.Series(events[0].Security)
	for k, day := range s.Stamps {
		if day == events[0].On {
			s.Values[k] += 0.4
		}
	}
	if after := run(t, d, p, events).Events[0].Sigma; after != before {
		t.Errorf("s was %v and is %v with a jump on day 0", before, after)
	}
}

// EventStudyTools issue 29: "later" moved the event and left the estimation
// window. Ours counts windows after the shift: a Saturday and its Monday agree.
func TestDefectShiftLeavesEstimationWindow(t *testing.T) {
	p, events := world(17, 3, 300, 1)
	d := smallDesign()
	monday := p.Stamps()[150] // stamps run Monday to Friday
	events[0].On = monday
	want := run(t, d, p, events)
	events[0].On = monday - 2*86400
	got := run(t, d, p, events)
	if got.Events[0].Shifted != 2 || got.Events[0].Session != monday {
		t.Fatalf("shifted by %d days to %s", got.Events[0].Shifted, got.Events[0].Session)
	}
	if got.Events[0].Sigma != want.Events[0].Sigma || got.Events[0].AR[0] != want.Events[0].AR[0] {
		t.Error("the shifted event has another estimation window")
	}
}

// Vibe-Trading issue 1078: documents said Friday for a Saturday event, the code
// took Monday. The policy is named and does what it says.
func TestDefectSaturdayGoesWhereThePolicySays(t *testing.T) {
	p, events := world(17, 3, 300, 1)
	monday := p.Stamps()[150]
	events[0].On = monday - 2*86400
	for _, c := range []struct {
		policy study.DatePolicy
		want   study.Stamp
	}{{study.NextSession, monday}, {study.PreviousSession, monday - 3*86400}} {
		d := smallDesign()
		d.Dates = c.policy
		if got := run(t, d, p, events).Events[0].Session; got != c.want {
			t.Errorf("%s: %s, want %s", c.policy, got, c.want)
		}
	}
}

// The WRDS macro reports one-sided p for sign tests and two-sided for the
// others. Every Stat has P two-sided, Less and More.
func TestDefectWRDSOneSidedSigns(t *testing.T) {
	_, r := recurring(t)
	s := statOf(t, r.Days[5], "sign", "normal")
	if want := 2 * stat.NormalCDF(-math.Abs(s.Value)); math.Abs(s.P-want) > 1e-15 || math.Abs(s.Less+s.More-1) > 1e-12 {
		t.Errorf("p %v (%v below, %v above), want %v", s.P, s.Less, s.More, want)
	}
}
