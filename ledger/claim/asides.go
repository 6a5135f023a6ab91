package claim

import (
	"slices"
)

// asks: a question outside quotation marks states nothing.
func (l *line) asks() bool {
	for i := l.end(); i < len(l.words); i++ {
		if l.low(i) == "?" && !l.words[i].quoted {
			return true
		}
	}
	return false
}

// supposes: "Imagine that the ministry announced a ban" tells nothing.
func (l *line) supposes() bool {
	switch l.low(0) {
	case "imagine", "suppose", "pretend", "picture":
		return true
	}
	return false
}

// conditional: "if the Pentagon says that S" leaves open whether it does.
func (l *line) conditional(a *attribution) bool {
	k := a.sourceAt
	if a.passive && a.target[1] > a.target[0] {
		k = a.target[0]
	}
	for k > 0 && (l.classAt(k-1) == determiner || l.classAt(k-1) == adverb) {
		k--
	}
	return slices.Contains([]string{"if", "unless", "until", "whether"}, l.low(k-1))
}

// carriesOn: the content of "reported on a memo alleging that S" is another cue's.
func (l *line) carriesOn(a *attribution) bool {
	s, isCue := l.sight(a.from)
	return isCue && !a.left && a.fixed == "" && a.cue != nil && a.cue.stance == Asserts && s.form == ingForm && l.low(s.after) == "that"
}

// mentionsOnly: the story itself speaks of an announcement, as in "fell after
// Washington announced import duties": a bare noun phrase in a clause that dates
// something else, or one too short to state anything.
func (l *line) mentionsOnly(a *attribution) bool {
	if !a.left && a.fixed == "" && (a.to-a.from == 2 && l.low(a.from) == "as" || a.explicit && l.classAt(a.from) == preposition && a.to-a.from < 4 && l.verbless(a.from, a.to)) {
		return true // "alleges as follows", "said that about X"
	}
	if a.cue != nil && !a.left && !a.explicit && a.fixed == "" && l.low(a.from) == "what" && !l.isQuote(a.from) && !l.words[a.from].quoted && !a.cue.frames["pred"] {
		return true // "forecasting what others will forecast" says nothing oneself
	}
	if a.cue == nil || a.left || a.explicit || a.fixed != "" || a.cue.stance != Asserts || !a.cue.frames["np"] {
		return false
	}
	for i := a.from; i < a.to && l.low(i) != "than"; i++ {
		switch c := l.classAt(i); {
		case c == verb, c == auxiliary, c == modal, c == number, l.low(i) == "to", l.words[i].quoted:
			return false
		}
	}
	if a.to-a.from < 3 && l.classAt(a.from) != determiner || l.low(a.at-1) == "first" {
		return true // "the Journal first reported the plan"
	}
	k := a.sourceAt
	for k > 0 && (l.classAt(k-1) == determiner || l.isTitle(k-1)) {
		k--
	}
	before := l.low(l.verbGroup(a.at) - 1)
	return slices.Contains([]string{"after", "since", "because", "when", "before"}, l.low(k-1)) || before == "which" || before == "who"
}
