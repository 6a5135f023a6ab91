package when

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newstape/story/text"
	"newstape/tape/calendar"
)

// show writes an expression the way the .case file does.
func show(doc text.Document, e Expr, cal *calendar.Calendar) string {
	out := e.In(doc.Text) + " | " + string(e.Kind)
	if e.Part != WholeDay {
		out += " " + string(e.Part)
	}
	switch {
	case e.Missing != nil:
		return out + " missing " + string(e.Missing.Reason)
	case e.Kind == Since:
		out += " " + e.From.String()
	case e.Kind == Clock:
		out += " " + e.At.Format("2006-01-02T15:04-07:00")
	case e.From == e.To:
		out += " " + e.From.String()
	default:
		out += " " + e.From.String() + ".." + e.To.String()
	}
	if e.Mismatch {
		out += " mismatch"
	}
	base, last, missing := e.Window(cal)
	if missing != nil {
		return out + " => " + string(missing.Reason)
	}
	return out + " => " + base.Date.String() + " to " + last.Date.String()
}

// readReference reads the @ line: a moment, a day, or unknown.
func readReference(t *testing.T, s string) Reference {
	if s == "unknown" {
		return Reference{}
	}
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return Reference{Published: at, Known: true}
	}
	day, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return Reference{Published: day, Known: true, DateOnly: true}
}

func TestFind(t *testing.T) {
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile("testdata/times.case")
	if err != nil {
		t.Fatal(err)
	}
	var ref Reference
	for n, block := range strings.Split(string(raw), "\n\n") {
		var in []string
		var want []string
		for line := range strings.Lines(block) {
			line = strings.TrimRight(line, "\n")
			switch {
			case strings.HasPrefix(line, "#"), line == "", line == "->":
			case strings.HasPrefix(line, "@ "):
				ref = readReference(t, line[2:])
			case strings.HasPrefix(line, "-> "):
				want = append(want, line[3:])
			default:
				in = append(in, line)
			}
		}
		if len(in) == 0 {
			continue
		}
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			doc := text.Parse(strings.Join(in, "\n"))
			var got []string
			for _, e := range Find(doc, ref) {
				got = append(got, show(doc, e, cal))
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s\n%s", fmt.Sprint(in), d)
			}
		})
	}
}
