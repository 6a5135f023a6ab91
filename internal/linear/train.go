package linear

import (
	"math"
	"math/rand/v2"
	"slices"

	"newstape/fault"
)

// Loss says how an example's classes relate.
type Loss uint8

// The losses.
const (
	Each  Loss = iota // each class is right or wrong by itself
	OneOf             // exactly one class is right
)

// Example is what a classifier learns from.
type Example struct {
	Features []Feature
	Classes  []int   // those that are right, as indexes of Options.Classes
	Weight   float32 // 0 counts as 1
}

// Options says how to train.
type Options struct {
	Classes  []string // their names, written into the file
	Loss     Loss
	MinCount int       // features seen in fewer examples get no weight; 0 counts as 1
	Epochs   int       // passes over the examples; 0 counts as 10
	Rate     float64   // the step; 0 counts as 0.5
	L2       float64   // 0 is no penalty
	Positive []float64 // by class, the weight of examples that have it; nil is 1 for each
	Seed     uint64    // of the order of examples
}

const (
	maxClasses  = 1 << 12
	maxFeatures = 1 << 26
)

// Weights are a trained classifier before it is written.
type Weights struct {
	classes []string
	keys    []uint32 // ascending
	rows    []float32
	bias    []float32
}

// Train learns weights.
func Train(examples []Example, o Options) (*Weights, error) {
	if o.MinCount == 0 {
		o.MinCount = 1
	}
	if o.Epochs == 0 {
		o.Epochs = 10
	}
	if o.Rate == 0 {
		o.Rate = 0.5
	}
	if err := check(examples, o); err != nil {
		return nil, err
	}
	t := newTrainer(examples, o)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(o.Seed, 0))
	ends := 0
	for epoch := range o.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.step(&t.examples[i])
		}
		if epoch >= o.Epochs/2 {
			t.remember()
			ends++
		}
	}
	return t.mean(float32(ends)), nil
}

func check(examples []Example, o Options) error {
	switch {
	case len(examples) == 0:
		return fault.New(fault.BadInput, "train a linear model: no examples")
	case len(o.Classes) == 0 || len(o.Classes) > maxClasses:
		return fault.New(fault.BadInput, "train a linear model: %d classes, not 1 to %d", len(o.Classes), maxClasses)
	case o.Epochs < 0 || o.MinCount < 0 || !(o.Rate > 0) || !(o.L2 >= 0) || math.IsInf(o.Rate+o.L2, 0):
		return fault.New(fault.BadInput, "train a linear model: epochs %d, least count %d, rate %v or L2 %v out of range", o.Epochs, o.MinCount, o.Rate, o.L2)
	case o.Positive != nil && len(o.Positive) != len(o.Classes):
		return fault.New(fault.BadInput, "train a linear model: %d weights for %d classes", len(o.Positive), len(o.Classes))
	}
	for i, e := range examples {
		for _, c := range e.Classes {
			if c < 0 || c >= len(o.Classes) {
				return fault.New(fault.BadInput, "train a linear model: example %d: no class %d", i, c)
			}
		}
		if o.Loss == OneOf && len(e.Classes) != 1 {
			return fault.New(fault.BadInput, "train a linear model: example %d has %d classes, not one", i, len(e.Classes))
		}
		for _, f := range e.Features {
			if v := float64(f.Value); math.IsNaN(v) || math.IsInf(v, 0) {
				return fault.New(fault.BadInput, "train a linear model: example %d: feature %08x is %v", i, f.Key, f.Value)
			}
		}
	}
	return nil
}

// trainer holds weights in rows of one feature: classes columns each.
type trainer struct {
	o        Options
	classes  int
	keys     []uint32
	count    []float32
	examples []compiled

	w, g, sum          []float32 // rows: weights, summed squared gradients, summed ends of epochs
	bias, biasG, biasS []float32
	scores             []float32
	n                  float32
	rate, l2           float32
}

// compiled is an example whose features are known by their row.
type compiled struct {
	rows   []int32
	values []float32
	right  []bool
	weight float32
}

