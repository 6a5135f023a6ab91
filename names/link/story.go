package link

import (
	"slices"
	"strings"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/tape/calendar"
)

// story is one article while its names are being linked.
type story struct {
	*Linker
	article *article.Article
	doc     text.Document
	date    calendar.Date // of publication; 0 when unknown
	words   []word
	inside  []int    // sentence of each word; -1 outside sentences and in opaque text
	flat    []bool   // sentences whose capitals say nothing: Title Case, ALL CAPS
	shout   []bool   // sentences in capitals
	lows    []string // the words in small letters
	classOf []class
	cands   []*candidate
	owner   []*candidate // of each word
	tickers []*ticker
	code    []bool // words that are tickers or the exchange before one; see markCodes
	// known are the entities that the story names beyond doubt somewhere.
	known map[*security.Entity]bool
}

// candidate is a stretch of words that are a name in the master.
type candidate struct {
	receipt.Span
	from, to int // words
	sentence int
	names    []name
	// One of the three is set in the end: entity, refused, or dropped.
	entity  *security.Entity
	refused string
	dropped bool
	via     string
	reason  string
	senses  []string
	ticker  *ticker // that stands behind it in parentheses
	legal   bool    // ends in a legal form that is no part of the name in the master
}

func (c *candidate) open() bool { return c.entity == nil && c.refused == "" && !c.dropped }

func (l *Linker) read(a *article.Article, doc text.Document) *story {
	s := &story{Linker: l, article: a, doc: doc, known: map[*security.Entity]bool{}}
	if a.Reference.Known {
		s.date = calendar.DateOf(a.Reference.Published)
	}
	s.words = cut(doc.Text, make([]word, 0, len(doc.Text)/5+8))
	s.inside = make([]int, len(s.words))
	s.owner = make([]*candidate, len(s.words))
	s.lows = make([]string, len(s.words))
	s.classOf = make([]class, len(s.words))
	for i, w := range s.words {
		s.lows[i] = strings.ToLower(doc.Text[w.start:w.end])
		s.classOf[i] = s.lexicon[s.lows[i]]
	}
	s.flat = make([]bool, len(doc.Sentences))
	s.shout = make([]bool, len(doc.Sentences))
	at := 0
	for i, w := range s.words {
		for at < len(doc.Sentences) && doc.Sentences[at].End <= w.start {
			at++
		}
		s.inside[i] = -1
		if at < len(doc.Sentences) && doc.Sentences[at].Start <= w.start && w.end <= doc.Sentences[at].End {
			s.inside[i] = at
		}
	}
	s.hideOpaque()
	s.judgeCapitals()
	return s
}

// hideOpaque takes text addressed to machines out of the sentences.
func (s *story) hideOpaque() {
	for _, o := range s.article.Opaque {
		from, _ := slices.BinarySearchFunc(s.words, o.Start, func(w word, at int) int { return w.end - at - 1 })
		for i := from; i < len(s.words) && s.words[i].start < o.End; i++ {
			s.inside[i] = -1
		}
	}
}

// opaque reports whether a span touches text addressed to machines.
func (s *story) opaque(span receipt.Span) bool {
	return slices.ContainsFunc(s.article.Opaque, func(o receipt.Span) bool { return !o.Empty() && o.Overlaps(span) })
}

// judgeCapitals finds the sentences in which a capital says nothing.
func (s *story) judgeCapitals() {
	type count struct{ long, upper, all int }
	counts := make([]count, len(s.flat))
	for i, w := range s.words {
		if s.inside[i] < 0 || w.end-w.start < 4 {
			continue
		}
		c := &counts[s.inside[i]]
		c.long++
		if w.upper {
			c.upper++
		}
		if w.allUpper {
			c.all++
		}
	}
	for i, c := range counts {
		// A sentence that ends in a full stop is prose, however many names it has.
		prose := strings.HasSuffix(strings.TrimRight(s.doc.Sentences[i].In(s.doc.Text), " "), ".") && c.all*10 < c.long*7
		s.shout[i] = c.long > 0 && c.all == c.long
		s.flat[i] = !prose && c.long >= 3 && (c.upper*10 >= c.long*7 || c.all*10 >= c.long*7)
	}
}

