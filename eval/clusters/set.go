// Package clusters measures story clustering on short stories with gold: which of
// them tell of one event, which are copies, which correct an earlier text.
//
//	sets, err := clusters.Embedded()
//	report, err := clusters.Run(ctx, sets, facts)
//	report.Scores[0].F1            // B-cubed, of the first set
//
// In: sets of stories with gold, and the facts that reading needs. Each story goes
// the product's way: read, composed, signed; then, in order of time, assigned
// among the stories that share a key with it. Out: B-cubed and pairwise scores,
// false merges, and every wrong decision in words.
//
// The sets, in our own words about public events: "tune", on which thresholds may
// be chosen; "held", which only measures; and "adversarial", made-up
// pairs that differ in a word or two that matter.
//
// Limits: the sets are small and their stories short (40 to 90 words), mostly
// English with some Spanish and Chinese.
package clusters

import (
	"bufio"
	"embed"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"newstape/fault"
)

//go:embed testdata/*.case
var embedded embed.FS

// Story is one story with its gold.
type Story struct {
	Event     string // gold cluster
	Name      string // unique in its set: event/letter
	Published time.Time
	Outlet    string
	Text      string // title, blank line, body
	Kind      string // "", echo (a copy) or correction
	Of        string // name of the story that it copies or corrects
}

// Set is stories that are clustered together.
type Set struct {
	Name    string
	Stories []Story
}

// order in which the embedded sets are told.
var order = []string{"tune", "held", "adversarial"}

// Embedded gives the sets that come with the program.
func Embedded() ([]Set, error) {
	return read(embedded, "testdata")
}

// Read gives the sets of a folder: its files *.case, each a set.
func Read(fsys fs.FS) ([]Set, error) { return read(fsys, ".") }

func read(fsys fs.FS, dir string) ([]Set, error) {
	files, err := fs.Glob(fsys, path.Join(dir, "*.case"))
	if err != nil {
		return nil, fault.New(fault.BadInput, "cluster sets: %w", err)
	}
	if len(files) == 0 {
		return nil, fault.New(fault.NotFound, "cluster sets: no *.case files in the folder").Try("a folder that holds clusters/*.case files")
	}
	var sets []Set
	for _, name := range files {
		f, err := fsys.Open(name)
		if err != nil {
			return nil, fault.New(fault.NotFound, "cluster set %s: %w", name, err)
		}
		stories, err := Parse(f, name)
		if err := closing(f, err); err != nil {
			return nil, err
		}
		sets = append(sets, Set{strings.TrimSuffix(path.Base(name), ".case"), stories})
	}
	rank := func(s Set) int {
		if k := slices.Index(order, s.Name); k >= 0 {
			return k
		}
		return len(order)
	}
	slices.SortStableFunc(sets, func(a, b Set) int { return rank(a) - rank(b) })
	return sets, nil
}

func closing(f fs.File, err error) error {
	if cerr := f.Close(); err == nil && cerr != nil {
		return fault.New(fault.BadInput, "cluster set: %w", cerr)
	}
	return err
}

// Parse reads one set. An event begins with "== name", a story with
//
//	-- letter | time | outlet | echo a
//
// its title on the next line and its body after that; the last cell, "echo" or
// "correction" with the letter of another story of the event, may be missing.
// Lines before the first event that begin with '#' are comments.
func Parse(r io.Reader, file string) ([]Story, error) {
	var out []Story
	event, line := "", 0
	var text []string
	flush := func() {
		if len(out) > 0 && text != nil {
			out[len(out)-1].Text = join(text)
		}
		text = nil
	}
	in := bufio.NewScanner(r)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		line++
		s := in.Text()
		switch {
		case strings.HasPrefix(s, "== "):
			flush()
			event = strings.TrimSpace(s[3:])
		case strings.HasPrefix(s, "-- "):
			flush()
			st, err := head(event, s[3:])
			if err != nil {
				return nil, fault.New(fault.BadInput, "cluster set %s, line %d: %w", file, line, err)
			}
			out = append(out, st)
			text = []string{}
		case text != nil:
			text = append(text, s)
		case strings.TrimSpace(s) != "" && !strings.HasPrefix(s, "#"):
			return nil, fault.New(fault.BadInput, "cluster set %s, line %d: text before the first story", file, line)
		}
	}
	flush()
	if err := in.Err(); err != nil {
		return nil, fault.New(fault.BadInput, "cluster set %s: %w", file, err)
	}
	return out, check(out, file)
}

// join puts a blank line between title and body, as article reads them.
func join(lines []string) string {
	title, body := "", lines
	if len(lines) > 0 {
		title, body = lines[0], lines[1:]
	}
	return title + "\n\n" + strings.TrimSpace(strings.Join(body, "\n")) + "\n"
}

func head(event, s string) (Story, error) {
	cells := strings.Split(s, "|")
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
	}
	if event == "" {
		return Story{}, fault.New(fault.BadInput, "a story without an event")
	}
	if len(cells) < 3 || len(cells) > 4 {
		return Story{}, fault.New(fault.BadInput, "%d cells, want letter | time | outlet | echo a", len(cells))
	}
	at, err := time.Parse(time.RFC3339, cells[1])
	if err != nil {
		return Story{}, fault.New(fault.BadInput, "time %q: %w", cells[1], err)
	}
	st := Story{Event: event, Name: event + "/" + cells[0], Published: at, Outlet: cells[2]}
	if len(cells) == 4 {
		kind, of, ok := strings.Cut(cells[3], " ")
		if !ok || kind != "echo" && kind != "correction" {
			return Story{}, fault.New(fault.BadInput, "%q is neither echo nor correction of a story", cells[3])
		}
		st.Kind, st.Of = kind, event+"/"+of
	}
	return st, nil
}

func check(stories []Story, file string) error {
	seen := map[string]bool{}
	for _, s := range stories {
		if seen[s.Name] {
			return fault.New(fault.BadInput, "cluster set %s: two stories %s", file, s.Name)
		}
		seen[s.Name] = true
	}
	for _, s := range stories {
		if s.Of != "" && !seen[s.Of] {
			return fault.New(fault.BadInput, "cluster set %s: %s is of %s, which is not there", file, s.Name, s.Of)
		}
	}
	return nil
}
