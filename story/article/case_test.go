package article

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/receipt"
)

// example is one block of a .case file: input lines, then "-> kind value" lines.
type example struct {
	name string
	line int
	in   string
	want []string
}

// readCases reads the blocks of a .case file. A block begins with "=== name"; a
// lone backslash is a blank line of input.
func readCases(t *testing.T, path string) []example {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []example
	for i, line := range strings.Split(string(b), "\n") {
		name, begins := strings.CutPrefix(line, "=== ")
		want, expects := strings.CutPrefix(line, "-> ")
		switch {
		case begins:
			out = append(out, example{name: name, line: i + 1})
		case len(out) == 0 || line == "" || strings.HasPrefix(line, "//"):
		case expects:
			out[len(out)-1].want = append(out[len(out)-1].want, want)
		default:
			if line == `\` {
				line = ""
			}
			out[len(out)-1].in += line + "\n"
		}
	}
	return out
}

// stated are the kinds that a block may leave out; all others must be listed in
// full, so that nothing is taken out unseen.
var stated = map[string]bool{"title": true, "text": true, "outlet": true, "published": true, "format": true, "language": true}

// findings says in the words of the .case files what Read made of a story.
func findings(a *Article, raw string) []string {
	out := []string{"format " + string(a.Format), "title " + a.Title.In(a.Text), "language " + a.Language}
	for line := range strings.SplitSeq(a.Body().In(a.Text), "\n") {
		if line != "" {
			out = append(out, "text "+line)
		}
	}
	if a.Outlet != nil {
		out = append(out, fmt.Sprintf("outlet %s (%s)", a.Outlet.Value, a.Outlet.How))
	} else {
		out = append(out, "outlet none")
	}
	value := a.Published.Value
	if value == "" {
		value = "unknown"
	}
	if a.Published.How != "" {
		value += " (" + a.Published.How + ")"
	}
	out = append(out, "published "+value)
	for _, s := range a.Stripped {
		out = append(out, fmt.Sprintf("strip %s: %s", s.Kind, strings.ReplaceAll(s.Text, "\n", " / ")))
	}
	for _, h := range a.Hints {
		out = append(out, fmt.Sprintf("hint %s: %s", h.Original.In(raw), h.Name.In(a.Text)))
	}
	for _, s := range a.Opaque {
		out = append(out, "opaque "+strings.ReplaceAll(s.In(a.Text), "\n", " / "))
	}
	return out
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.case")
	if err != nil || len(files) == 0 {
		t.Fatalf("no .case files: %v", err)
	}
	for _, file := range files {
		for _, ex := range readCases(t, file) {
			t.Run(filepath.Base(file)+"/"+ex.name, func(t *testing.T) {
				a, err := Read([]byte(ex.in), Options{Name: "case"})
				if err != nil {
					t.Fatalf("line %d: %v", ex.line, err)
				}
				checkMap(t, a, []byte(ex.in))
				wanted := map[string]bool{}
				for _, w := range ex.want {
					kind, _, _ := strings.Cut(w, " ")
					wanted[kind] = true
				}
				var got []string
				for _, f := range findings(a, ex.in) {
					kind, _, _ := strings.Cut(f, " ")
					if !stated[kind] || wanted[kind] {
						got = append(got, f)
					}
				}
				if diff := cmp.Diff(sorted(ex.want), sorted(got)); diff != "" {
					t.Errorf("line %d (-want +got):\n%s", ex.line, diff)
				}
			})
		}
	}
}

// sorted groups findings by kind and leaves the order within a kind alone.
func sorted(lines []string) []string {
	var out []string
	for _, kind := range []string{"format", "title", "language", "text", "outlet", "published", "strip", "hint", "opaque"} {
		for _, l := range lines {
			if k, _, _ := strings.Cut(l, " "); k == kind {
				out = append(out, l)
			}
		}
	}
	return out
}

// TestOriginalOfWords is the promise of the map in its plainest form.
func TestOriginalOfWords(t *testing.T) {
	raw := "Shares of AlibabaBABA-- fall\r\n\r\nThe  group&rsquo;s shares\tfell.\r\n"
	a, err := Read([]byte(raw), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if want := "Shares of Alibaba fall\n\nThe group&rsquo;s shares fell."; a.Text != want {
		t.Fatalf("text %q, want %q", a.Text, want)
	}
	for clean, want := range map[string]string{
		"Alibaba":      "Alibaba",
		"Alibaba fall": "AlibabaBABA-- fall",
		"The group":    "The  group",
		"shares fell":  "shares\tfell",
	} {
		at := strings.LastIndex(a.Text, clean)
		if got := a.Original(receipt.Span{Start: at, End: at + len(clean)}).In(raw); got != want {
			t.Errorf("original of %q is %q, want %q", clean, got, want)
		}
	}
}
