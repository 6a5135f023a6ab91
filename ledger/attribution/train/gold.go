package train

import (
	"newstape/ledger/attribution/brat"
	"newstape/ledger/attribution/sight"
	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

// example is an article as the models see it, with gold on its units.
type example struct {
	p    *sight.Passage
	gold []attribution
	// owner is the gold attribution of each unit, -1 for none; label its role
	// there: 1 source, 2 content, 3 cue.
	owner  []int32
	label  []uint8
	missed map[sight.Range]bool // gold cues that were not found, once that is known
	skip   []bool               // units that the annotators discarded
}

// attribution is the cue of a gold attribution; Last < First when it has none.
type attribution struct{ cue sight.Range }

const (
	sourceLabel  = 1
	contentLabel = 2
	cueLabel     = 3
)

func newExample(a brat.Article, parse func(text.Document) syntax.Trees) *example {
	doc := text.Parse(a.Text)
	p := sight.New(doc, parse(doc), nil)
	e := &example{
		p: p, owner: make([]int32, len(p.Units)), label: make([]uint8, len(p.Units)),
		skip: make([]bool, len(p.Units)),
	}
	for i := range e.owner {
		e.owner[i] = -1
	}
	mark := func(spans []receipt.Span, visit func(i int)) {
		for _, s := range spans {
			for i := p.UnitAt(s.Start); i < len(p.Units) && p.Units[i].Start < s.End; i++ {
				visit(i)
			}
		}
	}
	for k, g := range a.Attributions {
		cue := sight.Range{First: 0, Last: -1}
		set := func(label uint8) func(int) {
			return func(i int) { e.owner[i], e.label[i] = int32(k), label }
		}
		mark(g.Content, set(contentLabel))
		mark(g.Source, set(sourceLabel))
		mark(g.Cue, func(i int) {
			set(cueLabel)(i)
			if cue.Last < cue.First {
				cue.First = i
			}
			cue.Last = i
		})
		e.gold = append(e.gold, attribution{cue})
	}
	mark(a.Discarded, func(i int) { e.skip[i] = true })
	return e
}
