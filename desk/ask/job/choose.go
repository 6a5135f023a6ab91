package job

import (
	"fmt"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/study"
)

// choose fills in what the files decide: benchmark, factors, model, exchange.
func (j *Job) choose(d *study.Design, data *Data, panel study.Panel) error {
	if data.market != nil {
		d.Market = data.market.Names()[0]
	}
	for _, f := range data.factors {
		if d.Market == "" {
			d.Market = f.Market
		}
		if d.RiskFree == "" {
			d.RiskFree = f.RiskFree
		}
		if len(j.Reading.Factors) == 0 {
			d.Factors = append(d.Factors, f.Names...)
		}
	}
	if len(j.Reading.Factors) > 0 {
		d.Factors = j.Reading.Factors
	}
	if d.Model == "" {
		d.Model = "market-model"
		if len(data.factors) > 0 {
			d.Model = "factors"
		}
	}
	if d.Market == "" && d.Model == "mean-adjusted" && len(data.Prices) > 0 {
		d.Market = EqualMarket // its days are the axis, its returns are not used
	}
	if d.Market == "" && slices.ContainsFunc(data.Events, func(e study.Event) bool { return e.Market == "" }) {
		return noMarket(data)
	}
	if data.tape != nil && d.Exchange == "" {
		d.Exchange = data.tape.exchange(d.Market)
	}
	for _, name := range append([]string{d.Market, d.RiskFree}, d.Factors...) {
		if _, ok := panel.Series(name); name != "" && !ok {
			return fault.New(fault.BadInput, "study: the data have no series %q", name).Try("one of %s", data.Known())
		}
	}
	return nil
}

func noMarket(data *Data) error {
	return fault.New(fault.BadUsage, "study: no benchmark given").
		Try("--market with one of %s; or --market FILE, or --market equal for the mean of the columns", data.Known())
}

// Known lists a few names that the data have.
func (d *Data) Known() string {
	names := d.Columns()
	for _, f := range d.factors {
		names = append(names, f.Table.Names()...)
	}
	if d.tape != nil {
		names = append(names, d.tape.tape.Listings()...)
	}
	if len(names) > 12 {
		return strings.Join(names[:12], ", ") + fmt.Sprintf(" and %d more", len(names)-12)
	}
	return strings.Join(names, ", ")
}
