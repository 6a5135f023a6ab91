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
// Clean text has one line for each paragraph, heading, list item or table row;
// the title is the first line and a blank line follows it. Blank lines stand
// where the input separates its parts. White space is single spaces; the rest
// of the text is that of the input, character for character, and every word of
// it can be found at its [Article.Original] range. Only line breaks and the
// " | " between cells of an HTML table may be ours.
//
// Text addressed to machines ("ignore previous instructions", a bracketed note
// to AI systems) stays in the text, since a reader of the original sees it, but
// lies in Opaque: nothing may be taken from it.
//
// Limits: input up to Options.MaxBytes; text that is not UTF-8 is decoded from
// its byte order mark or declared encoding, else refused; HTML without an
// article is refused. What a page builds with scripts is not seen, save an
// article body in its JSON-LD. Words that the page shows but that the extractor
// rewrites cannot be mapped and are left out.
package article

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"time"

	"newstape/fault"
	"newstape/receipt"
	"newstape/story/text"
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

// DefaultMaxBytes is the bound of [Read] when Options.MaxBytes is zero.
const DefaultMaxBytes = 8 << 20

// Options says what is known about the input from outside. The zero Options
// know nothing.
type Options struct {
	Name         string // file name or URL; for messages, and for what its ending or path tells
	Format       Format // empty: told by content
	Charset      string // encoding named by the sender, such as an HTTP header; empty: none
	MaxBytes     int    // bytes; 0 means DefaultMaxBytes
	Published    string // when the story was published, see ParsePublished; empty: look for it
	PublishedHow string // who says so, in words; empty: "given by --published"
	Outlet       string // who published it; empty: look for it
}

// Known says what an item of metadata is and how it was learnt.
type Known struct {
	Value string
	How   string       // such as "meta article:published_time", "dateline", "given by --published"
	Span  receipt.Span // where in Text, empty when it stood outside the text
}

// Strip is something taken out of the text.
type Strip struct {
	Kind     string // ticker_debris, doubled_name, comment_footer, share_bar, related, newsletter, notice, advertisement
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
	// Published is RFC 3339, or 2025-11-15 when only the day is known, with How;
	// the Value is empty when unknown, and How then says what was found and why
	// it was not enough, if anything was.
	Published Known
	Language  string // ISO 639-1 of the body, "" when too short to tell
	Stripped  []Strip
	Hints     []TickerHint
	Opaque    []receipt.Span // text addressed to machines: nothing may be taken from it

	source mapped // Text with the way back to the raw bytes
}

// Original is the range of the raw input that a span of Text was written in,
// markup between its words included. Text of our own gives an empty range at
// the place where it was put in.
func (a *Article) Original(s receipt.Span) receipt.Span { return a.source.original(s) }

// Body is the text after the title.
func (a *Article) Body() receipt.Span {
	start := a.Title.End
	for start < len(a.Text) && a.Text[start] == '\n' {
		start++
	}
	return receipt.Span{Start: start, End: len(a.Text)}
}

// draft is a story as a format's reader hands it over: its text in lines, and
// what the format itself says about it.
type draft struct {
	body      mapped
	title     receipt.Span // in body.text
	outlet    *Known
	reference when.Reference
	published Known
}

// Read makes an Article of the raw bytes of a story. Its errors have the codes
// bad_input (empty, binary, wrong encoding, no article), too_large, and
// bad_usage for a Published that cannot be read.
func Read(raw []byte, opt Options) (*Article, error) {
	if opt.Name == "" {
		opt.Name = "story"
	}
	given, err := checkOptions(raw, opt)
	if err != nil {
		return nil, err
	}
	decoded, err := decode(raw, opt.Name, opt.Charset)
	if err != nil {
		return nil, err
	}
	format := opt.Format
	if format == "" {
		format = detect(decoded.text, opt.Name)
	}
	var d draft
	switch format {
	case HTML:
		d, err = readHTML(decoded, opt.Name)
	case Markdown:
		d, err = readMarkdown(decoded, opt.Name)
	default:
		d, err = readPlain(decoded, opt.Name)
	}
	if err != nil {
		return nil, err
	}
	a := &Article{Name: opt.Name, Format: format}
	sum := sha256.Sum256(raw)
	a.Hash = hex.EncodeToString(sum[:])
	a.clean(d)
	a.date(d, given, cmp.Or(opt.PublishedHow, "given by --published"))
	a.publisher(d, opt.Outlet)
	a.Opaque = addressedToMachines(a.Text)
	a.Language = text.Language(a.Body().In(a.Text))
	return a, nil
}

