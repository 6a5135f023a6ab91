package studygold

import (
	"bytes"
	"fmt"
	"path/filepath"

	"newstape/study"
	"newstape/study/table"
)

// sp500 is 16 additions to the S&P 500: simple and log returns.
func sp500(dir string, c *comparison) error {
	d := study.Default()
	d.Market, d.Estimation, d.Event = "MKT", study.Window{From: -130, To: -11}, study.Window{From: -2, To: 2}
	for _, kind := range []string{"simple", "log"} {
		p, events, err := pricePanel(dir, kind == "log")
		if err != nil {
			return err
		}
		base := filepath.Join(dir, fmt.Sprintf("expected_%s_", kind))
		r, err := comparePath(d, p, events, base+"tests.json", c)
		if err != nil {
			return err
		}
		if err := compareFits(base+"events.csv", r, c); err != nil {
			return err
		}
		if kind == "simple" {
			if err := compareSipemu(dir, r, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// pricePanel reads prices_wide.csv, market.csv and events.csv.
func pricePanel(dir string, log bool) (study.Panels, []study.Event, error) {
	// One price of sp500_additions is negative: a midpoint of quotes, as CRSP has it.
	o := table.Options{Kind: table.Prices, Log: log, CRSP: true}
	prices, err := readPanel(filepath.Join(dir, "prices_wide.csv"), o)
	if err != nil {
		return nil, nil, err
	}
	market, err := readPanel(filepath.Join(dir, "market.csv"), o)
	if err != nil {
		return nil, nil, err
	}
	events, err := readEvents(filepath.Join(dir, "events.csv"), table.EventOptions{})
	return study.Panels{prices, market}, events, err
}

// syntheticDesign is the design of both generated panels.
func syntheticDesign() study.Design {
	d := study.Default()
	d.Market, d.Estimation, d.Event = "MKT", study.Window{From: -255, To: -6}, study.Window{From: -5, To: 5}
	return d
}

func syntheticSmall(dir string, c *comparison) error {
	p, events, err := pricePanel(dir, false)
	if err != nil {
		return err
	}
	return compareSynthetic(dir, "estudy2", p, events, c)
}

// syntheticBig generates the panel, checks that its bytes are those of the
// generator that made the expected numbers, and compares.
func syntheticBig(dir string, c *comparison) error {
	g := Generate(500, 2500, 1000, 20261123)
	if err := g.Verify(filepath.Join(dir, "SHA256SUMS")); err != nil {
		return err
	}
	p, events, err := g.Panel()
	if err != nil {
		return err
	}
	return compareSynthetic(dir, "big_estudy2", p, events, c)
}

// Panel reads the generated files.
func (g *Generated) Panel() (study.Panels, []study.Event, error) {
	o := table.Options{Kind: table.Prices}
	prices, err := table.ReadPanel(bytes.NewReader(g.Prices), "prices_wide.csv", o)
	if err != nil {
		return nil, nil, err
	}
	market, err := table.ReadPanel(bytes.NewReader(g.Market), "market.csv", o)
	if err != nil {
		return nil, nil, err
	}
	events, err := table.ReadEvents(bytes.NewReader(g.Events), "events.csv", table.EventOptions{})
	return study.Panels{prices, market}, events, err
}

func compareSynthetic(dir, prefix string, p study.Panel, events []study.Event, c *comparison) error {
	r, err := comparePath(syntheticDesign(), p, events, filepath.Join(dir, "expected_tests.json"), c)
	if err != nil {
		return err
	}
	if err := compareFits(filepath.Join(dir, "expected_events.csv"), r, c); err != nil {
		return err
	}
	if err := compareSipemu(dir, r, c); err != nil {
		return err
	}
	nonpar, carNonpar := "_nonparametric.csv", "_car_nonparam.csv"
	return compareEstudy2(r, c, filepath.Join(dir, prefix+"_parametric.csv"), filepath.Join(dir, prefix+nonpar),
		filepath.Join(dir, prefix+"_car_param.csv"), filepath.Join(dir, prefix+carNonpar))
}
