package linear

import (
	"bytes"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// topics makes examples whose classes a few words tell, among words that do not.
func topics(n int, loss Loss) []Example {
	rng := rand.New(rand.NewPCG(7, 0))
	out := make([]Example, n)
	for i := range out {
		var e Example
		for c := range 3 {
			if loss == OneOf && c != i%3 || loss == Each && rng.IntN(3) > 0 {
				continue
			}
			e.Classes = append(e.Classes, c)
			e.Features = append(e.Features, Feature{uint32(1000*c + rng.IntN(5)), 1})
		}
		for range 10 {
			e.Features = append(e.Features, Feature{uint32(1e6 + rng.IntN(200)), 1})
		}
		out[i] = e
	}
	return out
}

var classes = []string{"deal", "rating", "none of these"}

func options(loss Loss) Options {
	return Options{Loss: loss, Epochs: 10, Rate: 0.3, L2: 1e-4, Seed: 3}
}

func trained(t testing.TB, loss Loss) *Model {
	t.Helper()
	w, err := Train(classes, topics(600, loss), options(loss))
	if err != nil {
		t.Fatal(err)
	}
	m, err := Open(w.File())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestWordsTellTheClass(t *testing.T) {
	m := trained(t, OneOf)
	for c := range 3 {
		scores := m.Scores([]Feature{{uint32(1000 * c), 1}, {1e6 + 3, 1}}, nil)
		if Best(scores) != c {
			t.Errorf("class %d: scores %v", c, scores)
		}
		Softmax(scores)
		if sum := scores[0] + scores[1] + scores[2]; math.Abs(float64(sum)-1) > 1e-5 {
			t.Errorf("probabilities sum to %v", sum)
		}
	}
}

func TestAnExampleMayHaveSeveralClassesOrNone(t *testing.T) {
	m := trained(t, Each)
	for set := range 8 {
		var fs []Feature
		for c := range 3 {
			if set>>c&1 == 1 {
				fs = append(fs, Feature{uint32(1000*c + 1), 1})
			}
		}
		for c, s := range m.Scores(fs, nil) {
			if (Logistic(s) > 0.5) != (set>>c&1 == 1) {
				t.Errorf("set %03b, class %d: probability %v", set, c, Logistic(s))
			}
		}
	}
}

func TestTrainingIsReproducible(t *testing.T) {
	a, _ := Train(classes, topics(300, Each), options(Each))
	b, _ := Train(classes, topics(300, Each), options(Each))
	if !bytes.Equal(a.File(), b.File()) {
		t.Error("two trainings gave two files")
	}
	o := options(Each)
	o.Seed++
	if c, _ := Train(classes, topics(300, Each), o); bytes.Equal(a.File(), c.File()) {
		t.Error("the seed changes nothing")
	}
}

func TestRareFeaturesAreLeftOut(t *testing.T) {
	examples := topics(100, Each)
	examples[0].Features = append(examples[0].Features, Feature{77, 1}, Feature{77, 1})
	o := options(Each)
	o.MinCount = 2
	w, err := Train(classes, examples, o)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Open(w.File())
	if err != nil {
		t.Fatal(err)
	}
	if m.Weight(77, 0) != 0 || m.Weight(1000, 1) <= 0 || m.Weight(1000, -1) != 0 || m.Weight(1000, 3) != 0 {
		t.Errorf("weights %v, %v", m.Weight(77, 0), m.Weight(1000, 1))
	}
}

func TestAScaleOfZeroLeavesAFeatureOut(t *testing.T) {
	o := options(Each)
	o.Scale = func(key uint32) float32 {
		if key == 1000 {
			return 0
		}
		return 0.5
	}
	w, err := Train(classes, topics(300, Each), o)
	if err != nil {
		t.Fatal(err)
	}
	m, _ := Open(w.File())
	if m.Weight(1000, 1) != 0 || m.Weight(1001, 1) <= 0 {
		t.Errorf("weights %v, %v", m.Weight(1000, 1), m.Weight(1001, 1))
	}
}

func TestAMeanScoresTheMean(t *testing.T) {
	s, err := NewSet(classes, topics(300, Each))
	if err != nil {
		t.Fatal(err)
	}
	var use []int
	for i := range 200 {
		use = append(use, i)
	}
	a, _ := s.Train(use, options(Each))
	o := options(Each)
	o.Dropout = 0.5
	b, _ := s.Train(use, o)
	m, err := Mean(a, b)
	if err != nil {
		t.Fatal(err)
	}
	for i := 200; i < 300; i++ {
		sa, sb, sm := s.Scores(a, i, nil), s.Scores(b, i, nil), s.Scores(m, i, nil)
		for c := range sm {
			if d := float64(sm[c] - (sa[c]+sb[c])/2); math.Abs(d) > 1e-4 {
				t.Fatalf("example %d, class %d: %v off", i, c, d)
			}
		}
	}
	other, _ := Train(classes, topics(20, Each), options(Each))
	if _, err := Mean(a, other); err == nil {
		t.Error("classifiers of two sets were averaged")
	}
}

func TestAValueMultipliesItsWeight(t *testing.T) {
	m := trained(t, Each)
	none, one, half := m.Scores(nil, nil), m.Scores([]Feature{{1000, 1}}, nil), m.Scores([]Feature{{1000, 0.5}}, nil)
	twice := m.Scores([]Feature{{1000, 0.5}, {1000, 0.5}}, nil)
	for c := range none {
		w := m.Weight(1000, c)
		if d := math.Abs(float64(one[c] - none[c] - w)); d > 1e-5 {
			t.Errorf("class %d: %v off", c, d)
		}
		if d := math.Abs(float64(half[c] - none[c] - w/2)); d > 1e-5 || math.Abs(float64(twice[c]-one[c])) > 1e-5 {
			t.Errorf("class %d: halves are %v and %v, the whole %v", c, half[c], twice[c], one[c])
		}
	}
}

func TestBadTraining(t *testing.T) {
	good := topics(10, OneOf)
	nan := topics(10, OneOf)
	nan[3].Features[0].Value = float32(math.NaN())
	for name, try := range map[string]func() error{
		"no examples":   func() error { _, err := Train(classes, nil, options(Each)); return err },
		"no classes":    func() error { _, err := Train(nil, good, Options{}); return err },
		"unknown class": func() error { _, err := Train(classes, []Example{{Classes: []int{3}}}, options(Each)); return err },
		"two of one":    func() error { _, err := Train(classes, []Example{{Classes: []int{0, 1}}}, options(OneOf)); return err },
		"not a number":  func() error { _, err := Train(classes, nan, options(OneOf)); return err },
		"rate":          func() error { o := options(OneOf); o.Rate = -1; _, err := Train(classes, good, o); return err },
		"weights": func() error {
			o := options(OneOf)
			o.Positive = []float64{1}
			_, err := Train(classes, good, o)
			return err
		},
	} {
		if try() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestAnyWeightsSurviveTheirFile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.IntRange(1, 5).Draw(t, "classes")
		w := &Weights{classes: make([]string, k), bias: make([]float32, k)}
		for c := range k {
			w.classes[c] = rapid.String().Draw(t, "name")
			w.bias[c] = rapid.Float32Range(-9, 9).Draw(t, "bias")
		}
		for key := uint64(0); ; {
			key += rapid.Uint64Range(1, 1<<29).Draw(t, "gap")
			if key > math.MaxUint32 {
				break
			}
			w.keys = append(w.keys, uint32(key))
			for range k {
				w.rows = append(w.rows, rapid.Float32Range(-4, 4).Draw(t, "weight"))
			}
		}
		m, err := Open(w.File())
		if err != nil {
			t.Fatal(err)
		}
		scale := w.scales()
		for i, key := range w.keys {
			scores := m.Scores([]Feature{{key, 1}}, nil)
			for c := range k {
				want := w.rows[i*k+c]
				if d := math.Abs(float64(m.Weight(key, c) - want)); d > 0.51*float64(scale[c]) {
					t.Fatalf("weight of %08x in class %d is %v off", key, c, d)
				}
				if d := float64(scores[c] - w.bias[c] - m.Weight(key, c)); math.Abs(d) > 1e-4 {
					t.Fatalf("score is %v off", d)
				}
			}
		}
	})
}

func TestHashesDiffer(t *testing.T) {
	seen := map[uint32]string{}
	for _, s := range []string{"", "\x00", "a", "b", "ab", "ba", "shares", "share", "abcdefgh", "abcdefgh\x00", "abcdefghi", "abcdefgi"} {
		for _, h := range []uint64{Hash(s), Mix(Hash(s), 1), Mix(1, Hash(s)), Mix(Hash(s), Hash(s)), Mix(Hash(s), 2)} {
			if other, ok := seen[Key(h)]; ok {
				t.Errorf("%q and %q share a key", s, other)
			}
			seen[Key(h)] = s
		}
		if Hash(s) != Hash([]byte(s)) {
			t.Errorf("%q: string and bytes differ", s)
		}
	}
}

func TestHashSpreads(t *testing.T) {
	var low, high [64]int
	for i := range 64000 {
		h := Mix(Hash("word"), uint64(i))
		low[h&63]++
		high[h>>58]++
	}
	for b := range 64 {
		if low[b] < 800 || low[b] > 1200 || high[b] < 800 || high[b] > 1200 {
			t.Errorf("bucket %d holds %d and %d of 1000", b, low[b], high[b])
		}
	}
}

func FuzzOpen(f *testing.F) {
	w, err := Train(classes, topics(30, Each), options(Each))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(w.File())
	f.Add([]byte(magic))
	f.Fuzz(func(_ *testing.T, b []byte) {
		if m, err := Open(b); err == nil {
			m.Scores([]Feature{{0, 1}, {math.MaxUint32, 1}}, nil)
		}
	})
}

func TestEveryDamagedByteIsSeen(t *testing.T) {
	w, _ := Train(classes, topics(30, Each), options(Each))
	file := w.File()
	for i := range file {
		file[i] ^= 0x10
		if _, err := Open(file); err == nil {
			t.Fatalf("byte %d was changed unseen", i)
		}
		file[i] ^= 0x10
		if _, err := Open(file[:i]); err == nil {
			t.Fatalf("a file cut at %d was read", i)
		}
	}
}

func TestScoringDoesNotAllocate(t *testing.T) {
	m := trained(t, Each)
	into := make([]float32, 3)
	word := []byte("shares")
	if n := testing.AllocsPerRun(100, func() {
		fs := [2]Feature{{Key(Mix(1, Hash(word))), 1}, {1000, 1}}
		into = m.Scores(fs[:], into)
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkHash(b *testing.B) {
	for b.Loop() {
		Key(Mix(1, Hash("investment")))
	}
}
