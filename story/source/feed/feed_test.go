package feed

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"newstape/fault"
)

var update = flag.Bool("update", false, "rewrite what the cases want")

// address is where the documents of the cases come from.
const address = "https://feeds.example/rss"

// cases runs every .case file of a folder: its document, with WHOLE standing
// for a long text, must be shown as it wants.
func cases(t *testing.T, dir string, show func([]byte) string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", dir, "*.case"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s: %v", dir, err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".case"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			doc := bytes.ReplaceAll(a.Files[0].Data, []byte("WHOLE"), []byte(strings.Repeat("More of it was said. ", 95)+"End."))
			got := show(doc)
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[1].Data), got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

func TestFeeds(t *testing.T) {
	cases(t, "feeds", func(doc []byte) string {
		f, err := Parse(doc, Options{URL: address})
		return showFeed(f, err)
	})
}

func TestStories(t *testing.T) {
	cases(t, "stories", func(doc []byte) string {
		stories, err := Stories(doc, Options{URL: address})
		if err != nil {
			return fmt.Sprintf("error %s %v\n", fault.CodeOf(err), err)
		}
		var b strings.Builder
		for _, s := range stories {
			fmt.Fprintf(&b, "%s %s %s %q by %q in %s, usable %t\n  published %s updated %s embargo %s\n  %s %s\n", s.Kind, dash(s.ID), dash(strings.TrimPrefix(s.URL, address)),
				s.Headline, s.Outlet, s.Language, s.Usable(), dash(s.Published.String()), dash(s.Updated.String()), dash(s.Embargo.String()), s.Format, strings.ReplaceAll(s.Body, "\n", `\n`))
		}
		return b.String()
	})
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func showFeed(f *Feed, err error) string {
	if err != nil {
		return fmt.Sprintf("error %s %v\n", fault.CodeOf(err), err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q", f.Kind, f.Title)
	for _, kv := range [][2]string{{"link", f.Link}, {"language", f.Language}, {"updated", f.Updated.String()}} {
		if kv[1] != "" {
			fmt.Fprintf(&b, " %s %s", kv[0], kv[1])
		}
	}
	if f.TTL > 0 {
		fmt.Fprintf(&b, " ttl %s", f.TTL)
	}
	b.WriteByte('\n')
	for _, n := range f.Notes {
		fmt.Fprintf(&b, "note %s\n", n)
	}
	for _, it := range f.Items {
		showItem(&b, it)
	}
	return b.String()
}

func showItem(b *strings.Builder, it Item) {
	fmt.Fprintf(b, "item %s %s\n", dash(it.GUID), dash(it.URL))
	line := func(name, value string) {
		b.WriteString(strings.TrimRight(fmt.Sprintf("  %-9s %s", name, value), " ") + "\n")
	}
	line("title", it.Title)
	published := it.Published.String()
	if published == "" {
		published = "undated"
	}
	line("published", published)
	if it.Updated.Dated() && it.Updated.String() != published {
		line("updated", it.Updated.String())
	}
	if it.Summary != "" {
		line("summary", it.Summary)
	}
	if it.Content != "" {
		state := it.Format
		if it.Whole {
			state += ", whole"
		}
		line("content", fmt.Sprintf("%s, %d bytes", state, len(it.Content)))
	}
	outlet := it.Outlet
	if it.Language != "" {
		outlet += ", language " + it.Language
	}
	line("outlet", outlet)
}
