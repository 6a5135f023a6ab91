package link

import (
	"slices"
	"strings"
	"unicode"

	"newstape/names/security"
)

// The functions here say when words that are written as a name are none: an
// ordinary word in its phrase, a person, a product, a part of a longer name.

// onlyJoins reports an auxiliary that no verb of companies or prices follows:
// "Unity is what they lack" against "Target is closing stores".
func (s *story) onlyJoins(sentence, i int) bool {
	if s.class(sentence, i)&auxiliary == 0 {
		return false
	}
	for k := i + 1; k < i+4; k++ {
		cl := s.class(sentence, k)
		switch {
		case cl&(auxiliary|adverb) != 0:
		case cl&(firm|move|share|descriptor) != 0, strings.HasSuffix(s.low(sentence, k), "ing"):
			return false
		case cl&determiner == 0:
			return true
		}
	}
	return true
}

// pluralNoun reports a word in -s before a verb: "Block trades lifted volume".
func (s *story) pluralNoun(sentence, i int) bool {
	return strings.HasSuffix(s.low(sentence, i), "s") && s.class(sentence, i)&auxiliary == 0 && s.gapAt(sentence, i+1) == spaced &&
		s.class(sentence, i+1)&(move|firm) != 0 && s.class(sentence, i+1)&(adverb|share|corporate|descriptor) == 0 && s.low(sentence, i+1) != "up"
}

// idiom reports a phrase such as "on target".
func (s *story) idiom(c *candidate) bool {
	return s.lexicon[s.low(c.sentence, c.from-1)+"-"+s.low(c.sentence, c.to-1)]&idiom != 0
}

// inPhrase reports that an article, a possessive or a figure opens the phrase
// that the name ends: "the moral Compass", "the bank's Charter", "a $50 TARGET".
// A description of a company closes the phrase before the name: "the retailer
// Target".
func (s *story) inPhrase(c *candidate) bool {
	if s.idiom(c) {
		return true
	}
	for k := c.from - 1; k >= c.from-3 && s.gapAt(c.sentence, k+1) == spaced; k-- {
		w := s.low(c.sentence, k)
		cl := s.class(c.sentence, k)
		switch {
		case w == "s" && s.gapAt(c.sentence, k) == apostrophe && s.capital(k-1):
			return false // Jack Dorsey's Block
		case cl&determiner != 0 && w != "that" || w[0] >= '0' && w[0] <= '9' || w == "s" && s.gapAt(c.sentence, k) == apostrophe:
			return true
		case w == "that" || s.capital(k) || cl&(descriptor|function|firm|move|adverb) != 0 || w == "and" || w == "or" || w == "&":
			return false
		}
	}
	return false
}

// namePlace reports that what stands before the name is what stands before the
// name of a company inside a sentence: a preposition, a verb, a comma.
func (s *story) namePlace(c *candidate) bool {
	switch s.gapAt(c.sentence, c.from) {
	case comma, slash, dotted:
		return true
	case spaced:
	default:
		return s.bracketed(c) && strings.HasPrefix(s.doc.Text[c.End:], ")")
	}
	w := s.low(c.sentence, c.from-1)
	return s.capital(c.from-1) || s.class(c.sentence, c.from-1)&(function|firm|move|descriptor|adverb|weekday|auxiliary) != 0 ||
		w == "and" || w == "or" || w == "&" || strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing")
}

