package check

import (
	"strings"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/quantity"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/story/when"
)

// sentence is one sentence as items and noun phrases. All knowledge about which
// phrase is the subject of which verb lies in its methods.
type sentence struct {
	text.Sentence
	doc      string
	tree     syntax.Tree // not parsed when Missing is set or it has no nodes
	items    []item
	phrases  []phrase
	owner    []int // phrase of each item, -1 for none
	titled   bool  // capitals say nothing
	heading  bool
	used     map[int]bool // amounts, by item, that are taken
	findings []finding    // of this sentence, in order
}

// finding is a statement as it was read, before its listing, window and verdict
// are known.
type finding struct {
	span    receipt.Span
	number  receipt.Span
	subject subject
	measure Measure
	dir     Direction
	amount  *quantity.Quantity // nil for a bare direction
	value   float64
	upto    *quantity.Quantity // the upper end of a range; nil for one figure
	unit    string
	time    *when.Expr // the time that the words give; nil for none
	base    *when.Expr // the day of a peak that a distance is measured from
	on      *when.Expr // the day of a record, where the words name it
	manner  manner
	trigger int // item of the word that moved
	item    int // item of the number
	// scope tells findings of a relative clause from those of the main clause.
	scope     int
	refused   bool // of a party without a price; holds its place in a list
	unpaired  bool // one of several figures for names of which not all were found
	retracted bool // quoted to be withdrawn
	// noun: a bare direction whose subject the words themselves decide; loose: one
	// that says so little that any other move of the security makes it idle.
	noun, loose bool
	// kind names the record: high, low, drop, rise for extremes.
	kind string
	// against is the line that a spread is measured against; nil for none.
	against *security.Listing
	// offered is the price a premium is counted on; nil when none was found.
	offered *quantity.Quantity
}

// manner is what the words around the verb say of the moment.
type manner struct {
	closing   bool // closed, ended
	opening   bool // opened, starts at
	present   bool // is down, trading, last, now
	asof      bool // a moment of the session: last, at the time
	fromTop   bool // from its high
	fromLow   bool
	fromOpn   bool // from the open
	somewhere bool // at one point: some moment of the session
	extreme   bool // at most, at its worst point
	vague     bool // a moment that nobody names: just before the report
	// openBase: "since its recovery began", a base that has no date.
	openBase bool
}

// subject is who a statement is about.
type subject struct {
	name   *link.Mention // nil when nobody is linked
	words  receipt.Span
	shares bool
	index  bool
	why    string // how a pronoun was read
	class  class
}

// sentence reads one sentence into r.current.
func (r *reader) sentence(n int) *sentence {
	s := r.doc.Sentences[n]
	st := &r.current
	if st.tree = (syntax.Tree{}); n < len(r.trees) {
		st.tree = r.trees[n]
	}
	st.Sentence = s
	st.doc = r.doc.Text
	st.items = r.cut(s)
	r.countedSpans(st)
	r.namedSpans(st)
	st.titled = s.Heading && titleCase(st.items)
	st.heading = s.Heading
	st.findings = st.findings[:0]
	st.used = map[int]bool{}
	st.findPhrases()
	return st
}

// span covers items [from, to].
func (s *sentence) span(from, to int) receipt.Span {
	return receipt.Span{Start: s.items[from].Start, End: s.items[to].End}
}

// lower is the words of items [from, to) in lower case.
func (s *sentence) lower(from, to int) string {
	from, to = max(from, 0), min(to, len(s.items))
	if from >= to {
		return ""
	}
	return strings.ToLower(s.doc[s.items[from].Start:s.items[to-1].End])
}

// phraseAt is the phrase over item i, nil for none.
func (s *sentence) phraseAt(i int) *phrase {
	if i < 0 || i >= len(s.owner) || s.owner[i] < 0 {
		return nil
	}
	return &s.phrases[s.owner[i]]
}

// behind is the phrase that ends right before item i.
func (s *sentence) behind(i int) *phrase {
	p := s.phraseAt(i - 1)
	if p == nil || p.to != i {
		return nil
	}
	return p
}

// boundary reports an item at which a clause ends, seen from the left.
func (s *sentence) boundary(i int) bool {
	it := s.items[i]
	return it.text == ";" || it.text == ":" && !s.heading && s.phraseAt(i) == nil || it.is(relative) || it.is(subordinate) && it.time == nil
}

// relativeRegion is the relative clause or aside that ends with the comma at
// item i: the index of the comma that opens it, or -1.
func (s *sentence) relativeRegion(i int) int {
	for k := i - 1; k > 0; k-- {
		it := s.items[k]
		if it.text == ";" {
			return -1
		}
		if it.text != "," && it.text != "-" && it.text != "–" && it.text != "—" {
			continue
		}
		next := s.items[k+1]
		if next.is(relative) || next.oneOf("a", "an", "the", "one", "led", "known", "down", "up", "trading", "already", "based", "less", "no", "citing", "once", "said", "like", "long", "by") ||
			next.is(moving) || next.is(preposition) || next.is(conditional) {
			if next.is(conjunction) {
				return -1
			}
			return k
		}
		return -1
	}
	return -1
}

// scopeOf numbers the relative clause that item i stands in; 0 for the main
// clause.
func (s *sentence) scopeOf(i int) int {
	for k := i; k >= 0; k-- {
		it := s.items[k]
		if it.text == ";" {
			return 0
		}
		if k < i && (it.text == "," || it.text == ")") {
			if s.relativeRegion(i+1) < 0 {
				// a comma closes what stands before it
				for j := k - 1; j >= 0; j-- {
					if s.items[j].is(relative) && s.items[j].text != "that" {
						return 0
					}
				}
				return 0
			}
		}
		if it.is(relative) && it.text != "that" && k < i {
			return k
		}
	}
	return 0
}

// hypothetical reports a modal or condition over the verb at item i: between it
// and its subject, or at the head of its clause.
func (s *sentence) hypothetical(i int) bool {
	for k := i - 1; k >= 0; k-- {
		it := s.items[k]
		if it.text == ";" {
			return false
		}
		if it.is(modal) && it.name == nil && !s.isNounHere(k) {
			return true
		}
		if it.is(conditional) {
			return true
		}
		if it.is(relative) && !it.oneOf("that") && k < i-1 {
			return false // "... will do for the share price, which was trading lower"
		}
		if p := s.phraseAt(k); p != nil && p.class != other && !p.governed {
			return s.conditionBefore(k)
		}
		if it.is(subordinate) && !it.oneOf("but", "and then") && k < i-1 {
			return s.conditionBefore(k)
		}
	}
	return false
}

// isNounHere: "may" of May, "target" and "forecast" after an article.
func (s *sentence) isNounHere(k int) bool {
	return s.at(k-1).oneOf("the", "a", "its", "their", "of", "and") && !s.items[k].oneOf("would", "could", "will", "may", "might") || s.items[k].raw == "May" || s.items[k].raw == "Will"
}

// conditionBefore looks for "if" or "suppose" between the clause's start and k.
func (s *sentence) conditionBefore(k int) bool {
	for j := k - 1; j >= 0; j-- {
		if s.items[j].is(conditional) {
			return true
		}
		if s.items[j].text == ";" || s.items[j].text == "," {
			return false
		}
	}
	return false
}
