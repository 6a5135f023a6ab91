package corporate

import "newstape/internal/linear"

// Folds is into how many parts the stories are cut, in turn, where a model must
// be asked about stories that it has not seen.
const Folds = 5

func foldOf(story int) int { return story % Folds }

// scorer gives first scores of stories by models that have not seen them, and
// trains each such model once.
type scorer struct {
	s      *sentences
	models map[[2]int]*linear.Weights
}

// without is the first model of all folds but two, which may be one.
func (sc *scorer) without(a, b int) (*linear.Weights, error) {
	at := [2]int{min(a, b), max(a, b)}
	if w, ok := sc.models[at]; ok {
		return w, nil
	}
	w, err := sc.s.first(func(story int) bool { return foldOf(story) != a && foldOf(story) != b })
	sc.models[at] = w
	return w, err
}

// unseen are the scores of every sentence by a first model that knew neither its
// fold nor the fold held.
func (sc *scorer) unseen(held int) ([]scores, error) {
	out := make([]scores, len(sc.s.gold))
	var into []float32
	for st := range len(sc.s.start) - 1 {
		with := held
		if held < 0 {
			with = foldOf(st)
		}
		w, err := sc.without(foldOf(st), with)
		if err != nil {
			return nil, err
		}
		for i := sc.s.start[st]; i < sc.s.start[st+1]; i++ {
			into = sc.s.set.Scores(w, i, into)
			copy(out[i][:], into)
		}
	}
	return out, nil
}

// Train learns a model and gives its file. The same stories in the same order and
// the same seed give the same bytes.
//
// The first model is the mean of a committee of logistic regressions. The second
// learns from scores of the stories by first models trained without their fold;
// so does the choice of thresholds.
func Train(stories []Story, seed uint64) ([]byte, error) {
	s, err := newSentences(stories, seed)
	if err != nil {
		return nil, err
	}
	sc := &scorer{s: s, models: map[[2]int]*linear.Weights{}}
	second, thresholds, err := sc.judge(-1)
	if err != nil {
		return nil, err
	}
	first, err := s.first(func(int) bool { return true })
	if err != nil {
		return nil, err
	}
	return pack(thresholds, first.File(), second.File()), nil
}

// judge trains the second model, and chooses thresholds, on all folds but held.
func (sc *scorer) judge(held int) (*linear.Weights, [types]float64, error) {
	var none [types]float64
	seen, err := sc.unseen(held)
	if err != nil {
		return nil, none, err
	}
	use := func(story int) bool { return foldOf(story) != held }
	w, err := sc.s.second(seen, use)
	if err != nil {
		return nil, none, err
	}
	m, err := linear.Open(w.File())
	if err != nil {
		return nil, none, err
	}
	return w, chooseThresholds(sc.s.judged(newStoryModel(m), seen, use)), nil
}

// judged are the second model's probabilities, type by type.
func (s *sentences) judged(m *storyModel, seen []scores, use func(story int) bool) (out [types][]judgement) {
	for st := range len(s.start) - 1 {
		if !use(st) {
			continue
		}
		c := newContext(seen[s.start[st]:s.start[st+1]])
		for i := range c.scores {
			for t := range types {
				at := s.start[st] + i
				out[t] = append(out[t], judgement{sentence: at, p: m.probability(t, c.of(i, t)), right: s.has(at, t)})
			}
		}
	}
	return out
}

// Judged is what [CrossValidate] found of one sentence.
type Judged struct {
	Story, Sentence int
	Found           []Type
}

// CrossValidate gives each story's sentences types by a model that was trained,
// thresholds and all, on the other folds alone.
func CrossValidate(stories []Story, seed uint64) ([]Judged, error) {
	s, err := newSentences(stories, seed)
	if err != nil {
		return nil, err
	}
	sc := &scorer{s: s, models: map[[2]int]*linear.Weights{}}
	out := make([]Judged, len(s.gold))
	for st := range stories {
		for i := s.start[st]; i < s.start[st+1]; i++ {
			out[i] = Judged{Story: st, Sentence: i - s.start[st]}
		}
	}
	all := All()
	for held := range Folds {
		second, thresholds, err := sc.judge(held)
		if err != nil {
			return nil, err
		}
		m, err := linear.Open(second.File())
		if err != nil {
			return nil, err
		}
		seen, err := sc.unseen(held)
		if err != nil {
			return nil, err
		}
		for t, js := range s.judged(newStoryModel(m), seen, func(story int) bool { return foldOf(story) == held }) {
			for _, j := range js {
				if j.p >= thresholds[t] {
					out[j.sentence].Found = append(out[j.sentence].Found, all[t])
				}
			}
		}
	}
	return out, nil
}
