// Package wording reduces a text to what it says, whatever the words: each word
// gets a key, the same for its forms (accuse, accused, accusing) and for words
// that news uses in its place (allege, charge).
//
//	words := wording.Words(doc, doc.Sentences[0].Span)
//	words[1].Key     // "accuse" for "alleged"
//	words[0].Content // false for "the"
//
// In: a document and a span of it. Out: its words in order, each with its span.
// A key is a label of concepts.tsv, else a stem that the endings give
// (irregular.tsv has the forms that they do not tell); words in a row that are
// one idea (phrases.tsv: "People's Liberation Army") share its keys.
//
// Limits: English. A stem is not a word: "accus", "compan" are met. Words of
// several senses have one key ("charge" a price, "charge" a crime), so a key
// alone proves nothing; those who compare texts ask for several.
package wording

import (
	"slices"
	"strings"

	"newstape/receipt"
	"newstape/story/text"
)

// Word is one word, number or mark of a text.
type Word struct {
	receipt.Span
	Low     string // lower case, apostrophes straight
	Key     string // what it says; "" for marks
	Content bool   // neither a mark nor one of the words that carry nothing
	Number  bool
	Upper   bool // begins with a capital
	Mark    bool // punctuation
}

// Words gives the words that lie in the span.
func Words(doc text.Document, s receipt.Span) []Word {
	var out []Word
	var pieces []text.Piece
	for _, sentence := range doc.Sentences {
		if sentence.End <= s.Start || sentence.Start >= s.End {
			continue
		}
		pieces = doc.Pieces(sentence, pieces[:0])
		for _, p := range pieces {
			if p.Start >= s.Start && p.End <= s.End {
				out = append(out, wordOf(p))
			}
		}
	}
	joinPhrases(out)
	return out
}

func wordOf(p text.Piece) Word {
	w := Word{Span: p.Span, Low: strings.ReplaceAll(p.Lower, "’", "'"), Upper: p.Raw != p.Lower && strings.ToLower(p.Raw[:1]) != p.Raw[:1]}
	switch p.Kind {
	case text.Punct, text.Symbol:
		w.Mark = true
		return w
	case text.Number:
		w.Number, w.Content, w.Key = true, true, strings.ReplaceAll(w.Low, ",", "")
		return w
	}
	if w.Low == "us" && p.Raw == "US" {
		w.Low = "u.s."
	}
	t := lex()
	if n, ok := t.numerals[w.Low]; ok {
		w.Number, w.Content, w.Key = true, true, n
		return w
	}
	w.Key = t.key(w.Low)
	w.Content = !t.stop[w.Low] && !t.stop[w.Key] && !strings.HasSuffix(w.Low, "n't")
	return w
}

// Key is what a single word says.
func Key(word string) string { return lex().key(strings.ToLower(word)) }

func (t *lexicon) key(low string) string {
	if k, ok := t.concepts[low]; ok {
		return k
	}
	base := low
	if b, ok := t.irregular[low]; ok {
		base = b
	}
	st := stem(base)
	if k, ok := t.concepts[st]; ok {
		return k
	}
	return st
}

// joinPhrases gives the words of a phrase the phrase's keys.
func joinPhrases(words []Word) {
	for i := range words {
		for _, p := range lex().phrases[words[i].Low] {
			if !p.at(words[i:]) {
				continue
			}
			for k := range p.words {
				w := &words[i+k]
				w.Key, w.Content = "", false
				if k < len(p.keys) {
					w.Key, w.Content = p.keys[k], true
				}
			}
			break
		}
	}
}

// Content gives the words that carry content.
func Content(words []Word) []Word {
	return slices.DeleteFunc(slices.Clone(words), func(w Word) bool { return !w.Content || w.Key == "" })
}
