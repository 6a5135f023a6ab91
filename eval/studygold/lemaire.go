package studygold

import (
	"path/filepath"

	"newstape/study"
	"newstape/study/table"
)

// lemaire is 10-K filings of five companies against SPY, by the Python package
// eventstudy: an event's day is the first session within four days.
func lemaire(dir string, c *comparison) error {
	p, err := readReturns(filepath.Join(dir, "returns_GAFAM.csv.gz"))
	if err != nil {
		return err
	}
	events, err := readEvents(filepath.Join(dir, "10K.csv"), table.EventOptions{Slashes: table.DayFirst})
	if err != nil {
		return err
	}
	d := study.Default()
	d.Market, d.Estimation, d.Event = "SPY", study.Window{From: -235, To: -36}, study.Window{From: -5, To: 10}
	d.MaxShift = 4
	r, err := comparePath(d, p, events, filepath.Join(dir, "expected_reference_tests_10K.json"), c)
	if err != nil {
		return err
	}
	c.check("events kept", float64(len(r.Events)), 38)
	want, err := readSheet(filepath.Join(dir, "expected_lemaire_10K.csv"))
	if err != nil {
		return err
	}
	c.all("package AAR", means(r.Days), want.numbers("AAR"))
	c.all("package CAAR", means(r.Windows), want.numbers("CAAR"))
	c.all("package tstat", statistics(r.Windows, "j1=lemaire"), want.numbers("tstat"))
	var p1, variance []float64
	for _, w := range r.Windows {
		p1 = append(p1, probability(w, "j1", "lemaire"))
	}
	c.all("package pvalue", p1, want.numbers("pvalue"))
	for k, t := range statistics(r.Windows, "j1=lemaire") {
		variance = append(variance, (r.Windows[k].Mean/t)*(r.Windows[k].Mean/t))
	}
	c.all("package var_CAAR", variance, want.numbers("var_CAAR"))
	return nil
}
