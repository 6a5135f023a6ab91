package linear

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// Loss says how an example's classes relate.
type Loss uint8

// The losses.
const (
	Each  Loss = iota // each class is right or wrong by itself
	OneOf             // exactly one class is right
)

// Options says how to train.
type Options struct {
	Loss     Loss
	MinCount int       // features seen in fewer examples get no weight; 0 counts as 1
	Epochs   int       // passes over the examples; 0 counts as 10
	Rate     float64   // the step; 0 counts as 0.2
	L2       float64   // 0 is no penalty
	Dropout  float64   // the part of an example's features that a step does not see
	Positive []float64 // by class, the weight of examples that have it; nil is 1 for each
	Seed     uint64    // of the order of examples, and of what is dropped
	// Scale, when given, says how readily a feature is believed: 1 is usual,
	// less is a stronger penalty and a smaller step, 0 leaves the feature out.
	Scale func(key uint32) float32
}

// Train learns weights from all the examples.
func Train(classes []string, examples []Example, o Options) (*Weights, error) {
	s, err := NewSet(classes, examples)
	if err != nil {
		return nil, err
	}
	return s.Train(nil, o)
}

// Train learns weights from some of the set's examples, by index; nil is all.
func (s *Set) Train(use []int, o Options) (*Weights, error) {
	if o.Epochs == 0 {
		o.Epochs = 10
	}
	if o.Rate == 0 {
		o.Rate = 0.2
	}
	if use == nil {
		use = make([]int, len(s.examples))
		for i := range use {
			use[i] = i
		}
	}
	if err := s.check(use, o); err != nil {
		return nil, err
	}
	t := newTrainer(s, use, o)
	order := slices.Clone(use)
	ends := 0
	for epoch := range o.Epochs {
		t.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, i := range order {
			t.step(&s.examples[i])
		}
		if epoch >= o.Epochs/2 {
			t.remember()
			ends++
		}
	}
	return t.mean(float32(ends)), nil
}

func (s *Set) check(use []int, o Options) error {
	switch {
	case len(use) == 0:
		return fmt.Errorf("train a linear model: no examples")
	case o.Epochs < 0 || o.MinCount < 0 || !(o.Rate > 0) || !(o.L2 >= 0) || !(o.Dropout >= 0 && o.Dropout < 1) || math.IsInf(o.Rate+o.L2, 0):
		return fmt.Errorf("train a linear model: epochs %d, least count %d, rate %v, L2 %v or dropout %v out of range", o.Epochs, o.MinCount, o.Rate, o.L2, o.Dropout)
	case o.Positive != nil && len(o.Positive) != len(s.classes):
		return fmt.Errorf("train a linear model: %d weights for %d classes", len(o.Positive), len(s.classes))
	}
	for _, i := range use {
		if i < 0 || i >= len(s.examples) {
			return fmt.Errorf("train a linear model: no example %d", i)
		}
		if o.Loss == OneOf && len(s.examples[i].right) != 1 {
			return fmt.Errorf("train a linear model: example %d has %d classes, not one", i, len(s.examples[i].right))
		}
	}
	return nil
}

// trainer holds weights in rows of one feature: classes columns each.
type trainer struct {
	o       Options
	set     *Set
	classes int
	scale   []float32 // by row; 0 leaves it out
	decay   []float32 // by row: the penalty's share for one time that it is seen

	w, sum             []float32 // rows: weights, summed ends of epochs
	g                  []float32 // by row: summed squared gradients
	bias, biasG, biasS []float32
	scores             []float32
	seen               []int // of one step: indexes of the features that it sees
	rate, grown        float32
	rng                *rand.Rand
}

func newTrainer(s *Set, use []int, o Options) *trainer {
	k := len(s.classes)
	t := &trainer{
		o: o, set: s, classes: k,
		scale: make([]float32, len(s.keys)), decay: make([]float32, len(s.keys)),
		w: make([]float32, len(s.keys)*k), sum: make([]float32, len(s.keys)*k), g: make([]float32, len(s.keys)),
		bias: make([]float32, k), biasG: make([]float32, k), biasS: make([]float32, k),
		scores: make([]float32, k),
		rate:   float32(o.Rate), grown: float32(1 / (1 - o.Dropout)),
		rng: rand.New(rand.NewPCG(o.Seed, 0)),
	}
	count := make([]int, len(s.keys))
	have := make([]float64, k)
	for _, i := range use {
		for _, row := range s.examples[i].rows {
			count[row]++
		}
		for _, c := range s.examples[i].right {
			have[c]++
		}
	}
	for row, n := range count {
		if n == 0 || n < o.MinCount {
			continue
		}
		t.scale[row] = 1
		if o.Scale != nil {
			t.scale[row] = o.Scale(s.keys[row])
		}
		t.decay[row] = float32(o.L2 * float64(len(use)) / float64(n))
	}
	for c, n := range have { // begin with how often a class is right
		t.bias[c] = float32(math.Log((n + 1) / (float64(len(use)) + 1 - n + 1)))
	}
	return t
}

// step moves the weights along one example's gradient. Products are converted
// so that no machine fuses them with the sum.
func (t *trainer) step(e *compiled) {
	k := t.classes
	copy(t.scores, t.bias)
	t.seen = t.seen[:0]
	for i, row := range e.rows {
		if t.scale[row] == 0 || t.o.Dropout > 0 && t.rng.Float64() < t.o.Dropout {
			continue
		}
		t.seen = append(t.seen, i)
		v := e.values[i] * t.scale[row] * t.grown
		for c, w := range t.w[int(row)*k:][:k] {
			t.scores[c] += float32(w * v)
		}
	}
	t.gradient(e)
	square := float32(0)
	for c, g := range t.scores {
		square += float32(g * g)
		t.biasG[c] += float32(g * g)
		if g != 0 {
			t.bias[c] -= float32(t.rate * g / sqrt(t.biasG[c]))
		}
	}
	if square == 0 {
		return
	}
	square /= float32(k)
	for _, i := range t.seen {
		row := e.rows[i]
		v := e.values[i] * t.scale[row] * t.grown
		t.g[row] += float32(square * float32(v*v))
		if t.g[row] == 0 {
			continue
		}
		eta := t.rate / sqrt(t.g[row])
		shrink := 1 / (1 + float32(eta*t.decay[row]))
		move := eta * v
		w := t.w[int(row)*k:][:k]
		for c, g := range t.scores {
			w[c] = (w[c] - float32(move*g)) * shrink
		}
	}
}

// gradient replaces the scores by the loss's derivative in each.
func (t *trainer) gradient(e *compiled) {
	if t.o.Loss == OneOf {
		Softmax(t.scores)
	} else {
		for c, s := range t.scores {
			t.scores[c] = Logistic(s)
		}
	}
	for _, c := range e.right {
		t.scores[c]--
		if t.o.Positive != nil {
			t.scores[c] *= float32(t.o.Positive[c])
		}
	}
	if e.weight != 1 {
		for c := range t.scores {
			t.scores[c] *= e.weight
		}
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
		t.sum[i] *= t.scale[i/t.classes] / ends
	}
	for c := range t.biasS {
		t.biasS[c] /= ends
	}
	return &Weights{classes: t.set.classes, keys: t.set.keys, rows: t.sum, bias: t.biasS}
}

// sqrt is exact to the last bit on every machine, unlike a reciprocal estimate.
func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
