package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/xuri/excelize/v2"

	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/tape/calendar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// hostile is a name that every format must disarm.
const hostile = `=1+1 <script>alert("x")</script> & 50 % \input{x} #_$^~` + "\x1b[31m"

func day(s string) study.Stamp { return study.Day(calendar.MustDate(s)) }

func windowOf(from, to int, mean float64) study.WindowResult {
	return study.WindowResult{
		Window: study.Window{From: from, To: to}, N: 3, Mean: mean, Median: mean, SD: 0.02, Positive: 2, Low: mean - 0.05, High: mean + 0.05,
		ByPrecision: study.WeightedMean{N: 3, Mean: mean / 2, SE: 0.01},
		Stats: []study.Stat{
			{Test: "csect", Convention: "sample", Source: "Brown and Warner 1980; Penman 1982", N: 3, Value: 4.5, Law: study.Student, DF: 2, P: 0.046, Less: 0.977, More: 0.023, Adjusted: 0.092},
			{Test: "patell", Convention: "sumsar", Source: "Patell 1976; sum of daily SAR over sqrt(L), as in EventStudyTools", N: 3, Value: 5.123456789, Law: study.Normal, P: 3e-7, Less: 1, More: 1.5e-7, Adjusted: 6e-7},
			{Test: "weighted", Convention: "value", Source: "weights given with the events", N: 0, Missing: "no event has a weight"},
			{Test: "kp", Convention: "calendar", Source: "Kolari and Pynnonen 2010; pairs on common dates, others 0", N: 3, Value: -1.25, Law: study.Student, DF: 2, P: 0.33, Less: 0.165, More: 0.835, Adjusted: 0.66, Note: "r=0.0113"},
		},
	}
}

// page is a study made by hand, so that these tests say nothing of the engine.
func page() Page {
	d := study.Default()
	d.Market, d.Event, d.Windows = "MKT", study.Window{From: -1, To: 1}, []study.Window{{From: 0, To: 0}, {From: -1, To: 1}}
	d.Tests = []string{"csect", "patell=sumsar", "weighted=value", "kp"}
	r := &study.Result{Design: d, Params: []string{"alpha", "beta"}}
	for k, name := range []string{"AAA", hostile, "CCC"} {
		e := study.EventResult{
			Row: k, ID: strconv.Itoa(k + 1), Security: name, Session: day("2025-11-14"), Shifted: k, Params: []float64{0.001, 1.25},
			Sigma: 0.02, DF: 248, Used: 250, R2: 0.4,
		}
		for t := range 3 {
			e.AR = append(e.AR, study.Estimate{Value: 0.01 * float64(k+t-1), SE: 0.02, T: 0.5, P: 0.6})
		}
		e.CARs = []study.Estimate{e.AR[1], {Missing: true}}
		r.Events = append(r.Events, e)
	}
	r.Drops = []study.Drop{
		{Row: 3, ID: "4", Security: "DDD", Reason: study.UnknownSecurity, Detail: `the panel has no returns of "DDD"`},
		{Row: 4, ID: "5", Security: "EEE", Reason: study.TooFewDays, Detail: "3 estimation days with returns, 5 needed"},
	}
	r.Days = []study.WindowResult{windowOf(-1, -1, -0.001), windowOf(0, 0, 0.02), windowOf(1, 1, 0)}
	r.Windows = []study.WindowResult{windowOf(0, 0, 0.02), windowOf(-1, 1, 0.03)}
	r.Groups = []study.GroupResult{{Group: hostile, N: 2, Windows: []study.WindowResult{windowOf(0, 0, 0.01), windowOf(-1, 1, 0.02)}}}
	r.Diagnostics = study.Diagnostics{
		Events: 5, Kept: 3, UsedMin: 240, UsedMedian: 250, UsedMax: 250, NotNormal: 1.0 / 3, SharedDates: 3,
		BusiestDate: day("2025-11-14"), BusiestCount: 3, Securities: 3, TopSecurity: "AAA", TopShare: 1.0 / 3,
		PreTrend: study.Stat{Test: "csect", Convention: "sample", N: 3, Value: -0.5, Law: study.Student, DF: 2, P: 0.667},
		Notes:    []string{"All events share one date <beware>."},
		Placebo: &study.Placebo{Samples: 1000, N: 3, Window: study.Window{}, Level: 0.05, Effects: []float64{0, 0.01, 0.02}, Tests: []study.PlaceboTest{
			{Test: "csect", Convention: "sample", Rejects: []float64{0.051, 0.4, 0.9}, Detects: 0.018},
			{Test: "patell", Convention: "sumsar", Rejects: []float64{0.19, 0.8, 0.99}, Detects: 0.01},
			{Test: "kp", Convention: "calendar", Rejects: []float64{0.04, 0.1, 0.3}},
		}},
	}
	return Page{Result: r, Program: "newstape test (none)", Inputs: []record.Input{record.Of(record.Events, "e&v.csv", []byte("x"))}}
}

