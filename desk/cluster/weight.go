package cluster

import "time"

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
	oneBody   = 0.7   // a regulator, court or ministry of some weight in both, beside a party
	oneDeed   = 0.8   // one party did the same thing to another, by both ledgers
	notDeed   = -1.2  // another party did it, or to another
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

// nextClose is until when the prices' answer to an event is told.
const nextClose = 30 * time.Hour

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
		s += oneMain + perParty*float64(min(2, e.mains-1+e.parties)) + alsoState*float64(min(1, e.states)) + oneBody*float64(min(1, e.bodies))
	case e.parties > 0:
		s += oneParty + alsoState*float64(min(1, e.states)) + oneBody*float64(min(1, e.bodies))
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
	near := max(0, 1-e.apart.Hours()/closeBy.Hours())
	if e.moved && e.apart <= nextClose {
		near = max(near, 0.6)
	}
	s += together * near
	if e.apart >= nextDay && !e.single && !e.moved {
		s += another
	}
	if e.dates {
		s += datesGone
	}
	return s
}

// scoreParties looks at who did it, and takes off for those whom only one of the
// stories names.
func (e *evidence) scoreParties() float64 {
	s := 0.0
	switch {
	case e.mains > 1:
		// both name both sides
	case e.counter && e.single:
		s += countered * 0.3
	case e.counter:
		s += countered
	}
	if e.otherName {
		s += namesGone
	}
	if e.sameDeed {
		s += oneDeed
	}
	if e.otherDeed {
		s += notDeed
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
	case k < 0.2 && e.plain:
		s += noKind
	case k < 0.2:
		s += noKind / 2
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
	switch {
	case e.topDiffers && e.plain:
		s += otherTop
	case e.topDiffers:
		s += otherTop / 2
	}
	if e.foreign && k >= 0.5 {
		s += tongues
	}
	return s
}
