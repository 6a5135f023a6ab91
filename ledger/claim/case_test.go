package claim

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is found into the .case files")

// A .case file holds cases of the form
//
//	case a blanket denial
//	< The White House accused Alibaba of helping the army.
//	< Alibaba called the claims "completely false".
//	> 1 alleges | White House | accused | helping the army | disputed
//	> 2 denies 1 | Alibaba | called | the claims "completely false" | asserted
//
// "<" lines are the text, one paragraph each, and ">" lines the claims in order:
// number, stance and what it answers; speaker and, behind "via", the chain; cue;
// content; status; and, behind "objects", what is said to have been given; behind
// "marks", the mood of the content; behind "origins", how many there are of it
// when more than one. A case named "? ..." is not got right yet, and must not be
// right by accident: the mark goes when it is.
type storyCase struct {
	name string
	text []string
	want []string
	note []string // comment lines before it
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
		switch {
		case line == "":
		case strings.HasPrefix(line, "#"):
			notes = append(notes, line)
		case strings.HasPrefix(line, "case "):
			out = append(out, storyCase{name: line[5:], note: notes})
			notes = nil
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

func TestCases(t *testing.T) {
	names := loadRoster(t)
	files, err := filepath.Glob("testdata/*.case")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, f := range files {
		cases := readCases(t, f)
		var out strings.Builder
		for _, c := range cases {
			got := describe(names, strings.Join(c.text, "\n"))
			t.Run(strings.TrimSuffix(filepath.Base(f), ".case")+"/"+c.name, func(t *testing.T) {
				diff := cmp.Diff(c.want, got)
				if open := strings.HasPrefix(c.name, "? "); open && diff == "" {
					t.Errorf("%s\nis right now: take the mark away", c.name)
				} else if !open && diff != "" && !*update {
					t.Errorf("%s\n-want +got:\n%s", strings.Join(c.text, "\n"), diff)
				}
			})
			for _, n := range c.note {
				fmt.Fprintln(&out, n)
			}
			fmt.Fprintf(&out, "case %s\n< %s\n", c.name, strings.Join(c.text, "\n< "))
			if strings.HasPrefix(c.name, "? ") {
				got = c.want
			}
			for _, g := range got {
				fmt.Fprintf(&out, "> %s\n", g)
			}
			fmt.Fprintln(&out)
		}
		if *update {
			if err := os.WriteFile(f, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func describe(names roster, s string) []string {
	var out []string
	for _, c := range names.read(s).Claims {
		who := c.Speaker.Name
		if who == "" {
			who = "(story)"
		}
		for i, v := range c.Via {
			who += map[bool]string{true: " via ", false: ", "}[i == 0] + v.Name
		}
		about := ""
		if c.About != "" {
			about = " " + c.About[1:]
		}
		line := fmt.Sprintf("%s %s%s | %s | %s | %s | %s", c.ID[1:], c.Stance, about, who, c.Cue.In(s), c.Content.In(s), c.Status)
		if len(c.Objects) > 0 {
			var items []string
			for _, o := range c.Objects {
				items = append(items, o.In(s))
			}
			line += " | objects " + strings.Join(items, "; ")
		}
		if m := marks(c.Mood); m != "" {
			line += " | marks " + m
		}
		if c.Origins > 1 {
			line += fmt.Sprintf(" | origins %d", c.Origins)
		}
		out = append(out, line)
	}
	if out == nil {
		out = []string{"none"}
	}
	return out
}

func marks(m Mood) string {
	var out []string
	for _, x := range []struct {
		word string
		set  bool
	}{{"negated", m.Negated}, {string(m.Modal), m.Modal != ""}, {"conditional", m.Conditional}, {"predicted", m.Predicted}} {
		if x.set {
			out = append(out, x.word)
		}
	}
	return strings.Join(out, " ")
}
