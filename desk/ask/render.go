package ask

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"newstape/dossier/brief"
	"newstape/fault"
	"newstape/receipt"
)

// Render writes a stored dossier (newstape.dossier/1) for people: the sentences
// of its brief with their receipts, and in short the statements, claims and
// lists. format is md, html or text. It is for dossiers that are kept as JSON
// alone; charts and tables are in the page that [Rooms.Read] gives.
func Render(w io.Writer, dossier []byte, format string) error {
	if !slices.Contains([]string{"md", "html", "text"}, format) {
		return fault.New(fault.BadInput, "render: no format %.20q", format).Try("md, html or text")
	}
	var d stored
	if err := json.Unmarshal(dossier, &d); err != nil {
		return fault.New(fault.Corrupt, "render: dossier: %w", err)
	}
	if d.Schema != brief.Schema {
		return fault.New(fault.Corrupt, "render: the dossier has the schema %.40q, this program reads %s", d.Schema, brief.Schema)
	}
	p := d.leaf()
	switch format {
	case "md":
		return p.markdown(w)
	case "html":
		return p.html(w)
	}
	return p.text(w)
}

// stored is what Render reads of a dossier.
type stored struct {
	Schema string `json:"schema"`
	Story  struct {
		Title     string       `json:"title"`
		Outlet    *storedKnown `json:"outlet"`
		Published *storedKnown `json:"published"`
		SHA256    string       `json:"sha256"`
	} `json:"story"`
	Statements []struct {
		Span    storedSpan    `json:"span"`
		Listing string        `json:"listing"`
		Verdict string        `json:"verdict"`
		Why     string        `json:"why"`
		Receipt storedReceipt `json:"receipt"`
	} `json:"statements"`
	Claims []struct {
		ID      string        `json:"id"`
		Content storedSpan    `json:"content"`
		Speaker string        `json:"speaker"`
		Via     []string      `json:"via"`
		Status  string        `json:"status"`
		Why     string        `json:"why"`
		Receipt storedReceipt `json:"receipt"`
	} `json:"claims"`
	Lists []struct {
		Party   string        `json:"party"`
		List    string        `json:"list"`
		AsOf    string        `json:"as_of"`
		Status  string        `json:"status"`
		Since   string        `json:"since"`
		Receipt storedReceipt `json:"receipt"`
	} `json:"lists"`
	Gaps []struct {
		Question string              `json:"question"`
		Missing  receipt.Unavailable `json:"unavailable"`
	} `json:"gaps"`
	Brief []struct {
		ID        string `json:"id"`
		Title     string `json:"title"`
		Sentences []struct {
			Text    string        `json:"text"`
			Receipt storedReceipt `json:"receipt"`
		} `json:"sentences"`
	} `json:"brief"`
}

type storedKnown struct {
	Value string `json:"value"`
	How   string `json:"how"`
}

type storedSpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

type storedReceipt struct {
	Rule  string         `json:"rule"`
	Spans []storedSpan   `json:"spans"`
	Cells []receipt.Cell `json:"cells"`
	Facts []receipt.Fact `json:"facts"`
}

// leaf is a dossier laid out in sections of lines.
type leaf struct {
	title    string
	byline   []string
	sections []leafSection
	receipts []string // numbered from 1 by the lines
}

type leafSection struct {
	id, title string
	lines     []leafLine
}

type leafLine struct {
	text string
	ref  int // 0: what could not be had has no receipt
}

// leaf lays the dossier out: every section of the brief, in its order; those
// that are tables on a page are told line by line.
func (d *stored) leaf() *leaf {
	p := &leaf{title: d.Story.Title}
	if o := d.Story.Outlet; o != nil {
		p.byline = append(p.byline, o.Value)
	}
	if when := d.Story.Published; when != nil {
		p.byline = append(p.byline, "published "+when.Value+" ("+when.How+")")
	}
	p.byline = append(p.byline, "SHA-256 "+d.Story.SHA256)
	for _, s := range d.Brief {
		section := leafSection{id: s.ID, title: s.Title}
		for _, line := range s.Sentences {
			section.lines = append(section.lines, leafLine{line.Text, p.ref(line.Receipt)})
		}
		section.lines = append(section.lines, d.rows(p, s.ID)...)
		if len(section.lines) > 0 {
			p.sections = append(p.sections, section)
		}
	}
	return p
}

// rows are the lines of a section that is a table on a page.
func (d *stored) rows(p *leaf, section string) []leafLine {
	var out []leafLine
	add := func(r storedReceipt, format string, args ...any) {
		out = append(out, leafLine{fmt.Sprintf(format, args...), p.ref(r)})
	}
	switch section {
	case "statements":
		for _, s := range d.Statements {
			add(s.Receipt, "“%s”%s: %s; %s", shorten(s.Span.Text), before(" ", s.Listing), plain(s.Verdict), s.Why)
		}
	case "claims":
		for _, c := range d.Claims {
			add(c.Receipt, "%s %s%s: “%s”: %s (%s)", c.ID, c.Speaker, before(", through ", strings.Join(c.Via, ", ")), shorten(c.Content.Text), plain(c.Status), c.Why)
		}
	case "lists":
		for _, l := range d.Lists {
			if l.Status != "not_listed" {
				add(l.Receipt, "%s, %s: %s%s on %s", l.Party, l.List, plain(l.Status), before(" since ", l.Since), l.AsOf)
			}
		}
	case "gaps":
		for _, g := range d.Gaps {
			out = append(out, leafLine{text: g.Question + " (" + g.Missing.String() + ")"})
		}
	}
	return out
}

func before(lead, text string) string {
	if text == "" {
		return ""
	}
	return lead + text
}

func plain(word string) string { return strings.ReplaceAll(word, "_", " ") }

// ref numbers a receipt; equal receipts share a number.
func (p *leaf) ref(r storedReceipt) int {
	text := r.String()
	if k := slices.Index(p.receipts, text); k >= 0 {
		return k + 1
	}
	p.receipts = append(p.receipts, text)
	return len(p.receipts)
}

// String is the receipt for people: rule, words with their place, cells, rows.
func (r storedReceipt) String() string {
	parts := []string{r.Rule}
	for _, s := range r.Spans {
		parts = append(parts, "“"+shorten(s.Text)+"” (bytes "+strconv.Itoa(s.Start)+"–"+strconv.Itoa(s.End)+")")
	}
	for _, c := range r.Cells {
		parts = append(parts, c.String())
	}
	for _, f := range r.Facts {
		parts = append(parts, f.String())
	}
	const most = 24 // the JSON has all
	if n := len(parts) - most; n > 0 {
		parts = append(parts[:most], fmt.Sprintf("and %d more", n))
	}
	return strings.Join(parts, " · ")
}

// shorten keeps the head and the tail of a long quotation.
func shorten(s string) string {
	const most, tail = 160, 40
	s = strings.Join(strings.Fields(s), " ")
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most-tail]) + " … " + string(runes[len(runes)-tail:])
}
