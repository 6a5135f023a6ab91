// Package stories measures the whole path from a story to its dossier against
// stories with gold dossiers.
//
//	report, err := stories.Run("data/gold/stories", facts)
//	report.Metrics()["verdict_accuracy"] // 0.99
//	report.Table()                       // the same for people
//	report.Wrong                         // every case that was not right
//
// In: a folder of <id>.txt with <id>.gold.json, laid out and annotated as the
// set's guide says, and the facts that the product works with. Out: a [Report].
// Each story is read by the product's own path ([article.Read], then
// [dossier.Compose]); its gold is opened only to score the result, save the
// time of publication, which a reader of the story would give too.
//
// The Scoring section of the guide decides what counts. Where it is silent or
// lenient, a second figure says what a strict reading gives: claims whose
// content overlaps gold by half of their union and pair one to one, events with
// the very type in the very sentence, verdicts without the pairs that the guide
// lets pass, and shares of all gold cases in which a missed case is wrong. The
// catalogue in metrics.tsv has a line for every figure.
//
// Limits: the gold is one annotator's. Where the guide accepts a pair of
// answers for some meaning (a remark on motive, an admission), the meaning is
// judged from the gold's own marks and from single words, never from the
// answer under test.
package stories

import (
	"newstape/dossier"
	"newstape/fault"
	"newstape/receipt"
	"newstape/story/article"
)

// Run reads every story in dir, scores its dossier and gives the sums. An error
// is a folder, gold file or story that cannot be read; nothing is scored then.
func Run(dir string, facts dossier.Facts) (*Report, error) {
	gold, err := ReadGold(dir)
	if err != nil {
		return nil, err
	}
	r := newReport()
	names := newRoster(facts.Master)
	for i := range gold {
		g := &gold[i]
		a, err := g.article()
		if err != nil {
			return nil, err
		}
		c := &scene{gold: g, got: dossier.Compose(a, facts), names: names, report: r}
		c.score()
	}
	r.stories = len(gold)
	return r, nil
}

// article is the story as the product reads it, published when the gold says.
func (g *Gold) article() (*article.Article, error) {
	a, err := article.Read([]byte(g.Text), article.Options{Name: g.ID + ".txt", Published: g.Published})
	if err != nil {
		return nil, fault.New(fault.CodeOf(err), "eval stories: %w", err)
	}
	return a, nil
}

// scene is one story with what the product made of it and what it should have.
type scene struct {
	gold   *Gold
	got    *dossier.Dossier
	names  *roster
	report *Report
}

func (c *scene) score() {
	c.securities()
	c.injected()
	c.claims()
	c.events()
	c.statements()
	c.lists()
}

// original is where a span of the clean text stands in the story's file, which
// is what the gold counts in.
func (c *scene) original(s receipt.Span) receipt.Span {
	if s.Empty() {
		return receipt.Span{}
	}
	return c.got.Article.Original(s)
}

// sentence is the sentence of the story that a span of the file begins in.
func (c *scene) sentence(at receipt.Span) string {
	for _, s := range c.got.Doc.Sentences {
		o := c.original(s.Span)
		if o.Start <= at.Start && at.Start < o.End {
			return s.In(c.got.Doc.Text)
		}
	}
	return at.In(c.gold.Text)
}

// wrong notes a case that was not right.
func (c *scene) wrong(kind string, at receipt.Span, expected, got string) {
	c.report.Wrong = append(c.report.Wrong, Case{
		Story: c.gold.ID, Kind: kind, Sentence: c.sentence(at), Expected: expected, Got: got,
	})
}

// check counts a case under a metric and notes it when it is wrong.
func (c *scene) check(metric string, ok bool, at receipt.Span, expected, got string) {
	c.report.count(metric, ok)
	if !ok {
		c.wrong(metric, at, expected, got)
	}
}
