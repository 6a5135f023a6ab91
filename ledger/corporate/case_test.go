package corporate

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/story/text"
)

var update = flag.Bool("update", false, "write what is found into the .case files")

// TestCases reads testdata/*.case: sentences and their types.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.case")
	if err != nil || len(files) == 0 {
		t.Fatalf("no case files: %v", err)
	}
	m := open(t)
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		title := ""
		for line := range strings.SplitSeq(strings.TrimRight(string(b), "\n"), "\n") {
			switch {
			case strings.HasPrefix(line, "->"):
				continue
			case strings.HasPrefix(line, "@ "):
				title = line[2:]
			}
			out = append(out, line)
			if line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "@") {
				out = append(out, "-> "+said(m, title, line))
			}
		}
		got := strings.Join(out, "\n") + "\n"
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(string(b), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", file, diff)
		}
	}
}

// said are the types of a line below a title, all its sentences together.
func said(m *Model, title, line string) string {
	var names []string
	for _, f := range m.Types(text.Parse(title + "\n" + line)) {
		if f.Sentence > 0 {
			names = append(names, string(f.Type))
		}
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

func open(t testing.TB) *Model {
	t.Helper()
	m, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	return m
}
