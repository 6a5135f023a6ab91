package verdicts

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"newstape/check"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/syntax"
	"newstape/story/text"
	"newstape/tape/sample"
)

var linker = sync.OnceValue(func() *link.Linker { return link.New(security.Embedded()) })

func story(t *testing.T, name, words, published string) *Story {
	t.Helper()
	a, err := article.Read([]byte(words), article.Options{Name: name, Published: published})
	if err != nil {
		t.Fatal(err)
	}
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	parser, err := syntax.Open()
	if err != nil {
		t.Fatal(err)
	}
	doc := text.Parse(a.Text)
	return &Story{Name: name, Article: a, Doc: doc, Statements: check.Story(a, doc, parser.Document(doc), linker().Find(a, doc), tape)}
}

func report(t *testing.T, stories ...*Story) *Report {
	t.Helper()
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	return New(stories, tape)
}

const (
	late  = "2025-11-15T04:58:00-05:00"
	first = "Alibaba ends lower\n\nAlibaba shares fell 4.7% on Friday and JD.com lost 4.6%. The S&P 500 ended little changed.\n"
	other = "China stocks\n\nAlibaba closed 3.8% lower on Friday at $153.80, while JD.com fell about 4.5%.\n"
)

func TestTextFitsTheTerminal(t *testing.T) {
	r := report(t, story(t, "a.txt", first, late), story(t, "b.txt", other, late))
	r.Charts = All
	for _, width := range []int{68, 80, 100} {
		var b bytes.Buffer
		if err := r.Text(&b, Terminal{Width: width}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if n := utf8.RuneCountInString(strings.TrimRight(line, "\n")); n > width {
				t.Errorf("%d columns at width %d: %s", n, width, line)
			}
		}
		for _, want := range []string{"only intraday", "-4.7 %", "-3.78 %", "XNYS:BABA raw: 2025-11-13 close 159.84", "cannot check", "stated -4.7 %", "SAID IN DIFFERENT WAYS"} {
			if !strings.Contains(b.String(), want) {
				t.Errorf("width %d: no %q in\n%s", width, want, b.String())
			}
		}
	}
}

// Two stories differ about Alibaba and not about JD.com, whose figures may both be
// true.
func TestConflicts(t *testing.T) {
	r := report(t, story(t, "a.txt", first, late), story(t, "b.txt", other, late))
	if len(r.conflicts) != 1 || len(r.conflicts[0].said) != 2 || r.conflicts[0].said[0].statement.Listing.ID() != "XNYS:BABA" {
		t.Fatalf("%d conflicts: %+v", len(r.conflicts), r.conflicts)
	}
	if got := r.conflicts[0].head(); got != "XNYS:BABA, move to the close, 2025-11-13 to 2025-11-14: the tape has -3.78 %" {
		t.Errorf("head %q", got)
	}
	within := report(t, story(t, "c.txt", "Alibaba falls\n\nAlibaba fell 3.8% on Friday.\n\nAlibaba shares gained 1.2% on Friday.\n", late))
	if len(within.conflicts) != 1 {
		t.Errorf("%d conflicts within a story", len(within.conflicts))
	}
}

func TestPagesEscapeTheStory(t *testing.T) {
	hostile := story(t, "<b>.txt", "Alibaba <script>alert(1)</script> | falls\n\nAlibaba fell 3.8% | <i>on</i> Friday.\n", late)
	r := report(t, hostile)
	var page, md bytes.Buffer
	if err := r.HTML(&page); err != nil {
		t.Fatal(err)
	}
	if err := r.Markdown(&md); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<i>on", "<b>.txt"} {
		if strings.Contains(page.String(), bad) {
			t.Errorf("page holds %s", bad)
		}
	}
	if !strings.Contains(page.String(), "<svg") || !strings.Contains(page.String(), "level stated") {
		t.Error("the page has no chart with the stated figure")
	}
	for line := range strings.Lines(md.String()) {
		if strings.HasPrefix(line, "| m") && strings.Count(strings.ReplaceAll(line, `\|`, ""), "|") != 10 {
			t.Errorf("a row with other columns: %s", line)
		}
	}
}

