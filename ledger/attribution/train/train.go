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
	cueBuckets   = 90_000 // of 16 bytes
	roleBuckets  = 115_000
	judgeBuckets = 10_000
	enough       = 3 // times a feature must be seen to be learned
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
	es := make([]*example, len(articles))
	for k, a := range articles {
		es[k] = newExample(a, parse)
	}
	o.Log("%d articles parsed", len(es))
	m := &model.Model{}
	cueRows := newRows(cueSource(es), enough)
	o.Log("cue features %d, tokens %d", len(cueRows.index.back), len(cueRows.gold))
	found := make([][]model.Cue, len(es))
	crossed(es, func(use func(int) bool, left []int) {
		fm := &model.Model{Cue: tagger(learn(cueRows, cueSettings(o.Seed), use), cueBuckets)}
		for _, k := range left {
			found[k] = fm.Cues(es[k].p)
		}
		o.Log("cues of a fold")
	})
	m.Cue = tagger(learn(cueRows, cueSettings(o.Seed), all), cueBuckets)
	o.Log("cues")
	cueRows = nil
	for k, e := range es {
		found[k] = e.withMissed(found[k])
	}
	roleRows := newRows(roleSource(es, found, once), enough)
	o.Log("role features %d, tokens %d", len(roleRows.index.back), len(roleRows.gold))
	readings := make([][]*sight.Reading, len(es))
	crossed(es, func(use func(int) bool, left []int) {
		fm := &model.Model{Role: tagger(learn(roleRows, roleSettings(o.Seed), use), roleBuckets)}
		for _, k := range left {
			readings[k] = fm.ReadOnce(es[k].p, found[k])
		}
		o.Log("roles of a fold")
	})
	m.Role = tagger(learn(roleRows, roleSettings(o.Seed), all), roleBuckets)
	roleRows = newRows(roleSource(es, found, again(es, found, readings)), enough)
	o.Log("second features %d", len(roleRows.index.back))
	candidates := make([][]model.Candidate, len(es))
	crossed(es, func(use func(int) bool, left []int) {
		fm := &model.Model{Again: tagger(learn(roleRows, roleSettings(o.Seed), use), roleBuckets)}
		for _, k := range left {
			candidates[k] = fm.ReadAgain(es[k].p, found[k], readings[k])
		}
		o.Log("second roles of a fold")
	})
	m.Again = tagger(learn(roleRows, roleSettings(o.Seed), all), roleBuckets)
	judgeRows := newRows(judgeSource(es, candidates), enough)
	m.Judge = tagger(learn(judgeRows, judgeSettings(o.Seed), all), judgeBuckets)
	o.Log("judge features %d, candidates %d", len(judgeRows.index.back), len(judgeRows.gold))
	return m
}

func all(int) bool { return true }

// crossed calls fit for each fold with the articles to learn from and those that
// are left for its weights to read.
func crossed(es []*example, fit func(use func(article int) bool, left []int)) {
	for f := range folds {
		var left []int
		for k := f; k < len(es); k += folds {
			left = append(left, k)
		}
		fit(func(article int) bool { return article%folds != f }, left)
	}
}

func tagger(c *crf, buckets int) model.Tagger {
	return model.Tagger{Table: c.pack(buckets), Steps: append([]chain.Step(nil), c.steps...)}
}
