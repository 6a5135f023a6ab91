package dossier

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/names/link"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/tape/sample"
)

func compose(t testing.TB, text, published string) *Dossier {
	t.Helper()
	m := security.Embedded()
	l, err := screen.Open(m)
	if err != nil {
		t.Fatal(err)
	}
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Read([]byte(text), article.Options{Name: "story.txt", Published: published})
	if err != nil {
		t.Fatal(err)
	}
	parser, err := syntax.Open()
	if err != nil {
		t.Fatal(err)
	}
	return Compose(a, Facts{Syntax: parser, Master: m, Linker: link.New(m), Lists: l, Tape: tape})
}

func example(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "examples", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The Hong Kong session of the same date ended before the break in New York: it
// is never a reaction, and the statement about it says so.
func TestASessionBeforeTheNewsIsNoReaction(t *testing.T) {
	d := compose(t, example(t, "alibaba-memo.txt"), "")
	var stands []string
	for _, r := range d.Reactions {
		stands = append(stands, r.Listing.ID()+" "+r.Session.Date.String()+" "+string(r.Stand))
	}
	want := "XNYS:BABA 2025-11-14 reaction, XHKG:9988 2025-11-14 before_news, XHKG:9988 2025-11-17 after_story"
	if got := strings.Join(stands, ", "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, s := range d.Statements {
		flagged := strings.Contains(strings.Join(s.Flags, " "), FlagPrecedes)
		if about := s.Listing != nil && s.Listing.MIC == "XHKG"; flagged != about {
			t.Errorf("statement %s on %v: flags %v", s.ID, s.Listing, s.Flags)
		}
	}
}

// Without bars that date the news the same session is not placed at all: it is
// not called a reaction, and not ruled out either.
func TestWithoutAMomentASessionIsUnplaced(t *testing.T) {
	d := compose(t, "Alibaba accused by White House memo\n\nA White House memo accused Alibaba on Thursday of helping the Chinese military, the Financial Times reported.\n",
		"2025-11-21T18:00:00-05:00")
	for _, r := range d.Reactions {
		if r.Listing.MIC == "XHKG" && r.Session.Date == d.Reactions[0].Session.Date && r.Stand != Unplaced {
			t.Errorf("%s on %s stands as %s", r.Listing.ID(), r.Session.Date, r.Stand)
		}
	}
}

func TestNoTimeNothingDependsOnIt(t *testing.T) {
	d := compose(t, "Alibaba shares slide\n\nAlibaba shares fell 4.7% on Friday after a report.\n", "")
	if len(d.Reactions) != 0 || len(d.Standings) != 0 {
		t.Errorf("%d reactions and %d standings without a date", len(d.Reactions), len(d.Standings))
	}
	for _, s := range d.Statements {
		if s.Missing == nil || s.Missing.Reason != receipt.NoTime {
			t.Errorf("statement %s: %s, missing %v", s.ID, s.Verdict, s.Missing)
		}
	}
	if e := d.Essential(); len(e) == 0 || e[0].Missing.Reason != receipt.NoTime {
		t.Errorf("essential gaps %v", e)
	}
}

func TestAStoryAboutNobodyListed(t *testing.T) {
	d := compose(t, "Weather\n\nIt rained on Friday, and nobody minded.\n", "2025-11-15")
	if len(d.Reactions) != 0 || len(d.Gaps) == 0 || d.Gaps[0].Missing.Reason != receipt.NoSecurity {
		t.Errorf("reactions %d, gaps %v", len(d.Reactions), d.Gaps)
	}
}

func TestEveryFigureHasItsReceipt(t *testing.T) {
	d := compose(t, example(t, "alibaba-memo.txt"), "")
	main, ok := d.MainReaction()
	if !ok {
		t.Fatal("no main reaction")
	}
	figures := []Figure{
		main.Return, main.Close, main.PriorClose, main.LowReturn, main.Volume,
		main.Intraday.Return, main.Intraday.Since, main.Intraday.Before, main.Intraday.VolumeMultiple,
	}
	for _, a := range main.Abnormal {
		figures = append(figures, a.AR, a.T, a.P, a.Low, a.High, a.Detectable)
	}
	for i, f := range figures {
		if f.Void() || len(f.Receipt().Cells()) == 0 {
			t.Errorf("figure %d (%v) has no cell behind it", i, f.Value())
		}
	}
	for _, n := range d.Trust {
		if n.Receipt().Void() {
			t.Errorf("note %q has no receipt", n.Text)
		}
	}
}

func TestAFigureThatIsNoNumberIsVoid(t *testing.T) {
	r := receipt.New("rule", receipt.Span{Start: 0, End: 1})
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if !NewFigure(v, Number, r).Void() {
			t.Errorf("%v can be printed", v)
		}
	}
}

func TestCautionsComeFirst(t *testing.T) {
	d := compose(t, example(t, "alibaba-memo.txt"), "")
	rank := map[Level]int{Caution: 0, Remark: 1, Fine: 2}
	for i := 1; i < len(d.Trust); i++ {
		if rank[d.Trust[i].Level] < rank[d.Trust[i-1].Level] {
			t.Errorf("%s after %s: %s", d.Trust[i].Level, d.Trust[i-1].Level, d.Trust[i].Text)
		}
	}
	if len(d.Trust) == 0 || d.Trust[0].Topic != "headline" {
		t.Errorf("the headline's figure is wrong and does not come first: %+v", d.Trust)
	}
}
