// Package article turns raw bytes into an [Article]: title, outlet, published
// time, and clean text whose every offset maps back to the original bytes.
//
// Plain text, Markdown and HTML are told apart by content (or a hint). Debris
// of rewriting sites goes: tickers glued to names ("Ltd.BABA--", "AlibabaBABA--"),
// share bars, comment footers in any language; each removal is kept with its
// place, and a glued ticker stays as a hint for the linker.
//
//	a, err := article.Read(raw, article.Options{Name: "memo.txt"})
//	a.Text                 // "Alibaba Shares Drop 4.7% ...\n\nThe White House has ..."
//	a.Original(span)       // the original byte range of a clean span
//
// Limits: input up to Options.MaxBytes; text that is not UTF-8 is decoded from
// its declared or byte-order-marked encoding, else refused; HTML without an
// article is refused.
package article

import (
	"newstape/receipt"
	"newstape/story/when"
)

// Format is how the raw bytes are written.
type Format string

// The formats.
const (
	Plain    Format = "text"
	Markdown Format = "markdown"
	HTML     Format = "html"
)

// Known says what an item of metadata is and how it was learnt.
type Known struct {
	Value string
	How   string       // such as "meta article:published_time", "dateline", "given by --published"
	Span  receipt.Span // where in Text, empty when it stood outside the text
}

// Strip is something taken out of the text.
type Strip struct {
	Kind     string // ticker_debris, doubled_name, comment_footer, share_bar, markup
	Text     string
	Original receipt.Span // bytes of the raw input
	At       int          // offset in the clean text where it stood
}

// TickerHint is a ticker that was glued to a name: evidence for the linker.
type TickerHint struct {
	Ticker   string
	Name     receipt.Span // the name in the clean text that it was glued to
	Original receipt.Span // where the ticker stood in the raw input
}

// Article is a story ready to be read.
type Article struct {
	Name   string // file name or URL it came from
	Format Format
	Hash   string // SHA-256 of the raw bytes, hex
	Text   string // clean text: title line, blank line, paragraphs
	Title  receipt.Span
	Outlet *Known // nil when not found
	// Reference is the published time; Reference.Known false when not found.
	Reference when.Reference
	Published Known  // Value RFC 3339, How; empty Value when unknown
	Language  string // ISO 639-1 of the body, "" when too short to tell
	Stripped  []Strip
	Hints     []TickerHint
	Opaque    []receipt.Span // text addressed to machines: nothing may be taken from it

	runs []run // clean -> original offsets
}

type run struct{ clean, original, length int }
