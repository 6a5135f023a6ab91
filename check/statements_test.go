package check

import (
	"bufio"
	"encoding/json"
	"math"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"newstape/internal/shared"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// goldLine is one annotated statement of a real sentence; Statements is not nil
// in the line of a sentence that has none.
type goldLine struct {
	Sentence   string `json:"sentence_id"`
	Doc        string
	Published  string
	Raw        string `json:"published_raw"`
	Span       []int
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
	Accept     []string
	Complete   *bool `json:"sentence_complete"`
	Text       string
	Statements *[]int
}

// reference is the published time of a line; the set's guide says what its
// stamps mean.
func (g goldLine) reference() when.Reference {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil || len(g.Published) < 10 {
		return when.Reference{}
	}
	if at, err := time.Parse("2006-01-02 15:04:05-07:00", g.Raw); err == nil && at.Year() >= 2020 && at.Hour()+at.Minute() > 0 && at.Hour() != 16 {
		_, offset := at.In(zone).Zone()
		wall := at.Add(time.Duration(-offset) * time.Second)
		return when.Reference{Known: true, Published: time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), 0, 0, zone)}
	}
	for layout, raw := range map[string]string{
		"January 02, 2006 — 03:04 pm": strings.TrimSuffix(g.Raw, " EST"),
		"Jan 2, 2006 3:04PM":          strings.TrimSuffix(g.Raw, " EST"),
	} {
		if at, err := time.ParseInLocation(layout, raw, zone); err == nil {
			return when.Reference{Published: at, Known: true}
		}
	}
	at, err := time.ParseInLocation(time.DateOnly, g.Published[:10], zone)
	return when.Reference{Published: at, Known: err == nil, DateOnly: true}
}

// TestGoldStatements measures real sentences, one at a time, by the scoring
// section of their guide.
func TestGoldStatements(t *testing.T) {
	lines := readGoldLines(t)
	want := map[string]bool{}
	for _, g := range lines {
		_, ticker, _ := strings.Cut(g.Listing, ":")
		want[ticker] = true
	}
	tape := bars.Join(
		goldTape(t, []string{"fnspid", "stocknet", "index"}, func(ticker string) bool { return want[ticker] }),
		goldTape(t, []string{"long_close"}, nil),
	)
	var sc score
	for at := 0; at < len(lines); {
		end := at + 1
		for end < len(lines) && lines[end].Sentence == lines[at].Sentence {
			end++
		}
		g := lines[at]
		a := &article.Article{Name: g.Sentence, Text: g.Text, Reference: g.reference()}
		doc := text.Parse(g.Text)
		found := Story(a, doc, parse(doc), linker().Find(a, doc), tape)
		sc.lines(t, lines[at:end], a, found)
		at = end
	}
	t.Log(sc.String())
}

