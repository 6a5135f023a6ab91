package event

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/ledger/claim"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/tape/calendar"
)

var update = flag.Bool("update", false, "write what is found into the .case files")

// A .case file holds cases of the form
//
//	case a leaked memo
//	@ 2025-11-15T04:58:00-05:00
//	< The White House has accused Alibaba of spying.
//	> ACCUSE | White House | Alibaba | 2025-11-14
//	= XNYS 2025-11-14 | information day known only: ...
//
// "@" says when the story was published (left out: unknown), "<" lines are its
// text, ">" lines its events in order, and "=" the session of New York that
// could react to the first one, its phase, and how that is known.
type storyCase struct {
	name, published   string
	text, want, notes []string
}

func readCases(t *testing.T, path string) []storyCase {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []storyCase
	var notes []string
	for n, line := range strings.Split(string(raw), "\n") {
		kind, rest, _ := strings.Cut(line, " ")
		if kind == "case" {
			out = append(out, storyCase{name: rest, notes: notes})
			notes = nil
			continue
		}
		switch {
		case line == "":
		case line[0] == '#':
			notes = append(notes, line)
		case len(out) == 0:
			t.Fatalf("%s: line %d stands before the first case", path, n+1)
		case kind == "@":
			out[len(out)-1].published = rest
		case kind == "<":
			out[len(out)-1].text = append(out[len(out)-1].text, rest)
		case kind == ">", kind == "=":
			out[len(out)-1].want = append(out[len(out)-1].want, line)
		default:
			t.Fatalf("%s: line %d: %q begins with none of case, @, <, >, =, #", path, n+1, line)
		}
	}
	return out
}

func TestCases(t *testing.T) {
	names := loadRoster(t)
	files, err := filepath.Glob("testdata/*.case")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, f := range files {
		var out strings.Builder
		for _, c := range readCases(t, f) {
			got := describe(t, readerFor(f, names), strings.Join(c.text, "\n"), c.published)
			t.Run(c.name, func(t *testing.T) {
				if diff := cmp.Diff(c.want, got); diff != "" && !*update {
					t.Errorf("%s\n-want +got:\n%s", strings.Join(c.text, "\n"), diff)
				}
			})
			for _, n := range c.notes {
				fmt.Fprintln(&out, n)
			}
			fmt.Fprintf(&out, "case %s\n", c.name)
			if c.published != "" {
				fmt.Fprintf(&out, "@ %s\n", c.published)
			}
			fmt.Fprintf(&out, "< %s\n%s\n\n", strings.Join(c.text, "\n< "), strings.Join(got, "\n"))
		}
		if *update {
			if err := os.WriteFile(f, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// readerFor is the product's own way for the files of other topics, and a small
// roster of names for the others.
func readerFor(file string, names roster) func(testing.TB, string, string) ([]Event, *article.Article) {
	switch filepath.Base(file) {
	case "topics.case", "nothing.case", "wire.case":
		return func(t testing.TB, s, published string) ([]Event, *article.Article) {
			t.Helper()
			art := articleOf(s, published)
			doc := text.Parse(s)
			linked := linker().Find(art, doc)
			return Find(art, doc, parse(doc), linked, claim.Read(art, doc, parse(doc), linked)), art
		}
	}
	return names.read
}

func describe(t *testing.T, read func(testing.TB, string, string) ([]Event, *article.Article), s, published string) []string {
	t.Helper()
	events, art := read(t, s, published)
	var out []string
	for _, e := range events {
		line := fmt.Sprintf("> %s | %s | %s | %s", e.Type, e.Actor.Name, e.Recipient.Name, e.Date)
		if e.Background {
			line += " | background"
		}
		out = append(out, strings.TrimRight(line, " "))
	}
	if out == nil {
		return []string{"> none"}
	}
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	timing := Time(events[0], art, cal)
	if timing.Missing != nil {
		return append(out, "= "+timing.Missing.String())
	}
	return append(out, fmt.Sprintf("= XNYS %s %s | %s", timing.Session.Date, timing.Phase, timing.How))
}
