package studygold

import (
	"context"
	"fmt"
	"path/filepath"

	"newstape/study"
	"newstape/study/table"
)

// xkdr is stock splits in India by the R package eventstudies: the event window
// is [-4, +5], the model is fitted on every day to -5, and the path starts from
// 0 on day -4. Returns are in percent.
func xkdr(dir string, c *comparison) error {
	stocks, err := readReturns(filepath.Join(dir, "StockPriceReturns.csv.gz"))
	if err != nil {
		return err
	}
	others, err := readReturns(filepath.Join(dir, "OtherReturns.csv.gz"))
	if err != nil {
		return err
	}
	p, err := commonDays(stocks, others)
	if err != nil {
		return err
	}
	events, err := readEvents(filepath.Join(dir, "SplitDates.csv"), table.EventOptions{})
	if err != nil {
		return err
	}
	d := study.Default()
	d.Market, d.Estimation, d.Event = "NiftyIndex", study.Window{From: -len(p.Stamps()), To: -5}, study.Window{From: -4, To: 5}
	d.MinDays, d.Dates, d.MaxReturn = 10, study.PreviousSession, 1000
	d.Windows, d.Tests = nil, []string{"csect"}
	for t := -3; t <= 5; t++ {
		d.Windows = append(d.Windows, study.Window{From: -3, To: t})
	}
	r, err := study.Run(context.Background(), d, p, events)
	if err != nil {
		return err
	}
	reasons := map[study.Reason]int{}
	for _, drop := range r.Drops {
		reasons[drop.Reason]++
	}
	c.check("events kept", float64(len(r.Events)), 6)
	c.check("events with a missing day", float64(reasons[study.MissingEventDay]+reasons[study.MissingMarketDay]), 1)
	c.check("events outside the data", float64(reasons[study.OutsideData]+reasons[study.EventTooLate]+reasons[study.EstimationTooOld]), 15)
	want, err := readSheet(filepath.Join(dir, "expected_splits_marketmodel_classic.csv"))
	if err != nil {
		return err
	}
	low, mean, high := want.numbers("2.5%"), want.numbers("Mean"), want.numbers("97.5%")
	for k, w := range r.Windows {
		at := fmt.Sprintf("day %+d ", w.Window.To)
		c.check(at+"2.5%", w.Low, low[k+1])
		c.check(at+"mean", w.Mean, mean[k+1])
		c.check(at+"97.5%", w.High, high[k+1])
	}
	return nil
}

// commonDays keeps the days that both tables have.
func commonDays(a, b *study.Table) (*study.Table, error) {
	var stamps []study.Stamp
	var rowsA, rowsB []int
	for i, j := 0, 0; i < len(a.Stamps()) && j < len(b.Stamps()); {
		switch x, y := a.Stamps()[i], b.Stamps()[j]; {
		case x < y:
			i++
		case x > y:
			j++
		default:
			stamps, rowsA, rowsB = append(stamps, x), append(rowsA, i), append(rowsB, j)
			i++
			j++
		}
	}
	var names []string
	var columns [][]float64
	pick := func(t *study.Table, rows []int) {
		for _, name := range t.Names() {
			s, _ := t.Series(name)
			column := make([]float64, 0, len(rows))
			for _, k := range rows {
				column = append(column, s.Values[k])
			}
			names, columns = append(names, name), append(columns, column)
		}
	}
	pick(a, rowsA)
	pick(b, rowsB)
	return study.NewTable(stamps, names, columns)
}
