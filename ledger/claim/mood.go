package claim

import (
	"slices"
)

// Modality is how sure or how binding a proposition is put.
type Modality string

// The modalities; the zero value is a proposition put flatly.
const (
	Possible  Modality = "possible"  // may, could, perhaps
	Likely    Modality = "likely"    // is likely to, probably, is expected to
	Necessary Modality = "necessary" // must, should, has to
)

// Mood is how a proposition is put, apart from what its speaker does with it: a
// denial may deny a forecast, and an allegation may hang on a condition.
type Mood struct {
	Negated     bool     // its main clause is negated: "it had no plans"
	Modal       Modality // of its main clause
	Conditional bool     // it holds only if something else does
	Predicted   bool     // it speaks of what is to come, as forecast, promise or demand
}

// moods reads the mood of each draft off the words of its content.
func (r *reader) moods() {
	for _, d := range r.drafts {
		if d.a == nil || d.Stance == DeclinesComment || d.Stance == CouldNotVerify {
			continue // these contents tell what the speaker did
		}
		l := d.a.line
		from, to := l.indexAt(d.Content.Start), l.indexAt(d.Content.End-1)+1
		if to-from < 2 {
			continue
		}
		d.Mood = l.mood(from, to)
		d.Predicted = d.Predicted || d.Stance == Predicts
		if d.a.cue != nil && d.a.cue.frames["npto"] {
			d.Predicted = true // urged Washington to drop the duties
		}
		if d.a.cue != nil && d.a.cue.frames["bare"] {
			d.Mood = Mood{}
		}
		if a := d.a; a.cue != nil && a.cue.frames["np"] && d.Stance == Denies && !a.explicit {
			d.Negated = false // "denied claims of no progress": the object of a denial
		}
	}
}

func (l *line) mood(from, to int) Mood {
	main := l.mainClause(from, to)
	return Mood{
		Negated:     l.negates(main, to),
		Modal:       l.modality(main, to),
		Conditional: l.hangsOn(from, to),
		Predicted:   l.low(main) == "to" || l.comes(main, to),
	}
}

// mainClause steps over a condition that stands first: "If confirmed, S".
func (l *line) mainClause(from, to int) int {
	if l.classAt(from) != subordinator {
		return from
	}
	for i := from + 1; i < to-1; i++ {
		if l.isComma(i) {
			return i + 1
		}
	}
	return from
}

// negates: a negation stands in the first clause of [from, to).
func (l *line) negates(from, to int) bool {
	verbs := 0
	for i := from; i < to; i++ {
		switch c := l.classAt(i); {
		case c == subordinator && i > from, c == conjunction && verbs > 0 && l.low(i) != "nor":
			return false
		case c == negation, slices.Contains([]string{"neither", "no", "cannot", "can't", "none", "nobody", "nothing", "won't", "wouldn't", "couldn't", "shouldn't", "mustn't"}, l.low(i)):
			return true
		case c == verb, c == auxiliary, c == modal:
			verbs++
		}
	}
	return false
}

var modalities = map[string]Modality{
	"may": Possible, "might": Possible, "could": Possible, "can": Possible, "perhaps": Possible, "possibly": Possible, "maybe": Possible, "couldn't": Possible,
	"cannot": Possible, "can't": Possible,
	"likely": Likely, "probably": Likely, "unlikely": Likely, "presumably": Likely, "expected": Likely,
	"must": Necessary, "should": Necessary, "ought": Necessary, "shouldn't": Necessary, "required": Necessary, "obliged": Necessary,
}

// modality is that of the first word of the main clause that carries one.
func (l *line) modality(from, to int) Modality {
	for i := from; i < to; i++ {
		if l.classAt(i) == subordinator && i > from {
			return ""
		}
		m, ok := modalities[l.low(i)]
		switch {
		case ok && (m != Likely || l.low(i) == "probably" || l.low(i) == "presumably" || l.linked(i)) && (!l.upper(i) || i == from):
			return m
		case l.low(i+1) == "to" && slices.Contains([]string{"has", "have", "had", "need", "needs", "needed"}, l.low(i)):
			return Necessary
		}
	}
	return ""
}

// linked: a form of "to be" stands before the word at i: "is likely", not "the
// likely winner".
func (l *line) linked(i int) bool {
	k := i - 1
	for k >= 0 && (l.classAt(k) == adverb || l.classAt(k) == negation) {
		k--
	}
	return slices.Contains(beForms, l.low(k))
}

// hangsOn finds the condition of a proposition: "if", "unless", "provided that",
// "as long as"; not "even if", and not the "if" of "asked if".
func (l *line) hangsOn(from, to int) bool {
	for i := from; i < to; i++ {
		switch l.low(i) {
		case "unless":
			return true
		case "if":
			if !slices.Contains([]string{"even", "as", "ask", "asked", "asking", "know", "see", "wonder", "unclear", "determine", "decide", "say"}, l.low(i-1)) {
				return true
			}
		case "provided", "providing":
			if l.low(i+1) == "that" || l.isComma(i-1) {
				return true
			}
		case "long", "soon":
			if l.low(i-1) == "as" && l.low(i+1) == "as" && l.low(i) == "long" {
				return true
			}
		}
	}
	return false
}

// comes: the main verb of the clause is about the future for certain: "will",
// "would", "is set to"; what only may be is a matter of modality.
func (l *line) comes(from, to int) bool {
	for i := from; i < to; i++ {
		switch l.low(i) {
		case "will", "would", "shall", "won't", "wouldn't", "'ll":
			return true
		case "expects", "expect", "plans", "plan", "intends", "intend", "aims", "hopes":
			if i < from+4 && (l.low(i+1) == "to" || l.low(i)[0] == 'e') {
				return true
			}
		}
		switch c := l.classAt(i); {
		case l.heading && l.low(i) == "to" && l.classAt(i-1) == noun && !slices.Contains([]string{"close", "due", "next", "thanks"}, l.low(i-1)) && l.verbless(from, i):
			return true // "Apple to move assembly to India"
		case c == subordinator && i > from, c == modal:
			return false
		case (c == auxiliary || c == verb) && !l.relativeBefore(i):
			return l.futureIn(i, to)
		}
	}
	return false
}
