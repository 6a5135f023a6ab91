package report

import (
	"fmt"
	"math"
	"slices"

	"newstape/study"
)

// diagnosticSheet says how far the sample can be trusted.
func diagnosticSheet(r *study.Result) Sheet {
	d := r.Diagnostics
	s := Sheet{Name: "diagnostics", Title: "Diagnostics", Columns: []Column{{Name: "what", Title: "what"}, {Name: "value", Title: "value"}, {Name: "meaning", Title: "what it means", Wide: true}}}
	add := func(what, value, meaning string) {
		s.Rows = append(s.Rows, []Cell{words(what), words(value), words(meaning)})
	}
	given, kept := len(r.Events)+len(r.Drops), len(r.Events)
	add("events kept", fmt.Sprintf("%d of %d", kept, given), "the others are in the table of dropped events")
	if kept == 0 {
		return s
	}
	add("estimation days used", fmt.Sprintf("%d to %d, median %g", d.UsedMin, d.UsedMax, d.UsedMedian), "days with returns of security and benchmark")
	add("residuals not normal", percent(d.NotNormal), "share of events that fail Jarque-Bera at 5 %; tests by ranks and signs do not need normality")
	add("residuals autocorrelated", fmt.Sprintf("%s, mean %.3f", percent(d.Autocorrelated), noNegativeZero(d.MeanAuto, 3)), "share of events with a first autocorrelation beyond 1.96/sqrt(m)")
	if pre := d.PreTrend; pre.Test != "" || pre.Missing != "" {
		value := "none: " + pre.Missing
		if pre.Missing == "" {
			value = fmt.Sprintf("%s = %.3f, p %s", law(pre), noNegativeZero(pre.Value, 3), chance(pre.P))
		}
		add("trend before day 0", value, "mean abnormal return of the event days before 0, against zero")
	}
	add("thinly traded", percent(d.Thin), "share of events with no or zero returns on a tenth of the estimation days")
	add("events on shared dates", fmt.Sprint(d.SharedDates), "they are not independent: see kp, the calendar-time and the clustered tests")
	if d.BusiestCount > 1 {
		add("busiest date", fmt.Sprintf("%s, %d events", d.BusiestDate, d.BusiestCount), "")
	}
	add("overlapping windows", fmt.Sprintf("%d pairs", d.OverlapSame), "pairs of events of one security with days in common")
	add("events in estimation windows", fmt.Sprint(d.OverlapEstimation), "events with another event of the same security among the days that the model is fitted on")
	if d.TopSecurity != "" {
		add("securities", fmt.Sprintf("%d; most events: %s, %s", d.Securities, d.TopSecurity, percent(d.TopShare)), "the mean is that of few names when one has most events")
	}
	return s
}

// placeboSheet is the size and power of every test on placebo dates.
func placeboSheet(r *study.Result) Sheet {
	s := Sheet{Name: "placebo", Title: "Size and power on placebo dates"}
	p := r.Diagnostics.Placebo
	if p == nil {
		return s
	}
	s.Note = fmt.Sprintf("%d samples of %d events on dates drawn from the same data; share rejected at %s, two-sided, in %s, with the effect added to day 0.",
		p.Samples, p.N, percent(p.Level), p.Window)
	s.Columns = []Column{{Name: "test", Title: "test"}, {Name: "convention", Title: "convention"}}
	for _, e := range p.Effects {
		s.Columns = append(s.Columns, Column{Name: fmt.Sprintf("rejects_%g", e), Title: effectTitle(e), Kind: Share})
	}
	s.Columns = append(s.Columns, Column{Name: "detects", Title: "80 % power at", Kind: Spread})
	for _, t := range p.Tests {
		row := []Cell{words(t.Test), words(t.Convention)}
		if slices.Max(t.Rejects) == 0 { // it had no value, such as a mean by weights that nobody gave
			s.Rows = append(s.Rows, append(append(row, make([]Cell, len(t.Rejects))...), words("never rejects")))
			continue
		}
		for _, x := range t.Rejects {
			row = append(row, figure(x))
		}
		if t.Detects > 0 {
			row = append(row, figure(t.Detects))
		} else {
			row = append(row, words("not reached"))
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func effectTitle(e float64) string {
	if e == 0 {
		return "no effect"
	}
	return fmt.Sprintf("%+.3g %%", 100*e)
}

// Power is the sentence on what the design can see, "" when that was not asked
// for. It speaks of the test that sees the smallest effect among those whose
// size holds: that reject placebo dates no more often than the level allows,
// give or take two standard errors of the simulation.
func Power(r *study.Result) string {
	p := r.Diagnostics.Placebo
	if p == nil || len(p.Tests) == 0 {
		return ""
	}
	limit := p.Level + 2*standardError(p.Level, p.Samples)
	var best *study.PlaceboTest
	worst := p.Tests[0]
	for k := range p.Tests {
		t := &p.Tests[k]
		if t.Rejects[0] > worst.Rejects[0] {
			worst = *t
		}
		if t.Rejects[0] <= limit && t.Detects > 0 && (best == nil || t.Detects < best.Detects) {
			best = t
		}
	}
	if best == nil {
		return fmt.Sprintf("No test of this design both keeps its size on placebo dates and reaches 80 %% power at the largest effect tried, %s.",
			effectTitle(slices.Max(p.Effects)))
	}
	out := fmt.Sprintf("This design detects %s with 80 %% power (%s=%s, window %s); it rejects %s of placebo dates.",
		percent(best.Detects), best.Test, best.Convention, p.Window, percent(best.Rejects[0]))
	if worst.Rejects[0] > limit {
		out += fmt.Sprintf(" Beware of %s=%s: it rejects %s of them.", worst.Test, worst.Convention, percent(worst.Rejects[0]))
	}
	return out
}

// standardError is that of a share p counted in n samples.
func standardError(p float64, n int) float64 { return math.Sqrt(p * (1 - p) / float64(n)) }