// collect finds the candidates, leftmost and longest.
func (s *story) collect() {
	for i := 0; i < len(s.words); {
		in := s.inside[i]
		if in < 0 {
			i++
			continue
		}
		n, first := s.trie.match(s.doc.Text, s.words, i)
		if n == 0 || slices.ContainsFunc(s.inside[i:i+n], func(other int) bool { return other != in }) {
			i++
			continue
		}
		s.addCandidate(i, i+n, first)
		i += n
	}
}

func (s *story) addCandidate(from, to int, first int32) {
	c := &candidate{from: from, to: to, sentence: s.inside[from]}
	if s.legalTail(c, first) {
		c.to, to = c.to+1, to+1
		c.legal = true
	}
	c.Start, c.End = s.words[from].start, s.words[to-1].end
	c.End += s.closingDot(c)
	if s.opaque(c.Span) {
		return
	}
	for at := first; at >= 0; {
		n := s.trie.name(at)
		at = n.next
		if spelt(s.doc.Text, s.words[from:from+n.words], n.alias) && n.alias.Valid(s.date) {
			c.names = append(c.names, n)
		}
	}
	if len(c.names) == 0 {
		return
	}
	s.cands = append(s.cands, c)
	for i := from; i < to; i++ {
		s.owner[i] = c
	}
}

// legalTail reports that a legal form follows that the master's name lacks: Uber
// Technologies Inc, BNP Paribas SA.
func (s *story) legalTail(c *candidate, first int32) bool {
	g := s.gapAt(c.sentence, c.to)
	if g != spaced && g != comma || !s.capital(c.to) || s.inside[c.to] != c.sentence || !legalForm(s.low(c.sentence, c.to)) {
		return false
	}
	n := s.trie.name(first)
	return company(n.entity) && n.alias.Kind != security.Legal
}

// closingDot is 1 when the name's abbreviation ends in a dot that stands in the
// text too: "Alibaba Group Holding Ltd.", "Warner Bros.".
func (s *story) closingDot(c *candidate) int {
	if !strings.HasPrefix(s.doc.Text[c.End:], ".") {
		return 0
	}
	last := strings.ToLower(s.doc.Text[s.words[c.to-1].start:s.words[c.to-1].end])
	switch last {
	case "inc", "corp", "ltd", "co", "bros", "cos":
		return 1
	}
	// U.S., D.C.: a single letter behind a dotted gap
	if len(last) == 1 && c.to-c.from > 1 && s.words[c.to-1].gap == dotted {
		return 1
	}
	return 0
}

// low gives word i in small letters, "" outside the candidate's sentence.
func (s *story) low(sentence, i int) string {
	if i < 0 || i >= len(s.words) || s.inside[i] != sentence {
		return ""
	}
	return s.lows[i]
}

// class gives the classes of word i within a sentence.
func (s *story) class(sentence, i int) class {
	if i < 0 || i >= len(s.words) || s.inside[i] != sentence {
		return 0
	}
	return s.classOf[i]
}

// gapAt is the gap before word i, broken outside the sentence.
func (s *story) gapAt(sentence, i int) gap {
	if i <= 0 || i >= len(s.words) || s.inside[i] != sentence || s.inside[i-1] != sentence {
		return broken
	}
	return s.words[i].gap
}

// after is the first word behind the candidate, its possessive left out, and
// whether it had one.
func (s *story) after(c *candidate) (int, bool) {
	i := c.to
	if s.gapAt(c.sentence, i) == apostrophe && s.low(c.sentence, i) == "s" {
		return i + 1, true
	}
	rest := s.doc.Text[c.End:]
	return i, strings.HasPrefix(rest, "' ") || strings.HasPrefix(rest, "’ ")
}

// starts reports whether the candidate opens its sentence, a quotation or what
// follows a colon or a dateline's dash: there a capital says nothing.
func (s *story) starts(c *candidate) bool {
	return c.from == 0 || s.gapAt(c.sentence, c.from) == broken && !s.bracketed(c)
}

// bracketed reports whether the candidate stands behind an opening bracket.
func (s *story) bracketed(c *candidate) bool {
	return c.Start > 0 && s.doc.Text[c.Start-1] == '('
}
