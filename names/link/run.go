package link

import (
	"strings"

	"newstape/names/security"
)

// run is a stretch of capitalised words that may name an organisation which the
// master does not have.
type run struct {
	from, to int // words
	sentence int
	points   int
	why      string
	person   bool
}

// runs finds the stretches of capitalised words outside what is linked.
func (s *story) runs() []run {
	var out []run
	for i := 0; i < len(s.words); {
		if s.inside[i] < 0 || !s.begins(i) {
			i++
			continue
		}
		r := run{from: i, to: s.runEnd(i), sentence: s.inside[i]}
		i = r.to
		s.trim(&r)
		if r.from < r.to && !s.placesOnly(r) {
			out = append(out, r)
		}
	}
	return out
}

// markCodes notes the words that are tickers, and the exchange before one.
func (s *story) markCodes() {
	s.code = make([]bool, len(s.words))
	for _, t := range s.tickers {
		if t.via == "" {
			continue
		}
		for i := t.word; i < len(s.words) && s.words[i].start < t.End; i++ {
			s.code[i] = true
		}
		for i := t.word - 1; t.via == "exchange_tag" && i >= max(0, t.word-2) && s.words[i].allUpper; i-- {
			s.code[i] = true
		}
	}
}

// free reports that word i may be part of a run: it is not linked, but for a
// place or a people inside a longer name (Bank of Korea).
func (s *story) free(i int) bool {
	if s.code[i] {
		return false
	}
	o := s.owner[i]
	if o == nil || o.dropped {
		return true
	}
	if o.entity != nil {
		return o.entity.Kind == security.Place
	}
	switch o.refused {
	case partOfName, ordinaryWord, unsupported, ambiguous:
		return true
	}
	return false
}

// begins reports that a run may begin with word i.
func (s *story) begins(i int) bool {
	w := s.words[i]
	if isDigit(s.doc.Text[w.start]) && w.end-w.start <= 4 && s.gapAt(s.inside[i], i+1) == spaced && s.capital(i+1) && s.class(s.inside[i], i+1)&orgWord != 0 {
		return s.free(i) && s.free(i+1) // 361 Capital
	}
	if w.start > 0 && strings.IndexByte("/@#=_<", s.doc.Text[w.start-1]) >= 0 || w.end < len(s.doc.Text) && strings.IndexByte("/=_", s.doc.Text[w.end]) >= 0 {
		return false // part of an address
	}
	return s.free(i) && (s.capital(i) || s.innerCapital(i) && w.end-w.start < 9) && w.end-w.start < 40
}

// innerCapital reports a capital behind the first letter: eBay, iGate, SpiceJet.
func (s *story) innerCapital(i int) bool {
	return innerCapital(s.doc.Text[s.words[i].start:s.words[i].end])
}

// runEnd extends the run that begins with word i.
func (s *story) runEnd(i int) int {
	in := s.inside[i]
	end := i + 1
	for end < len(s.words) && end-i < 12 {
		g := s.gapAt(in, end)
		w := s.low(in, end)
		switch {
		case w == "" || !s.free(end):
			return end
		case s.lexicon[w]&title != 0 && s.lexicon[w]&(orgWord|orgHead|given) == 0 && w != "general" && s.capital(end):
			return end // Treasury Secretary
		case (g == spaced || g == dotted) && (s.capital(end) || s.innerCapital(end)):
			end++
		case g == comma && s.capital(end) && (legalForm(w) || s.partners(in, end)):
			end++
		case g == stopped && s.isPlace(end-1) && s.capital(end) && s.words[end-1].gap == dotted:
			end++ // U.S. Bankruptcy Court
		case g == spaced && w == "&" && s.joinable(in, end+1):
			end += 2
		case g == spaced && (w == "of" || w == "for") && s.class(in, end-1)&orgHead != 0 && s.joinable(in, end+1):
			end += 2
		case g == spaced && (w == "of" || w == "for") && s.class(in, end-1)&orgHead != 0 && s.low(in, end+1) == "the" && s.joinable(in, end+2):
			end += 3
		case g == spaced && w == "and" && s.joinable(in, end+1) && s.commission(in, i, end):
			end += 2
		case g == spaced && w == "and" && s.joinable(in, end+1) && !s.isPlace(end-1) && s.headOf(run{from: i, to: end, sentence: in}) != "":
			end += 2 // Chamber of Commerce and Industry
		default:
			return end
		}
	}
	return end
}

