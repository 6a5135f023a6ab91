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
	edited = 0.30 // share that makes a text called a correction one, or one of nearly the same words
	whole  = 0.97 // share from which nothing was changed
	enough = 4.1  // score from which two stories tell one event
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
	rewritten := distance(a.sim, b.sim) <= simNear
	if share < copied && (!marked && !rewritten || share < edited) || e.seen < 8 {
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
	case e.mains == 0 && e.macro && (e.abroad || e.otherStates && !e.country):
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
		return e.country && told > 0 || e.data && e.figures > 0 || e.ownNames == 0 && (told > 1 || e.states > 1)
	case e.foreign:
		return e.figures > 0 && told > 1 && e.kinds >= 0.5
	}
	return e.figures > 1 && e.kinds >= 0.5
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
