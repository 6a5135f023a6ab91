package link

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/calendar"
)

// plain is an article made of clean text, published in November 2025 but for the
// story about Didi, which is of July 2021.
func plain(clean string) (*article.Article, text.Document) {
	on := calendar.MustDate("2025-11-14")
	if strings.Contains(clean, "Didi") {
		on = calendar.MustDate("2021-07-06")
	}
	a := &article.Article{Text: clean, Reference: when.Reference{Published: on.Time(), Known: true}}
	if title, _, ok := strings.Cut(clean, "\n\n"); ok {
		a.Title.End = len(title)
	}
	return a, text.Parse(clean)
}

func TestCases(t *testing.T) {
	b, err := os.ReadFile("testdata/names.case")
	if err != nil {
		t.Fatal(err)
	}
	l := New(security.Embedded())
	for block := range strings.SplitSeq(string(b), "\n== ") {
		title, body, _ := strings.Cut(block, "\n")
		if strings.HasPrefix(title, "#") {
			continue
		}
		t.Run(title, func(t *testing.T) {
			var story, want []string
			for line := range strings.SplitSeq(strings.TrimSpace(body), "\n") {
				if strings.HasPrefix(line, "+ ") || strings.HasPrefix(line, "- ") {
					want = append(want, line)
				} else {
					story = append(story, line)
				}
			}
			a, doc := plain(strings.TrimSpace(strings.Join(story, "\n")))
			if diff := cmp.Diff(want, lines(l.Find(a, doc), doc)); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

// lines writes a result as the case file does: mentions and refusals, each in
// order, refusals before the mention that they precede.
func lines(r Result, doc text.Document) []string {
	var out []string
	k := 0
	refuseUpTo := func(at int) {
		for ; k < len(r.Refusals) && r.Refusals[k].Span.Start < at; k++ {
			out = append(out, fmt.Sprintf("- %s -> %s", r.Refusals[k].Name, r.Refusals[k].Reason))
		}
	}
	for _, m := range r.Mentions {
		if m.Entity.Kind == security.Place {
			continue
		}
		refuseUpTo(m.Span.Start)
		line := fmt.Sprintf("+ %s -> %s", m.Span.In(doc.Text), m.Entity.ID)
		if m.Listing != nil {
			line += " " + m.Listing.ID()
		}
		out = append(out, line)
	}
	refuseUpTo(len(doc.Text) + 1)
	return out
}
