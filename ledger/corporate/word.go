package corporate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/internal/linear"
	"newstape/story/text"
)

// word is a token as the features see it.
type word struct {
	kind    text.Kind
	whole   uint64 // hash of its lower-case letters, or of a number's shape
	stem    uint64 // hash of its stem
	lower   []byte // its lower-case letters
	classes []uint8
	content bool // neither a mark nor a small word
}

// wordsOf reads a sentence's tokens.
func (r *reader) wordsOf(doc text.Document, s text.Sentence) {
	r.words, r.letters, r.classes = r.words[:0], r.letters[:0], r.classes[:0]
	for _, t := range s.Tokens {
		r.words = append(r.words, r.word(t.Kind, t.In(doc.Text)))
	}
	for i := range r.words {
		r.classify(doc, s, i)
	}
}

func (r *reader) word(kind text.Kind, raw string) word {
	w := word{kind: kind}
	if kind == text.Number {
		shape := numberShape(raw)
		w.whole = linear.Hash(shape)
		w.stem = w.whole
		w.content = true
		return w
	}
	from := len(r.letters)
	r.letters = appendLower(r.letters, raw)
	w.lower = r.letters[from:len(r.letters):len(r.letters)]
	w.whole = linear.Hash(w.lower)
	r.scratch = append(r.scratch[:0], w.lower...)
	w.stem = linear.Hash(stem(r.scratch))
	mark := kind != text.Word && raw != "%" && raw != "$"
	w.content = !mark && !r.lexicon.small[w.stem]
	return w
}

func appendLower(into []byte, raw string) []byte {
	for _, c := range raw {
		if c < utf8.RuneSelf {
			if 'A' <= c && c <= 'Z' {
				c += 'a' - 'A'
			}
			into = append(into, byte(c))
			continue
		}
		into = utf8.AppendRune(into, unicode.ToLower(c))
	}
	return into
}

func numberShape(raw string) string {
	point, comma := false, false
	for i := range len(raw) {
		point = point || raw[i] == '.'
		comma = comma || raw[i] == ','
	}
	switch {
	case isYear(raw):
		return "#year"
	case point:
		return "#decimal"
	case comma:
		return "#thousands"
	case len(raw) <= 2:
		return "#small"
	}
	return "#number"
}

func isYear(raw string) bool {
	return len(raw) == 4 && (raw[:2] == "20" || raw[:2] == "19")
}

// classify gives word i its classes: those of the phrases and words of the table
// that begin with it, else its shape.
func (r *reader) classify(doc text.Document, s text.Sentence, i int) {
	w := &r.words[i]
	from := len(r.classes)
	if w.kind == text.Number {
		r.classes = append(r.classes, r.numberClass(doc, s, i))
	} else {
		h := uint64(0)
		for n := 0; n < r.lexicon.longest && i+n < len(r.words); n++ {
			h = extend(h, n, r.words[i+n].stem)
			r.classes = append(r.classes, r.lexicon.of[h]...)
		}
		if raw := s.Tokens[i].In(doc.Text); len(r.classes) == from && w.kind == text.Word && len(raw) > 1 && raw[0] >= 'A' && raw[0] <= 'Z' {
			r.classes = append(r.classes, nameClass(raw, i > 0 && s.Tokens[i-1].In(doc.Text) == "("))
		}
	}
	w.classes = r.classes[from:len(r.classes):len(r.classes)]
}

func (r *reader) numberClass(doc text.Document, s text.Sentence, i int) uint8 {
	if i+1 < len(s.Tokens) {
		if after := s.Tokens[i+1].In(doc.Text); after == "%" || after == "percent" {
			return shapePercent
		}
	}
	if i > 0 {
		if before := s.Tokens[i-1].In(doc.Text); strings.HasSuffix(before, "$") || before == "€" || before == "£" {
			return shapeMoney
		}
	}
	if isYear(s.Tokens[i].In(doc.Text)) {
		return shapeYear
	}
	return shapeNumber
}

func nameClass(raw string, bracket bool) uint8 {
	for i := range len(raw) {
		if 'a' <= raw[i] && raw[i] <= 'z' {
			return shapeName
		}
	}
	if bracket {
		return shapeTicker
	}
	return shapeCapitals
}