// longerName reports that the candidate is part of a longer name that is not in
// the master: "Target Field", "Harrison Ford", "Delta, Colorado".
func (s *story) longerName(c *candidate) bool {
	i, possessive := s.after(c)
	if !possessive {
		if s.class(c.sentence, i)&stateWord != 0 && s.gapAt(c.sentence, i) == spaced && s.capital(i) {
			return true
		}
		if s.gapAt(c.sentence, i) == comma && s.class(c.sentence, i)&region != 0 && s.capital(i) {
			return true
		}
		if s.flat[c.sentence] {
			return false
		}
		if s.gapAt(c.sentence, i) == spaced && s.capital(i) && s.class(c.sentence, i)&(weekday|corporate) == 0 && !s.words[i].allUpper {
			return true
		}
	}
	if s.flat[c.sentence] || s.gapAt(c.sentence, c.from) != spaced || !s.capital(c.from-1) {
		return false
	}
	prev := s.class(c.sentence, c.from-1)
	if prev&given != 0 {
		return true
	}
	if prev&(weekday|function|determiner|descriptor) != 0 {
		return false
	}
	if before := s.owner[c.from-1]; before != nil {
		if before.names[0].alias.Kind == security.Demonym {
			return true // the Swiss National Bank
		}
		return before.entity != nil && (before.entity.Kind == security.Place || before.entity.Kind == security.State)
	}
	if !s.opens(c.sentence, c.from-1) {
		return true
	}
	// Sales Target missed, Mental Block; but Retailer Target, Yesterday Apple.
	return prev&(adverb|firm|move|auxiliary|opener|indexMove) == 0
}

// person reports a given name or a title before the name: "Michael Dell".
func (s *story) person(c *candidate) bool {
	g := s.gapAt(c.sentence, c.from)
	if c.to-c.from != 1 || g != spaced && g != stopped || !s.capital(c.from-1) {
		return false
	}
	prev := s.class(c.sentence, c.from-1)
	if w := s.words[c.from-1]; w.end-w.start == 1 && g == stopped && s.gapAt(c.sentence, c.from-1) == spaced {
		return true // an initial
	}
	if prev&rank != 0 && prev&(orgWord|orgHead) == 0 {
		return true // President Ford
	}
	if s.low(c.sentence, c.from-1) == "mr" || s.low(c.sentence, c.from-1) == "ms" || s.low(c.sentence, c.from-1) == "mrs" {
		return true
	}
	return prev&given != 0 && prev&(weekday|move|firm|function) == 0
}

// noun reports that a small word follows that is neither verb nor function word
// nor anything that companies have: "Apple growers".
func (s *story) noun(c *candidate) bool {
	i, possessive := s.after(c)
	if possessive || s.gapAt(c.sentence, i) != spaced || s.capital(i) {
		return false
	}
	w := s.low(c.sentence, i)
	return w != "" && w != "&" && s.lexicon[w]&(move|firm|function|adverb|corporate|share|shareMod|determiner) == 0 && w != "and" && w != "or" &&
		!strings.HasSuffix(w, "ed") && (w[0] < '0' || w[0] > '9')
}

// product reports that the words name the product, not the company: "Didi app".
func (s *story) product(c *candidate) bool {
	i, possessive := s.after(c)
	if possessive || s.gapAt(c.sentence, i) != spaced {
		return false
	}
	switch w := s.low(c.sentence, i); w {
	case "app", "apps":
		return true
	case "pro", "max", "ultra", "plus", "mini", "ti":
		return s.capital(i) && c.bearsCommon() // RTX Pro 6000D
	default:
		end := s.words[i].end
		return w != "" && isDigit(w[0]) && len(w) > 3 && c.bearsCommon() && s.class(c.sentence, i+1)&share == 0 &&
			!strings.HasPrefix(s.doc.Text[end:], "%") && !strings.HasPrefix(s.doc.Text[end:], ",") && !strings.HasPrefix(s.doc.Text[end:], ".")
	}
}

// bearsCommon reports that a name of the candidate is an ordinary word.
func (c *candidate) bearsCommon() bool {
	return slices.ContainsFunc(c.names, func(n name) bool { return n.alias.Common })
}

// opens reports whether word i opens its sentence or a quotation.
func (s *story) opens(sentence, i int) bool { return s.gapAt(sentence, i) == broken }

// capital reports whether word i is written with a capital letter.
func (s *story) capital(i int) bool {
	if i < 0 || i >= len(s.words) || !s.words[i].upper {
		return false
	}
	return unicode.IsUpper(rune(s.doc.Text[s.words[i].start]))
}