func TestDataSaysTheSame(t *testing.T) {
	r := report(t, story(t, "a.txt", first, late), story(t, "b.txt", other, late))
	var j, c bytes.Buffer
	if err := r.JSON(&j); err != nil {
		t.Fatal(err)
	}
	if err := r.CSV(&c); err != nil {
		t.Fatal(err)
	}
	var got jsonReport
	if err := json.Unmarshal(j.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&c).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, s := range got.Stories {
		for _, st := range s.Statements {
			n++
			if rows[n][0] != s.Name || rows[n][1] != st.ID || rows[n][17] != string(st.Verdict) || len(rows[n]) != len(rows[0]) {
				t.Errorf("row %v is not %s %s %s", rows[n], s.Name, st.ID, st.Verdict)
			}
		}
	}
	if n+1 != len(rows) || got.Schema != Schema || len(got.Conflicts) != 1 {
		t.Errorf("%d rows for %d statements, %d conflicts", len(rows), n, len(got.Conflicts))
	}
}

func TestEssential(t *testing.T) {
	for _, tc := range []struct {
		words, published string
		want             receipt.Reason
	}{
		{first, late, ""},
		{"Weather\n\nIt rained on Friday.\n", late, ""},
		{"A sentence\n\nAlibaba fell 3.8% on Friday.\n", "", receipt.NoTime},
		{"A sentence\n\nGeneral Motors fell 3% on Friday.\n", late, receipt.NoPrices},
	} {
		missing, ok := story(t, "a.txt", tc.words, tc.published).Essential()
		if ok != (tc.want != "") || missing.Reason != tc.want {
			t.Errorf("%q: %v, %v", tc.words, missing, ok)
		}
	}
}

// An empty report is printed in every form.
func TestNothing(t *testing.T) {
	r := New(nil, nil)
	for _, write := range []func(io.Writer) error{r.HTML, r.Markdown, r.JSON, r.CSV, func(w io.Writer) error { return r.Text(w, Terminal{}) }} {
		if err := write(io.Discard); err != nil {
			t.Error(err)
		}
	}
}

// Figures are printed as the text has them: with the decimals, the currency and the
// looseness of its words.
func TestFigures(t *testing.T) {
	for _, tc := range []struct {
		s             check.Statement
		stated, truth string
	}{
		{check.Statement{Measure: check.ReturnClose, Unit: "pct", Value: 4.7, HasValue: true, Decimals: 1, Direction: check.Down, Truth: -3.778, HasTruth: true}, "-4.7 %", "-3.78 %"},
		{check.Statement{Measure: check.LevelClose, Unit: "USD", Value: 1153.8, HasValue: true, Decimals: 2, Truth: 1153.8, HasTruth: true}, "$1,153.80", "$1,153.80"},
		{check.Statement{Measure: check.LevelClose, Unit: "HKD", Value: 150, HasValue: true, Qualifier: "about"}, "~HK$150", ""},
		{check.Statement{Measure: check.MarketCapChange, Unit: "USD_billion", Value: 589, HasValue: true, Direction: check.Down, Qualifier: "about"}, "~-$589 bn", ""},
		{check.Statement{Measure: check.PointChange, Unit: "EUR", Value: 2, HasValue: true, Direction: check.Up, Truth: -1.5, HasTruth: true}, "+2 EUR", "-1.50 EUR"},
		{check.Statement{Measure: check.VolumeMultiple, Unit: "times", Value: 3, HasValue: true, Qualifier: "more_than", Truth: 2.64, HasTruth: true}, ">3 x", "2.64 x"},
		{check.Statement{Measure: check.ReturnClose, Unit: "pct", Direction: check.Flat, Truth: 0.05, HasTruth: true}, "flat", "+0.05 %"},
		{check.Statement{Measure: check.ReturnClose, Unit: "pct", Value: 3, UpTo: 4, HasValue: true, Direction: check.Up}, "+3..4 %", ""},
		{check.Statement{Measure: check.Streak, Unit: "sessions", Value: 3, HasValue: true, Truth: 2, HasTruth: true}, "3", "2"},
	} {
		if got := stated(&tc.s); got != tc.stated {
			t.Errorf("stated %q, want %q", got, tc.stated)
		}
		if got := trueFigure(&tc.s); got != tc.truth {
			t.Errorf("true %q, want %q", got, tc.truth)
		}
	}
}
