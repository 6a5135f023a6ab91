package app

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"unicode/utf8"

	"newstape/fault"
)

// evalCommand measures the rooms against gold. A set joins with a field here and
// a file eval_<set>.go.
type evalCommand struct {
	Study   evalStudyCommand   `cmd:"" help:"The event-study engine against published and independent results."`
	Stories evalStoriesCommand `cmd:"" help:"The whole path, from a story to its dossier, on stories with gold dossiers."`

	Ledger     evalLedgerCommand     `cmd:"" help:"Syntax, who says what, stance and event types against marked text."`
	Names      evalNamesCommand      `cmd:"" help:"Names linked, names recognised, names matched."`
	Extraction evalExtractionCommand `cmd:"" help:"Article text against pages with marked text, by the benchmark's own F1."`
	Check      evalCheckCommand      `cmd:"" help:"Market statements found and judged: real sentences, stories, sentences made wrong on purpose."`
	Clusters   evalClustersCommand   `cmd:"" help:"Stories of one event put together, and stories of different events kept apart."`
}

// evalFlags are those of every set.
type evalFlags struct {
	Gold   string `help:"Folder of gold (default: the shared data, found by NEWSTAPE_SHARED or beside the repository)." placeholder:"DIR"`
	Format string `help:"text or json." enum:"text,json" default:"text"`
	Errors string `help:"Write the wrong cases for a person to read." placeholder:"FILE"`
}

// dir is the folder of gold: what was asked for, or a folder of the shared data.
func (f evalFlags) dir(s *session, shared ...string) (string, error) {
	dir := f.Gold
	if dir == "" {
		root, ok := s.Env("NEWSTAPE_SHARED")
		if !ok || root == "" {
			root = filepath.Join("..", "shared")
		}
		dir = filepath.Join(append([]string{root}, shared...)...)
	}
	if !isDir(dir) {
		return "", fault.New(fault.NotFound, "eval: no folder %s", dir).Try("--gold DIR, or NEWSTAPE_SHARED")
	}
	return dir, nil
}

// score is one set's metrics; n is the number of cases behind them.
type score struct {
	set     string
	metrics map[string]float64
}

// print writes the scores, sets in the order given and metrics by name. As JSON
// that is one object {"<set>": {"<metric>": number, "n": count}}.
func (f evalFlags) print(s *session, scores []score) error {
	if f.Format == "json" {
		var b bytes.Buffer
		b.WriteString("{")
		for k, sc := range scores {
			name, err := json.Marshal(sc.set)
			if err != nil {
				return fmt.Errorf("write scores: %w", err)
			}
			metrics, err := json.Marshal(sc.metrics) // keys in order
			if err != nil {
				return fmt.Errorf("write scores of %s: %w", sc.set, err)
			}
			fmt.Fprintf(&b, "%s\n  %s: %s", map[bool]string{true: ",", false: ""}[k > 0], name, metrics)
		}
		b.WriteString("\n}\n")
		_, err := s.Stdout.Write(b.Bytes())
		return err
	}
	width := 0
	for _, sc := range scores {
		width = max(width, utf8.RuneCountInString(sc.set))
	}
	for _, sc := range scores {
		fmt.Fprintf(s.Stdout, "%-*s", width, sc.set)
		var names []string
		for name := range sc.metrics {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			digits := 4
			if x := sc.metrics[name]; x == math.Trunc(x) {
				digits = -1
			}
			fmt.Fprintf(s.Stdout, "  %s %s", name, strconv.FormatFloat(sc.metrics[name], 'g', digits, 64))
		}
		fmt.Fprintln(s.Stdout)
	}
	return nil
}

// writeErrors writes the wrong cases, one a line, when a file was named.
func (f evalFlags) writeErrors(lines []string) error {
	if f.Errors == "" {
		return nil
	}
	return writeFile(f.Errors, func(w io.Writer) error {
		for _, line := range lines {
			if _, err := fmt.Fprintln(w, line); err != nil {
				return err
			}
		}
		return nil
	})
}
