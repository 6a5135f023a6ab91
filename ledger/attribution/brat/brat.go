// Package brat reads articles whose attributions are marked in the standoff
// format of the brat annotation tool, as the PolNeAR corpus is published.
//
// In: a file of one JSON object a line with document, text and brat; gzip by the
// name's end. Out: [Article]s with spans in bytes.
//
//	articles, err := brat.Read("polnear_dev.jsonl.gz")
//	articles[0].Attributions[0].Cue // the bytes of "said"
//
// The standoff counts code points; a span whose pieces are joined by ";" is
// discontinuous. Discard marks stretches that the annotators left out.
package brat

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"newstape/fault"
	"newstape/receipt"
)

// Article is one text with its gold.
type Article struct {
	Name         string
	Text         string
	Attributions []Attribution
	Discarded    []receipt.Span
}

// Attribution is one gold attribution; each span in pieces, in order.
type Attribution struct {
	Cue, Source, Content []receipt.Span
}

// Read reads the articles of a file.
func Read(path string) (out []Article, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.NotFound, "read articles: %w", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fault.New(fault.BadInput, "read %s: %w", path, err)
		}
	}
	lines := bufio.NewReader(r)
	for n := 1; ; n++ {
		line, err := lines.ReadBytes('\n')
		if len(line) > 1 {
			a, bad := parse(line)
			if bad != nil {
				return nil, fault.New(fault.BadInput, "read %s: line %d: %w", path, n, bad)
			}
			out = append(out, a)
		}
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fault.New(fault.BadInput, "read %s: line %d: %w", path, n, err)
		}
	}
}

func parse(line []byte) (Article, error) {
	var row struct{ Document, Text, Brat string }
	if err := json.Unmarshal(line, &row); err != nil {
		return Article{}, err
	}
	return Parse(row.Document, row.Text, row.Brat)
}

// Parse reads the standoff of one text.
func Parse(name, text, standoff string) (Article, error) {
	a := Article{Name: name, Text: text}
	at := byteOffsets(text)
	marks := make(map[string][]receipt.Span)
	for row := range strings.Lines(standoff) {
		row = strings.TrimRight(row, "\r\n")
		id, rest, ok := strings.Cut(row, "\t")
		if !ok || id == "" { // the text of a mark that holds a line break goes on
			continue
		}
		switch id[0] {
		case 'T':
			kind, spans, err := readMark(rest, at)
			if err != nil {
				return a, fault.New(fault.BadInput, "%s of %s: %w", id, name, err)
			}
			if marks[id] = spans; kind == "Discard" {
				a.Discarded = append(a.Discarded, spans...)
			}
		case 'E':
			a.Attributions = append(a.Attributions, readEvent(rest, marks))
		}
	}
	a.Attributions = slices.DeleteFunc(a.Attributions, func(x Attribution) bool {
		return len(x.Cue)+len(x.Source)+len(x.Content) == 0
	})
	slices.SortStableFunc(a.Attributions, func(x, y Attribution) int { return cmp.Compare(x.start(), y.start()) })
	return a, nil
}

func (x Attribution) start() int {
	for _, spans := range [][]receipt.Span{x.Cue, x.Content, x.Source} {
		if len(spans) > 0 {
			return spans[0].Start
		}
	}
	return 0
}

// byteOffsets gives the byte of each code point, and the length at the end.
func byteOffsets(text string) []int {
	out := make([]int, 0, len(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

// readMark reads "Content 115 290;295 300\twords".
func readMark(s string, at []int) (kind string, spans []receipt.Span, err error) {
	s, _, _ = strings.Cut(s, "\t")
	kind, places, _ := strings.Cut(s, " ")
	for place := range strings.SplitSeq(places, ";") {
		a, b, _ := strings.Cut(place, " ")
		first, err1 := strconv.Atoi(a)
		last, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || first < 0 || last < first || last >= len(at) {
			return kind, nil, fault.New(fault.BadInput, "a span %q that does not lie in the text", place)
		}
		spans = append(spans, receipt.Span{Start: at[first], End: at[last]})
	}
	sortSpans(spans)
	return kind, spans, nil
}

// readEvent reads "Attribution:T4 Content:T3 Cue:T2 Source:T1"; a role that comes
// twice is numbered and joined.
func readEvent(s string, marks map[string][]receipt.Span) (out Attribution) {
	for part := range strings.FieldsSeq(s) {
		role, id, _ := strings.Cut(part, ":")
		switch strings.TrimRight(role, "0123456789") {
		case "Cue":
			out.Cue = append(out.Cue, marks[id]...)
		case "Source":
			out.Source = append(out.Source, marks[id]...)
		case "Content":
			out.Content = append(out.Content, marks[id]...)
		}
	}
	sortSpans(out.Cue)
	sortSpans(out.Source)
	sortSpans(out.Content)
	return out
}

func sortSpans(s []receipt.Span) {
	slices.SortFunc(s, func(a, b receipt.Span) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
}
