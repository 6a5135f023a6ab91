package mcp

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// What one answer holds at most.
const (
	maxWords    = 12_000 // bytes of the short text
	maxQuote    = 400    // bytes of one quotation
	maxEvidence = 8      // pieces of evidence of one receipt, of each kind
	maxRows     = 60     // rows of one list
)

// short is the dossier within the bounds of an answer.
func (d *dossierJSON) short() ReadOutput {
	o := ReadOutput{
		Title: cut(d.Story.Title, maxQuote), Outlet: d.Story.Outlet, Published: d.Story.Published, SHA256: d.Story.SHA256, Language: d.Story.Language,
	}
	o.Opaque = rows(&o, "opaque", d.Story.Opaque)
	o.Trust = rows(&o, "trust", d.Trust)
	o.Brief = rows(&o, "brief", d.Brief)
	o.Parties = rows(&o, "parties", d.Names.Parties)
	o.Claims = rows(&o, "claims", d.Claims)
	o.Checks = rows(&o, "statements", d.Statements)
	o.Lists = rows(&o, "lists", slices.DeleteFunc(d.Lists, func(s Standing) bool { return s.Status == "not_listed" }))
	o.Gaps = rows(&o, "gaps", d.Gaps)
	for i := range o.Trust {
		o.Trust[i].Receipt.cut()
	}
	for i := range o.Brief {
		o.Brief[i].Sentences = rows(&o, "brief/"+o.Brief[i].ID, o.Brief[i].Sentences)
		for k := range o.Brief[i].Sentences {
			o.Brief[i].Sentences[k].Receipt.cut()
		}
	}
	for i := range o.Claims {
		o.Claims[i].Content.Text = cut(o.Claims[i].Content.Text, maxQuote)
		o.Claims[i].Receipt.cut()
	}
	for i := range o.Checks {
		o.Checks[i].Span.Text = cut(o.Checks[i].Span.Text, maxQuote)
		o.Checks[i].Receipt.cut()
	}
	for i := range o.Lists {
		o.Lists[i].Receipt.cut()
	}
	return o
}

// rows keeps the first rows of a list, which are the weightiest or the first of
// the story, and says how many went. A list is never null.
func rows[T any](o *ReadOutput, name string, all []T) []T {
	if n := len(all) - maxRows; n > 0 {
		o.LeftOut = append(o.LeftOut, fmt.Sprintf("%s: %d of %d", name, n, len(all)))
		return all[:maxRows]
	}
	if all == nil {
		return []T{}
	}
	return all
}

// cut bounds a receipt and counts what went.
func (r *Receipt) cut() {
	keep := func(n int) int {
		if n > maxEvidence {
			r.More += n - maxEvidence
			return maxEvidence
		}
		return n
	}
	r.Spans, r.Cells, r.Facts = r.Spans[:keep(len(r.Spans))], r.Cells[:keep(len(r.Cells))], r.Facts[:keep(len(r.Facts))]
	for i := range r.Spans {
		r.Spans[i].Text = cut(r.Spans[i].Text, maxQuote)
	}
}

// cut keeps at most n bytes of s, whole letters.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + " …"
}
