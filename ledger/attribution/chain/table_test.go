package chain

import (
	"bytes"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// spread moves small numbers over all bits, as hashes do.
const spread = 0x9e3779b97f4a7c5

func TestTableKeepsTheHeaviestWeights(t *testing.T) {
	features := []Weighted{
		{Feature: 1 * spread, W: [2]float32{0.5, -1}},
		{Feature: 2 * spread, W: [2]float32{-3, 0.25}},
		{Feature: 3 * spread, W: [2]float32{0.001, 0}}, // rounds to nothing
		{Feature: 4 * spread, W: [2]float32{9, 0}},     // more than a table holds
	}
	table, rest, err := ReadTable(append(Pack(features, 8).Append(nil), "rest"...))
	if err != nil || string(rest) != "rest" {
		t.Fatalf("read back: %v, rest %q", err, rest)
	}
	for _, f := range features {
		w1, w2 := table.Weights(f.Feature)
		for k, got := range [2]float32{w1, w2} {
			want := min(f.W[k], clip)
			if math.Abs(float64(got-want)) > clip/127 {
				t.Errorf("feature %x weighs %v, not %v", f.Feature, got, want)
			}
		}
	}
	if w1, w2 := table.Weights(9 * spread); w1 != 0 || w2 != 0 {
		t.Errorf("an unknown feature weighs %v, %v", w1, w2)
	}
}

func TestPackDoesNotDependOnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		features := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) Weighted {
			return Weighted{Feature: rapid.Uint64().Draw(t, "feature"), W: [2]float32{
				rapid.Float32Range(-5, 5).Draw(t, "a"), rapid.Float32Range(-5, 5).Draw(t, "b"),
			}}
		}), 0, 40, func(w Weighted) uint64 { return w.Feature }).Draw(t, "features")
		shuffled := rapid.Permutation(features).Draw(t, "shuffled")
		if !bytes.Equal(Pack(features, 4).Append(nil), Pack(shuffled, 4).Append(nil)) {
			t.Fatal("another order, another table")
		}
	})
}

func FuzzReadTable(f *testing.F) {
	good := AppendSteps(Pack([]Weighted{{Feature: 1 * spread, W: [2]float32{1, 2}}}, 2).Append(nil), make([]Step, 2))
	f.Add(good)
	f.Add(good[:20])
	f.Fuzz(func(t *testing.T, b []byte) {
		table, rest, err := ReadTable(b)
		if err != nil {
			return
		}
		table.Weights(1 << 63)
		if steps, _, err := ReadSteps(rest, 2); err == nil && len(steps) != 2 {
			t.Fatal("two steps were asked for")
		}
	})
}
