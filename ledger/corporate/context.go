package corporate

import (
	"math"

	"newstape/internal/linear"
)

// scores are the first model's, by type.
type scores [types]float32

// Features of a type of a sentence within its story.
const (
	ctxAlways      = iota
	ctxOwn         // the sentence's score
	ctxBefore      // that of the sentence before
	ctxFirst       // there is none
	ctxAfter       // that of the sentence after
	ctxLast        // there is none
	ctxBeforeThat  // that of the sentence two before
	ctxAfterThat   // that of the sentence two after
	ctxMean        // logarithm of the mean probability in the rest of the story
	ctxHighest     // highest probability in the rest of the story
	ctxTitle       // the title's score
	ctxIsTitle     // the sentence is the title
	ctxBestOther   // the highest score of another type here
	ctxNothingElse // the probability that no other type is here
	ctxNear        // logarithm of the mean probability up to three sentences around
	contextSize
)

type contextFeatures [contextSize]float32

// context knows the first model's scores of a whole story.
type context struct {
	scores []scores
	p      []scores // as probabilities
	sum    scores   // of the probabilities
	top    scores   // the highest probability
	second scores   // the second highest
	none   []float32
}

func newContext(s []scores) *context {
	c := &context{scores: s, p: make([]scores, len(s)), none: make([]float32, len(s))}
	for i := range s {
		c.none[i] = 1
		for t, x := range s[i] {
			p := linear.Logistic(x)
			c.p[i][t] = p
			c.sum[t] += p
			c.none[i] *= 1 - p
			if p > c.top[t] {
				c.top[t], c.second[t] = p, c.top[t]
			} else {
				c.second[t] = max(c.second[t], p)
			}
		}
	}
	return c
}

// of gives the features of type t in sentence i.
func (c *context) of(i, t int) contextFeatures {
	var f contextFeatures
	f[ctxAlways] = 1
	f[ctxOwn] = clamp(c.scores[i][t], 6)
	f[ctxBefore], f[ctxFirst] = c.at(i-1, t)
	f[ctxAfter], f[ctxLast] = c.at(i+1, t)
	f[ctxBeforeThat], _ = c.at(i-2, t)
	f[ctxAfterThat], _ = c.at(i+2, t)
	p := c.p[i][t]
	f[ctxMean] = logarithm(shrunk(max(0, c.sum[t]-p), len(c.scores)-1, shortStory))
	f[ctxHighest] = c.top[t]
	if p == c.top[t] {
		f[ctxHighest] = c.second[t]
	}
	f[ctxHighest] = (f[ctxHighest]*float32(len(c.scores)-1) + usualHighest*shortStory) / (float32(len(c.scores)-1) + shortStory)
	if i > 0 {
		f[ctxTitle] = clamp(c.scores[0][t], 5)
	} else {
		f[ctxIsTitle] = 1
	}
	f[ctxBestOther] = -5
	for u, s := range c.scores[i] {
		if u != t {
			f[ctxBestOther] = max(f[ctxBestOther], clamp(s, 5))
		}
	}
	f[ctxNothingElse] = c.none[i] / max(1-p, 1e-6)
	f[ctxNear] = c.around(i, t)
	return f
}

// at is the score of type t in sentence i; missing is 1 when there is none.
func (c *context) at(i, t int) (score, missing float32) {
	if i < 0 || i >= len(c.scores) {
		return 0, 1
	}
	return clamp(c.scores[i][t], 5), 0
}

func (c *context) around(i, t int) float32 {
	sum, n := float32(0), 0
	for j := max(0, i-3); j <= min(len(c.p)-1, i+3); j++ {
		if j != i {
			sum += c.p[j][t]
			n++
		}
	}
	return logarithm(shrunk(sum, n, 1))
}

// usual is how often a sentence has a type, over all types.
const usual = 0.04

// A story of shortStory sentences beside this one speaks half as loudly as a long
// one, whose highest probability is usualHighest or so.
const (
	shortStory   = 2
	usualHighest = 0.3
)

// shrunk is the mean of n probabilities and of some more that are as usual.
func shrunk(sum float32, n, more int) float32 {
	return (sum + usual*float32(more)) / float32(n+more)
}

// clamp halves a score and keeps it within half the limit.
func clamp(s, limit float32) float32 { return max(-limit, min(limit, s)) / 2 }

// logarithm is that of a probability, halved; it stays above -3.
func logarithm(p float32) float32 { return float32(math.Log(float64(p)+0.003)) / 2 }

// contextKey is how the second model's file knows a feature: one that all types
// share (t = -1) or that is one type's own.
func contextKey(feature, t int) uint32 {
	return linear.Key(linear.Mix(linear.Mix(linear.Hash("corporate/context"), uint64(feature)), uint64(t+1)))
}

// ownScale is how readily a type's own weight is believed beside the shared one.
const ownScale = 0.3

// storyModel is the second model with its weights laid out by type: the shared
// and the type's own added up.
type storyModel struct {
	weights [types]contextFeatures
	bias    float32
}

func newStoryModel(m *linear.Model) *storyModel {
	s := &storyModel{bias: m.Scores(nil, nil)[0]}
	for t := range types {
		for f := range contextSize {
			s.weights[t][f] = m.Weight(contextKey(f, -1), 0) + ownScale*m.Weight(contextKey(f, t), 0)
		}
	}
	return s
}

func (s *storyModel) probability(t int, f contextFeatures) float64 {
	sum := s.bias
	for k, w := range s.weights[t] {
		sum += float32(w * f[k])
	}
	return float64(linear.Logistic(sum))
}
