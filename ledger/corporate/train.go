package corporate

import (
	"slices"

	"newstape/fault"
	"newstape/internal/linear"
	"newstape/story/text"
)

// Story is a document whose sentences people have given types.
type Story struct {
	Name  string
	Doc   text.Document
	Types [][]Type // by sentence
}

// committee are the trainings whose mean the first model is. Each believes some
// kinds of features more readily than others; a kind that it does not name it
// does not see.
var committee = []map[kind]float32{
	{
		wholeWord: 0.7, wordStem: 0.7, wordPair: 0.3, wordEnd: 0.4, classOf: 1.5, classTwice: 0.75, classThrice: 0.75,
		classPair: 0.4, classNear: 0.5, classNext: 0.5, classTriple: 0.5, classWord: 0.5,
	},
	{
		classOf: 1.5, classTwice: 0.75, classThrice: 0.75,
		classPair: 0.7, classNear: 0.7, classNext: 0.7, classTriple: 0.7, classWord: 0.7,
	},
	{wholeWord: 0.5, wordStem: 0.5, letterRun: 0.3, classOf: 1.5, classTwice: 0.75, classThrice: 0.75},
}

// sentences are the training sentences of several stories, ready for the trainer.
type sentences struct {
	set    *linear.Set
	kindOf map[uint32]kind
	gold   [][]int // by sentence, indexes of types
	start  []int   // by story, its first sentence; one more at the end
	seed   uint64
}

func newSentences(stories []Story, seed uint64) (*sentences, error) {
	if len(stories) < Folds {
		return nil, fault.New(fault.BadInput, "train corporate: %d stories, fewer than the %d folds", len(stories), Folds)
	}
	s := &sentences{kindOf: map[uint32]kind{}, seed: seed}
	index := map[Type]int{}
	for t, n := range All() {
		index[n] = t
	}
	r := newReader(newLexicon())
	r.keep = true
	var examples []linear.Example
	for _, st := range stories {
		s.start = append(s.start, len(examples))
		if len(st.Types) != len(st.Doc.Sentences) {
			return nil, fault.New(fault.BadInput, "train corporate: story %s: %d sentences, %d with types", st.Name, len(st.Doc.Sentences), len(st.Types))
		}
		for i, sentence := range st.Doc.Sentences {
			var gold []int
			for _, n := range st.Types[i] {
				t, ok := index[n]
				if !ok {
					return nil, fault.New(fault.BadInput, "train corporate: story %s: sentence %d: no type %q", st.Name, i, n)
				}
				gold = append(gold, t)
			}
			e := linear.Example{Features: append([]linear.Feature(nil), r.read(st.Doc, sentence)...), Classes: gold}
			for j, f := range e.Features {
				s.kindOf[f.Key] = r.kindOf[j]
			}
			examples = append(examples, e)
			s.gold = append(s.gold, gold)
		}
	}
	s.start = append(s.start, len(examples))
	var err error
	s.set, err = linear.NewSet(names(), examples)
	return s, err
}

// first trains the first model on the stories that use allows.
func (s *sentences) first(use func(story int) bool) (*linear.Weights, error) {
	var examples []int
	for st := range len(s.start) - 1 {
		for i := s.start[st]; use(st) && i < s.start[st+1]; i++ {
			examples = append(examples, i)
		}
	}
	var members []*linear.Weights
	for k, scale := range committee {
		w, err := s.set.Train(examples, linear.Options{
			MinCount: 2, Epochs: 10, Rate: 0.1, L2: 2e-3, Dropout: 0.3, Seed: s.seed + uint64(k),
			Scale: func(key uint32) float32 { return scale[s.kindOf[key]] },
		})
		if err != nil {
			return nil, err
		}
		members = append(members, w)
	}
	return linear.Mean(members...)
}

// second trains the second model on the stories that use allows, from the scores
// that first models gave which had not seen them.
func (s *sentences) second(seen []scores, use func(story int) bool) (*linear.Weights, error) {
	var examples []linear.Example
	for st := range len(s.start) - 1 {
		if !use(st) {
			continue
		}
		c := newContext(seen[s.start[st]:s.start[st+1]])
		for i := range c.scores {
			for t := range types {
				e := linear.Example{Features: contextExample(c.of(i, t), t)}
				if s.has(s.start[st]+i, t) {
					e.Classes = []int{0}
				}
				examples = append(examples, e)
			}
		}
	}
	return linear.Train([]string{"yes"}, examples, linear.Options{Epochs: 4, Rate: 0.1, L2: 1e-6, Seed: s.seed})
}

func contextExample(f contextFeatures, t int) []linear.Feature {
	out := make([]linear.Feature, 0, 2*contextSize)
	for k, v := range f {
		if v != 0 {
			out = append(out, linear.Feature{Key: contextKey(k, -1), Value: v}, linear.Feature{Key: contextKey(k, t), Value: v * ownScale})
		}
	}
	return out
}

func (s *sentences) has(sentence, t int) bool { return slices.Contains(s.gold[sentence], t) }
