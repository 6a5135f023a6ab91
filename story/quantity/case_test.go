package quantity

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/story/text"
)

// show writes a quantity the way the .case file does.
func show(doc text.Document, q Quantity) string {
	unit := string(q.Unit)
	if q.Currency != "" {
		unit = q.Currency
	}
	if q.Noun != "" {
		unit += "(" + q.Noun + ")"
	}
	out := fmt.Sprintf("%s | %s %s d%d", q.In(doc.Text), strconv.FormatFloat(q.Value, 'g', 10, 64), unit, q.Decimals)
	if q.Qualifier != Exact {
		out += fmt.Sprintf(" %s %q", q.Qualifier, q.Hedge.In(doc.Text))
	}
	return out
}

func TestFind(t *testing.T) {
	raw, err := os.ReadFile("testdata/quantities.case")
	if err != nil {
		t.Fatal(err)
	}
	for n, block := range strings.Split(string(raw), "\n\n") {
		var in string
		var want []string
		for line := range strings.Lines(block) {
			line = strings.TrimRight(line, "\n")
			switch {
			case strings.HasPrefix(line, "## "), strings.HasPrefix(line, "# "), line == "":
			case line == "->":
			case strings.HasPrefix(line, "-> "):
				want = append(want, line[3:])
			default:
				in += line
			}
		}
		if in == "" {
			continue
		}
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			doc := text.Parse(in)
			var got []string
			for _, q := range Find(doc) {
				got = append(got, show(doc, q))
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s\n%s", in, d)
			}
		})
	}
}
