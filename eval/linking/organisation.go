package linking

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"newstape/fault"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
)

// Organisations scores the organisations of finer_ord: news articles in which
// each token bears a label, 5 for the first and 6 for a further token of an
// organisation.
//
// An organisation is found when one answer covers exactly its tokens, articles
// and marks at its ends apart. Answers are
// links to companies, state bodies and outlets, and places that the linker
// recognised as such names without knowing whose they are (unknown_name,
// affiliate, not_enough_evidence, ambiguous). Right, Wrong and Missed count
// spans, so that F1 is the strict span F1 of named-entity work.
//
// The tokens are set as running text first: the gold has no spaces or paragraphs
// of its own.
func Organisations(path string, l *link.Linker) (Score, error) {
	var s Score
	docs, err := readTokens(path)
	if err != nil {
		return s, err
	}
	for _, d := range docs {
		clean, at := d.set()
		a := &article.Article{Text: clean}
		doc := text.Parse(clean)
		s.organisations(d, at, clean, answers(l.Find(a, doc)))
	}
	return s, nil
}

// tokens is one article.
type tokens struct {
	id     string
	words  []string
	labels []int
}

func readTokens(path string) ([]tokens, error) {
	r, err := open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []tokens
	rows := csv.NewReader(r)
	for line := 1; ; line++ {
		row, err := rows.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fault.New(fault.BadInput, "read gold %s: %w", path, err)
		}
		if line == 1 {
			continue
		}
		label, err := strconv.Atoi(row[0])
		if err != nil || len(row) != 3 {
			return nil, fault.New(fault.BadInput, "read gold %s: line %d: not label, token, document", path, line)
		}
		if len(out) == 0 || out[len(out)-1].id != row[2] {
			out = append(out, tokens{id: row[2]})
		}
		d := &out[len(out)-1]
		d.words = append(d.words, row[1])
		d.labels = append(d.labels, label)
	}
}

// set gives running text and the span of each token in it: no blank before
// closing marks and clitics, behind opening marks, or around a hyphen between
// words.
func (d tokens) set() (string, []receipt.Span) {
	var b strings.Builder
	at := make([]receipt.Span, len(d.words))
	tight := true
	for i, w := range d.words {
		hyphen := w == "-" && i > 0 && i+1 < len(d.words) && alphabetic(d.words[i-1]) && alphabetic(d.words[i+1]) &&
			(len(d.words[i-1]) < 3 || strings.ToUpper(d.words[i-1]) != d.words[i-1]) // a dateline's dash
		if !tight && !hyphen && !strings.Contains(".,;:!?)]}%'’”", w[:1]) && !strings.HasPrefix(w, "’") && !strings.HasPrefix(w, "”") && w != "n't" {
			b.WriteByte(' ')
		}
		at[i].Start = b.Len()
		b.WriteString(w)
		at[i].End = b.Len()
		tight = hyphen || w == "(" || w == "[" || w == "$" || w == "“" || w == "#" || w == "@"
	}
	return b.String(), at
}

func alphabetic(w string) bool {
	return strings.IndexFunc(w, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// answer is a span that the linker took for an organisation.
type answer struct {
	receipt.Span
	why string
}

// answers are those of a story, in order.
func answers(r link.Result) []answer {
	var out []answer
	for _, m := range r.Mentions {
		switch m.Entity.Kind {
		case security.Issuer, security.Private, security.State, security.Press, security.OtherKind:
			out = append(out, answer{m.Span, "linked to " + m.Entity.ID})
		}
	}
	for _, x := range r.Refusals {
		switch x.Reason {
		case "unknown_name", "affiliate", "not_enough_evidence", "ambiguous":
			out = append(out, answer{x.Span, x.Reason + ": " + x.Why})
		}
	}
	slices.SortStableFunc(out, func(a, b answer) int { return a.Start - b.Start })
	return slices.CompactFunc(out, func(a, b answer) bool { return a.Span == b.Span })
}

func (s *Score) organisations(d tokens, at []receipt.Span, clean string, got []answer) {
	gold := d.spans(5, 6, at)
	for i := range gold {
		gold[i] = bare(gold[i], clean)
	}
	s.N += len(gold)
	found := map[receipt.Span]bool{}
	for _, g := range got {
		span := bare(snap(g.Span, at), clean)
		if slices.Contains(gold, span) {
			if !found[span] {
				found[span] = true
				s.Right++
			}
			continue
		}
		s.Wrong++
		s.note("finer_ord %s: wrong: %q (%s) in ...%s", d.id, span.In(clean), g.why, around(clean, span))
	}
	for _, g := range gold {
		if !found[g] {
			s.Missed++
			s.note("finer_ord %s: missed: %q in ...%s", d.id, g.In(clean), around(clean, g))
		}
	}
}

// bare takes off what the gold itself has now inside and now outside a name: the
// article before it and marks at its ends ("The Economist", "Morningstar Inc.",
// "Yahoo!").
func bare(g receipt.Span, clean string) receipt.Span {
	for _, article := range []string{"The ", "the "} {
		if strings.HasPrefix(g.In(clean), article) {
			g.Start += len(article)
		}
	}
	for _, own := range []string{"'s", "’s"} {
		if strings.HasSuffix(g.In(clean), own) {
			g.End -= len(own)
		}
	}
	t := g.In(clean)
	g.End -= len(t) - len(strings.TrimRight(t, " .,!®™"))
	g.Start += len(t) - len(strings.TrimLeft(t, " ."))
	return g
}

// snap widens a span to whole tokens, but for a possessive.
func snap(g receipt.Span, at []receipt.Span) receipt.Span {
	out := receipt.Span{Start: -1}
	for _, t := range at {
		if t.Overlaps(g) {
			if out.Start < 0 {
				out.Start = t.Start
			}
			out.End = t.End
		}
	}
	return out
}

// spans are those of one class; a further token without a first one begins a
// span too.
func (d tokens) spans(first, further int, at []receipt.Span) []receipt.Span {
	var out []receipt.Span
	for i := 0; i < len(d.labels); {
		if d.labels[i] != first && d.labels[i] != further {
			i++
			continue
		}
		k := i + 1
		for k < len(d.labels) && d.labels[k] == further {
			k++
		}
		out = append(out, receipt.Span{Start: at[i].Start, End: at[k-1].End})
		i = k
	}
	return out
}
