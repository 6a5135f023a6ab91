package claim

import (
	"slices"
)

// voice is how a cue stands in its sentence.
type voice uint8

const (
	active      voice = iota // Alibaba said, has said, is saying
	passive                  // was accused
	participial              // , calling the claims false
)

// sighting is a word that reports, before its source and content are found.
type sighting struct {
	*cue
	form    form
	at      int // first word of the cue
	after   int // first word behind the cue
	group   int // first word of the verb group: has, also, did not
	voice   voice
	negated bool // did not say: holds no claim, yet ends one
}

// sightings are the reporting verbs of a line in order.
func (l *line) sightings() []sighting {
	var out []sighting
	for i := range l.words {
		if l.words[i].quoted {
			continue
		}
		if s, ok := l.sight(i); ok {
			out = append(out, s)
		}
	}
	return out
}

func (l *line) sight(i int) (sighting, bool) {
	var best sighting
	found := false
	if l.upper(i) && i > 0 && (!l.heading || l.isName(i)) {
		return best, false // the States, the Post
	}
	for _, c := range lex().cues[l.low(i)] {
		if !l.follows(i+1, c.rest) || found && len(c.rest) <= len(best.rest) {
			continue
		}
		s := sighting{cue: c.cue, form: c.form, at: i, after: i + 1 + len(c.rest), group: l.verbGroup(i)}
		s.negated = l.negatedGroup(s.group, i)
		if c.doc && c.frames["as"] && l.word("as", i+1, i+8) < 0 {
			continue // "who asked not to be named"
		}
		if l.standsAsVerb(&s, c) {
			best, found = s, true
		}
	}
	return best, found
}

// blames is the preposition before what somebody is blamed for.
func (c *cue) blames() string {
	if c.frames["with"] {
		return "with"
	}
	return "of"
}

// isName reports whether the word at i belongs to a linked name.
func (l *line) isName(i int) bool {
	for _, n := range l.names {
		if n.Contains(l.words[i].Span) {
			return true
		}
	}
	return false
}

func (l *line) follows(i int, rest []string) bool {
	for k, w := range rest {
		if l.low(i+k) != w {
			return false
		}
	}
	return true
}

// verbGroup is the first word of the auxiliaries, negations and adverbs before
// the verb at i.
func (l *line) verbGroup(i int) int {
	g := i
	for g > 0 {
		if l.low(g-1) == "since" && l.classAt(g-2) == auxiliary {
			g-- // "has since contradicted"
			continue
		}
		switch l.classAt(g - 1) {
		case auxiliary, modal, negation:
			g--
		case adverb:
			g--
		default:
			return g
		}
	}
	return g
}

func (l *line) negatedGroup(from, to int) bool {
	for i := from; i < to; i++ {
		if l.classAt(i) == negation || l.low(i) == "cannot" || l.low(i) == "can't" {
			return true
		}
	}
	return false
}

var beForms = []string{"is", "are", "was", "were", "be", "been", "being", "'s", "am", "'re"}

// helper is the auxiliary nearest before the verb, "" when there is none.
func (l *line) helper(group, at int) string {
	for i := at - 1; i >= group; i-- {
		if c := l.classAt(i); c == auxiliary || c == modal {
			return l.low(i)
		}
	}
	return ""
}

// standsAsVerb decides whether the word is a verb here and in which voice.
func (l *line) standsAsVerb(s *sighting, c inflected) bool {
	before := l.classAt(s.group - 1)
	if s.group == 0 {
		before = mark
	}
	help := l.helper(s.group, s.at)
	switch s.form {
	case baseForm:
		return l.standsAsBase(s, before, help)
	case thirdForm:
		return help == "" && !l.standsAsNoun(s, before)
	case pastForm, participleForm:
		return l.standsAsPast(s, c, before, help)
	case ingForm:
		return l.standsAsIng(s, before, help)
	}
	return false
}

