// Package text cuts clean text into sentences and tokens whose byte offsets
// are those of the text itself, and tells its language.
//
// In: the clean text of an article (title on the first line, paragraphs on
// lines of their own). Out: a [Document] of sentences, each with its tokens,
// paragraph and whether it is a heading. Financial prose is what the rules
// know: "U.S. and", "Corp.", "Nov. 14", "$153.80.", "Ltd.BABA", quotes that end
// a sentence.
//
//	doc := text.Parse("Alibaba Group Holding Ltd. fell. It closed at $153.80.")
//	len(doc.Sentences) // 2
//
// Limits: rules are for English; other languages are cut at their full stops
// only. No syntax: see story/syntax for that.
package text

import "newstape/receipt"

// Kind is a token's class.
type Kind uint8

// The kinds.
const (
	Word   Kind = iota // letters, with inner apostrophes, hyphens and dots: don't, U.S., S&P
	Number             // digits with separators and decimals: 1,234.5
	Punct              // one punctuation mark
	Symbol             // one other mark: $ % €
)

// Token is a word, number or mark.
type Token struct {
	receipt.Span
	Kind Kind
}

// Sentence is a run of tokens that ends like a sentence, or a heading or table
// row on a line of its own.
type Sentence struct {
	receipt.Span
	Paragraph int  // index of its line group, title = 0
	Heading   bool // title, section heading or other line without a sentence's end
	Tokens    []Token
}

// Document is a text with its sentences in order.
type Document struct {
	Text      string
	Sentences []Sentence
}