// checkOptions refuses what can be refused before reading, and reads the
// published time that was given.
func checkOptions(raw []byte, opt Options) (when.Reference, error) {
	limit := opt.MaxBytes
	if limit <= 0 {
		limit = DefaultMaxBytes
	}
	if len(raw) > limit {
		return when.Reference{}, fault.New(fault.TooLarge, "read %s: %s, over the limit of %s", opt.Name, sizeText(len(raw)), sizeText(limit)).
			Try("give one story; the limit can be raised")
	}
	if len(raw) == 0 {
		return when.Reference{}, fault.New(fault.BadInput, "read %s: empty", opt.Name).Try("give a file with a story in it")
	}
	switch opt.Format {
	case "", Plain, Markdown, HTML:
	default:
		return when.Reference{}, fault.New(fault.BadUsage, "format %q is not known", opt.Format).Try("text, markdown or html")
	}
	if opt.Published == "" {
		return when.Reference{}, nil
	}
	return ParsePublished(opt.Published)
}

// clean takes the debris out of a draft and keeps what was taken.
func (a *Article) clean(d draft) {
	cuts, hints := findDebris(d.body.text, d.title)
	body, moved := d.body.without(cuts)
	body.text = strings.TrimRight(body.text, "\n") // line breaks are in no run
	a.source, a.Text = body, body.text
	a.Title = receipt.Span{Start: moved(d.title.Start), End: moved(d.title.End)}
	for _, c := range cuts {
		a.Stripped = append(a.Stripped, Strip{
			Kind: c.kind, Text: strings.TrimSpace(c.In(d.body.text)), Original: d.body.original(c.Span), At: min(moved(c.Start), len(a.Text)),
		})
	}
	for _, h := range hints {
		a.Hints = append(a.Hints, TickerHint{
			Ticker:   h.ticker.In(d.body.text),
			Name:     receipt.Span{Start: moved(h.name.Start), End: moved(h.name.End)},
			Original: d.body.original(h.ticker),
		})
	}
}

// date settles when the story was published: what was given (how tells by whom), then what the
// format says, then a dateline that states its year, then a date in the address.
func (a *Article) date(d draft, given when.Reference, how string) {
	line := findDateline(a.Text, a.Body())
	switch {
	case given.Known:
		a.Reference, a.Published.How = given, how
	case d.reference.Known:
		a.Reference, a.Published = d.reference, d.published
	case line.reference.Known:
		a.Reference, a.Published = line.reference, Known{How: line.how, Span: line.date}
	default:
		a.Reference = dateInAddress(a.Name)
		a.Published.How = d.published.How
		if a.Reference.Known {
			a.Published.How = "date in the address"
		} else if !line.date.Empty() {
			a.Published.How = "the dateline gives the day but not the year"
			a.Published.Span = line.date
		}
	}
	if !a.Reference.Known {
		return
	}
	layout := time.RFC3339
	if a.Reference.DateOnly {
		layout = time.DateOnly
	}
	a.Published.Value = a.Reference.Published.Format(layout)
}

// publisher settles the outlet: what was given, then what the format says, then
// the agency of the dateline.
func (a *Article) publisher(d draft, given string) {
	line := findDateline(a.Text, a.Body())
	switch {
	case given != "":
		a.Outlet = &Known{Value: given, How: "given by --outlet"}
	case d.outlet != nil:
		a.Outlet = d.outlet
	case !line.agency.Empty():
		a.Outlet = &Known{Value: line.agency.In(a.Text), How: "dateline", Span: line.agency}
	}
}
