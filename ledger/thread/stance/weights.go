package stance

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"newstape/internal/table"
)

// Weights are the learned sum's: positive where the headline tells the claim as
// its own.
type Weights []float64

// Embedded is the weights that the program carries.
func Embedded() Weights { return lex().weights }

func parseWeights(text string) Weights {
	w := make(Weights, len(featureNames))
	for _, row := range table.Rows(text) {
		name, value := row[0], row[1]
		for i, f := range featureNames {
			if f == name {
				w[i], _ = strconv.ParseFloat(value, 64) // the test of the table reads it
			}
		}
	}
	return w
}

// Table writes the weights as weights.tsv holds them.
func (w Weights) Table() string {
	var b strings.Builder
	b.WriteString("# Learned by stance.Fit on the training claims of Emergent; go test ./eval/emergent -update writes it.\nfeature\tweight\n")
	for i, name := range featureNames {
		fmt.Fprintf(&b, "%s\t%.2f\n", name, w[i])
	}
	return b.String()
}

func (w Weights) score(f []float64) float64 {
	sum := 0.0
	for i, x := range f {
		sum += w[i] * x
	}
	return sum
}

// Pair is a headline with the stance that people gave it.
type Pair struct {
	Claim, Headline string
	Stance          Stance
}

// Fit learns the weights from pairs: logistic regression of "for" against
// "observing" over the pairs that polarity leaves open, by plain gradient
// descent on
//
//	sum over pairs of v * log(1 + exp(-y*score)) + ridge/2 * sum of (weight - prior)^2
//
// where v = 1/sqrt(pairs of that claim), so that a claim told by many outlets
// does not decide alone, and prior is the weights of prior.tsv, set by hand: a
// hundred pairs cannot teach what a rare cue is worth. The result depends on the
// pairs and ridge only, and is rounded to two decimals.
func Fit(pairs []Pair, ridge float64) Weights {
	w := slices.Clone(lex().prior)
	var rows [][]float64
	var sign, value []float64
	each := map[string]float64{}
	for _, p := range pairs {
		each[p.Claim]++
	}
	for _, p := range pairs {
		c, h := newPhrase(p.Claim), newPhrase(p.Headline)
		covered := h.meet(&c)
		if _, turned := h.flips(&c); turned || p.Stance == Against {
			continue
		}
		_, f := h.distance(covered)
		y := -1.0
		if p.Stance == For {
			y = 1
		}
		rows, sign, value = append(rows, f), append(sign, y), append(value, 1/math.Sqrt(each[p.Claim]))
	}
	const steps, rate = 3000, 0.05
	for range steps {
		grad := make([]float64, len(w))
		for k, f := range rows {
			g := -value[k] * sign[k] / (1 + math.Exp(sign[k]*w.score(f)))
			for i, x := range f {
				grad[i] += g * x
			}
		}
		for i := range w {
			w[i] -= rate * (grad[i] + ridge*(w[i]-lex().prior[i]))
		}
	}
	for i := range w {
		w[i] = math.Round(w[i]*100) / 100
	}
	return w
}

// With reads a stance with other weights than the embedded, for measuring.
func With(w Weights, claim, headline string) Reading { return of(claim, headline, w) }
