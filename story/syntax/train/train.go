// Package train makes the model of story/syntax from treebanks.
//
// In: sentences with gold trees and a Plan. Out: the bytes of a model file, the
// same for the same input.
//
//	data := train.Model(sentences, train.DefaultPlan())
//	parser, err := syntax.OpenModel(string(data))
//
// All learners are averaged perceptrons with a margin. What a learner sees of the
// one before it is jackknifed: a part of the sentences is tagged by a tagger, and
// parsed by parsers, of the other parts, so that training meets the errors that use
// will meet. The parsers learn by a dynamic oracle with exploration (Goldberg and
// Nivre, 2013); trees that are not projective are lifted first.
//
// Limits: weights fit a byte (see transition.Dense), features seen in few updates
// are left out.
package train

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"

	"newstape/story/syntax/conllu"
	"newstape/story/syntax/transition"
)

// Plan says how long and from which seed to train.
type Plan struct {
	Seed       uint64
	TagFolds   int // parts of the treebank that are tagged by a tagger of the others
	TagEpochs  int
	TreeFolds  int // the same for the two parsers
	TreeEpochs int
	// Least is how often a feature must have been updated to be kept, at least 1.
	// Labels, whose tables are large, ask for nearly twice that, the few features of
	// choices for half.
	Least int32
	// Progress is told what is being done; may be nil.
	Progress func(string)
}

// DefaultPlan is that of the embedded model.
func DefaultPlan() Plan {
	return Plan{Seed: 1, TagFolds: 4, TagEpochs: 8, TreeFolds: 3, TreeEpochs: 8, Least: 3}
}

// A table has two to the power of its bits buckets.
const (
	tagBits    = 15
	moveBits   = 15
	labelBits  = 15
	choiceBits = 15
)

// Bytes of weights that are kept. Halving the tables this way costs no accuracy.
const (
	tagThin   = 14
	labelThin = 20
)

// Streams of random numbers, one for each learner: none waits for another.
const (
	streamOrder = iota
	streamTags
	streamArbiter
	streamMarks
	streamTrees
)

type trainer struct {
	Plan
	fine     []transition.Fine
	all      []example
	model    transition.Model // what is learned so far
	sections [transition.Sections][]byte
	saying   sync.Mutex
}

// Model trains on the sentences and gives the model file.
func Model(sentences []conllu.Sentence, p Plan) []byte {
	t := &trainer{Plan: p, fine: fineTags(sentences)}
	sentences = slices.Clone(sentences)
	order := t.rand(streamOrder, 0)
	order.Shuffle(len(sentences), func(i, j int) { sentences[i], sentences[j] = sentences[j], sentences[i] })
	t.all = makeExamples(withHeadlines(sentences, order), t.fine)
	t.sections[transition.SectionFine] = transition.EncodeFine(names.Root, names.Punct, names.Count, t.fine)
	must(t.model.SetFine(string(t.sections[transition.SectionFine])))

	t.tags()
	plain := make([]example, len(t.all))
	mirrors := make([]example, len(t.all))
	for i := range t.all {
		plain[i] = t.all[i].strip(t.model.IsMark())
		mirrors[i] = plain[i].mirror()
	}
	var a, b []transition.Tree
	var both sync.WaitGroup
	both.Go(func() { a = t.trees("forward", plain, 0, transition.SectionMoves, transition.SectionLabels) })
	both.Go(func() { b = t.trees("back", mirrors, 1, transition.SectionBackMoves, transition.SectionBackLabels) })
	both.Wait()
	for i := range b {
		b[i].Mirror()
		a[i].Index()
		b[i].Index()
	}
	t.say("arbiter")
	arbiter := learnArbiter(&t.model, plain, a, b, t.rand(streamArbiter, 0))
	t.say("marks")
	marks := learnMarks(&t.model, plain, a, t.rand(streamMarks, 0))
	t.sections[transition.SectionChoices] = transition.BuildDense(append(arbiter.weights((t.Least+1)/2), marks.weights((t.Least+1)/2)...), choiceBits)
	return transition.Write(t.sections)
}

func (t *trainer) say(format string, args ...any) {
	if t.Progress != nil {
		t.saying.Lock()
		defer t.saying.Unlock()
		t.Progress(fmt.Sprintf(format, args...))
	}
}

func (t *trainer) rand(stream, part int) *rand.Rand {
	return rand.New(rand.NewPCG(t.Seed, uint64(stream)<<32|uint64(part))) // #nosec G404 G115 -- an order, no secret
}

// must holds what cannot fail: a table just written is read.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// tags trains the tagger, and gives each example the tags of one that did not see
// it.
func (t *trainer) tags() {
	var sc transition.Scratch
	for k := range t.TagFolds {
		t.say("tagger, part %d of %d", k+1, t.TagFolds)
		rest, part := fold(t.all, k, t.TagFolds)
		m := t.model
		m.Tags = openSparse(learnTags(rest, len(t.fine), t.TagEpochs, t.rand(streamTags, k)).table(t.Least, tagBits))
		for _, e := range part {
			m.Tag(e.words, e.tags, &sc)
		}
	}
	t.say("tagger")
	table := learnTags(t.all, len(t.fine), t.TagEpochs, t.rand(streamTags, t.TagFolds)).table(t.Least, tagBits)
	t.sections[transition.SectionTags] = transition.Thin(table, tagThin)
}

// fold parts the examples into the k-th of n parts and the rest.
func fold(all []example, k, n int) (rest, part []example) {
	from, to := k*len(all)/n, (k+1)*len(all)/n
	return append(append([]example{}, all[:from]...), all[to:]...), all[from:to]
}

// trees trains one parser, and gives the trees of parsers that did not see them.
func (t *trainer) trees(name string, all []example, direction, moves, labels int) []transition.Tree {
	out := make([]transition.Tree, 0, len(all))
	var sc transition.Scratch
	for k := range t.TreeFolds {
		t.say("trees %s, part %d of %d", name, k+1, t.TreeFolds)
		rest, part := fold(all, k, t.TreeFolds)
		m, l := learnTrees(rest, names, t.TreeEpochs, t.rand(streamTrees+direction, k)).parser(t.Least)
		parser := transition.Parser{Moves: openDense(m), Labels: openSparse(l)}
		for i := range part {
			var tree transition.Tree
			t.model.Moves(parser, part[i].words, part[i].tags, &tree, &sc)
			out = append(out, tree)
		}
	}
	t.say("trees %s", name)
	m, l := learnTrees(all, names, t.TreeEpochs, t.rand(streamTrees+direction, t.TreeFolds)).parser(t.Least)
	t.sections[moves], t.sections[labels] = m, transition.Thin(l, labelThin)
	return out
}

func openSparse(data []byte) transition.Sparse {
	table, ok := transition.OpenSparse(string(data))
	if !ok {
		panic("train: a table just written cannot be read")
	}
	return table
}

func openDense(data []byte) transition.Dense {
	table, ok := transition.OpenDense(string(data))
	if !ok {
		panic("train: a table just written cannot be read")
	}
	return table
}
