package thread

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
)

var update = flag.Bool("update", false, "write what is found into the .case files")

// A .case file holds cases of the form
//
//	case a denial a day later
//	story a 2025-11-14T10:00:00-05:00 Reuters
//	< The memo accuses Alibaba of helping the army.
//	story b - -
//	< Alibaba denied the claims.
//	> t1 disputed, 2 stories, 1 origin
//	>   a c1 states | White House memo | helping the army
//	>   b c1 denies | Alibaba | the claims
//	>   step a alleged: ...
//	>   step b disputed: ...
//	>   origin White House memo: told by one story
//	>   differ figure: 4.7% (a) / 5.2% (b)
//
// "<" lines are a story's text, one paragraph each; "-" is an unknown time or
// outlet; ">" lines are the threads.
type threadCase struct {
	name    string
	note    []string
	head    []string // the lines of the stories, as written
	stories []Story
	want    []string
}

var rooms = sync.OnceValues(func() (*link.Linker, *syntax.Parser) {
	p, err := syntax.Open()
	if err != nil {
		panic(err)
	}
	return link.New(security.Embedded()), p
})

// read takes a story through the rooms below.
func read(t testing.TB, id, published, outlet, words string) Story {
	t.Helper()
	linker, parser := rooms()
	a, err := article.Read([]byte(words), article.Options{Name: id, Published: published, Outlet: outlet})
	if err != nil {
		t.Fatalf("story %s: %v", id, err)
	}
	doc := text.Parse(a.Text)
	names := linker.Find(a, doc)
	trees := parser.Document(doc)
	return Story{ID: id, Article: a, Doc: doc, Names: names, Trees: trees, Ledger: claim.Read(a, doc, trees, names)}
}

func readCases(t testing.TB, path string) []threadCase {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []threadCase
	var notes, head, words []string
	closeStory := func() {
		if len(words) == 0 {
			return
		}
		f := append(head, "", "")
		blank := func(s string) string { return strings.TrimPrefix(s, "-") }
		c := &out[len(out)-1]
		c.stories = append(c.stories, read(t, f[0], blank(f[1]), blank(strings.Join(f[2:len(f)-2], " ")), strings.Join(words, "\n")))
		words = nil
	}
	for n, line := range strings.Split(string(raw)+"\n> ", "\n") {
		if !strings.HasPrefix(line, "< ") {
			closeStory()
		}
		switch {
		case line == "", line == "> ":
		case strings.HasPrefix(line, "#"):
			notes = append(notes, line)
		case strings.HasPrefix(line, "case "):
			out = append(out, threadCase{name: line[5:], note: notes})
			notes = nil
		case strings.HasPrefix(line, "story "):
			head = strings.Fields(line[6:])
			out[len(out)-1].head = append(out[len(out)-1].head, line)
		case strings.HasPrefix(line, "< "):
			words = append(words, line[2:], "")
			out[len(out)-1].head = append(out[len(out)-1].head, line)
		case strings.HasPrefix(line, "> "):
			out[len(out)-1].want = append(out[len(out)-1].want, line[2:])
		default:
			t.Fatalf("%s: line %d: %q begins with none of case, story, <, >, #", path, n+1, line)
		}
	}
	return out
}

// describe writes threads as the cases do.
func describe(all Threads) []string {
	var out []string
	name := func(c Cite) string { return all.Stories[c.Story].ID }
	for _, t := range all.Threads {
		line := fmt.Sprintf("%s %s, %d stories, %d independent", t.ID, t.Status, t.Stories, t.Independent)
		if t.Subject != "" {
			line += ", about " + t.Subject
		}
		out = append(out, line)
		for _, m := range t.Members {
			out = append(out, fmt.Sprintf("  %s %s %s | %s | %s", name(m.Cite), m.Claim, m.Side, m.Said.Speaker.Name, m.Said.Content.In(all.Stories[m.Story].Article.Text)))
		}
		for _, h := range t.History {
			known := ""
			if !h.Known {
				known = " (time not known)"
			}
			out = append(out, fmt.Sprintf("  step %s%s %s: %s", all.Stories[h.Story].ID, known, h.To, h.Why))
		}
		for _, o := range t.Origins {
			own := ""
			if o.Own {
				own = " (own)"
			}
			out = append(out, fmt.Sprintf("  origin %s%s: %s", o.Name, own, o.Why))
		}
		for _, d := range t.Disagreements {
			var sides []string
			for _, v := range d.Sides {
				var who []string
				for _, c := range v.Cites {
					who = append(who, name(c))
				}
				sides = append(sides, v.Says+" ("+strings.Join(who, ", ")+")")
			}
			out = append(out, fmt.Sprintf("  differ %s: %s", d.What, strings.Join(sides, " / ")))
		}
	}
	for _, c := range all.Loose {
		out = append(out, "loose "+name(c)+" "+c.Claim)
	}
	for _, id := range all.Twice {
		out = append(out, "twice "+id)
	}
	return out
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.case")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	n := 0
	for _, path := range files {
		cases := readCases(t, path)
		for i, c := range cases {
			n++
			got := describe(Join(c.stories))
			if *update {
				cases[i].want = got
			} else if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", path, c.name, diff)
			}
		}
		if *update {
			write(t, path, cases)
		}
	}
	t.Logf("%d cases", n)
}

func write(t *testing.T, path string, cases []threadCase) {
	t.Helper()
	var b strings.Builder
	for i, c := range cases {
		if i > 0 {
			b.WriteByte('\n')
		}
		for _, n := range c.note {
			fmt.Fprintln(&b, n)
		}
		fmt.Fprintln(&b, "case "+c.name)
		for _, h := range c.head {
			fmt.Fprintln(&b, h)
		}
		for _, w := range c.want {
			fmt.Fprintln(&b, "> "+w)
		}
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}
