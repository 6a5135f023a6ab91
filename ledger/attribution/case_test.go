package attribution

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

var update = flag.Bool("update", false, "write what is found into the .case files")

// A .case file holds cases of the form
//
//	case a plain statement
//	< The ministry said that exports had stopped.
//	> The ministry | said | that exports had stopped
//
// "<" lines are the text, one paragraph each, and ">" lines the attributions in
// order: source, cue, content; "-" stands for nothing and " / " joins pieces. A
// case whose name begins with "?" is known to be read wrongly: its ">" lines say
// what a reader would find, and the test fails when it comes right, so that the
// mark is taken away.
type sentenceCase struct {
	name       string
	text, want []string
}

func readCases(t *testing.T, path string) (out []sentenceCase) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(string(raw), "\n") {
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "case "):
			out = append(out, sentenceCase{name: line[5:]})
		case strings.HasPrefix(line, "< ") && len(out) > 0:
			out[len(out)-1].text = append(out[len(out)-1].text, line[2:])
		case strings.HasPrefix(line, "> ") && len(out) > 0:
			out[len(out)-1].want = append(out[len(out)-1].want, line[2:])
		default:
			t.Fatalf("%s: line %d: %q begins with none of case, <, >, #", path, n+1, line)
		}
	}
	return out
}

// rooms are the parser and the finder of the product.
func rooms(t testing.TB) (*syntax.Parser, *Finder) {
	t.Helper()
	parser, err := syntax.Open()
	if err != nil {
		t.Fatal(err)
	}
	finder, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return parser, finder
}

func TestCases(t *testing.T) {
	parser, finder := rooms(t)
	files, err := filepath.Glob("testdata/*.case")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, f := range files {
		var out strings.Builder
		for _, c := range readCases(t, f) {
			doc := text.Parse(strings.Join(c.text, "\n\n"))
			got := describe(doc.Text, finder.Find(doc, parser.Document(doc), nil))
			t.Run(strings.TrimSuffix(filepath.Base(f), ".case")+"/"+c.name, func(t *testing.T) {
				diff := cmp.Diff(c.want, got)
				known := strings.HasPrefix(c.name, "?")
				if diff != "" && !known && !*update {
					t.Errorf("%s\n-want +got:\n%s", doc.Text, diff)
				}
				if diff == "" && known {
					t.Errorf("%s\nread as it should be: take the ? away", doc.Text)
				}
			})
			if strings.HasPrefix(c.name, "?") {
				got = c.want
			}
			fmt.Fprintf(&out, "case %s\n< %s\n", c.name, strings.Join(c.text, "\n< "))
			for _, line := range got {
				fmt.Fprintf(&out, "> %s\n", line)
			}
			out.WriteString("\n")
		}
		if *update {
			if err := os.WriteFile(f, []byte(strings.TrimSuffix(out.String(), "\n")), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func describe(src string, as []Attribution) (out []string) {
	for _, a := range as {
		out = append(out, words(src, a.Source)+" | "+words(src, a.Cue)+" | "+words(src, a.Content))
	}
	return out
}

func words(src string, spans []receipt.Span) string {
	if len(spans) == 0 {
		return "-"
	}
	var out []string
	for _, s := range spans {
		out = append(out, strings.ReplaceAll(s.In(src), "\n\n", "¶"))
	}
	return strings.Join(out, " / ")
}