// joinable reports that word i may go on with a run behind a small word.
func (s *story) joinable(in, i int) bool {
	return s.gapAt(in, i) == spaced && s.capital(i) && s.free(i)
}

// partners reports that the comma before word i stands in a list of partners:
// Carr, Riggs & Ingram.
func (s *story) partners(in, i int) bool {
	return s.free(i) && s.low(in, i+1) == "&" && s.joinable(in, i+2)
}

// commission reports that "and" joins two halves of one name: Securities and
// Exchange Commission.
func (s *story) commission(in, from, and int) bool {
	if s.classes(in, from, and)&orgHead != 0 || s.class(in, and-1)&orgWord != 0 || s.words[and-1].allUpper {
		return false
	}
	k := and + 1
	for s.joinable(in, k) {
		k++
	}
	return k > and+2 && s.class(in, k-1)&orgHead != 0
}

// placesOnly reports that nothing but places and peoples is left.
func (s *story) placesOnly(r run) bool {
	for i := r.from; i < r.to; i++ {
		if o := s.owner[i]; o == nil || o.names[0].entity.Kind != security.Place {
			return false
		}
	}
	return true
}

// trim takes from both ends what is no part of the name: the word that opens the
// sentence, titles, days.
func (s *story) trim(r *run) {
	for r.from < r.to {
		low := s.low(r.sentence, r.from)
		cl := s.lexicon[low]
		single := r.to-r.from == 1
		opens := s.opens(r.sentence, r.from) || s.flat[r.sentence]
		switch {
		case cl&(determiner|function|weekday|auxiliary) != 0 && cl&given == 0,
			opens && (cl&adverb != 0 && single || cl&numeral != 0),
			cl&title != 0 && !single,
			s.notName(low) && s.words[r.from].allUpper,
			opens && single && s.lexicon.ordinary(low) && !s.acronym(r.from),
			opens && !single && s.leadsIn(r.sentence, r.from):
			r.from++
			continue
		}
		break
	}
	for r.to > r.from {
		cl := s.class(r.sentence, r.to-1)
		low := s.low(r.sentence, r.to-1)
		if low == "&" || cl&(determiner|function|weekday|auxiliary|title) != 0 && cl&(orgHead|orgWord) == 0 ||
			cl&share != 0 && cl&(orgHead|orgWord) == 0 || s.notName(low) && s.words[r.to-1].allUpper {
			r.to--
			continue
		}
		break
	}
}

// leadsIn reports that the word that opens a sentence stands before a name and is
// no part of it: Buy Infosys, Avoid Cairn India.
func (s *story) leadsIn(sentence, i int) bool {
	low := s.low(sentence, i)
	return s.lexicon[low]&(opener|firm|adverb|function) != 0 && !s.lexicon.ordinary(s.low(sentence, i+1)) ||
		s.lexicon[low]&opener != 0 && s.low(sentence, i+1) != "&"
}

// notName reports an abbreviation that names nobody: CEO, IPO, GDP.
func (s *story) notName(low string) bool { return s.lexicon[low]&abbreviation != 0 }

func (s *story) isPlace(i int) bool {
	return i >= 0 && i < len(s.words) && s.owner[i] != nil && len(s.owner[i].names) > 0 && s.owner[i].names[0].entity.Kind == security.Place
}

// acronym reports two to six capitals that stand out of their sentence.
func (s *story) acronym(i int) bool {
	w := s.words[i]
	n := w.end - w.start
	if !w.allUpper || n < 2 || n > 6 || s.shout[s.inside[i]] {
		return false
	}
	for k := w.start; k < w.end; k++ {
		if isDigit(s.doc.Text[k]) {
			return false
		}
	}
	low := s.low(s.inside[i], i)
	return s.lexicon[low]&(abbreviation|region) == 0 && (n == 2 || !isEnglish(low)) // not IPO, TX, NET
}
