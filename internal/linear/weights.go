package linear

import (
	"fmt"
	"slices"
)

// Weights are a trained classifier before it is written.
type Weights struct {
	classes []string
	keys    []uint32 // ascending
	rows    []float32
	bias    []float32
}

// Mean is the classifier whose scores are the means of several that one set
// trained: a committee at the price of one member.
func Mean(ws ...*Weights) (*Weights, error) {
	if len(ws) == 0 {
		return nil, fmt.Errorf("mean of linear models: none given")
	}
	out := &Weights{classes: ws[0].classes, keys: ws[0].keys, rows: slices.Clone(ws[0].rows), bias: slices.Clone(ws[0].bias)}
	for _, w := range ws[1:] {
		if !slices.Equal(w.keys, out.keys) || !slices.Equal(w.classes, out.classes) {
			return nil, fmt.Errorf("mean of linear models: they are not of one set")
		}
		for i, x := range w.rows {
			out.rows[i] += x
		}
		for c, b := range w.bias {
			out.bias[c] += b
		}
	}
	n := float32(len(ws))
	for i := range out.rows {
		out.rows[i] /= n
	}
	for c := range out.bias {
		out.bias[c] /= n
	}
	return out, nil
}
