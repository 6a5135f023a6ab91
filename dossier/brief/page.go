package brief

import (
	"fmt"
	"strconv"
	"strings"

	"newstape/dossier"
	"newstape/fault"
	"newstape/receipt"
)

// Page is a dossier laid out for reading.
type Page struct {
	Title    string
	Byline   []string // outlet, time and how it is known, hash
	Sections []Section
	Receipts []receipt.Receipt // numbered from 1 by the Refs of sentences and rows
	dossier  *dossier.Dossier
	sources  []string // of the receipts' cells, in order of first use
}

// Section is a titled run of blocks.
type Section struct {
	ID     string
	Title  string
	Blocks []Block
}

// Block is a paragraph, a list of notes, a table or a chart; one of them.
type Block struct {
	Paragraph []Sentence
	Notes     []Note
	Table     *Table
	Chart     *Chart
}

// Sentence is a printed sentence with the numbers of its receipt.
type Sentence struct {
	text string
	ref  int
}

// Text is the sentence without its reference.
func (s Sentence) Text() string { return s.text }

// Ref is the number of its receipt, from 1.
func (s Sentence) Ref() int { return s.ref }

// Note is a sentence with a level, as in the trust panel.
type Note struct {
	Level    dossier.Level
	Sentence Sentence
}

// Table has a header and rows of equal width; each row has a receipt.
type Table struct {
	Header []string
	// Right marks columns of figures, set flush right.
	Right []bool
	Rows  []Row
}

// Row is one line of a table.
type Row struct {
	cells []string
	class string // colours the row: ok, caution, warn, or ""
	ref   int
}

// Chart is a line chart in both forms.
type Chart struct {
	Caption Sentence
	Blocks  string // block characters
	SVG     string
}

// builder collects a page and remembers the first sentence without a receipt.
type builder struct {
	page Page
	seen map[string]int // receipts by key
	key  []byte         // of the last one
	err  error
}

func newBuilder(d *dossier.Dossier) *builder {
	return &builder{page: Page{dossier: d}, seen: map[string]int{}}
}

// section starts a new section.
func (b *builder) section(id, title string) {
	b.page.Sections = append(b.page.Sections, Section{ID: id, Title: title})
}

func (b *builder) add(block Block) {
	s := &b.page.Sections[len(b.page.Sections)-1]
	s.Blocks = append(s.Blocks, block)
}

// ref numbers a receipt; equal receipts share a number.
func (b *builder) ref(r receipt.Receipt, what string) int {
	if r.Void() {
		if b.err == nil {
			b.err = fault.New(fault.Internal, "brief: %q has no receipt", what)
		}
		return 0
	}
	b.key = appendKey(b.key[:0], r)
	if n, ok := b.seen[string(b.key)]; ok {
		return n
	}
	b.page.Receipts = append(b.page.Receipts, r)
	b.seen[string(b.key)] = len(b.page.Receipts)
	return len(b.page.Receipts)
}

// say makes a sentence from its receipt.
func (b *builder) say(r receipt.Receipt, format string, args ...any) Sentence {
	text := fmt.Sprintf(format, args...)
	return Sentence{text: text, ref: b.ref(r, text)}
}

// row makes a table row from its receipt.
func (b *builder) row(r receipt.Receipt, class string, cells ...string) Row {
	return Row{cells: cells, class: class, ref: b.ref(r, strings.Join(cells, " | "))}
}

// paragraph adds sentences as a paragraph; none is no paragraph.
func (b *builder) paragraph(s ...Sentence) {
	if len(s) > 0 {
		b.add(Block{Paragraph: s})
	}
}

// table adds a table unless it has no rows.
func (b *builder) table(t Table) {
	if len(t.Rows) > 0 {
		b.add(Block{Table: &t})
	}
}

func (b *builder) finish() (*Page, error) {
	if b.err != nil {
		return nil, b.err
	}
	kept := b.page.Sections[:0]
	for _, s := range b.page.Sections {
		if len(s.Blocks) > 0 {
			kept = append(kept, s)
		}
	}
	b.page.Sections = kept
	b.page.listSources()
	return &b.page, nil
}

// appendKey writes all that makes a receipt what it is to b.
func appendKey(b []byte, r receipt.Receipt) []byte {
	text := func(parts ...string) {
		for _, p := range parts {
			b = append(append(b, p...), 0)
		}
	}
	text(r.Rule())
	for _, s := range r.Spans() {
		b = append(strconv.AppendInt(append(b, 's'), int64(s.Start), 10), ' ')
		b = append(strconv.AppendInt(b, int64(s.End), 10), 0)
	}
	for _, c := range r.Cells() {
		b = append(b, 'c')
		text(c.Listing, c.At, c.Field, c.Basis, c.Source)
		b = append(strconv.AppendFloat(b, c.Value, 'g', -1, 64), 0)
	}
	for _, f := range r.Facts() {
		b = append(b, 'f')
		text(f.Table, f.Row, f.Source)
	}
	return b
}
