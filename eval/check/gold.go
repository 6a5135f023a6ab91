package check

import (
	"bufio"
	"cmp"
	_ "embed"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"newstape/fault"
	"newstape/receipt"
	"newstape/story/when"
)

// goldLine is one annotated statement of a real sentence; Statements is not nil
// in the line of a sentence that has none.
type goldLine struct {
	Sentence   string `json:"sentence_id"`
	Doc        string
	Published  string
	Raw        string `json:"published_raw"`
	Span       []int  // code points, half open
	Subject    string
	Listing    string
	Measure    string
	Direction  string
	Value      *float64
	Unit       string
	Qualifier  string
	Window     struct{ From, To, Field, Kind string }
	Truth      *float64
	Verdict    string
	Reason     string
	Why        string
	Accept     []string
	Complete   *bool `json:"sentence_complete"`
	Text       string
	Statements *[]json.RawMessage

	span receipt.Span // bytes
}

// maxLine bounds one line of a gold file, in bytes.
const maxLine = 4 << 20

// readLines reads the set, the lines of a sentence together and sentences in
// order of their names.
func readLines(path string) ([][]goldLine, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.BadInput, "read gold statements: %w", err)
	}
	defer f.Close()
	return parseLines(path, f)
}

func parseLines(path string, in io.Reader) ([][]goldLine, error) {
	var all []goldLine
	scan := bufio.NewScanner(in)
	scan.Buffer(nil, maxLine)
	for n := 1; scan.Scan(); n++ {
		var g goldLine
		if err := json.Unmarshal(scan.Bytes(), &g); err != nil {
			return nil, fault.New(fault.BadInput, "read gold statements %s: line %d: %w", path, n, err).Try("the layout that the set's guide describes")
		}
		if g.Statements == nil {
			ok := false
			if g.span, ok = byteSpan(g.Text, g.Span); !ok {
				return nil, fault.New(fault.BadInput, "read gold statements %s: line %d: span %v does not lie in the text of %d code points", path, n, g.Span, len([]rune(g.Text))).
					Try("offsets in code points, half open")
			}
		}
		all = append(all, g)
	}
	if err := scan.Err(); err != nil {
		return nil, fault.New(fault.BadInput, "read gold statements %s: %w", path, err)
	}
	slices.SortStableFunc(all, func(a, b goldLine) int { return cmp.Compare(a.Sentence, b.Sentence) })
	var out [][]goldLine
	for _, g := range all {
		if n := len(out); n > 0 && out[n-1][0].Sentence == g.Sentence {
			out[n-1] = append(out[n-1], g)
			continue
		}
		out = append(out, []goldLine{g})
	}
	return out, nil
}

func byteSpan(text string, points []int) (receipt.Span, bool) {
	runes := []rune(text)
	if len(points) != 2 || points[0] < 0 || points[1] < points[0] || points[1] > len(runes) {
		return receipt.Span{}, false
	}
	return receipt.Span{Start: len(string(runes[:points[0]])), End: len(string(runes[:points[1]]))}, true
}

// reference is when the sentence was published. The stamps of the set lie in the
// ways that its guide tells: those of 2020 and later are New York's wall time less
// its offset, earlier ones have lost their half of the day, 16:00 is a date alone.
func (g goldLine) reference() when.Reference {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil || len(g.Published) < len(time.DateOnly) {
		return when.Reference{}
	}
	if at, err := time.Parse("2006-01-02 15:04:05-07:00", g.Raw); err == nil && at.Year() >= 2020 && at.Hour()+at.Minute() > 0 && at.Hour() != 16 {
		_, offset := at.In(zone).Zone()
		wall := at.Add(time.Duration(-offset) * time.Second)
		return when.Reference{Known: true, Published: time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, zone)}
	}
	for _, layout := range [...]string{"January 02, 2006 — 03:04 pm", "Jan 2, 2006 3:04PM"} {
		if at, err := time.ParseInLocation(layout, strings.TrimSuffix(g.Raw, " EST"), zone); err == nil {
			return when.Reference{Published: at, Known: true}
		}
	}
	at, err := time.ParseInLocation(time.DateOnly, g.Published[:len(time.DateOnly)], zone)
	return when.Reference{Published: at, Known: err == nil, DateOnly: true}
}

// undated reports a sentence whose document has no date.
func (g goldLine) undated() bool { return g.Published == "" }

//go:embed indexes.tsv
var indexTable string

// listing is the gold's listing as the master spells it.
func (g goldLine) listing() string {
	for gold, cells := range rows(indexTable) {
		if gold == g.Listing {
			return cells[0]
		}
	}
	if name, index := strings.CutPrefix(g.Listing, "^"); index {
		return "INDEX:" + name
	}
	return g.Listing
}

// named reports whether the sentence itself says who it is about: the guide puts
// in brackets what comes from the sentence before.
func (g goldLine) named() bool {
	if g.Listing == "" || strings.HasPrefix(g.Subject, "(") {
		return false
	}
	_, inside, has := strings.Cut(g.Subject, "(")
	inside, _, _ = strings.Cut(inside, ")")
	if !has {
		return true
	}
	said := wordsOf(g.Text)
	for _, w := range wordsOf(inside) {
		if !slices.Contains(said, w) {
			return false
		}
	}
	return true
}

// wordsOf are the runs of letters and digits in a text.
func wordsOf(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
