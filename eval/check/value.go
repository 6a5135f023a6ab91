package check

import (
	"bufio"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/receipt"
	"newstape/story/when"
)

// securityValue is the type of the set's sentences that speak of a share's price.
const securityValue = "SecurityValue"

// typed is one sentence of a document with the types of events that annotators
// saw in it.
type typed struct {
	Document string
	Index    int
	Text     string
	Types    []string
}

// SecurityValue measures which sentences are found to hold a market statement,
// against those that annotators marked as speaking of a share's value: each sentence
// for itself, and again, as the figures in whole documents, where a sentence may
// leave its subject to the one before and what is only repeated is not found.
func SecurityValue(path string, f Facts) (*Report, error) {
	all, err := readTyped(path)
	if err != nil {
		return nil, err
	}
	r, whole := newReport(), newReport()
	for from := 0; from < len(all); {
		to := from + 1
		for to < len(all) && all[to].Document == all[from].Document {
			to++
		}
		valueDocument(whole, all[from:to], f)
		for i := from; i < to; i++ {
			valueDocument(r, all[i:i+1], f)
		}
		from = to
	}
	r.n = len(all)
	for name, s := range whole.shares {
		r.shares[name+"_in_documents"] = s
	}
	return r, nil
}

// valueDocument counts the sentences of one document, each a paragraph.
func valueDocument(r *Report, doc []typed, f Facts) {
	slices.SortStableFunc(doc, func(a, b typed) int { return cmp.Compare(a.Index, b.Index) })
	var b strings.Builder
	spans := make([]receipt.Span, len(doc))
	for i, s := range doc {
		if i > 0 {
			b.WriteString("\n\n")
		}
		start := b.Len()
		b.WriteString(strings.ReplaceAll(s.Text, "\n", " "))
		spans[i] = receipt.Span{Start: start, End: b.Len()}
	}
	_, found := statements(f, doc[0].Document, b.String(), when.Reference{})
	for i, s := range doc {
		var got []string
		for _, st := range found {
			if spans[i].Contains(st.Number) || spans[i].Contains(st.Span) {
				got = append(got, describe(b.String(), st))
			}
		}
		want := slices.Contains(s.Types, securityValue)
		if want {
			r.count("recall", len(got) > 0)
		}
		if len(got) > 0 {
			r.count("precision", want)
		}
		switch {
		case want && len(got) == 0:
			r.wrong = append(r.wrong, fmt.Sprintf("%s %d  missed\n  sentence: %s", s.Document, s.Index, s.Text))
		case !want && len(got) > 0:
			r.wrong = append(r.wrong, fmt.Sprintf("%s %d  too many\n  sentence: %s\n  got:      %s", s.Document, s.Index, s.Text, strings.Join(got, "; ")))
		}
	}
}

func readTyped(path string) ([]typed, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.BadInput, "read event types: %w", err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fault.New(fault.BadInput, "read event types %s: %w", path, err)
		}
		in = z
	}
	var out []typed
	scan := bufio.NewScanner(in)
	scan.Buffer(nil, maxLine)
	for n := 1; scan.Scan(); n++ {
		var s typed
		if err := json.Unmarshal(scan.Bytes(), &s); err != nil {
			return nil, fault.New(fault.BadInput, "read event types %s: line %d: %w", path, n, err).Try("one JSON object a line: document, index, text, types")
		}
		out = append(out, s)
	}
	if err := scan.Err(); err != nil {
		return nil, fault.New(fault.BadInput, "read event types %s: %w", path, err)
	}
	return out, nil
}
