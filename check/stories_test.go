package check

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"newstape/internal/shared"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/tape/bars"
)

// goldStory is what the annotators of a story wrote about its market statements.
type goldStory struct {
	ID         string
	Published  string
	Statements []goldStatement `json:"market_statements"`
	name, text string
}

type goldStatement struct {
	Start, End int
	Listing    string
	Measure    string
	Direction  string
	Value      any
	Unit       string
	Qualifier  string
	Window     struct{ From, To, Field string }
	Truth      any
	Verdict    string
	Reason     string
	Also       []string
	Flags      []string
	words      string
}

func readGoldStories(t testing.TB) []goldStory {
	t.Helper()
	dir := shared.Dir(t, "data", "gold", "stories")
	files, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out []goldStory
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var g goldStory
		if err := json.Unmarshal(b, &g); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		words, err := os.ReadFile(strings.TrimSuffix(file, ".gold.json") + ".txt")
		if err != nil {
			t.Fatal(err)
		}
		g.name, g.text = filepath.Base(file), string(words)
		runes := []rune(g.text)
		for n := range g.Statements {
			s := &g.Statements[n]
			s.words = string(runes[s.Start:s.End])
			s.Start, s.End = len(string(runes[:s.Start])), len(string(runes[:s.End]))
		}
		out = append(out, g)
	}
	return out
}

// TestGoldStories measures the stories by the scoring section of their guide.
func TestGoldStories(t *testing.T) {
	stories := readGoldStories(t)
	want := map[string]bool{}
	for _, g := range stories {
		for _, s := range g.Statements {
			_, ticker, _ := strings.Cut(s.Listing, ":")
			want[ticker] = true
		}
	}
	tape := bars.Join(
		goldTape(t, []string{"long_close"}, nil),
		goldTape(t, []string{"us_daily", "us_daily_adjusted", "hk_daily", "index", "intraday_5min"}, func(ticker string) bool { return want[ticker] }),
	)
	var sc score
	for _, g := range stories {
		a, err := article.Read([]byte(g.text), article.Options{Name: g.name + ".txt", Published: g.Published})
		if err != nil {
			t.Fatal(err)
		}
		doc := text.Parse(a.Text)
		found := Story(a, doc, parse(doc), linker().Find(a, doc), tape)
		sc.story(t, g, a, found)
	}
	t.Log(sc.String())
	if f1 := sc.f1(); f1 < 0.98 {
		t.Errorf("detection F1 %.3f, want at least 0.98", f1)
	}
	if v := sc.share("verdict"); v < 0.90 {
		t.Errorf("verdict accuracy %.3f, want at least 0.90", v)
	}
}

// score counts what was found and what of it was right.
type score struct {
	gold, found, matched int
	right, asked         map[string]int
}

func (sc *score) count(what string, ok bool) bool {
	if sc.right == nil {
		sc.right, sc.asked = map[string]int{}, map[string]int{}
	}
	sc.asked[what]++
	if ok {
		sc.right[what]++
	}
	return ok
}

func (sc *score) f1() float64 {
	p, r := float64(sc.matched)/float64(sc.found), float64(sc.matched)/float64(sc.gold)
	return 2 * p * r / (p + r)
}

func (sc *score) share(what string) float64 {
	return float64(sc.right[what]) / float64(sc.asked[what])
}

func (sc *score) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "statements %d, found %d, matched %d: F1 %.3f", sc.gold, sc.found, sc.matched, sc.f1())
	keys := make([]string, 0, len(sc.asked))
	for k := range sc.asked {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		fmt.Fprintf(&b, "\n  %s %d of %d = %.3f", k, sc.right[k], sc.asked[k], sc.share(k))
	}
	return b.String()
}

// story pairs found with gold statements by overlap of spans, value and listing
// deciding between several, and counts.
func (sc *score) story(t *testing.T, g goldStory, a *article.Article, found []Statement) {
	sc.gold += len(g.Statements)
	sc.found += len(found)
	taken := map[int]bool{}
	for _, s := range g.Statements {
		best, most := -1, 0
		for n, f := range found {
			o := a.Original(f.Span)
			if taken[n] || o.Start >= s.End || s.Start >= o.End {
				continue
			}
			points := 1
			if sameValue(f, s.Value) {
				points += 4
			}
			if f.Listing != nil && f.Listing.ID() == s.Listing {
				points += 2
			}
			if string(f.Measure) == s.Measure {
				points++
			}
			if points > most {
				best, most = n, points
			}
		}
		if best < 0 || !sameValue(found[best], s.Value) {
			t.Logf("%s: missed %q (%s %s %v)", g.ID, s.words, s.Listing, s.Measure, s.Value)
			continue
		}
		taken[best] = true
		sc.matched++
		sc.compare(t, g, s, found[best], a)
	}
	for n, f := range found {
		if !taken[n] {
			t.Logf("%s: extra %q (%s %s %v %s)", g.ID, f.Span.In(a.Text), id(f), f.Measure, f.Value, f.Verdict)
		}
	}
}

func id(f Statement) string {
	if f.Listing == nil {
		return "-"
	}
	return f.Listing.ID()
}

func sameValue(f Statement, want any) bool {
	switch v := want.(type) {
	case float64:
		return f.HasValue && math.Abs(f.Value-v) < 1e-6
	case string:
		return f.Since == v
	}
	return !f.HasValue
}

func (sc *score) compare(t *testing.T, g goldStory, s goldStatement, f Statement, a *article.Article) {
	note := func(what string, got, want any) {
		t.Logf("%s: %q: %s %v, want %v (%s; %s)", g.ID, s.words, what, got, want, f.Why, f.Window.Default)
	}
	if !sc.count("measure", string(f.Measure) == s.Measure) {
		note("measure", f.Measure, s.Measure)
	}
	if s.Measure[:5] != "level" && s.Measure != "volume" && !sc.count("direction", string(f.Direction) == s.Direction) {
		note("direction", f.Direction, s.Direction)
	}
	if !sc.count("listing", id(f) == s.Listing || s.Listing == "" && f.Listing == nil) {
		note("listing", id(f), s.Listing)
	}
	if s.Window.To != "" && s.Listing != "" {
		to := f.Window.To.String()
		if !sc.count("window", to == s.Window.To[:10] && (s.Window.From == "" || f.Window.From.String() == s.Window.From[:10])) {
			note("window", f.Window, s.Window)
		}
	}
	ok := string(f.Verdict) == s.Verdict || slices.Contains(s.Also, string(f.Verdict)) || s.Verdict == "holds_elsewhere" && f.Verdict == Fails
	if !sc.count("verdict", ok) {
		note("verdict", f.Verdict, s.Verdict+" "+s.Reason)
	}
	sc.count("verdict "+s.Verdict, ok)
	if v, is := s.Truth.(float64); is && f.HasTruth && s.Verdict != "cannot_check" && !sc.count("truth", math.Abs(f.Truth-v) < 0.006 || math.Abs(f.Truth-v) < 1e-4*math.Abs(v)) {
		note("truth", f.Truth, v)
	}
	_ = a
}
