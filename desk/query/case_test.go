package query

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// block is one query of a .case file with what must come of it.
type block struct {
	line            int
	query           string
	canonical, fail string
	finds           []string
}

// readCases reads a .case file: stories by name, and queries.
func readCases(t *testing.T, path string) (names []string, docs map[string]Doc, queries []block) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	docs = map[string]Doc{}
	name := ""
	for i, line := range strings.Split(string(raw), "\n") {
		mark, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
			name = ""
		case mark == "doc":
			name = rest
			names = append(names, name)
			docs[name] = Doc{Attributes: map[string][]string{}, Numbers: map[string][]float64{}}
		case name != "":
			docs[name] = withLine(t, docs[name], mark, rest)
		case mark == "?":
			queries = append(queries, block{line: i + 1, query: rest})
		case mark == "=":
			queries[len(queries)-1].canonical = rest
		case mark == "+":
			queries[len(queries)-1].finds = strings.Fields(rest)
		case mark == "!":
			queries[len(queries)-1].fail = rest
		default:
			t.Fatalf("%s:%d: %q", path, i+1, line)
		}
	}
	return names, docs, queries
}

func withLine(t *testing.T, d Doc, key, rest string) Doc {
	t.Helper()
	if key == "text" {
		d.Text = rest
		return d
	}
	if _, ok := keyOf(key, Number); ok && key != "T" {
		for s := range strings.SplitSeq(rest, ", ") {
			x, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatal(err)
			}
			d.Numbers[key] = append(d.Numbers[key], x)
		}
		return d
	}
	d.Attributes[key] = strings.Split(rest, ", ")
	return d
}

func TestQueries(t *testing.T) {
	for _, path := range []string{"testdata/match.case", "testdata/errors.case"} {
		names, docs, queries := readCases(t, path)
		for _, b := range queries {
			q, err := Parse(b.query)
			if b.fail != "" {
				if err == nil || !strings.HasPrefix(err.Error(), "read query: "+b.fail) {
					t.Errorf("%s:%d: %s\n got %v\nwant %s", path, b.line, b.query, err, b.fail)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s:%d: %s: %v", path, b.line, b.query, err)
				continue
			}
			if got := q.String(); got != b.canonical {
				t.Errorf("%s:%d: %s\n got %s\nwant %s", path, b.line, b.query, got, b.canonical)
			}
			var found []string
			for _, n := range names {
				if q.Match(docs[n]) {
					found = append(found, n)
				}
			}
			if !slices.Equal(found, b.finds) {
				t.Errorf("%s:%d: %s finds %v, want %v", path, b.line, b.query, found, b.finds)
			}
		}
	}
}