func readGoldLines(t testing.TB) []goldLine {
	t.Helper()
	f, err := os.Open(shared.Dir(t, "data", "gold", "market_statements", "market_statements.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out []goldLine
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		var g goldLine
		if err := json.Unmarshal(scan.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		if g.Statements == nil && len(g.Span) == 2 {
			runes := []rune(g.Text)
			g.Span = []int{len(string(runes[:g.Span[0]])), len(string(runes[:g.Span[1]]))}
		}
		out = append(out, g)
	}
	slices.SortStableFunc(out, func(a, b goldLine) int { return strings.Compare(a.Sentence, b.Sentence) })
	return out
}

var sameListing = map[string]string{
	"^GSPC": "INDEX:SPX", "^DJI": "INDEX:DJI", "^IXIC": "INDEX:IXIC", "^NDX": "INDEX:NDX", "^HSI": "INDEX:HSI", "^VIX": "INDEX:VIX",
	"^RUT": "INDEX:RUT", "XNAS:GOOGL": "XNAS:GOOGL", "XNYS:RTX": "XNYS:RTX",
}

func (g goldLine) listing() string {
	if id, ok := sameListing[g.Listing]; ok {
		return id
	}
	return g.Listing
}

// kind maps a measure of ours to those of the guide.
func (s Statement) kind() string {
	switch s.Measure {
	case LevelClose, LevelOpen, LevelHigh, LevelLow, LevelAsOf:
		return "level"
	case PointChange:
		return "point_change"
	case ReturnMulti:
		if s.Unit != "pct" {
			return "point_change"
		}
		return "return"
	case MarketValue, MarketCapChange:
		return "market_value"
	case Volume, VolumeMultiple:
		return "volume"
	case Extreme, ExtremeSince:
		return "extreme"
	case Streak:
		return "streak"
	}
	return "return"
}

func (sc *score) lines(t *testing.T, gold []goldLine, a *article.Article, found []Statement) {
	if gold[0].Statements != nil {
		gold = gold[:0]
	}
	sc.gold += len(gold)
	taken := map[int]bool{}
	for _, g := range gold {
		best, most := -1, 0
		for n, f := range found {
			if taken[n] || f.Span.Start >= g.Span[1] || g.Span[0] >= f.Span.End || f.kind() != g.Measure && !alike(f.kind(), g.Measure) {
				continue
			}
			if !valueFits(f, g) {
				continue
			}
			points := 1
			if id(f) == g.listing() {
				points += 2
			}
			if points > most {
				best, most = n, points
			}
		}
		if best < 0 {
			t.Logf("%s missed %s %s %s in %q", g.Sentence, g.Subject, g.Measure, g.number(), g.Text[g.Span[0]:min(g.Span[1], g.Span[0]+150)])
			continue
		}
		taken[best] = true
		sc.matched++
		sc.compareLine(t, g, found[best], a)
	}
	complete := len(gold) == 0 || gold[0].Complete == nil || *gold[0].Complete
	sc.found += len(taken)
	for n, f := range found {
		if !taken[n] && complete && f.HasValue || !taken[n] && complete && (f.Measure == Extreme || f.Measure == ExtremeSince) {
			sc.found++
			t.Logf("%s extra %s %s %v %q in %.160q", a.Name, id(f), f.Measure, f.Value, f.Span.In(a.Text), a.Text)
		}
	}
}

func (g goldLine) number() string {
	if g.Value == nil {
		return "-"
	}
	b, _ := json.Marshal(*g.Value)
	return string(b)
}

func alike(a, b string) bool {
	return b == "spread_vs_index" && a == "return" || a == "level" && b == "extreme" || a == "extreme" && b == "level"
}

func valueFits(f Statement, g goldLine) bool {
	if g.Value == nil {
		return !f.HasValue
	}
	if g.Measure == "extreme" && !f.HasValue {
		return false
	}
	return f.HasValue && math.Abs(f.Value-*g.Value) < 1e-6*math.Max(1, *g.Value) || g.Measure == "return" && math.Abs(f.Value-*g.Value) < 0.06
}

func (sc *score) compareLine(t *testing.T, g goldLine, f Statement, a *article.Article) {
	note := func(what string, got, want any) {
		t.Logf("%s %s %s: %s %v, want %v in %.200q (%s; %s)", g.Sentence, g.Subject, g.number(), what, got, want, a.Text, f.Why, f.Window.Default)
	}
	if g.Measure == "return" && !sc.count("direction", string(f.Direction) == g.Direction) {
		note("direction", f.Direction, g.Direction)
	}
	named := g.Listing != "" && !strings.HasPrefix(g.Subject, "(") && g.Subject != "the company" && !strings.Contains(g.Subject, " (")
	if named && !sc.count("listing", id(f) == g.listing()) {
		note("listing", id(f), g.Listing)
	}
	if id(f) == g.listing() && g.Window.To != "" && !strings.HasPrefix(g.Doc, "sv") && !sc.count("window end", f.Window.To.String() == g.Window.To) {
		note("window", f.Window, g.Window)
	}
	if id(f) != g.listing() {
		return
	}
	got := string(f.Verdict)
	if got == "fails" || got == "holds_elsewhere" {
		got = "false"
	}
	ok := false
	for _, v := range append([]string{g.Verdict}, g.Accept...) {
		if v == "fails" || v == "holds_elsewhere" {
			v = "false"
		}
		ok = ok || v == got
	}
	if g.Verdict != "cannot_check" {
		if !sc.count("verdict with prices", ok) {
			note("verdict", f.Verdict, g.Verdict)
		}
		sc.count("verdict "+g.Verdict, ok)
	} else {
		if !sc.count("verdict cannot_check", ok) {
			note("verdict", f.Verdict, g.Verdict+" "+g.Reason)
		}
	}
	_ = calendar.Date(0)
}
