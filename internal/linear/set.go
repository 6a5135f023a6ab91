package linear

import (
	"cmp"
	"fmt"
	"math"
	"slices"
)

// Example is what a classifier learns from.
type Example struct {
	Features []Feature
	Classes  []int   // those that are right, as indexes of the classes
	Weight   float32 // 0 counts as 1
}

const (
	maxClasses  = 1 << 12
	maxFeatures = 1 << 26
)

// Set is examples made ready, for those who train on parts of them again and
// again. It is read only.
type Set struct {
	classes  []string
	keys     []uint32 // ascending
	examples []compiled
}

// compiled is an example whose features are known by their row.
type compiled struct {
	rows   []int32
	values []float32
	right  []int
	weight float32
}

// NewSet makes examples ready. The classes' names go into the file.
func NewSet(classes []string, examples []Example) (*Set, error) {
	if len(classes) == 0 || len(classes) > maxClasses {
		return nil, fmt.Errorf("train a linear model: %d classes, not 1 to %d", len(classes), maxClasses)
	}
	for i, e := range examples {
		if err := checkExample(e, len(classes)); err != nil {
			return nil, fmt.Errorf("train a linear model: example %d: %w", i, err)
		}
	}
	s := &Set{classes: slices.Clone(classes), keys: keysOf(examples), examples: make([]compiled, len(examples))}
	if len(s.keys) > maxFeatures {
		return nil, fmt.Errorf("train a linear model: %d features, more than %d", len(s.keys), maxFeatures)
	}
	for i, e := range examples {
		c := compiled{right: slices.Compact(slices.Sorted(slices.Values(e.Classes))), weight: e.Weight}
		if c.weight == 0 {
			c.weight = 1
		}
		for _, f := range merged(e.Features) {
			row, _ := slices.BinarySearch(s.keys, f.Key)
			c.rows, c.values = append(c.rows, int32(row)), append(c.values, f.Value)
		}
		s.examples[i] = c
	}
	return s, nil
}

// merged are the features by key, those of one key as one.
func merged(features []Feature) []Feature {
	sorted := slices.Clone(features)
	slices.SortStableFunc(sorted, func(a, b Feature) int { return cmp.Compare(a.Key, b.Key) })
	out := sorted[:0]
	for _, f := range sorted {
		if n := len(out); n > 0 && out[n-1].Key == f.Key {
			out[n-1].Value += f.Value
		} else {
			out = append(out, f)
		}
	}
	return out
}

func checkExample(e Example, classes int) error {
	if v := float64(e.Weight); math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
		return fmt.Errorf("weight %v", v)
	}
	for _, c := range e.Classes {
		if c < 0 || c >= classes {
			return fmt.Errorf("no class %d", c)
		}
	}
	for _, f := range e.Features {
		if v := float64(f.Value); math.IsNaN(v) || math.IsInf(v, 0) {
			return fmt.Errorf("feature %08x is %v", f.Key, v)
		}
	}
	return nil
}

func keysOf(examples []Example) []uint32 {
	seen := map[uint32]bool{}
	for _, e := range examples {
		for _, f := range e.Features {
			seen[f.Key] = true
		}
	}
	keys := make([]uint32, 0, len(seen))
	for key := range seen {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Scores are those of one of the set's examples, before the weights are rounded.
// It reuses the memory of into, which may be nil.
func (s *Set) Scores(w *Weights, example int, into []float32) []float32 {
	k := len(w.classes)
	into = append(into[:0], w.bias...)
	e := &s.examples[example]
	for i, row := range e.rows {
		for c, x := range w.rows[int(row)*k:][:k] {
			into[c] += float32(x * e.values[i])
		}
	}
	return into
}
