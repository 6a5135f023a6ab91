package event

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"newstape/internal/table"
	"newstape/ledger/claim"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/text"
)

//go:embed nominals.tsv
var nominalsTable string

// nominal is one row of nominals.tsv.
type nominal struct {
	kind, cameo, mode, word string
	actor                   string
	toward                  []string
}

var nominals = sync.OnceValue(func() map[string][]nominal {
	out := map[string][]nominal{}
	for _, c := range table.Rows(nominalsTable) {
		n := nominal{kind: c[0], cameo: strings.Trim(c[1], "-"), mode: strings.Trim(c[2], "-"), word: c[3], actor: c[5], toward: strings.Split(c[6], "|")}
		for w := range strings.SplitSeq(c[4], "|") {
			out[w] = append(out[w], n)
		}
	}
	return out
})

// fromNouns finds acts that the story tells by a noun with the one who does them
// before it or behind "by". Outside the title and the lead they are context.
func (f *finder) fromNouns() {
	for at, s := range f.doc.Sentences {
		low := f.lower(at)
		for i, w := range low {
			if f.opaque(s.Tokens[i].Span) {
				continue
			}
			for _, n := range nominals()[w] {
				if f.nominal(n, at, low, i) {
					break
				}
			}
			if products[w] {
				f.effect(at, low, i)
			}
		}
	}
}

// lower is the words of a sentence in lower case.
func (f *finder) lower(at int) []string {
	if f.lows == nil {
		f.lows = make([][]string, len(f.doc.Sentences))
	}
	if f.lows[at] == nil {
		tokens := f.doc.Sentences[at].Tokens
		f.lows[at] = make([]string, len(tokens))
		for i, t := range tokens {
			f.lows[at][i] = strings.ToLower(t.In(f.doc.Text))
		}
	}
	return f.lows[at]
}

func (f *finder) nominal(n nominal, at int, low []string, i int) bool {
	s := f.doc.Sentences[at]
	noun := s.Tokens[i].Span
	actor, ok := f.doerOfNoun(n, s, i)
	told := slices.ContainsFunc(f.events, func(e Event) bool { return e.Trigger.Contains(noun) })
	if !ok || told || f.supposed(s.Span) || rumoured(low, i) || f.undoneNoun(at, low, i) {
		return false
	}
	e := Event{Type: n.kind, CAMEO: n.cameo, Mode: n.mode, Word: n.word, Trigger: noun, Sentence: s.Span, verb: noun}
	e.Actor = land(standsFor(actor))
	if n.actor == "state" {
		e.Actor, e.By = f.office(e.Actor)
	}
	e.Recipient = f.hitByNoun(n, s, i, e.Actor)
	if e.Recipient.Name == "" && n.toward[0] != "-" || e.Recipient.Name == e.Actor.Name {
		return false
	}
	e.Background = !f.isLead(at) && !f.inHeading(noun) || sinceThen(low, i)
	f.events = append(f.events, e)
	return true
}

// doerOfNoun is the party right before the noun ("Microsoft's acquisition", "the
// U.S. ban"), or behind "by".
func (f *finder) doerOfNoun(n nominal, s text.Sentence, i int) (claim.Speaker, bool) {
	fits := func(who claim.Speaker) bool {
		switch n.actor {
		case "state":
			return isState(who.Entity)
		case "firm":
			return isFirm(who.Entity)
		}
		return who.Name != ""
	}
	noun := s.Tokens[i].Span
	for _, m := range f.names.Mentions {
		if !s.Contains(m.Span) || m.Entity == nil || m.Span.End > noun.Start {
			continue
		}
		between := strings.Fields(strings.ToLower(f.doc.Text[m.Span.End:noun.Start]))
		who := claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}
		near := len(between) <= 3 && (len(between) == 0 || between[0] == "'s" || between[0] == "’s" || n.actor == "state" && !slices.ContainsFunc(between, func(w string) bool {
			return slices.Contains([]string{"to", "of", "on", "and", ",", "in", "from", "for", "the", "a", "by", "with", "is", "are", "after", "has", "have", "will"}, w)
		}))
		if near && fits(who) {
			return who, true
		}
	}
	for k := i + 1; k+1 < min(i+10, len(s.Tokens)); k++ {
		if w := s.Tokens[k].In(f.doc.Text); w == "by" {
			who, ok := f.ledger.PartyAt(receipt.Span{Start: s.Tokens[k+1].Start, End: s.Tokens[min(k+4, len(s.Tokens)-1)].End})
			return who, ok && fits(who)
		} else if w == "," || w == ";" {
			break
		}
	}
	return claim.Speaker{}, false
}

