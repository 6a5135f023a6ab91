package text

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// example is one block of a .case file.
type example struct {
	line int
	in   string
	want []string
}

// readCases reads blocks of input lines and "-> " lines. A lone backslash is a
// blank line of input, ⏎ a line end inside an expected line.
func readCases(t *testing.T, path string) []example {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []example
	var cur example
	flush := func() {
		if len(cur.want) > 0 {
			cur.in = strings.TrimSuffix(cur.in, "\n")
			out = append(out, cur)
		}
		cur = example{}
	}
	for i, l := range strings.Split(string(raw), "\n") {
		switch {
		case strings.HasPrefix(l, "#"):
		case strings.HasPrefix(l, "->"):
			if w := strings.TrimSpace(strings.TrimPrefix(l, "->")); w != "" {
				cur.want = append(cur.want, w)
			} else {
				cur.want = append(cur.want, "")
			}
		case l == "":
			flush()
		case l == `\`:
			cur.in += "\n"
		default:
			if cur.in == "" {
				cur.line = i + 1
			}
			cur.in += l + "\n"
		}
	}
	flush()
	return out
}

func TestSentences(t *testing.T) {
	for _, c := range readCases(t, "testdata/sentences.case") {
		t.Run(fmt.Sprintf("line %d", c.line), func(t *testing.T) {
			doc := Parse(c.in)
			var got []string
			for _, s := range doc.Sentences {
				mark := ""
				switch {
				case s.Cells != nil:
					mark = fmt.Sprintf("[row %d] ", len(s.Cells))
				case s.Heading:
					mark = "[heading] "
				}
				got = append(got, mark+strings.ReplaceAll(s.In(doc.Text), "\n", "⏎"))
			}
			if len(got) == 0 {
				got = []string{""}
			}
			if d := cmp.Diff(c.want, got); d != "" {
				t.Errorf("sentences.case:%d\n%s", c.line, d)
			}
		})
	}
}

func TestTokens(t *testing.T) {
	names := map[Kind]string{Word: "w", Number: "n", Punct: "p", Symbol: "s"}
	for _, c := range readCases(t, "testdata/tokens.case") {
		t.Run(fmt.Sprintf("line %d", c.line), func(t *testing.T) {
			var words, kinds []string
			for _, tok := range tokenize(c.in, 0, len(c.in), nil) {
				words = append(words, tok.In(c.in))
				kinds = append(kinds, names[tok.Kind])
			}
			got := strings.Join(words, " ") + " | " + strings.Join(kinds, " ")
			if d := cmp.Diff(c.want[0], got); d != "" {
				t.Errorf("tokens.case:%d\n%s", c.line, d)
			}
		})
	}
}
