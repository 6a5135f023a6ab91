package names

import (
	"fmt"
	"math"
	"strings"

	"gonum.org/v1/gonum/mat"

	"newstape/names/match"
)

// ridge keeps the weights of a fit small: half its value times the squared
// weights is added to the loss.
const ridge = 1.0

// Fitted is a calibration: for people and for everybody else.
type Fitted struct {
	Features []string
	Person   []float64 // intercept, then a weight for each feature
	Company  []float64
}

// Fit fits the calibration of package match to pairs by logistic regression.
func Fit(m *match.Matcher, pairs []Pair) (Fitted, error) {
	var out Fitted
	for _, person := range []bool{true, false} {
		var x [][]float64
		var y []float64
		for _, p := range pairs {
			if (p.Kind() == match.Person) != person {
				continue
			}
			c, ok := compare(m, p)
			if !ok {
				continue
			}
			names, f := c.Features()
			out.Features = names
			x = append(x, append([]float64{1}, f...))
			truth := 0.0
			if p.Match {
				truth = 1
			}
			y = append(y, truth)
		}
		w, err := logistic(x, y)
		if err != nil {
			return out, err
		}
		if person {
			out.Person = w
		} else {
			out.Company = w
		}
	}
	return out, nil
}

// logistic minimises -sum(log likelihood) + ridge/2 * |w|^2 without the
// intercept by Newton's method (iteratively reweighted least squares).
func logistic(x [][]float64, y []float64) ([]float64, error) {
	if len(x) == 0 {
		return nil, fmt.Errorf("fit calibration: no pairs of one kind")
	}
	k := len(x[0])
	w := make([]float64, k)
	for range 100 {
		grad := mat.NewVecDense(k, nil)
		hess := mat.NewSymDense(k, nil)
		for i, row := range x {
			p := sigmoid(dot(w, row))
			for a := range k {
				grad.SetVec(a, grad.AtVec(a)+(p-y[i])*row[a])
				for b := a; b < k; b++ {
					hess.SetSym(a, b, hess.At(a, b)+p*(1-p)*row[a]*row[b])
				}
			}
		}
		for a := range k {
			r := ridge
			if a == 0 {
				r = 1e-6
			}
			grad.SetVec(a, grad.AtVec(a)+r*w[a])
			hess.SetSym(a, a, hess.At(a, a)+r)
		}
		var chol mat.Cholesky
		if !chol.Factorize(hess) {
			return nil, fmt.Errorf("fit calibration: the features are not independent")
		}
		var step mat.VecDense
		if err := chol.SolveVecTo(&step, grad); err != nil {
			return nil, fmt.Errorf("fit calibration: %w", err)
		}
		size := 0.0
		for a := range k {
			w[a] -= step.AtVec(a)
			size = max(size, math.Abs(step.AtVec(a)))
		}
		if size < 1e-9 {
			return w, nil
		}
	}
	return w, nil
}

func dot(a, b []float64) float64 {
	s := 0.0
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// Score is what the fit says about a pair, with the matcher's own rule for names
// that are equal word by word.
func (f Fitted) Score(m *match.Matcher, p Pair) float64 {
	c, ok := compare(m, p)
	if !ok {
		return 0
	}
	w := f.Company
	if p.Kind() == match.Person {
		w = f.Person
	}
	_, features := c.Features()
	s := sigmoid(dot(w, append([]float64{1}, features...)))
	return c.Calibrated(s)
}

// Table is the fit as names/match/tables/calibration.tsv holds it.
func (f Fitted) Table() string {
	var b strings.Builder
	b.WriteString("feature\tperson\tcompany\n")
	for i, name := range append([]string{"intercept"}, f.Features...) {
		fmt.Fprintf(&b, "%s\t%.3f\t%.3f\n", name, f.Person[i], f.Company[i])
	}
	return b.String()
}

// CrossValidate fits on all folds but one and scores that one, for each fold:
// what the calibration is worth on pairs that it did not see. A pair's fold
// follows from its place.
func CrossValidate(m *match.Matcher, pairs []Pair, folds int) (Bench, error) {
	scores := make([]float64, len(pairs))
	for k := range folds {
		var rest []Pair
		for i, p := range pairs {
			if i%folds != k {
				rest = append(rest, p)
			}
		}
		f, err := Fit(m, rest)
		if err != nil {
			return Bench{}, err
		}
		for i, p := range pairs {
			if i%folds == k {
				scores[i] = f.Score(m, p)
			}
		}
	}
	return bench(pairs, scores), nil
}