// hitByNoun is the party behind the noun and one of its prepositions.
func (f *finder) hitByNoun(n nominal, s text.Sentence, i int, actor claim.Speaker) claim.Speaker {
	if i+1 >= len(s.Tokens) {
		return claim.Speaker{}
	}
	end := s.Tokens[min(i+9, len(s.Tokens)-1)].End
	for k := i + 1; k < min(i+5, len(s.Tokens)); k++ {
		if !slices.Contains(n.toward, strings.ToLower(s.Tokens[k].In(f.doc.Text))) {
			continue
		}
		for _, m := range f.names.Mentions {
			if m.Span.Start < s.Tokens[k].End || m.Span.End > end || m.Entity == actor.Entity || !isFirm(m.Entity) && !isState(m.Entity) || f.noPartyOrNil(m.Entity) {
				continue
			}
			if country(actor) != "" && isState(m.Entity) && m.Entity.Country == country(actor) {
				continue
			}
			e := f.maker(m.Entity)
			return claim.Speaker{Name: e.Name, Entity: e}
		}
	}
	return claim.Speaker{}
}

func (f *finder) noPartyOrNil(e *security.Entity) bool {
	return e == nil || e.Kind == security.Place && country(claim.Speaker{Name: e.Name}) == ""
}

// undoneNoun: "a possible ban", "considers sanctions", "called for a probe".
func (f *finder) undoneNoun(at int, low []string, i int) bool {
	for k := i - 1; k >= max(0, i-4); k-- {
		if governors()["unlikely"][low[k]] || slices.Contains(modalWords, low[k]) || low[k] == "no" || low[k] == "not" || low[k] == "if" || low[k] == "without" {
			return true
		}
	}
	for k := i - 1; k >= max(0, i-9); k-- {
		if w := low[k]; w == "," || w == ";" {
			break
		} else if governs("undone", w) && !governs("done", w) && w != "set" {
			return true
		}
	}
	g := f.grammarOf(at)
	if g == nil {
		return false
	}
	n := g.at(f.doc.Sentences[at].Tokens[i].Start)
	return n >= 0 && !g.stands(n, f.doc.Sentences[at].Heading).real
}

// products are what a launch may be told by its effect on.
var products = map[string]bool{"model": true, "models": true, "chip": true, "app": true, "chatbot": true, "assistant": true, "device": true, "tool": true}

var (
	fresh   = []string{"new", "cheap", "cheaper", "latest", "low-cost", "powerful", "rival", "upgraded", "open-source", "efficient", "inexpensive"}
	effects = []string{
		"tore", "rattled", "sent", "unnerved", "spooked", "shook", "wiped", "dragged", "topped", "stunned", "triggered", "sparked", "roiled", "upended", "jolted", "sank", "knocked",
		"overtook", "hammered", "battered", "pummeled", "pummelled", "erased", "rocked", "shocked", "set off",
	}
)

// effect finds a product that the story tells by what it did: "a cheap model from
// the start-up DeepSeek tore through Wall Street".
func (f *finder) effect(at int, low []string, i int) {
	s := f.doc.Sentences[at]
	if s.Heading || !slices.ContainsFunc(low[max(0, i-5):i], func(w string) bool { return slices.Contains(fresh, w) }) {
		return
	}
	verb := -1
	for k := i + 1; k < min(i+14, len(low)); k++ {
		if slices.Contains(effects, low[k]) {
			verb = k
			break
		}
	}
	if verb < 0 || f.supposed(s.Span) || slices.ContainsFunc(low[i:verb], func(w string) bool { return slices.Contains(modalWords, w) || w == "not" }) {
		return
	}
	maker, ok := f.makerNear(s, low, i, verb)
	if !ok {
		return
	}
	f.events = append(f.events, Event{
		Type: "corporate:product", Word: "brings out a product", Actor: maker, Sentence: s.Span,
		Trigger: receipt.Span{Start: s.Tokens[i].Start, End: s.Tokens[verb].End}, verb: s.Tokens[verb].Span,
	})
}

// makerNear is the firm named with a product, before it as its owner or behind
// "from"; a description that names nobody is taken from where the story names it:
// "The start-up, DeepSeek, says".
func (f *finder) makerNear(s text.Sentence, low []string, i, verb int) (claim.Speaker, bool) {
	from, to := s.Tokens[max(0, i-6)].Start, s.Tokens[verb].Start
	for _, m := range f.names.Mentions {
		if m.Span.Start >= from && m.Span.End <= to && isFirm(m.Entity) {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, true
		}
	}
	if low[i+1] != "from" && low[i+1] != "by" {
		return claim.Speaker{}, false
	}
	noun := low[verb-1]
	for _, m := range f.names.Mentions {
		if !isFirm(m.Entity) {
			continue
		}
		before := strings.ToLower(f.doc.Text[max(0, m.Span.Start-len(noun)-6):m.Span.Start])
		after, _, _ := strings.Cut(strings.ToLower(f.doc.Text[m.Span.End:min(len(f.doc.Text), m.Span.End+60)]), ".")
		if strings.HasSuffix(before, noun+", ") || strings.HasSuffix(before, noun+" ") || strings.HasPrefix(after, ", the ") && hasWord(after, noun) || strings.HasPrefix(after, ", a ") && hasWord(after, noun) {
			return claim.Speaker{Name: m.Entity.Name, Entity: m.Entity}, true
		}
	}
	return claim.Speaker{}, false
}
