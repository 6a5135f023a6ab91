// Package linear trains and reads linear classifiers over hashed features: one
// weight for each feature and class, kept in a byte.
//
// In: examples, each a list of features with values and the classes that are
// right. Out: a file that is read in place, and scores.
//
//	key := linear.Key(linear.Mix(linear.Hash("word"), linear.Hash("fell")))
//	w, err := linear.Train(names, examples, linear.Options{Loss: linear.Each, Epochs: 20, L2: 1e-4})
//	m, err := linear.Open(w.File())
//	scores := m.Scores([]linear.Feature{{Key: key, Value: 1}}, nil) // one a class
//	p := linear.Logistic(scores[0])
//
// The model. With features x of an example, the score of class c is
//
//	s_c = b_c + sum over f of w_fc x_f
//
// and training lessens, over n examples,
//
//	1/n sum of loss(s, y) + L2/2 sum of w_fc^2
//
// where loss is the logistic one of each class by itself ([Each]: an example may
// have none or several classes) or that of the softmax ([OneOf]: exactly one).
// A feature that an example lacks costs nothing: the penalty of a weight is paid
// when its feature is seen, n / (times the feature is seen) fold, which is the
// same in expectation, and implicitly, so that no rate makes it overshoot.
//
// The steps are AdaGrad's (Duchi, Hazan and Singer, 2011) with one rate for a
// feature's row of weights: Rate / sqrt(sum of the row's mean squared gradients).
// The result is the mean of the weights at the ends of the later half of the
// epochs, which calms the last steps. With Dropout a step sees a random part of
// the example, so that no feature relies on another. Training is single
// threaded, in the order that Seed gives, and gives the same bytes each time on
// one kind of machine.
//
// Features are known by 32-bit keys. Two features share a key about once in
// 100,000 features; a feature that training did not see has no weight, apart
// from one in 40,000 that has a stranger's.
//
// Limits: a weight is a whole number of 127ths of its class's largest; at most
// 4,096 classes and 2^26 features.
package linear

import "math"

// Feature is one thing seen in an example. A key that stands in one example
// twice adds its values.
type Feature struct {
	Key   uint32
	Value float32
}

// Logistic is 1 / (1 + exp(-s)): the probability of a class under [Each].
func Logistic(s float32) float32 {
	return float32(1 / (1 + math.Exp(-float64(s))))
}

// Softmax turns scores into probabilities that sum to one, in place: those of
// the classes under [OneOf].
func Softmax(scores []float32) {
	if len(scores) == 0 {
		return
	}
	top := scores[Best(scores)]
	sum := float32(0)
	for c, s := range scores {
		scores[c] = float32(math.Exp(float64(s - top)))
		sum += scores[c]
	}
	for c := range scores {
		scores[c] /= sum
	}
}

// Best is the index of the highest score, the first of equals; -1 of none.
func Best(scores []float32) int {
	best := -1
	for c, s := range scores {
		if best < 0 || s > scores[best] {
			best = c
		}
	}
	return best
}
