package check

import (
	"math"
	"math/rand/v2"
	"strings"
	"time"

	"newstape/names/security"
	"newstape/receipt"
	"newstape/tape/bars"
)

// Alteration is what was made wrong in a statement.
type Alteration string

// The alterations.
const (
	Untouched Alteration = ""
	Number    Alteration = "number"
	Day       Alteration = "day"
	Turned    Alteration = "direction"
	Venue     Alteration = "venue"
)

// Sample is one sentence with one statement that is known to be right, or to be
// wrong by one alteration.
type Sample struct {
	Kind       string
	Alteration Alteration
	Text       string
	Target     receipt.Span // the figure, or the whole sentence where there is none
	Published  time.Time
	DateOnly   bool
	Listing    string
	// Story is the time of publication of a sample that is a whole story; empty for a
	// sentence. Alone: only the statement at the target is known to be right or wrong.
	Story string
	Alone bool
	// Right is the sentence before the alteration; empty when there was none.
	Right string
}

// generator makes statements from a tape.
type generator struct {
	random  *rand.Rand
	words   wording
	kinds   []*kind
	lines   []*line
	twins   []*line
	fives   []*line // with five-minute bars
	indexes []*line
}

func newGenerator(tape *bars.Tape, m *security.Master, seed uint64) *generator {
	g := &generator{random: rand.New(rand.NewPCG(seed, 1)), words: words(), kinds: kinds(), lines: linesOf(tape, m), indexes: indexesOf(tape, m)} // #nosec G404 -- to be the same each time
	for _, l := range g.lines {
		if l.twin != nil {
			g.twins = append(g.twins, l)
		}
		if len(l.sessions) > 0 {
			g.fives = append(g.fives, l)
		}
	}
	return g
}

// tries bounds the search for a draft of a kind.
const tries = 3000

// Generate makes n samples from a tape, the kinds of claim in turn and every
// second sample altered. The same tape and seed give the same samples. Fewer come
// back when the tape does not hold what a kind needs.
func Generate(tape *bars.Tape, m *security.Master, n int, seed uint64) ([]Sample, error) {
	g := newGenerator(tape, m, seed)
	if len(g.lines) == 0 {
		return nil, nil
	}
	var out []Sample
	barren, made := map[string]bool{}, map[string]int{}
	for turn := 0; len(out) < n && len(barren) < len(g.kinds); turn++ {
		k := g.kinds[turn%len(g.kinds)]
		if barren[k.name] {
			continue
		}
		alter := made[k.name]%2 == 1
		s, ok, err := g.sample(k, alter)
		if err != nil {
			return nil, err
		}
		if !ok {
			barren[k.name] = true
			continue
		}
		made[k.name]++
		out = append(out, s)
	}
	return out, nil
}

// sample draws one statement of a kind, altered if asked.
func (g *generator) sample(k *kind, alter bool) (Sample, bool, error) {
	for range tries {
		d, ok := g.draw(k)
		if !ok {
			continue
		}
		text, target, err := g.words.render(d)
		if err != nil {
			return Sample{}, false, err
		}
		s := Sample{Kind: k.name, Text: text, Target: target, Published: d.published, Listing: d.line.listing.ID()}
		if !alter {
			return s, true, nil
		}
		a, how, ok := g.alter(d)
		if !ok {
			continue
		}
		s.Right = text
		if s.Text, s.Target, err = g.words.render(a); err != nil {
			return Sample{}, false, err
		}
		s.Alteration = how
		if s.Text == s.Right {
			continue
		}
		return s, true, nil
	}
	return Sample{}, false, nil
}

// draw makes a right claim of a kind about a random listing and session.
func (g *generator) draw(k *kind) (*draft, bool) {
	r := g.random
	pool := g.lines
	switch {
	case k.name == "venue":
		pool = g.twins
	case k.name == "moment":
		pool = g.fives
	case strings.HasPrefix(k.name, "index"):
		pool = g.indexes
	}
	if len(pool) == 0 || len(g.words.templates[k.name]) == 0 {
		return nil, false
	}
	d := &draft{kind: k, line: pool[r.IntN(len(pool))], other: g.lines[r.IntN(len(g.lines))], words: pickOf(g.words.templates[k.name], r.Float64())}
	for i := range d.choice {
		d.choice[i] = r.Float64()
	}
	if r.IntN(4) == 0 && !d.line.index() {
		d.named = withTicker
	}
	if !g.place(d) || !d.sound() {
		return nil, false
	}
	if d.kind.name != "venue" && !d.line.main(d.day) {
		return nil, false
	}
	d.publish(r)
	if !d.sentenceNamesDay() {
		// Nothing but the time of publication says which session is meant.
		d.published, d.dayForm = momentOn(d, d.day, 17+r.IntN(5)), unsaid
	}
	if k.when != nil && (!k.when(d, r) || !d.cover()) {
		return nil, false
	}
	if k.name == "venue" {
		d.published = momentOn(d, d.day+1, 22)
		d.dayForm, d.named = weekday, plainName
	}
	if !k.draw(d, r) {
		return nil, false
	}
	ok, known := k.holds(d)
	return d, ok && known
}

