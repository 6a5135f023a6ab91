package text

import (
	"crypto/sha256"
	"encoding/hex"
	"sort"
	"strings"

	"newstape/receipt"
)

// Parse cuts clean text into sentences and tokens. It takes any bytes, never
// fails, and runs in time linear in their number.
func Parse(clean string) Document {
	p := parser{doc: Document{Text: clean}, tokens: make([]Token, 0, len(clean)/5+8)}
	ls := lines(clean)
	for i, l := range ls {
		p.line(i, l, i == 0 && l.blankAfter && len(ls) > 1)
	}
	p.attach()
	return p.doc
}

// ContentHash is the SHA-256 of clean text in hex: two stories with the same
// words have the same one.
func ContentHash(clean string) string {
	sum := sha256.Sum256([]byte(clean))
	return hex.EncodeToString(sum[:])
}

// SentenceAt is the index of the sentence that holds the byte at offset; false
// when it lies between sentences.
func (d Document) SentenceAt(offset int) (int, bool) {
	i := sort.Search(len(d.Sentences), func(i int) bool { return d.Sentences[i].End > offset })
	return i, i < len(d.Sentences) && d.Sentences[i].Start <= offset
}

// parser gathers sentences. Tokens lie in one slice that grows; counts remember
// how many each sentence has until the slice is final.
type parser struct {
	doc    Document
	tokens []Token
	counts []int
}

// line cuts one line; first says that it stands where a title does.
func (p *parser) line(paragraph int, l line, first bool) {
	text := p.doc.Text
	body := receipt.Span{Start: l.Start + bullet(l.In(text)), End: l.End}
	if cs := cells(text, body); cs != nil && p.row(paragraph, body, cs) {
		return
	}
	from := len(p.tokens)
	p.tokens = tokenize(text, body.Start, body.End, p.tokens)
	toks := p.tokens[from:]
	b := newBreaker(text, toks)
	ends := b.cut()
	heading := len(ends) == 1 && (!b.closed() || first && len(toks) <= headlineTokens)
	start := 0
	for _, end := range ends {
		p.add(toks[start:end], paragraph, heading, nil)
		start = end
	}
}

// row keeps a table row as one sentence. It declines when a cell holds running
// text, which the bars then only separate.
func (p *parser) row(paragraph int, body receipt.Span, cs []receipt.Span) bool {
	from := len(p.tokens)
	for _, c := range cs {
		start := len(p.tokens)
		p.tokens = tokenize(p.doc.Text, c.Start, c.End, p.tokens)
		b := newBreaker(p.doc.Text, p.tokens[start:])
		if len(b.cut()) > 1 {
			p.tokens = p.tokens[:from]
			return false
		}
	}
	p.tokens = tokenize(p.doc.Text, body.Start, body.End, p.tokens[:from])
	p.add(p.tokens[from:], paragraph, true, cs)
	return true
}

// add keeps a sentence unless it has neither a letter nor a digit.
func (p *parser) add(toks []Token, paragraph int, heading bool, cs []receipt.Span) {
	worded := false
	for _, t := range toks {
		worded = worded || strings.IndexFunc(t.In(p.doc.Text), isWordRune) >= 0
	}
	if !worded {
		p.counts = append(p.counts, -len(toks))
		return
	}
	p.counts = append(p.counts, len(toks))
	p.doc.Sentences = append(p.doc.Sentences, Sentence{
		Span:      receipt.Span{Start: toks[0].Start, End: toks[len(toks)-1].End},
		Paragraph: paragraph, Heading: heading, Cells: cs,
	})
}

// attach gives each sentence its part of the token slice.
func (p *parser) attach() {
	at, i := 0, 0
	for _, n := range p.counts {
		if n <= 0 {
			at -= n
			continue
		}
		p.doc.Sentences[i].Tokens = p.tokens[at : at+n : at+n]
		at += n
		i++
	}
}
