package check

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/sample"
)

var update = flag.Bool("update", false, "write what is found into the .case files")

// TestCases reads testdata/*.case: texts, and the statements found in them,
// judged by the tape that comes with the program.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.case")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	tape := sampleTape(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".case"), func(t *testing.T) { runCases(t, file, tape) })
	}
}

func sampleTape(t testing.TB) *bars.Tape {
	t.Helper()
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	return tape
}

func runCases(t *testing.T, file string, tape *bars.Tape) {
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	ref := when.Reference{}
	for block := range strings.SplitSeq(strings.TrimRight(string(b), "\n"), "\n\n") {
		var words, want []string
		for line := range strings.SplitSeq(block, "\n") {
			switch {
			case strings.HasPrefix(line, "#"):
				out.WriteString(line + "\n")
			case strings.HasPrefix(line, "@ "):
				ref = referenceOf(t, line[2:])
				out.WriteString(line + "\n")
			case strings.HasPrefix(line, "-> "), line == "->":
				want = append(want, line)
			default:
				words = append(words, line)
			}
		}
		if len(words) == 0 {
			out.WriteString("\n")
			continue
		}
		clean := strings.Join(words, "\n")
		got := show(clean, judged(clean, ref, tape))
		if diff := cmp.Diff(want, got); diff != "" && !*update {
			t.Errorf("%s\n%s", clean, diff)
		}
		out.WriteString(clean + "\n" + strings.Join(got, "\n") + "\n\n")
	}
	if *update {
		if err := os.WriteFile(file, []byte(strings.TrimRight(out.String(), "\n")+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// referenceOf reads the @ line: a moment, a day, or unknown.
func referenceOf(t *testing.T, s string) when.Reference {
	t.Helper()
	if s == "unknown" {
		return when.Reference{}
	}
	ref, err := article.ParsePublished(s)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func judged(clean string, ref when.Reference, tape *bars.Tape) []Statement {
	a := &article.Article{Name: "case", Text: clean, Reference: ref}
	doc := text.Parse(clean)
	return Story(a, doc, parse(doc), linker().Find(a, doc), tape)
}

// show writes statements the way the .case files do: words | listing measure
// direction value qualifier | window | verdict, truth, minute.
func show(clean string, statements []Statement) []string {
	if len(statements) == 0 {
		return []string{"->"}
	}
	var out []string
	for _, s := range statements {
		line := "-> " + s.Span.In(clean) + " | " + id(s) + " " + string(s.Measure) + " " + string(s.Direction)
		if s.HasValue {
			line += " " + strconv.FormatFloat(s.Value, 'f', -1, 64) + " " + s.Unit
		}
		if s.Since != "" {
			line += " " + s.Since
		}
		if s.Qualifier != "none" && s.Qualifier != "exact" {
			line += " " + s.Qualifier
		}
		line += " | " + showWindow(s.Window) + " | " + string(s.Verdict)
		if s.Missing != nil {
			line += " " + string(s.Missing.Reason)
		}
		if s.HasTruth {
			line += fmt.Sprintf(" %.2f", s.Truth)
		}
		if s.TruthDate != 0 {
			line += " " + s.TruthDate.String()
		}
		if s.Minute != "" {
			line += " at " + s.Minute + ".." + s.LastMinute
		}
		for _, a := range s.Alternatives {
			line += " [" + a.What + "]"
		}
		for _, f := range s.Flags {
			line += " !" + f
		}
		out = append(out, line)
	}
	return out
}

func showWindow(w Window) string {
	if w.To == 0 {
		return "no window"
	}
	out := w.From.String() + " to " + w.To.String()
	if w.AsOf != "" {
		out += " " + w.AsOf
	}
	return out + " " + w.Field
}
