package link

import (
	"strings"
	"unicode/utf8"

	"newstape/names/security"
	"newstape/receipt"
)

// cue is a phrase that says on which exchange a line trades.
type cue struct {
	words string
	mics  []string
}

var cues = []cue{
	{"hong kong", []string{"XHKG"}},
	{"hk$", []string{"XHKG"}},
	{"new york", american},
	{"american shares", american},
	{"american depositary", american},
	{"american stock", american},
	{"u.s. shares", american},
	{"us shares", american},
	{"u.s.-listed", american},
	{"us-listed", american},
	{"u.s. stock", american},
	{"u.s.-traded", american},
	{"adr", american},
	{"ads", american},
	{"wall street", american},
	{"over-the-counter", []string{"OTCM"}},
	{"premarket", american},
	{"after-hours", american},
	{"shanghai", []string{"XSHG"}},
	{"shenzhen", []string{"XSHE"}},
	{"tokyo", []string{"XTKS"}},
	{"seoul", []string{"XKRX"}},
	{"taipei", []string{"XTAI", "ROCO"}},
	{"london", []string{"XLON"}},
	{"amsterdam", []string{"XAMS"}},
	{"frankfurt", []string{"XETR"}},
	{"paris", []string{"XPAR"}},
	{"milan", []string{"XMIL"}},
	{"zurich", []string{"XSWX"}},
}

// lineFor is the line of shares that a mention means, with the reason: the one
// that its sentence speaks of, else the one whose ticker the story gives, else
// that of the story's own place, else the primary one.
func (s *story) lineFor(e *security.Entity, sentence, at int, given map[*security.Entity]*security.Listing) (*security.Listing, string) {
	if len(e.Listings) == 0 {
		return nil, ""
	}
	primary := e.Primary(s.date)
	if primary == nil {
		return &e.Listings[0], "closed at the story's date"
	}
	if l, words := s.cuedLine(e, sentence, at); l != nil {
		return l, "its sentence speaks of " + words
	}
	if l := given[e]; l != nil {
		return l, "the story gives the ticker " + l.Ticker
	}
	if s.datelined("HONG KONG") {
		if l := e.On(s.date, "XHKG"); l != nil {
			return l, "the story is written from Hong Kong"
		}
	}
	return primary, "the primary line"
}

// cueReach is how far a cue may stand from the mention, in bytes: beyond the
// longest sentence of prose, and a bound on the work for a text without stops.
const cueReach = 400

// cuedLine finds the nearest cue for a line that the entity has: in the
// mention's clause, else in its sentence up to a semicolon.
func (s *story) cuedLine(e *security.Entity, sentence, at int) (*security.Listing, string) {
	span := s.doc.Sentences[sentence].Span
	span.Start, span.End = max(span.Start, at-cueReach), min(span.End, at+cueReach)
	for span.Start < at && !utf8.RuneStart(s.doc.Text[span.Start]) {
		span.Start++
	}
	for span.End < len(s.doc.Text) && !utf8.RuneStart(s.doc.Text[span.End]) {
		span.End++
	}
	for _, ends := range [][]string{{";", ", while ", ", but ", ", and ", " while ", " whereas "}, {";"}} {
		clause := within(s.doc.Text, span, at, ends)
		if l, words := s.nearestCue(e, clause, at); l != nil {
			return l, words
		}
	}
	return nil, ""
}

// within narrows a span around an offset to what lies between separators.
func within(text string, span receipt.Span, at int, separators []string) receipt.Span {
	for _, sep := range separators {
		if i := strings.LastIndex(text[span.Start:at], sep); i >= 0 {
			span.Start += i + len(sep)
		}
		if i := strings.Index(text[at:span.End], sep); i >= 0 {
			span.End = at + i
		}
	}
	return span
}

func (s *story) nearestCue(e *security.Entity, span receipt.Span, at int) (*security.Listing, string) {
	clause := strings.ToLower(span.In(s.doc.Text))
	if len(clause) != span.Len() {
		return nil, "" // folding changed offsets; rare letters
	}
	var best *security.Listing
	words, distance := "", 1<<30
	for _, c := range cues {
		for i := 0; ; {
			k := strings.Index(clause[i:], c.words)
			if k < 0 {
				break
			}
			k += i
			i = k + len(c.words)
			if !wordsStand(clause, k, i) {
				continue
			}
			d := k - (at - span.Start)
			if d < 0 {
				d = -d
			}
			if l := e.On(s.date, c.mics...); l != nil && d < distance {
				best, words, distance = l, s.doc.Text[span.Start+k:span.Start+i], d
			}
		}
	}
	return best, words
}

// wordsStand reports that clause[from:to] is not part of a longer word; a plural
// s may follow.
func wordsStand(clause string, from, to int) bool {
	if from > 0 && isLetter(clause[from-1]) {
		return false
	}
	if to < len(clause) && clause[to] == 's' {
		to++
	}
	return to >= len(clause) || !isLetter(clause[to]) || clause[to-1] == '$'
}

// datelined reports that the body begins with a place in capitals.
func (s *story) datelined(place string) bool {
	for i, sentence := range s.doc.Sentences {
		if i > 4 {
			return false
		}
		head := s.doc.Text[sentence.Start:min(sentence.End, sentence.Start+30)]
		if strings.HasPrefix(head, place) && sentence.Paragraph > 0 {
			return true
		}
	}
	return false
}