func (l *line) standsAsBase(s *sighting, before class, help string) bool {
	if l.classAt(s.at-1) == modal || l.low(s.at-1) == "to" {
		return false // would say, to say: not said yet
	}
	switch help {
	case "do", "does", "did":
		return true
	case "":
	default:
		return false
	}
	if s.negated { // didn't say
		return true
	}
	if before == pronoun || before == subordinator {
		return !s.nouny || before == pronoun
	}
	if l.isComma(s.group - 1) { // "Partners of the firm, speaking privately, insist"
		from, to, ok := l.subject(s.group)
		return ok && l.isComma(to) && isPlural(l.low(l.head(from, to))) && !s.nouny
	}
	if before != noun || !isPlural(l.low(s.group-1)) && !l.coupled(s.group) && !l.pluralSubject(s) {
		return slices.Contains(l.pastForms(s), l.low(s.at)) && !l.standsAsNoun(s, before)
	}
	return !s.nouny || l.speaks(s.group-1)
}

// pluralSubject: "Lawyers for the lender allege": the head of the subject, not the
// word before the verb, is the plural.
func (l *line) pluralSubject(s *sighting) bool {
	from, to, ok := l.subject(s.group)
	return ok && isPlural(l.low(l.head(from, to))) && l.speaks(l.head(from, to)) && !s.nouny
}

// coupled: two names before the verb, "Grassley and Leahy say".
func (l *line) coupled(g int) bool {
	and := l.word("and", max(0, g-5), g)
	return and > 0 && l.upper(g-1) && l.upper(and-1)
}

// pastForms is the base form when the verb's past looks the same (forecast,
// put), else nothing.
func (l *line) pastForms(s *sighting) []string {
	for _, c := range lex().cues[l.low(s.at)] {
		if c.form == pastForm {
			return []string{l.low(s.at)}
		}
	}
	return nil
}

// standsAsNoun holds for "the claims", "its report", "of charges".
func (l *line) standsAsNoun(s *sighting, before class) bool {
	if s.nouny && s.form == thirdForm && l.verbInTree(s.at) {
		return false
	}
	if !s.nouny {
		return before == genitive && s.form != pastForm || before == determiner && l.low(s.group-1) != "this" && l.low(s.group-1) != "that"
	}
	switch before {
	case determiner, possessive, genitive, preposition, number:
		return true
	case noun:
		return l.isObject(s.group) || !l.upper(s.group-1) && !l.speaks(s.group-1)
	case mark, verb:
		if l.heading && l.isComma(s.group-1) && l.classAt(s.after) == noun {
			return false // "Pfizer rejects claim, calls report misleading"
		}
		return !l.isQuote(s.group - 1) // ", reports": part of a list
	}
	return false
}

// isObject: the nouns before g stand behind a verb, as in "raised its revenue
// forecast" and "Raises Outlook Forecast".
func (l *line) isObject(g int) bool {
	k := g
	for k > 0 && l.classAt(k-1) == noun {
		k--
	}
	if k == g || k < 1 || l.isName(g-1) {
		return false
	}
	if l.classAt(k-1) == possessive || l.classAt(k-1) == genitive {
		k--
	}
	return l.classAt(k-1) == verb
}

func (l *line) standsAsPast(s *sighting, c inflected, before class, help string) bool {
	switch {
	case slices.Contains(beForms, help):
		s.voice = passive
		return true
	case help != "":
		return help == "has" || help == "have" || help == "had" || help == "having" || help == "did"
	case s.form == participleForm, s.nouny && l.low(s.at) == s.verb && l.standsAsNoun(s, before):
		return false // "raised its revenue forecast"
	case before == determiner, before == possessive, before == genitive, before == preposition, before == number:
		return false // the reported sales, its alleged ties
	case c.both && l.low(s.after) == "by":
		s.voice = passive // ", accused by Washington of ..."
		return s.frames["of"]
	case c.both && s.frames["of"] && l.low(s.after) == "of":
		return false // companies accused of
	}
	return true
}

func (l *line) standsAsIng(s *sighting, before class, help string) bool {
	if help != "" {
		return slices.Contains(beForms, help) || help == "been"
	}
	s.voice = participial
	switch before {
	case mark, conjunction:
		s.negated = s.negated || before == conjunction && l.word("without", max(0, s.group-4), s.group) >= 0
		return !s.nouny || !s.frames["np"] || l.classAt(s.after) != preposition
	case noun:
		s.voice = active
		return !s.nouny || l.low(s.after) == "that"
	case preposition:
		s.negated = s.negated || l.low(s.group-1) == "without"
		return l.low(s.group-1) == "by" || s.negated
	}
	return false
}

func isPlural(w string) bool {
	return len(w) > 2 && w[len(w)-1] == 's' || w == "people" || w == "police" || w == "spokespeople"
}
