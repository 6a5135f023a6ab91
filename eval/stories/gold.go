package stories

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"newstape/fault"
	"newstape/receipt"
)

// ending is how the name of a gold file ends.
const ending = ".gold.json"

// Gold is one annotated story. Spans are bytes of Text; the files count code
// points.
type Gold struct {
	ID         string
	Published  string
	Securities []goldSecurity
	Traps      []goldTrap `json:"not_securities"`
	Claims     []goldClaim
	Statements []goldStatement `json:"market_statements"`
	Events     []goldEvent
	Lists      []goldStanding `json:"lists_as_of_story"`
	Text       string         `json:"-"`
}

type goldSecurity struct {
	Text, Listing, Role string
	Start, End          int
	span                receipt.Span
}

type goldTrap struct {
	Text, Reason string
	Start, End   int
	span         receipt.Span
}

type goldClaim struct {
	ID                   string
	Content, Source, Cue []int
	Speaker              string
	Via                  []string
	Stance, Status       string
	About                string
	content, source, cue receipt.Span
}

type goldStatement struct {
	Start, End               int
	Listing                  string
	Measure, Direction, Unit string
	Value                    any // number, date prefix or nil
	Qualifier                string
	Window                   struct{ From, To, Field string }
	Truth                    any
	Verdict, Reason          string
	Also, Flags              []string
	Alternatives             []struct{ Label string }
	Why                      string
	span                     receipt.Span
}

type goldEvent struct {
	Type, Actor, Recipient, Date string
	Text                         []int
	span                         receipt.Span
}

type goldStanding struct {
	Party, List, Status, Since string
}

// ReadGold reads the annotated stories of a folder in order of name.
func ReadGold(dir string) ([]Gold, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*"+ending))
	if err != nil || len(files) == 0 {
		return nil, fault.New(fault.NotFound, "read gold stories: no *%s in %s", ending, dir).
			Try("--gold with a folder laid out like the shared data's gold, with a folder stories inside")
	}
	out := make([]Gold, 0, len(files))
	for _, file := range files {
		g, err := readGold(file)
		if err != nil {
			return nil, err
		}
		out = append(out, g)
	}
	return out, nil
}

func readGold(file string) (Gold, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return Gold{}, fault.New(fault.BadInput, "read gold story: %w", err)
	}
	story := strings.TrimSuffix(file, ending) + ".txt"
	words, err := os.ReadFile(story)
	if errors.Is(err, fs.ErrNotExist) {
		return Gold{}, fault.New(fault.NotFound, "read gold story %s: its text %s is not there", file, story)
	}
	if err != nil {
		return Gold{}, fault.New(fault.BadInput, "read gold story: %w", err)
	}
	return parseGold(file, b, words)
}

// parseGold reads the gold of the file named with the story it is about.
func parseGold(file string, b, words []byte) (Gold, error) {
	var g Gold
	if err := json.Unmarshal(b, &g); err != nil {
		return Gold{}, fault.New(fault.BadInput, "read gold story %s: %w", file, err).Try("the layout that the set's guide describes")
	}
	if !utf8.Valid(words) {
		return Gold{}, fault.New(fault.BadInput, "read gold story %s: its text is not UTF-8", file)
	}
	g.Text = string(words)
	if g.ID == "" {
		g.ID = strings.TrimSuffix(filepath.Base(file), ending)
	}
	if err := g.place(file); err != nil {
		return Gold{}, err
	}
	return g, nil
}

// place turns code points into bytes and refuses what does not lie in the text.
func (g *Gold) place(file string) error {
	p := placer{file: file, bytes: byteOffsets(g.Text), text: g.Text}
	for i := range g.Securities {
		s := &g.Securities[i]
		s.span = p.words("securities", i, []int{s.Start, s.End}, s.Text)
	}
	for i := range g.Traps {
		t := &g.Traps[i]
		t.span = p.words("not_securities", i, []int{t.Start, t.End}, t.Text)
	}
	for i := range g.Claims {
		c := &g.Claims[i]
		c.content = p.span("claims content", i, c.Content)
		c.source = p.span("claims source", i, c.Source)
		c.cue = p.span("claims cue", i, c.Cue)
	}
	for i := range g.Statements {
		s := &g.Statements[i]
		s.span = p.span("market_statements", i, []int{s.Start, s.End})
	}
	for i := range g.Events {
		e := &g.Events[i]
		e.span = p.span("events text", i, e.Text)
	}
	return p.err
}

// placer finds bytes and keeps the first thing that was wrong.
type placer struct {
	file, text string
	bytes      []int // of each code point, and of the end
	err        error
}

// span is a pair of code-point offsets in bytes; no pair gives an empty span.
func (p *placer) span(part string, n int, pair []int) receipt.Span {
	if len(pair) == 0 {
		return receipt.Span{}
	}
	if len(pair) != 2 || pair[0] < 0 || pair[1] < pair[0] || pair[1] >= len(p.bytes) {
		if p.err == nil {
			p.err = fault.New(fault.BadInput, "read gold story %s: %s %d: offsets %v do not lie in the text of %d code points", p.file, part, n+1, pair, len(p.bytes)-1).
				Try("offsets in code points, half open")
		}
		return receipt.Span{}
	}
	return receipt.Span{Start: p.bytes[pair[0]], End: p.bytes[pair[1]]}
}

// words is a span that must read as the gold says it does.
func (p *placer) words(part string, n int, pair []int, want string) receipt.Span {
	s := p.span(part, n, pair)
	if got := s.In(p.text); p.err == nil && want != "" && got != want {
		p.err = fault.New(fault.BadInput, "read gold story %s: %s %d: the text at %v is %q, not %q", p.file, part, n+1, pair, got, want).
			Try("offsets in code points, half open")
	}
	return s
}

// byteOffsets are the byte offset of each code point, and the length.
func byteOffsets(s string) []int {
	out := make([]int, 0, len(s)+1)
	for i := range s {
		out = append(out, i)
	}
	return append(out, len(s))
}

// trapped reports whether a trap of the reason overlaps the span.
func (g *Gold) trapped(s receipt.Span, reason string) bool {
	for _, t := range g.Traps {
		if t.Reason == reason && t.span.Overlaps(s) {
			return true
		}
	}
	return false
}
