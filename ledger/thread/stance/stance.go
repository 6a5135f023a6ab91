// Package stance tells how a headline stands to a claim: for it (it tells it as
// so), against it (it tells that it is not so), or observing it (it passes it on
// without taking it for its own).
//
//	r := stance.Of("Alibaba helped the military", "Alibaba denies it helped military")
//	r.Stance // stance.Against
//	r.Why    // `"denies" says that it is not so`
//
// Two steps, each with its reason. First polarity, by rule: denials ("denies",
// "shoots down"), words for untruth ("hoax", "false"), negations that reach what
// the claim says and opposites of its words turn a headline against; two of them
// undo each other ("not a hoax"), and a claim that is itself negated turns the
// sign. Then distance, by a learned sum: of hedges, questions, named tellers
// and how much of the claim the headline repeats, each with a weight
// (weights.tsv), a logistic regression says whether the headline tells the claim
// as its own. The words are those of cues.tsv, which are ours; the weights are
// learned on the training claims of Emergent (docs/method.md).
//
// Limits: English; one headline, not the article below it. A headline may tell
// plainly what its article doubts, which no reader of headlines can see: about
// one in five does. Sarcasm is not read.
package stance

import (
	"fmt"
	"slices"
	"strings"

	"newstape/receipt"
	"newstape/story/text"
)

// Stance is how a headline stands to a claim.
type Stance string

// The stances.
const (
	For       Stance = "for"
	Against   Stance = "against"
	Observing Stance = "observing"
)

// Cue is words of the headline that decided.
type Cue struct {
	receipt.Span        // bytes of the headline
	Kind         string // a kind of cues.tsv, or negation, opposite, question, teller
}

// Reading is a stance with its reasons.
type Reading struct {
	Stance Stance
	Why    string // one plain clause
	Cues   []Cue  // in order of place
	// Covered is the share of the claim's content words that the headline
	// repeats in these or other words, 0 to 1.
	Covered float64
}

// Of reads the stance of a headline toward a claim.
func Of(claim, headline string) Reading { return of(claim, headline, Embedded()) }

func of(claim, headline string, w Weights) Reading {
	c, h := newPhrase(claim), newPhrase(headline)
	r := Reading{Covered: h.meet(&c)}
	flips, turned := h.flips(&c)
	cues, features := h.distance(r.Covered)
	switch {
	case turned:
		r.Stance, r.Cues = Against, flips
		r.Why = "it tells the opposite of what the claim denies"
		if len(flips) > 0 {
			r.Why = fmt.Sprintf("%s says that it is not so", h.words(flips))
		}
	case w.score(features) < 0:
		r.Stance, r.Cues = Observing, cues
		r.Why = "it repeats too little of the claim to tell it as its own"
		if len(cues) > 0 {
			r.Why = fmt.Sprintf("%s keeps the claim at a distance", h.words(cues))
		}
	default:
		r.Stance = For
		r.Why = "it tells the claim as its own"
		if len(cues) > 0 {
			r.Why = fmt.Sprintf("it tells the claim as its own in spite of %s", h.words(cues))
		}
	}
	return r
}

// words is the cues' words, quoted.
func (p *phrase) words(cues []Cue) string {
	out := make([]string, len(cues))
	for i, c := range cues {
		out[i] = fmt.Sprintf("%q", c.In(p.doc.Text))
	}
	return strings.Join(out, ", ")
}

// addCue keeps cues in order, each place once.
func addCue(list []Cue, c Cue) []Cue {
	if slices.ContainsFunc(list, func(o Cue) bool { return o.Overlaps(c.Span) }) {
		return list
	}
	list = append(list, c)
	slices.SortStableFunc(list, func(a, b Cue) int { return a.Start - b.Start })
	return list
}

// maxHeadline bounds what is read of a headline, in bytes; the rest says nothing
// about it.
const maxHeadline = 1000

func clip(s string) string {
	if len(s) <= maxHeadline {
		return s
	}
	return s[:maxHeadline]
}

func parse(s string) text.Document { return text.Parse(clip(s)) }
