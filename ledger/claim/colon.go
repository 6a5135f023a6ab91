package claim

import (
	"slices"
)

// addColon reads headlines of the form "FT: White House memo says ...".
func (l *line) addColon(found []*attribution) []*attribution {
	found = l.addOpinion(found)
	if !l.heading {
		return found
	}
	if a := l.byline(); a != nil && len(found) == 0 {
		return insert(found, a)
	}
	for i := 1; i < min(7, l.end()-2); i++ {
		if l.low(i) != ":" {
			continue
		}
		if !l.namedOrSpeaks(0, i) || l.tellsMove(i+1) {
			return found
		}
		a := &attribution{line: l, at: 0, sourceAt: 0, sourceTo: i, from: i + 1, to: l.end()}
		return insert(found, a)
	}
	return found
}

// byline reads the source at the end of a headline: "Oracle to cut jobs - Nikkei",
// "Deal is close: sources".
func (l *line) byline() *attribution {
	end := l.end()
	for i := end - 1; i > max(3, end-6); i-- {
		switch l.low(i) {
		case "-", "–", "—", ":", "--":
		default:
			continue
		}
		if l.words[i-1].End == l.words[i].Start && l.low(i) != ":" || i+1 >= end {
			return nil // a hyphen inside a word
		}
		s := l.span(i+1, end)
		named := false
		for _, n := range l.names {
			named = named || n == s
		}
		kind, ok := kindOf(l.low(end - 1))
		named = named || ok && (kind == personKind || kind == pressKind || kind == documentKind)
		if !named || !l.says(0, i) {
			return nil
		}
		return &attribution{line: l, at: i, sourceAt: i + 1, sourceTo: end, from: 0, to: i, left: true}
	}
	return nil
}

// says: the words are more than a name.
func (l *line) says(from, to int) bool { return to-from >= 4 }

// tellsMove: what follows a colon at i is a price or its move, "fell 1.2%",
// "down 3.4%", "610.50, off 0.8%": a line of a list, said by nobody.
func (l *line) tellsMove(i int) bool {
	if l.words[i].quoted || l.isQuote(i) {
		return false
	}
	figure := false
	for k := i; k < l.end(); k++ {
		figure = figure || l.classAt(k) == number
		if c := l.classAt(k); k > i && (c == verb || c == auxiliary || c == modal || c == pronoun) {
			return false
		}
	}
	_, _, moved := l.hears("move", i, i+1)
	return moved || figure && l.end()-i < 8
}

// opinions head a sentence in which an author speaks of himself.
var opinions = []string{"view", "bet", "guess", "take", "opinion", "sense", "hunch", "verdict"}

// addOpinion reads "My own view: S" and "My bet is that S".
func (l *line) addOpinion(found []*attribution) []*attribution {
	if l.low(0) != "my" {
		return found
	}
	for i := 1; i < min(4, l.end()); i++ {
		if !slices.Contains(opinions, l.low(i)) {
			continue
		}
		k := l.word(":", i, min(i+9, l.end()))
		if k < 0 && l.low(i+1) == "is" {
			k = i + 1
			if l.low(k+1) == "that" {
				k++
			}
		}
		if k > 0 && k+1 < l.end() {
			return insert(found, &attribution{line: l, at: 0, sourceAt: 0, sourceTo: i + 1, from: k + 1, to: l.end()})
		}
	}
	return found
}

// namedOrSpeaks: words [from, to) are a linked name, or end in a noun that can
// speak, such as "sources" or "memo".
func (l *line) namedOrSpeaks(from, to int) bool {
	s := l.span(from, to)
	for _, n := range l.names {
		if n == s || s.Contains(n) && n.End == s.End && n.Len()*2 > s.Len() {
			return true
		}
	}
	_, ok := kindOf(l.low(to - 1))
	return ok
}