func write(t *testing.T, p Page, f Format, table string) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.Write(&b, f, table); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGolden(t *testing.T) {
	for _, tc := range []struct {
		format      Format
		table, file string
	}{
		{Text, "", "study.txt"},
		{CSV, "", "tests.csv"},
		{CSV, "events", "events.csv"},
		{CSV, "drops", "drops.csv"},
		{JSON, "", "study.json"},
		{LaTeX, "", "study.tex"},
		{HTML, "", "study.html"},
	} {
		got := write(t, page(), tc.format, tc.table)
		path := filepath.Join("testdata", tc.file)
		if *update {
			if err := os.WriteFile(path, got, 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s (go test ./study/report -update writes it anew):\n%s", path, diff)
		}
	}
}

func TestSamePageSameBytes(t *testing.T) {
	for _, f := range []Format{Text, CSV, JSON, XLSX, LaTeX, HTML} {
		if !bytes.Equal(write(t, page(), f, ""), write(t, page(), f, "")) {
			t.Errorf("%s differs from run to run", f)
		}
	}
}

func TestNoFormatPrintsNaNOrZeroP(t *testing.T) {
	for _, f := range []Format{Text, CSV, JSON, LaTeX, HTML} {
		text := string(write(t, page(), f, ""))
		if regexp.MustCompile(`\b(NaN|[+-]?Inf)\b`).MatchString(text) {
			t.Errorf("%s prints what is no number", f)
		}
		if f == Text && strings.Contains(text, "0.0000 ") {
			t.Errorf("%s prints a p of zero", f)
		}
		if f != JSON && strings.Contains(text, "\x1b") {
			t.Errorf("%s lets an escape sequence through", f)
		}
	}
}

func TestWorkbookReadsBack(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(write(t, page(), XLSX, "")))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, s := range page().Sheets() {
		rows, err := f.GetRows(s.Name, excelize.Options{RawCellValue: true})
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(s.Rows)+1 {
			t.Errorf("%s: %d rows for %d", s.Name, len(rows), len(s.Rows))
		}
		for k, row := range s.Rows {
			for c, cell := range row {
				got := ""
				if c < len(rows[k+1]) {
					got = rows[k+1][c]
				}
				if want := cell.machine(); got != want && !sameNumber(got, want) && !strings.Contains(want, "\x1b") {
					t.Errorf("%s row %d column %s: %q, want %q", s.Name, k+1, s.Columns[c].Name, got, want)
				}
			}
		}
	}
	if formula, _ := f.GetCellFormula("events", "C3"); formula != "" {
		t.Errorf("a name became the formula %q", formula)
	}
}

func sameNumber(a, b string) bool {
	x, errX := strconv.ParseFloat(a, 64)
	y, errY := strconv.ParseFloat(b, 64)
	// A workbook holds fifteen digits.
	return errX == nil && errY == nil && math.Abs(x-y) <= 1e-14*math.Abs(x)
}

func TestPageIsWellFormedAndDisarmed(t *testing.T) {
	html := string(write(t, page(), HTML, ""))
	// The page is written so that a strict XML reader can follow it, but for the
	// elements that HTML leaves open.
	strict := strings.NewReplacer("<!doctype html>", "", `<meta charset="utf-8">`, "").Replace(html)
	strict = regexp.MustCompile(`<meta [^>]*>`).ReplaceAllString(strict, "")
	dec := xml.NewDecoder(strings.NewReader(strict))
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("not well formed: %v", err)
		}
		if e, ok := token.(xml.StartElement); ok && (e.Name.Local == "script" || e.Name.Local == "img" || e.Name.Local == "link") {
			t.Errorf("the page has a <%s>", e.Name.Local)
		}
	}
	if strings.Contains(html, "http://") || strings.Contains(html, "https://") {
		t.Error("the page reaches out")
	}
}

