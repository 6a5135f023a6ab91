package report

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"io"
)

var (
	//go:embed page.html
	pageTemplate string
	//go:embed page.css
	pageStyle string
)

// htmlPage is what the template prints.
type htmlPage struct {
	Title, Byline, Caption, Program string
	Style                           template.CSS
	Chart                           template.HTML
	Findings, Notes                 []string
	Sections                        []section
}

type section struct {
	ID, Title, Note, More string
	Heads                 []htmlCell
	Blocks                []htmlBlock
}

type htmlBlock struct {
	Heading string
	Span    int
	Rows    []htmlRow
}

type htmlRow struct {
	Class string
	Cells []htmlCell
}

// htmlCell is a cell as people read it; Full is the figure with every digit.
type htmlCell struct {
	Text, Full string
	Figure     bool
	Short      bool // not to be broken over lines
}

// html writes one page that needs nothing else: style and chart are inside, and
// there is no script.
func (p Page) html(w io.Writer) error {
	t, err := template.New("study").Parse(pageTemplate)
	if err != nil {
		return fmt.Errorf("write study as HTML: %w", err)
	}
	d := p.Result.Design
	page := htmlPage{
		Title: clean(p.title()), Program: clean(p.Program), Style: template.CSS(pageStyle), // #nosec G203 -- embedded
		Findings: cleanAll(p.findings()), Notes: cleanAll(p.Result.Diagnostics.Notes),
		Byline: fmt.Sprintf("Estimation %s, event window %s, dates %s, level %s, p adjusted by %s.", d.Estimation, d.Event, d.Dates, percent(d.Level), d.Adjust),
	}
	if c := newChart(p.Result); c != nil {
		page.Chart = template.HTML(c.svg()) // #nosec G203 -- figures only
		page.Caption = fmt.Sprintf("Mean cumulative abnormal return from day %+d, with the %s band of the cross-sectional t.", d.Event.From, percent(1-d.Level))
	}
	for _, s := range p.Sheets() {
		if s.Name == "abnormal_returns" || s.Name == "cars" {
			continue // thousands of rows: CSV and XLSX have them
		}
		page.Sections = append(page.Sections, htmlSection(s, d.Level))
	}
	var b bytes.Buffer
	if err := t.Execute(&b, page); err != nil {
		return fmt.Errorf("write study as HTML: %w", err)
	}
	_, err = w.Write(b.Bytes())
	return err
}

func cleanAll(lines []string) []string {
	var out []string
	for _, line := range lines {
		out = append(out, clean(line))
	}
	return out
}

func htmlSection(s Sheet, level float64) section {
	out := section{ID: s.Name, Title: s.Title, Note: s.Note}
	if s.Name == "events" && len(s.Rows) > EventRows {
		out.More = fmt.Sprintf("The first %d of %d events; CSV, XLSX and JSON have all.", EventRows, len(s.Rows))
		s.Rows = s.Rows[:EventRows]
	}
	columns := s.columns()
	var at []int
	for c, col := range columns {
		if s.anyIn(c) {
			at = append(at, c)
			out.Heads = append(out.Heads, htmlCell{Text: col.Title, Figure: col.Kind != Words})
		}
	}
	for _, bl := range s.blocks() {
		block := htmlBlock{Heading: clean(bl.heading), Span: len(at)}
		for _, row := range bl.rows {
			block.Rows = append(block.Rows, htmlRowOf(columns, at, row, level))
		}
		out.Blocks = append(out.Blocks, block)
	}
	return out
}

// htmlRowOf tints the row of a test that rejects at the level, two-sided.
func htmlRowOf(columns []Column, at []int, row []Cell, level float64) htmlRow {
	var out htmlRow
	for _, c := range at {
		cell := row[c]
		h := htmlCell{Text: clean(cell.human(columns[c].Kind)), Figure: columns[c].Kind != Words}
		h.Short = !h.Figure && len(h.Text) <= 20
		if cell.Figure && columns[c].Kind != Count {
			h.Full = cell.machine()
		}
		if columns[c].Name == "p" && cell.Figure && cell.X < level {
			out.Class = "rejects"
		}
		out.Cells = append(out.Cells, h)
	}
	return out
}
