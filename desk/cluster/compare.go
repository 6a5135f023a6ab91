package cluster

import (
	"fmt"
	"strings"
	"time"
)

// Compare says how story b stands to story a, and why in words. It is New when
// they tell of different events or when that is not sure.
func Compare(a, b Signature) (Relation, string) {
	v := judge(&a, &b)
	return v.relation, v.reason(&a, &b)
}

// verdict is a judgement of two stories.
type verdict struct {
	relation Relation
	score    float64 // how sure, comparable between verdicts
	apart    bool    // something says that they are two events
	why      string  // "" when the score decided, see reason
	evidence evidence
}

// reason is why in words. It takes longer than the judgement, so it is made for the
// pair that is told of only.
func (v *verdict) reason(a, b *Signature) string {
	switch {
	case v.why != "":
		return v.why
	case v.relation == Same:
		return "one event: " + v.evidence.inWords(a, b)
	}
	return fmt.Sprintf("too little in common: %s (%.1f of %.1f)", v.evidence.inWords(a, b), v.score, enough)
}

// Thresholds, chosen on the tuning half of eval/clusters.
const (
	copied = 0.50 // share of the shorter text's shingles that makes it a copy
	edited = 0.30 // share that makes a text called a correction one
	whole  = 0.97 // share from which nothing was changed
	enough = 4.2  // score from which two stories tell one event
)

func judge(a, b *Signature) verdict {
	e := weigh(a, b)
	if e.apart > Window {
		return verdict{apart: true, relation: New, why: "more than eight days apart"}
	}
	if v, ok := e.judgeText(a, b); ok {
		return v
	}
	if why := e.conflict(); why != "" {
		return verdict{apart: true, relation: New, why: why}
	}
	v := verdict{relation: Same, score: e.score(), evidence: e}
	if v.score < enough {
		v.relation = New
	}
	return v
}

// judgeText says whether the words themselves are the same; ok is false when they
// are not.
func (e *evidence) judgeText(a, b *Signature) (verdict, bool) {
	share := max(e.ofA, e.ofB)
	marked := a.corrected || b.corrected
	if share < copied && (!marked || share < edited) || e.seen < 8 {
		return verdict{}, false
	}
	same := fmt.Sprintf("%.0f %% of the words in a row are the same", 100*share)
	if why := e.changed(marked); why != "" {
		return verdict{apart: true, relation: New, why: same + ", but " + why}, true
	}
	v := verdict{relation: SameText, score: 10 + 10*share, why: same}
	switch {
	case marked:
		v.relation, v.why = Corrects, same+", and one calls itself a correction or update"
	case a.outlet != 0 && a.outlet == b.outlet && min(e.ofA, e.ofB) < whole:
		v.relation, v.why = Corrects, same+", from the same outlet with changes"
	}
	return v, true
}

// changed names what differs between two like texts that makes them two stories.
func (e *evidence) changed(marked bool) string {
	switch {
	case e.stranger || e.swapped:
		return "they are about different parties"
	case e.quarters:
		return "they speak of different quarters"
	case len(e.against) > 0:
		return "they say opposite things of " + strings.Join(e.sidesInWords(), " and ")
	case e.clashes > 0 && !marked:
		return "their main figures differ"
	}
	return ""
}

// conflict names what keeps two stories apart whatever they have in common; "" for
// nothing.
func (e *evidence) conflict() string {
	switch {
	case e.quarters:
		return "they speak of different quarters"
	case e.stranger && (e.leadNames < 2 || e.figures == 0):
		return "they are about different parties"
	case e.otherStates && e.mains == 0 && e.macro:
		return "they are about different states or central banks"
	case e.mains == 0 && e.parties == 0 && e.leadNames == 0 && e.bothStates == 0 && !e.nameless():
		return "they name nobody in common"
	}
	return ""
}

