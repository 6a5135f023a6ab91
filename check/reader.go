package check

import (
	"strings"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/quantity"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/calendar"
)

// reader finds the statements of one story.
type reader struct {
	article    *article.Article
	doc        text.Document
	trees      syntax.Trees
	linked     link.Result
	ref        when.Reference
	day        calendar.Date // of publication, in the story's zone; 0 unknown
	lexicon    *lexicon
	quantities []quantity.Quantity
	names      map[int]*link.Mention
	times      map[int]*when.Expr
	amounts    map[int]*quantity.Quantity

	// of the sentence that is being read
	pieces  []text.Piece
	items   []item
	current sentence
	number  int // of the sentence

	lastIssuer, lastIndex topic
	// stamp is the clock time that heads the current paragraph of a live blog.
	stamp *when.Expr
	// column is the time in the header of the table whose rows are being read.
	column *when.Expr
	heads  []string // the header's cells in lower case
}

// longestSentence in tokens: what is longer is a list or a dump, and the readers
// here look back and forth within a sentence.
const longestSentence = 400

// read gives the findings of a story in order of place, each with the sentence
// it stands in.
func (r *reader) read() []placed {
	var out []placed
	paragraph := -1
	for n, s := range r.doc.Sentences {
		if len(s.Tokens) > longestSentence || r.hidden(s.Span) {
			continue
		}
		r.number = n
		st := r.sentence(n)
		if s.Paragraph != paragraph {
			paragraph = s.Paragraph
			r.openParagraph(st)
		}
		if s.Cells != nil {
			r.header(st)
		}
		if !st.worth() {
			r.remember(st)
			continue
		}
		r.spreads(st)
		r.moves(st)
		r.multiples(st)
		r.levels(st)
		r.volumes(st)
		r.records(st)
		r.bare(st)
		r.placeTimes(st)
		for _, f := range st.findings {
			p := placed{finding: f, sentence: n, paragraph: s.Paragraph, listing: r.listing(st, f.subject, f.number), stamp: r.stamp}
			if f.time == nil && s.Cells != nil {
				p.time = r.column
			}
			out = append(out, p)
		}
		r.remember(st)
	}
	return out
}

// openParagraph forgets the table and notes a clock time that heads the line.
func (r *reader) openParagraph(s *sentence) {
	r.stamp = nil
	if s.Cells == nil {
		r.column = nil
		r.heads = r.heads[:0]
	}
	if len(s.items) > 0 && s.items[0].time != nil && s.items[0].time.Kind == when.Clock && s.Start == s.items[0].Start {
		r.stamp = s.items[0].time
	}
}

// header takes the time of a table's column from a row without figures.
func (r *reader) header(s *sentence) {
	for _, it := range s.items {
		if it.amount != nil && it.amount.Unit != quantity.Count {
			return
		}
	}
	r.heads = r.heads[:0]
	for _, c := range s.Cells {
		r.heads = append(r.heads, strings.ToLower(c.In(s.doc)))
	}
	for _, it := range s.items {
		if it.time != nil {
			r.column = it.time
		}
	}
}

// priceColumn reports that item i stands in a column of closing prices.
func (r *reader) priceColumn(s *sentence, i int) bool {
	for n, c := range s.Cells {
		if n < len(r.heads) && c.Contains(s.items[i].Span) {
			h := r.heads[n]
			return hasWord(h, "close") || hasWord(h, "price") || hasWord(h, "last")
		}
	}
	return false
}

// worth reports that a sentence may hold a statement at all: an amount, or a
// listed name with a word that moves.
func (s *sentence) worth() bool {
	name, word := false, false
	for _, it := range s.items {
		if it.amount != nil {
			return true
		}
		name = name || it.name != nil || it.is(equityWord|indexWord) || it.oneOf("it", "they")
		word = word || it.is(flatWord|moveVerb|moveNoun|moving|sideways|superlative|causing|comparing|multiple) || it.oneOf("record", "high", "low")
	}
	return name && word
}

// hidden reports text addressed to machines.
func (r *reader) hidden(s receipt.Span) bool {
	for _, o := range r.article.Opaque {
		if o.Overlaps(s) {
			return true
		}
	}
	return false
}

// placed is a finding with its place in the story.
type placed struct {
	finding
	sentence, paragraph int
	listing             *security.Listing
	stamp               *when.Expr
	context             calendar.Date // day of the sentence before, 0 for none
}
