package pull

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/tape/bars"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what the cases give into them")

// outputs are the parts of a case that say what must come out.
var outputs = map[string]bool{"want/report": true, "want/daily.csv": true, "want/bars.csv": true}

// Each case is a folder of files; what comes out is the report and the data
// set, exported.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "cases", "*.case"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no cases", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".case"), func(t *testing.T) { runCase(t, path) })
	}
}

func runCase(t *testing.T, path string) {
	head, parts := readCase(t, path)
	from, to := t.TempDir(), t.TempDir()
	opts := Options{Resolve: anyVenue}
	want := map[string]string{}
	var inputs []part
	for _, f := range parts {
		if outputs[f.name] {
			want[f.name] = f.text
			continue
		}
		inputs = append(inputs, f)
		name := filepath.Join(from, filepath.FromSlash(f.name))
		if f.name == "map.csv" {
			name = filepath.Join(t.TempDir(), "map.csv")
			opts.Map = name
		}
		put(t, name, f.text)
	}
	got := pulled(t, from, to, opts)
	if *update {
		for _, name := range []string{"want/report", "want/daily.csv", "want/bars.csv"} {
			if got[name] != "" {
				inputs = append(inputs, part{name, got[name]})
			}
		}
		for _, f := range inputs {
			head += "-- " + f.name + " --\n" + f.text
		}
		put(t, path, head)
		return
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// part is a file within a case.
type part struct{ name, text string }

// readCase cuts a case at its lines "-- name --"; what stands before the first
// is for readers.
func readCase(t *testing.T, path string) (head string, parts []part) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		name, isName := strings.CutPrefix(strings.TrimSuffix(line, " --\n"), "-- ")
		switch {
		case isName && strings.HasSuffix(line, " --\n"):
			parts = append(parts, part{name: name})
		case len(parts) == 0:
			head += line
		default:
			parts[len(parts)-1].text += line
		}
	}
	return head, parts
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// pulled runs a pull and gives its report and the exported set.
func pulled(t *testing.T, from, to string, opts Options) map[string]string {
	t.Helper()
	report, err := Prices(context.Background(), from, to, opts)
	if err != nil {
		t.Fatal(err)
	}
	var text, daily, intraday bytes.Buffer
	for i := range report.Files {
		text.WriteString(report.Files[i].String())
	}
	tape, err := bars.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	defer tape.Close()
	if err := bars.ExportDaily(&daily, tape); err != nil {
		t.Fatal(err)
	}
	if err := bars.ExportIntraday(&intraday, tape); err != nil {
		t.Fatal(err)
	}
	out := map[string]string{"want/report": text.String()}
	for name, b := range map[string]*bytes.Buffer{"want/daily.csv": &daily, "want/bars.csv": &intraday} {
		if strings.Count(b.String(), "\n") > 1 {
			out[name] = b.String()
		}
	}
	return out
}
