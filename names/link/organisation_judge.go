package link

import "newstape/names/security"

// judge gives a run its points, or finds that it names a person. The weights are
// whole numbers set by hand on development articles: three is what settles alone,
// two and one need company, and a minus takes back.
func (s *story) judge(r *run, heard hearing) {
	if s.personRun(*r) {
		r.person = true
		return
	}
	ordinary := s.allOrdinary(*r)
	s.judgeShape(r, ordinary)
	s.judgeStory(r, heard, ordinary)
	s.judgePlace(r, ordinary)
	office := s.class(r.sentence, r.to-1)&(orgWord|orgHead) != 0
	if s.class(r.sentence, r.to-1)&stateWord != 0 && !office {
		r.give(-3, "")
	}
	if s.flat[r.sentence] && r.points < 4 && !office && s.headOf(*r) == "" {
		r.give(-2, "")
	}
}

// give adds points; the first reason that adds some is the one that is told.
func (r *run) give(points int, why string) {
	r.points += points
	if r.why == "" && points > 0 {
		r.why = why
	}
}

// judgeShape looks at the words themselves.
func (s *story) judgeShape(r *run, ordinary bool) {
	n, end := r.to-r.from, s.low(r.sentence, r.to-1)
	last := s.class(r.sentence, r.to-1)
	switch {
	case n > 1 && legalForm(end):
		r.give(4, "ends in a legal form")
	case n > 1 && s.low(r.sentence, r.to) == "minister", end == "directors":
		// Foreign Minister, Board of Directors
	case n > 1 && last&(orgWord|orgHead|affiliateWord) != 0:
		r.give(3, "ends in "+end)
	case n > 2 && s.headOf(*r) != "":
		r.give(3, "a "+s.headOf(*r)+" of")
	}
	if s.hasAmpersand(*r) {
		r.give(3, "joined by &")
	}
	if s.domain(*r) {
		r.give(3, "a domain")
	}
	if n == 1 && s.acronym(r.from) {
		r.give(1, "an acronym")
		if s.words[r.from].end-s.words[r.from].start < 5 {
			r.give(1, "") // longer ones may be a town in a dateline
		}
	}
	if s.innerCapital(r.from) || s.innerCapital(r.to-1) {
		r.give(2, "a coined spelling")
	}
	if !ordinary {
		r.give(1, "no English word")
	}
	if last&indexMove != 0 {
		r.give(-3, "")
	}
}

// judgeStory looks at all places where the story has the same words.
func (s *story) judgeStory(r *run, heard hearing, ordinary bool) {
	one := r.to-r.from == 1
	if heard.times >= 3 && one != ordinary && !heard.surname && heard.inPlaces == 0 {
		r.give(1, "named again and again")
	}
	if heard.surname && !s.acronym(r.from) {
		r.give(-2, "")
	}
	if 2*heard.inPlaces > heard.times && s.class(r.sentence, r.to-1)&(orgWord|orgHead) == 0 {
		r.give(-1, "")
	}
}

// judgePlace looks at what stands beside the run. An ordinary word alone gains
// little there: Pharma stocks, the Index rose.
func (s *story) judgePlace(r *run, ordinary bool) {
	c := s.asCandidate(*r)
	one := r.to-r.from == 1
	if why := s.corporateEvidence(c, &security.Entity{}); why != "" {
		r.give(2, why)
	}
	if s.locative(r.sentence, r.from-1) && s.gapAt(r.sentence, r.from) == spaced {
		r.give(-1, "")
	}
	if !one && ordinary && !s.flat[r.sentence] && !s.opens(r.sentence, r.from) && !s.behindArticle(*r) {
		r.give(1, "several capitals inside a sentence")
	}
	if one && ordinary {
		return
	}
	if why := s.shareEvidence(c); why != "" {
		r.give(3, why)
	}
	if why := s.officeEvidence(*r); why != "" {
		r.give(3, why)
	}
	if why := s.describedEvidence(c); why != "" {
		r.give(2, why)
	}
	if why, priced := s.verbEvidence(c); why != "" {
		r.give(1, why)
		if priced {
			r.give(2, why)
		}
	}
}

