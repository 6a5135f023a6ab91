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
//	len(doc.Sentences)                     // 2
//	doc.Sentences[0].Tokens[3].In(doc.Text) // "Ltd."
//
// What a token holds: an abbreviation keeps its dot (Ltd., U.S., Nov., p.m.);
// a possessive or contracted 's is a token of its own (Alibaba 's), other
// contractions are whole (don't); a hyphen joins words (AI-fueled, U.S.-led)
// but not numbers (52 - week, 2025 - 11 - 14); a unit glued to a number is cut
// off (20 bn, 10 am), a name that begins with digits is whole (1260H, 3M,
// 9988.HK); HK$ and US$ are one symbol; each Chinese character is a token.
//
// A line is never crossed by a sentence, except where a block was hard wrapped
// to a width. A line cut by bars, tabs or wide gaps is a table row: one
// sentence with [Sentence.Cells].
//
// Limits: rules are for English; other languages are cut at their full stops
// only. After "Inc." or "U.S." a new sentence is seen only when a word opens it
// that cannot go on with a name (The, It, In ...). No syntax: see story/syntax
// for that.
package text

import "newstape/receipt"

// Kind is a token's class.
type Kind uint8

// The kinds.
const (
	Word   Kind = iota // letters, with inner apostrophes, hyphens and dots: don't, U.S., S&P
	Number             // digits with separators and decimals: 1,234.5; also 13:25 and 14th
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
	Paragraph int  // index of its line, title = 0; a hard-wrapped block is one line
	Heading   bool // title, section heading or other line without a sentence's end
	Tokens    []Token
	// Cells are the cells of a table row, cut at bars, tabs or wide gaps; nil
	// for prose. A row is one sentence and also a Heading.
	Cells []receipt.Span
}

// Document is a text with its sentences in order.
type Document struct {
	Text      string
	Sentences []Sentence
}
