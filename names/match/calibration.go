package match

import (
	"math"

	"newstape/fault"
)

// calibration turns features into a probability: 1/(1+exp(-(intercept + w.f))),
// a logistic fit on labelled pairs (docs/method.md; eval/names fits it anew).
type calibration struct {
	intercept float64
	weights   features
}

func (c *calibration) score(f features) float64 {
	x := c.intercept
	for i, w := range c.weights {
		x += w * f[i]
	}
	return 1 / (1 + math.Exp(-x))
}

func (m *Matcher) readCalibration() error {
	all, err := rows("calibration.tsv", "feature", "person", "company")
	if err != nil {
		return err
	}
	at := map[string]int{}
	for i, name := range featureNames {
		at[name] = i
	}
	for i, r := range all {
		p, err := number(r[1], "calibration.tsv", i)
		if err != nil {
			return err
		}
		c, err := number(r[2], "calibration.tsv", i)
		if err != nil {
			return err
		}
		if r[0] == "intercept" {
			m.person.intercept, m.company.intercept = p, c
			continue
		}
		k, ok := at[r[0]]
		if !ok {
			return fault.New(fault.Corrupt, "read table calibration.tsv: row %d: no feature %q", i+2, r[0])
		}
		m.person.weights[k], m.company.weights[k] = p, c
	}
	return nil
}

// Features are the numbers behind a comparison's score, and their names: for
// whoever fits the calibration.
func (c Comparison) Features() ([]string, []float64) {
	return featureNames[:], c.features[:]
}