// asCandidate lets the evidence of candidates be asked about a run.
func (s *story) asCandidate(r run) *candidate {
	c := &candidate{from: r.from, to: r.to, sentence: r.sentence}
	c.Start, c.End = s.words[r.from].start, s.words[r.to-1].end
	return c
}

// headOf is the word before "of" that tells an office or body: High Court of
// Singapore.
func (s *story) headOf(r run) string {
	for i := r.from + 1; i < r.to-1; i++ {
		if w := s.low(r.sentence, i); (w == "of" || w == "for") && s.class(r.sentence, i-1)&orgHead != 0 {
			return s.low(r.sentence, i-1)
		}
	}
	return ""
}

// behindArticle reports an article or a possessive before the run.
func (s *story) behindArticle(r run) bool {
	w := s.low(r.sentence, r.from-1)
	return w != "that" && s.lexicon[w]&determiner != 0 || s.gapAt(r.sentence, r.from-1) == apostrophe
}

func (s *story) hasAmpersand(r run) bool {
	for i := r.from + 1; i < r.to-1; i++ {
		if s.low(r.sentence, i) == "&" {
			return true
		}
	}
	return false
}

// domain reports a name such as Matrimony.com.
func (s *story) domain(r run) bool {
	switch s.low(r.sentence, r.to-1) {
	case "com", "in", "net", "org":
		return r.to-r.from > 1 && s.gapAt(r.sentence, r.to-1) == dotted
	}
	return false
}

// officeEvidence: "analyst at X", "chief executive of X", "X chief executive".
func (s *story) officeEvidence(r run) string {
	if s.gapAt(r.sentence, r.from) != spaced {
		return ""
	}
	switch s.low(r.sentence, r.from-1) {
	case "at", "of", "with", "for":
		for k := r.from - 2; k >= r.from-4; k-- {
			if cl := s.class(r.sentence, k); cl&title != 0 || cl&corporate != 0 && cl&(move|firm) == 0 {
				return s.low(r.sentence, k) + " " + s.low(r.sentence, r.from-1) + " it"
			}
		}
	}
	return ""
}

// personRun reports a person: a given name or a title before a surname, two or
// three words that speak, or an office behind them.
func (s *story) personRun(r run) bool {
	n := r.to - r.from
	if s.classes(r.sentence, r.from, r.to)&(orgWord|orgHead|affiliateWord) != 0 || s.hasAmpersand(r) {
		return false
	}
	if n <= 3 && s.gapAt(r.sentence, r.from) != broken {
		if cl := s.class(r.sentence, r.from-1); cl&title != 0 && s.capital(r.from-1) {
			return true
		}
	}
	if n < 2 || n > 4 {
		return false
	}
	if s.class(r.sentence, r.from)&given != 0 || s.low(r.sentence, r.from-1) == "by" && s.capital(r.from-1) {
		return true
	}
	if s.lexicon.ordinary(s.low(r.sentence, r.from)) || s.acronym(r.to-1) {
		return false
	}
	i := r.to
	if s.gapAt(r.sentence, i) == spaced {
		switch s.low(r.sentence, i) {
		case "said", "says", "told", "writes", "added", "who":
			return true
		}
	}
	if s.gapAt(r.sentence, i) == comma {
		for k := i; k < i+5; k++ {
			if s.class(r.sentence, k)&title != 0 && s.lexicon[s.low(r.sentence, k)]&function == 0 {
				return true
			}
		}
	}
	return s.signature(r)
}

// signature reports the speaker at the end of a headline: "Buy X: First Last".
func (s *story) signature(r run) bool {
	start := s.words[r.from].start
	if start < 2 || s.doc.Text[start-2] != ':' {
		return false
	}
	end := s.words[r.to-1].end
	return r.to-r.from >= 2 && (end >= s.doc.Sentences[r.sentence].End-1 || s.gapAt(r.sentence, r.to) == comma)
}