// nameless: two stories may tell one event although they name nobody in common.
// An economy's figures have no party; and a name may stand in a script in which
// it is not known.
func (e *evidence) nameless() bool {
	told := e.figures + e.loose
	switch {
	case e.macro:
		return e.ownNames == 0 && (told > 1 || e.states > 1)
	case e.foreign:
		return e.figures > 0 && told > 1 && e.kinds >= 0.5
	}
	return e.figures > 1 && e.kinds >= 0.5
}

// Weights of what speaks for one event and against it. They were chosen by hand
// on the tuning half of eval/clusters and rounded; enough is their measure.
const (
	perWords  = 5.2   // times the cosine of the words
	perName   = 0.35  // a name in common that one story leads with, up to three
	perOther  = 0.12  // another name in common, up to three
	perFigure = 1.3   // a telling figure in common, up to three
	perLoose  = 0.9   // another figure in common, up to two
	oneMain   = 0.5   // the main party in common
	perParty  = 1.0   // each further party in common, up to two
	oneParty  = 0.8   // a party in common that is not the main one of both
	oneState  = 0.6   // a state or its body in common that both are about
	nameOnly  = 0.5   // a name that one story leads with in common, where no party is
	alsoState = 0.3   // a state or its body beside a party
	perKind   = 1.1   // times the cosine of what they tell
	oneSingle = 1.0   // what they tell is told of a company hardly twice in a week
	tongues   = 1.8   // two languages: words and names cannot meet
	together  = 1.8   // at one time, less the further apart, nothing at closeBy
	noKind    = -1.0  // they tell of different kinds of events
	otherHead = -0.9  // their titles do, a day or more apart
	leadGone  = -0.9  // the weightiest party of one is not in the other; nothing between languages
	perDay    = -1.0  // each day apart after the first one and a quarter
	perClash  = -1.4  // a main figure that differs; less when others fit
	nothing   = -0.7  // no name, figure or second party in common where events of the kind are many
	namesGone = -0.4  // each leads with names that the other does not have
	countered = -1.0  // each names parties that the other does not; less for single kinds
	turned    = -1.0  // another one acts
	otherTop  = -1.0  // what each tells most is not told by the other, nor its like
	ownName   = -0.15 // each name that one leads with and the other lacks, when both have such; up to two
	manyWords = 0.83  // part of perWords where events of the kind are many: they share words by what they are
	ownPart   = 0.3   // part of perName where the main party is in common: its people are in all its stories
	another   = -1.3  // the next day, where events of the kind are many
	reaction  = 1.0   // one tells only how prices or people took it, in the other's words
	datesGone = -0.5  // their main events have different days
)

// closeBy is from when on nearness in time speaks for nothing.
const closeBy = 18 * time.Hour

// nextDay is from when on a story may tell the next act of the same matter.
const nextDay = 20 * time.Hour

// against is what saying opposite things costs, by axis; on the others prices and
// expectations change from story to story of one event.
var against = map[string]float64{"move": -0.2, "expect": -0.4, "run": -0.6}

// opposite is what the other axes cost.
const opposite = -1.6

// score adds up what speaks for one event and what against it.
func (e *evidence) score() float64 {
	words, name := perWords, perName
	if !e.single {
		words *= manyWords
	}
	if e.mains > 0 {
		name *= ownPart
	}
	s := words*e.words + name*float64(min(3, e.leadNames)) + perOther*float64(min(3, e.names-e.leadNames))
	s += perFigure*float64(min(3, e.figures)) + perLoose*float64(min(2, e.loose))
	switch {
	case e.mains > 0:
		s += oneMain + perParty*float64(min(2, e.mains-1+e.parties)) + alsoState*float64(min(1, e.states))
	case e.parties > 0:
		s += oneParty + alsoState*float64(min(1, e.states))
	case e.bothStates > 0:
		s += oneState
	case e.leadNames > 0:
		s += nameOnly
	}
	s += e.scoreKinds() + e.scoreTime() + e.scoreParties()
	if e.figures == 0 {
		s += perClash * float64(min(2, e.clashes))
	} else {
		s += perClash / 5 * float64(min(2, e.clashes))
	}
	for _, x := range e.against {
		axis := acts().axis(x)
		cost, ok := against[axis]
		switch {
		case axis == "deal" && e.mains+e.parties > 1:
			// the buyer's story and the seller's
		case ok:
			s += cost
		default:
			s += opposite
		}
	}
	return s
}