// place chooses a session and the figures that it is judged by.
func (g *generator) place(d *draft) bool {
	l, r := d.line, g.random
	s := l.raw
	if s == nil || l.adjusted != nil && r.IntN(2) == 0 {
		s = l.adjusted
	}
	if s.Len() < 60 {
		return false
	}
	d.day = s.Dates[40+r.IntN(s.Len()-40)]
	if d.kind.name == "moment" {
		d.day = l.sessions[r.IntN(len(l.sessions))]
	}
	switch d.kind.name {
	case "since_move", "since_level", "year_range", "record":
		if l.raw != nil && l.adjusted != nil {
			s = l.adjusted
			if l.raw.Dates[0] < s.Dates[0] {
				s = l.raw
			}
		}
	default:
		s = l.series(d.day-1, d.day)
	}
	if s == nil {
		return false
	}
	row, ok := s.Index(d.day)
	d.series, d.row = s, row
	return ok && row > 20
}

// cover takes the series that reaches back to the base; long moves are not made
// from adjusted figures, in which dividends count.
func (d *draft) cover() bool {
	s := d.line.series(d.base, d.day)
	if s == nil || s.Basis != bars.Raw && d.day-d.base > 30 {
		return false
	}
	row, ok := s.Index(d.day)
	d.series, d.row = s, row
	return ok && row > 0
}

// sound reports a session with all its figures, and one before it.
func (d *draft) sound() bool {
	for _, k := range []int{d.row - 1, d.row} {
		for _, f := range []bars.Field{bars.FieldOpen, bars.FieldHigh, bars.FieldLow, bars.FieldClose, bars.FieldVolume} {
			c := d.series.Column(f)
			if f == bars.FieldVolume && d.line.index() {
				continue
			}
			if c == nil || math.IsNaN(c[k]) || c[k] <= 0 {
				return false
			}
		}
	}
	if d.series.High[d.row] == d.series.Low[d.row] {
		return false
	}
	before, ok := d.line.cal.AtOrBefore(d.day - 1)
	return ok && before.Date == d.series.Dates[d.row-1]
}

// alter makes one thing wrong; false when it does not become wrong by the tape.
func (g *generator) alter(right *draft) (*draft, Alteration, bool) {
	d := *right
	hows := []Alteration{}
	if d.kind.restate != nil {
		hows = append(hows, Number, Number)
	}
	if d.kind.signed {
		hows = append(hows, Turned)
	}
	if d.kind.dated && d.sentenceNamesDay() {
		hows = append(hows, Day)
	}
	if d.kind.name == "venue" {
		hows = []Alteration{Venue}
	}
	if len(hows) == 0 {
		return nil, "", false
	}
	how := hows[g.random.IntN(len(hows))]
	switch how {
	case Number:
		d.kind.restate(&d, g.random)
	case Turned:
		d.dir = -d.dir
	case Day:
		if !d.rename(d.row+[]int{-5, -4, -3, -2, -1, -1, 1, 2}[g.random.IntN(8)]) || !d.sound() {
			return nil, how, false
		}
	case Venue:
		d.line = d.line.twin
		if d.series = d.line.series(d.day-1, d.day); d.series == nil {
			return nil, how, false
		}
		row, ok := d.series.Index(d.day)
		if d.row = row; !ok || row < 1 || !d.sound() {
			return nil, how, false
		}
	}
	holds, known := d.kind.holds(&d)
	return &d, how, known && !holds
}

// partOfDay reports a claim about a part of the session rather than a minute.
func (d *draft) partOfDay() bool { return strings.Contains(d.words, "{partof}") }
