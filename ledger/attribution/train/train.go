// Package train learns the weights of attribution from articles with gold.
//
// In: articles in brat standoff and the parser with which the product will read.
// Out: the model. Each stage learns from the other's errors: the roles are
// learned around cues that were found by weights which had not seen the article.
//
//	m := train.Run(articles, parser.Document, train.Options{Seed: 1})
//	file := m.File()
//
// Limits: one core, deterministic for a seed.
package train

import (
	"cmp"
	"slices"

	"newstape/ledger/attribution/brat"
	"newstape/ledger/attribution/chain"
	"newstape/ledger/attribution/model"
	"newstape/ledger/attribution/sight"
	"newstape/story/syntax"
	"newstape/story/text"
)

// Options of a training.
type Options struct {
	Seed uint64
	Log  func(format string, args ...any) // nil for silence
}

const (
	folds        = 4
	cueBuckets   = 125_000 // of 16 bytes
	roleBuckets  = 115_000
	judgeBuckets = 8_000
)

func sortCues(cs []model.Cue) {
	slices.SortFunc(cs, func(a, b model.Cue) int { return cmp.Compare(a.First, b.First) })
}

func cueSettings(seed uint64) settings {
	return settings{
		epochs: 6, rate: 0.1, drop: 0.4, average: 4, edges: sight.CueEdges, seed: seed,
		banned: func(edge, from, to int) bool { return to == 2 && (from == 0 || edge == 0) },
	}
}

func roleSettings(seed uint64) settings {
	return settings{epochs: 5, rate: 0.1, drop: 0.4, average: 3, edges: sight.RoleEdges, seed: seed}
}

func judgeSettings(seed uint64) settings {
	return settings{
		epochs: 8, rate: 0.05, drop: 0.4, average: 5, edges: 1, seed: seed,
		banned: func(_, _, to int) bool { return to == 2 },
	}
}

// Run trains on the articles.
func Run(articles []brat.Article, parse func(text.Document) syntax.Trees, o Options) *model.Model {
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	s := &stages{Options: o, model: &model.Model{}}
	for _, a := range articles {
		s.examples = append(s.examples, newExample(a, parse))
	}
	o.Log("%d articles parsed", len(articles))
	found := s.cues()
	for k, e := range s.examples {
		found[k] = e.withMissed(found[k])
	}
	s.judge(s.again(found, s.once(found)))
	return s.model
}

// stages are the steps of a training. Each gives, for the next, what weights find
// that were learned without the article in question.
type stages struct {
	Options
	examples []*example
	model    *model.Model
}

func (s *stages) cues() [][]model.Cue {
	r := newRows(cueSource(s.examples))
	s.Log("cues: %d features, %d tokens", len(r.index.back), len(r.gold))
	found := make([][]model.Cue, len(s.examples))
	s.crossed(func(use func(int) bool, left []int) {
		m := &model.Model{Cue: tagger(learn(r, cueSettings(s.Seed), use), cueBuckets)}
		for _, k := range left {
			found[k] = m.Cues(s.examples[k].p)
		}
	})
	s.model.Cue = tagger(learn(r, cueSettings(s.Seed), all), cueBuckets)
	return found
}

func (s *stages) once(found [][]model.Cue) [][]*sight.Reading {
	r := newRows(roleSource(s.examples, found, once))
	s.Log("roles: %d features, %d tokens", len(r.index.back), len(r.gold))
	readings := make([][]*sight.Reading, len(s.examples))
	s.crossed(func(use func(int) bool, left []int) {
		m := &model.Model{Role: tagger(learn(r, roleSettings(s.Seed), use), roleBuckets)}
		for _, k := range left {
			readings[k] = m.ReadOnce(s.examples[k].p, found[k])
		}
	})
	s.model.Role = tagger(learn(r, roleSettings(s.Seed), all), roleBuckets)
	return readings
}

func (s *stages) again(found [][]model.Cue, readings [][]*sight.Reading) [][]model.Candidate {
	r := newRows(roleSource(s.examples, found, again(s.examples, found, readings)))
	s.Log("roles again: %d features", len(r.index.back))
	out := make([][]model.Candidate, len(s.examples))
	s.crossed(func(use func(int) bool, left []int) {
		m := &model.Model{Again: tagger(learn(r, roleSettings(s.Seed), use), roleBuckets)}
		for _, k := range left {
			out[k] = m.ReadAgain(s.examples[k].p, found[k], readings[k])
		}
	})
	s.model.Again = tagger(learn(r, roleSettings(s.Seed), all), roleBuckets)
	return out
}

func (s *stages) judge(candidates [][]model.Candidate) {
	r := newRows(judgeSource(s.examples, candidates))
	s.Log("judge: %d features, %d candidates", len(r.index.back), len(r.gold))
	s.model.Judge = tagger(learn(r, judgeSettings(s.Seed), all), judgeBuckets)
}

func all(int) bool { return true }

// crossed calls fit for each fold with the articles to learn from and those that
// are left for its weights to read.
func (s *stages) crossed(fit func(use func(article int) bool, left []int)) {
	for f := range folds {
		var left []int
		for k := f; k < len(s.examples); k += folds {
			left = append(left, k)
		}
		fit(func(article int) bool { return article%folds != f }, left)
		s.Log("fold %d of %d", f+1, folds)
	}
}

func tagger(c *crf, buckets int) model.Tagger {
	return model.Tagger{Table: c.pack(buckets), Steps: append([]chain.Step(nil), c.steps...)}
}