func TestLaTeXIsDisarmed(t *testing.T) {
	out := string(write(t, page(), LaTeX, ""))
	if strings.Contains(out, `\input`) || strings.Contains(out, "<script") {
		t.Error("a name reached LaTeX as a command")
	}
	if strings.Count(out, "\\begin{longtable}") != strings.Count(out, "\\end{longtable}") {
		t.Error("a table is not closed")
	}
	for line := range strings.SplitSeq(out, "\n") {
		if strings.HasPrefix(line, "[") {
			t.Errorf("a row that begins with a bracket is an argument of the row before: %s", line)
		}
	}
}

func TestCSVTables(t *testing.T) {
	for _, name := range SheetNames() {
		rows, err := csv.NewReader(bytes.NewReader(write(t, page(), CSV, name))).ReadAll()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if len(rows) == 0 {
			t.Errorf("%s: not even a header", name)
		}
	}
	err := page().Write(io.Discard, CSV, "everything")
	if err == nil || fault.CodeOf(err) != fault.BadUsage {
		t.Errorf("got %v", err)
	}
}

func TestJSONHoldsTheResult(t *testing.T) {
	var doc struct {
		Schema string
		Result study.Result
	}
	if err := json.Unmarshal(write(t, page(), JSON, ""), &doc); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(page().Result.Windows, doc.Result.Windows, cmpopts.IgnoreFields(study.Stat{}, "Source")); diff != "" || doc.Schema != Schema {
		t.Errorf("schema %q\n%s", doc.Schema, diff)
	}
}

func TestEveryJSONKeyIsDocumented(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "study-json.md"))
	if err != nil {
		t.Fatal(err)
	}
	p := page()
	p.Result.Differences = []study.Difference{{A: "a", B: "b", Stats: p.Result.Windows[0].Stats}}
	var whole any
	if err := json.Unmarshal(write(t, p, JSON, ""), &whole); err != nil {
		t.Fatal(err)
	}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, value := range v {
				if path != "reasons" && !strings.Contains(string(doc), "`"+key+"`") {
					t.Errorf("docs/study-json.md does not name %s", key)
				}
				walk(key, value)
			}
		case []any:
			for _, value := range v {
				walk(path, value)
			}
		}
	}
	walk("", whole)
}

func TestPowerSpeaksOfATestThatKeepsItsSize(t *testing.T) {
	r := page().Result
	want := "This design detects 1.8 % with 80 % power (csect=sample, window [+0,+0]); it rejects 5.1 % of placebo dates." +
		" Beware of patell=sumsar: it rejects 19 % of them."
	if diff := cmp.Diff(want, Power(r)); diff != "" {
		t.Error(diff)
	}
	r.Diagnostics.Placebo.Tests = r.Diagnostics.Placebo.Tests[1:]
	if got := Power(r); !strings.HasPrefix(got, "No test of this design") {
		t.Errorf("got %s", got)
	}
	r.Diagnostics.Placebo = nil
	if got := Power(r); got != "" {
		t.Errorf("got %s", got)
	}
}

func TestEveryTestAndModelHasPlainWords(t *testing.T) {
	for _, name := range study.Names() {
		if row := lookup(testWords, name); len(row) != 2 || row[1] == "" {
			t.Errorf("tests.csv has no words for %s", name)
		}
	}
	for _, name := range study.Models() {
		if row := lookup(modelWords, name); len(row) != 3 {
			t.Errorf("models.csv has no words for %s", name)
		}
	}
}

func TestPathStopsWhereAnEventDoes(t *testing.T) {
	r := page().Result
	r.Events[0].AR[1] = study.Estimate{Missing: true}
	var n []int
	for _, s := range path(r) {
		n = append(n, s.N)
	}
	if diff := cmp.Diff([]int{3, 2, 2}, n); diff != "" {
		t.Error(diff)
	}
	r.Events = r.Events[1:2]
	if s := path(r)[2]; s.N != 1 || s.Low != s.Mean || s.High != s.Mean {
		t.Errorf("one event has a band: %+v", s)
	}
}

func TestTicks(t *testing.T) {
	for _, tc := range []struct {
		v, tick float64
		want    string
	}{{0.01, 0.01, "+1 %"}, {-0.005, 0.005, "-0.5 %"}, {0, 0.02, "0 %"}, {0.0001, 0.0001, "+0.01 %"}} {
		if got := tickLabel(tc.v, tc.tick); got != tc.want {
			t.Errorf("%v by %v: %s, want %s", tc.v, tc.tick, got, tc.want)
		}
	}
}
