package studygold

import (
	"context"
	"path/filepath"
	"time"

	"newstape/study"
	"newstape/tape/calendar"
)

// estudy2Columns maps the columns of estudy2's day files to tests.
var estudy2Columns = []struct{ column, test string }{
	{"bw_1980_stat", "j1=estudy2"},
	{"bw_1985_stat", "cda"},
	{"t_test_stat", "csect"},
	{"pt_stat", "patell=estudy2"},
	{"bh_stat", "bmp=estudy2"},
	{"lmb_stat", "lamb=estudy2"},
	{"sign_stat", "sign"},
	{"gsign_stat", "gsign=pooled"},
	{"csign_stat", "sign-cz=estudy2"},
	{"rank_stat", "rank=estudy2"},
	{"mrank_stat", "rank=estudy2-modified"},
	{"wlcx_stat", "wilcoxon=exact"},
}

// compareEstudy2 compares the four files of an estudy2 run: a row a day, and the
// tests of the whole window.
func compareEstudy2(r *study.Result, c *comparison, parametric, nonparametric, car, carNonparametric string) error {
	for _, path := range []string{parametric, nonparametric} {
		s, err := readSheet(path)
		if err != nil {
			return err
		}
		for _, x := range estudy2Columns {
			if s.column(x.column) != nil {
				c.all("estudy2 "+x.column, statistics(r.Days, x.test), s.numbers(x.column))
			}
		}
		if s.column("mean") != nil {
			c.all("estudy2 mean", means(r.Days), s.numbers("mean"))
		}
	}
	whole := r.Windows[len(r.Windows)-1:]
	for _, path := range []string{car, carNonparametric} {
		s, err := readSheet(path)
		if err != nil {
			return err
		}
		got := map[string]float64{
			"car_lamb":              statistics(whole, "lamb=estudy2")[0],
			"car_brown_warner_1985": statistics(whole, "cda")[0],
			"car_rank_test":         statistics(whole, "rank=estudy2-window")[0],
		}
		for k, name := range s.column("name") {
			c.check("estudy2 "+name, got[name], s.numbers("statistic")[k])
			if s.column("car_mean") != nil {
				c.check("estudy2 car_mean", whole[0].Mean/float64(whole[0].Window.Len()), s.numbers("car_mean")[k])
			}
		}
	}
	return nil
}

// estudy2 is seven shares over the week of 16 March 2020, all on one date.
func estudy2(dir string, c *comparison) error {
	rates, err := readReturns(filepath.Join(dir, "rates.csv"))
	if err != nil {
		return err
	}
	index, err := readReturns(filepath.Join(dir, "rates_indx.csv"))
	if err != nil {
		return err
	}
	on := study.Day(calendar.Civil(2020, time.March, 16))
	var events []study.Event
	for _, name := range rates.Names() {
		events = append(events, study.Event{ID: name, Security: name, On: on})
	}
	d := study.Default()
	d.Market, d.Estimation, d.Event = index.Names()[0], study.Window{From: -240, To: -1}, study.Window{From: 0, To: 4}
	d.Windows, d.Path, d.Tests, d.Draws = nil, true, []string{"all"}, 99
	r, err := study.Run(context.Background(), d, study.Panels{rates, index}, events)
	if err != nil {
		return err
	}
	s, err := readSheet(filepath.Join(dir, "expected_coefficients.csv"))
	if err != nil {
		return err
	}
	alpha, beta, n := s.numbers("alpha"), s.numbers("beta"), s.numbers("n")
	for k, name := range s.column("ticker") {
		c.check(name+" alpha", r.Events[k].Params[0], alpha[k])
		c.check(name+" beta", r.Events[k].Params[1], beta[k])
		c.check(name+" n", float64(r.Events[k].Used), n[k])
	}
	return compareEstudy2(r, c, filepath.Join(dir, "expected_parametric.csv"), filepath.Join(dir, "expected_nonparametric.csv"),
		filepath.Join(dir, "expected_car_parametric.csv"), filepath.Join(dir, "expected_car_nonparametric.csv"))
}