func newTrainer(examples []Example, o Options) *trainer {
	k := len(o.Classes)
	keys, count := frequent(examples, o.MinCount)
	t := &trainer{
		o: o, classes: k, keys: keys, count: count,
		w: make([]float32, len(keys)*k), g: make([]float32, len(keys)*k), sum: make([]float32, len(keys)*k),
		bias: make([]float32, k), biasG: make([]float32, k), biasS: make([]float32, k),
		scores: make([]float32, k),
		n:      float32(len(examples)), rate: float32(o.Rate), l2: float32(o.L2),
	}
	t.examples = make([]compiled, len(examples))
	for i, e := range examples {
		c := compiled{right: make([]bool, k), weight: e.Weight}
		if c.weight == 0 {
			c.weight = 1
		}
		for _, y := range e.Classes {
			c.right[y] = true
		}
		for _, f := range e.Features {
			if row, ok := slices.BinarySearch(keys, f.Key); ok {
				c.rows = append(c.rows, int32(row))
				c.values = append(c.values, f.Value)
			}
		}
		t.examples[i] = c
	}
	return t
}

// frequent are the keys seen in at least least examples, ascending, and in how
// many.
func frequent(examples []Example, least int) (keys []uint32, count []float32) {
	var all, one []uint32
	for _, e := range examples {
		one = one[:0]
		for _, f := range e.Features {
			one = append(one, f.Key)
		}
		slices.Sort(one)
		all = append(all, slices.Compact(one)...)
	}
	slices.Sort(all)
	for i := 0; i < len(all); {
		j := i
		for j < len(all) && all[j] == all[i] {
			j++
		}
		if j-i >= least && len(keys) < maxFeatures {
			keys, count = append(keys, all[i]), append(count, float32(j-i))
		}
		i = j
	}
	return keys, count
}

// step moves the weights along one example's gradient. Products are converted
// so that no machine fuses them with the sum.
func (t *trainer) step(e *compiled) {
	k := t.classes
	copy(t.scores, t.bias)
	for i, row := range e.rows {
		v := e.values[i]
		for c, w := range t.w[int(row)*k:][:k] {
			t.scores[c] += float32(w * v)
		}
	}
	t.gradient(e)
	for c, g := range t.scores {
		t.biasG[c] += float32(g * g)
		if g != 0 {
			t.bias[c] -= t.rate * g / sqrt(t.biasG[c])
		}
	}
	for i, row := range e.rows {
		v := e.values[i]
		decay := t.l2 * t.n / t.count[row]
		w, sq := t.w[int(row)*k:][:k], t.g[int(row)*k:][:k]
		for c, g := range t.scores {
			d := float32(g * v)
			sq[c] += float32(d * d)
			if sq[c] == 0 {
				continue
			}
			eta := t.rate / sqrt(sq[c])
			w[c] = (w[c] - float32(eta*d)) / (1 + float32(eta*decay))
		}
	}
}

// gradient replaces the scores by the loss's derivative in each.
func (t *trainer) gradient(e *compiled) {
	if t.o.Loss == OneOf {
		Softmax(t.scores)
	}
	for c, s := range t.scores {
		p := s
		if t.o.Loss == Each {
			p = Logistic(s)
		}
		weight := e.weight
		if e.right[c] {
			p--
			if t.o.Positive != nil {
				weight *= float32(t.o.Positive[c])
			}
		}
		t.scores[c] = p * weight
	}
}

func (t *trainer) remember() {
	for i, w := range t.w {
		t.sum[i] += w
	}
	for c, b := range t.bias {
		t.biasS[c] += b
	}
}

func (t *trainer) mean(ends float32) *Weights {
	for i := range t.sum {
		t.sum[i] /= ends
	}
	for c := range t.biasS {
		t.biasS[c] /= ends
	}
	return &Weights{classes: slices.Clone(t.o.Classes), keys: t.keys, rows: t.sum, bias: t.biasS}
}

// sqrt is exact to the last bit on every machine, unlike a reciprocal estimate.
func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
