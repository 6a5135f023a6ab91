package studygold

import (
	"bytes"
	"fmt"
	"path/filepath"

	"newstape/study"
)

// sp500 is 16 additions to the S&P 500: simple and log returns.
func sp500(dir string, c *comparison) error {
	prices, market, events, err := pricePanel(dir)
	if err != nil {
		return err
	}
	d := study.Default()
	d.Market, d.Estimation, d.Event = "MKT", study.Window{From: -130, To: -11}, study.Window{From: -2, To: 2}
	for _, kind := range []study.Kind{study.Simple, study.Log} {
		p := study.Panels{prices.Returns(kind), market.Returns(kind)}
		base := filepath.Join(dir, fmt.Sprintf("expected_%s_", kind))
		r, err := comparePath(d, p, events, base+"tests.json", c)
		if err != nil {
			return err
		}
		if err := compareFits(base+"events.csv", r, c); err != nil {
			return err
		}
		if kind == study.Simple {
			if err := compareSipemu(dir, r, c); err != nil {
				return err
			}
		}
	}
	return nil
}

func pricePanel(dir string) (prices, market *study.Table, events []study.Event, err error) {
	if prices, err = readWide(filepath.Join(dir, "prices_wide.csv")); err != nil {
		return nil, nil, nil, err
	}
	if market, err = readLong(filepath.Join(dir, "market.csv")); err != nil {
		return nil, nil, nil, err
	}
	events, err = readEvents(filepath.Join(dir, "events.csv"))
	return prices, market, events, err
}

// syntheticDesign is the design of both generated panels.
func syntheticDesign() study.Design {
	d := study.Default()
	d.Market, d.Estimation, d.Event = "MKT", study.Window{From: -255, To: -6}, study.Window{From: -5, To: 5}
	return d
}

func syntheticSmall(dir string, c *comparison) error {
	prices, market, events, err := pricePanel(dir)
	if err != nil {
		return err
	}
	return compareSynthetic(dir, "estudy2", study.Panels{prices.Returns(study.Simple), market.Returns(study.Simple)}, events, c)
}

// syntheticBig generates the panel, checks that its bytes are those of the
// generator that made the expected numbers, and compares.
func syntheticBig(dir string, c *comparison) error {
	g := Generate(500, 2500, 1000, 20261123)
	if err := g.Verify(filepath.Join(dir, "SHA256SUMS")); err != nil {
		return err
	}
	prices, err := study.ReadWide("prices_wide.csv", bytes.NewReader(g.Prices))
	if err != nil {
		return err
	}
	market, err := study.ReadLong("market.csv", bytes.NewReader(g.Market))
	if err != nil {
		return err
	}
	events, err := readEvents(filepath.Join(dir, "events.csv"))
	if err != nil {
		return err
	}
	return compareSynthetic(dir, "big_estudy2", study.Panels{prices.Returns(study.Simple), market.Returns(study.Simple)}, events, c)
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