// scoreTime: reports of one event come together, and what is told days later is
// rather the next act.
func (e *evidence) scoreTime() float64 {
	s := perDay * max(0, e.apart.Hours()/24-1.25)
	s += together * max(0, 1-e.apart.Hours()/closeBy.Hours())
	if e.apart >= nextDay && !e.single {
		s += another
	}
	if e.dates {
		s += datesGone
	}
	return s
}

// scoreParties takes off for those whom only one of the stories names.
func (e *evidence) scoreParties() float64 {
	s := 0.0
	switch {
	case e.counter && e.single:
		s += countered * 0.3
	case e.counter:
		s += countered
	}
	if e.otherName {
		s += namesGone
	}
	if e.reversed && !e.single {
		s += turned
	}
	s += ownName * float64(min(2, e.ownNames))
	if e.foreign {
		return s
	}
	return s + leadGone*float64(e.leadsGone)
}

func (e *evidence) scoreKinds() float64 {
	k := e.kinds
	if e.headlines >= 0 {
		k = max(k, (e.kinds+e.headlines)/2)
	}
	s := 0.0
	switch {
	case k < 0 && e.reaction && e.words >= 0.15 && e.mains > 0:
		s += reaction
	case k < 0:
	case k < 0.2:
		s += noKind
	default:
		s += perKind * k
	}
	if e.headlines >= 0 && e.headlines < 0.35 && k >= 0.2 && e.apart >= 24*time.Hour {
		s += otherHead
	}
	if e.single {
		s += oneSingle
	} else if e.figures == 0 && e.names == 0 && e.mains+e.parties < 2 && e.states == 0 {
		s += nothing
	}
	if e.topDiffers {
		s += otherTop
	}
	if e.foreign && k >= 0.5 {
		s += tongues
	}
	return s
}

// inWords tells in words what two stories have in common and what not.
func (e *evidence) inWords(a, b *Signature) string {
	var out []string
	count := func(n int, one, many string) {
		switch {
		case n == 1:
			out = append(out, one)
		case n > 1:
			out = append(out, fmt.Sprintf("%d %s", n, many))
		}
	}
	count(e.mains, "the main party", "main parties")
	count(e.parties, "a party", "parties")
	count(e.bothStates, "a state body", "state bodies")
	if k, ok := sharedKind(a.kinds, b.kinds); ok {
		out = append(out, "the kind of event ("+k+")")
	}
	count(e.figures, "a figure", "figures")
	count(e.names, "a name", "names")
	if e.words >= 0.1 {
		out = append(out, fmt.Sprintf("%.0f %% of their words by weight", 100*e.words))
	}
	if len(out) == 0 {
		out = append(out, "nothing")
	}
	s := strings.Join(out, ", ")
	var against []string
	if len(e.against) > 0 {
		against = append(against, "they say opposite things of "+strings.Join(e.sidesInWords(), " and "))
	}
	if e.clashes > 0 {
		against = append(against, "main figures differ")
	}
	if e.otherName {
		against = append(against, "other names lead")
	}
	if e.apart > 24*time.Hour {
		against = append(against, fmt.Sprintf("%.0f days apart", e.apart.Hours()/24))
	}
	if len(against) > 0 {
		s += "; but " + strings.Join(against, ", ")
	}
	return s
}

func (e *evidence) sidesInWords() []string {
	var out []string
	for _, x := range e.against {
		out = append(out, acts().axis(x))
	}
	return out
}

// sharedKind is the heaviest kind that both stories tell.
func sharedKind(a, b []weighted) (string, bool) {
	lx := acts()
	for _, x := range a {
		for _, y := range b {
			if x.kind == y.kind && !lx.follows(x.kind) {
				return lx.name(x.kind), true
			}
		}
	}
	return "", false
}
