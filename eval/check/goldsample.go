package check

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"newstape/fault"
	"newstape/receipt"
)

// rightFigure is a figure of a gold set that holds, in its text.
type rightFigure struct {
	sample    Sample
	span      receipt.Span // of the statement
	value     float64      // magnitude
	truth     float64      // signed
	down      bool
	qualifier qualifier
}

// RealSamples makes samples of the right statements of real sentences: percentages
// that hold as printed, every second one altered in its number or direction.
func RealSamples(path string, seed uint64) ([]Sample, error) {
	sentences, err := readLines(path)
	if err != nil {
		return nil, err
	}
	var right []rightFigure
	for _, lines := range sentences {
		for _, g := range lines {
			ref := g.reference()
			if g.Statements != nil || g.Verdict != "holds" || len(g.Accept) > 0 || g.Measure != "return" || g.Value == nil || g.Truth == nil || !ref.Known || !g.named() {
				continue
			}
			right = append(right, rightFigure{
				sample: Sample{Kind: "real sentence", Text: g.Text, Published: ref.Published, DateOnly: ref.DateOnly, Listing: g.listing(), Alone: true},
				span:   g.span, value: *g.Value, truth: *g.Truth, down: g.Direction == "down", qualifier: guideWord(g.Qualifier),
			})
		}
	}
	return alterRight(right, seed), nil
}

// StorySamples makes samples of the right statements of stories with gold.
func StorySamples(dir string, seed uint64) ([]Sample, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	if err != nil {
		return nil, fault.New(fault.BadInput, "read gold stories in %s: %w", dir, err)
	}
	var right []rightFigure
	for _, file := range files {
		more, err := rightInStory(file)
		if err != nil {
			return nil, err
		}
		right = append(right, more...)
	}
	return alterRight(right, seed), nil
}

func rightInStory(file string) ([]rightFigure, error) {
	b, err := os.ReadFile(file)
	if err != nil {
		return nil, fault.New(fault.BadInput, "read gold story: %w", err)
	}
	var gold struct {
		Published  string
		Statements []struct {
			Start, End                                            int
			Listing, Measure, Direction, Unit, Qualifier, Verdict string
			Value, Truth                                          any
			Also, Flags                                           []string
		} `json:"market_statements"`
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		return nil, fault.New(fault.BadInput, "read gold story %s: %w", file, err)
	}
	words, err := os.ReadFile(strings.TrimSuffix(file, ".gold.json") + ".txt")
	if err != nil {
		return nil, fault.New(fault.BadInput, "read gold story: %w", err)
	}
	var out []rightFigure
	for _, s := range gold.Statements {
		value, is := s.Value.(float64)
		truth, known := s.Truth.(float64)
		span, ok := byteSpan(string(words), []int{s.Start, s.End})
		if !is || !known || !ok || s.Unit != "pct" || s.Verdict != "holds" || len(s.Also)+len(s.Flags) > 0 || s.Qualifier == "as_much_as" || s.Measure == "return_asof" {
			continue // a moment may have other prices near it that fit
		}
		out = append(out, rightFigure{
			sample: Sample{Kind: "story", Text: string(words), Story: gold.Published, Listing: s.Listing, Alone: true},
			span:   span, value: value, truth: truth, down: s.Direction == "down", qualifier: guideWord(s.Qualifier),
		})
	}
	return out, nil
}

// guideWord is a qualifier of the guides in our words.
func guideWord(q string) qualifier {
	switch q {
	case "about":
		return about
	case "more_than":
		return moreThan
	}
	return exactly
}

// alterRight leaves every first figure as it is and alters every second one; what
// cannot be altered to something false is left out.
func alterRight(right []rightFigure, seed uint64) []Sample {
	r := rand.New(rand.NewPCG(seed, 2)) // #nosec G404 -- to be the same each time
	turns := turnedWords()
	var out []Sample
	for _, f := range right {
		s := f.sample
		number, decimals, ok := f.printed()
		if !ok {
			continue
		}
		s.Target = number
		if len(out)%2 == 1 {
			if r.IntN(3) > 0 || !f.turn(&s, turns) {
				if !f.restate(&s, number, decimals, r) {
					continue
				}
			}
		}
		out = append(out, s)
	}
	return out
}

// printed finds the figure in the statement's words, which must have it once.
func (f rightFigure) printed() (receipt.Span, int, bool) {
	text := f.span.In(f.sample.Text)
	var found []receipt.Span
	decimals := 0
	for from := 0; from < len(text); {
		if text[from] < '0' || text[from] > '9' {
			from++
			continue
		}
		to := from
		for to < len(text) && (text[to] >= '0' && text[to] <= '9' || text[to] == '.' && to+1 < len(text) && text[to+1] >= '0' && text[to+1] <= '9') {
			to++
		}
		if v, err := strconv.ParseFloat(text[from:to], 64); err == nil && math.Abs(v-f.value) < 1e-9 {
			found = append(found, receipt.Span{Start: f.span.Start + from, End: f.span.Start + to})
			_, after, _ := strings.Cut(text[from:to], ".")
			decimals = len(after)
		}
		from = to
	}
	if len(found) != 1 {
		return receipt.Span{}, 0, false
	}
	return found[0], decimals, true
}

// restate prints another figure in the place of the right one.
func (f rightFigure) restate(s *Sample, number receipt.Span, decimals int, r *rand.Rand) bool {
	sign := 1.0
	if f.down {
		sign = -1
	}
	for range 20 {
		d := draft{percent: f.value, decimals: decimals}
		restatePercent(&d, r)
		if d.percent <= 0 || f.qualifier.fits(sign*d.percent, f.truth, decimals, max(0.5, 0.1*d.percent)) {
			continue
		}
		replaced(s, number, strconv.FormatFloat(d.percent, 'f', decimals, 64), Number)
		return true
	}
	return false
}

// turn puts the opposite of the statement's only word of direction in its place.
func (f rightFigure) turn(s *Sample, turns map[string]string) bool {
	text := f.span.In(s.Text)
	var at receipt.Span
	n := 0
	for from := 0; from < len(text); {
		to := from
		for to < len(text) && unicode.IsLetter(rune(text[to])) {
			to++
		}
		if turns[text[from:to]] != "" && !strings.HasSuffix(text[:from], "gave ") {
			at = receipt.Span{Start: f.span.Start + from, End: f.span.Start + to}
			n++
		}
		from = to + 1
	}
	if n != 1 {
		return false
	}
	word := turns[at.In(s.Text)]
	before := s.Target
	replaced(s, at, word, Turned)
	if shift := len(word) - at.Len(); at.Start < before.Start {
		before.Start, before.End = before.Start+shift, before.End+shift
	}
	s.Target = before
	return true
}

func replaced(s *Sample, at receipt.Span, word string, how Alteration) {
	s.Right = s.Text
	s.Text = s.Text[:at.Start] + word + s.Text[at.End:]
	s.Target = receipt.Span{Start: at.Start, End: at.Start + len(word)}
	s.Alteration = how
}

// turnedWords are the single words of the verb table with their opposites.
func turnedWords() map[string]string {
	out := map[string]string{}
	for form, cells := range rows(verbTable) {
		if slices.Contains([]string{"worst", "highest", "high", "biggest"}, form) || strings.Contains(cells[0]+cells[1], " ") {
			continue
		}
		out[cells[0]], out[cells[1]] = cells[1], cells[0]
	}
	return out
}
