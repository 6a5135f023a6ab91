// Package report writes a study for those who read it: aligned tables for a
// terminal, CSV, JSON, XLSX, LaTeX (booktabs) and one self-contained HTML page
// with the path of the mean cumulative abnormal return as SVG.
//
//	p := report.Page{Result: r, Program: "newstape 1.0 (abc)", Inputs: inputs}
//	err := p.Write(w, report.HTML, "")
//
// In: a result of package study, and where its data came from. Out: bytes that
// depend on nothing else, so that the same study gives the same bytes. Every
// format is made of the same [Sheet]s, except JSON, which carries the result
// itself (docs/study-json.md).
//
// Every test stands with its convention, the paper or program that its formula
// is from, N, value, distribution, and p two-sided, one-sided and adjusted. What
// could not be computed is written as its reason, never as a number.
//
// Limits: the terminal view leaves out the tests of single days and the columns
// that a machine wants (source, full digits); the other formats have them. An
// event's own numbers are in XLSX, CSV, JSON and HTML, and in HTML only for the
// first [EventRows] events.
package report

import (
	"fmt"
	"io"
	"strings"

	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
)

// Format is a way of writing.
type Format string

// The formats.
const (
	Text  Format = "text"
	CSV   Format = "csv"
	JSON  Format = "json"
	XLSX  Format = "xlsx"
	LaTeX Format = "latex"
	HTML  Format = "html"
)

// TextEvents is the largest sample whose events stand one by one on a terminal.
const TextEvents = 5

// EventRows is how many events the HTML page lists.
const EventRows = 500

// Page is one study to be written.
type Page struct {
	Result  *study.Result
	Program string         // name, version and commit
	Inputs  []record.Input // what was read; may be empty
	// Quantity is what was measured where it is not a return, with formula and
	// source; "" for returns.
	Quantity string
}

// Write writes the page. table names the sheet of CSV, "" for tests.
func (p Page) Write(w io.Writer, f Format, table string) error {
	switch f {
	case Text, "":
		return p.text(w)
	case CSV:
		return p.csv(w, table)
	case JSON:
		return p.json(w)
	case XLSX:
		return p.xlsx(w)
	case LaTeX:
		return p.latex(w)
	case HTML:
		return p.html(w)
	}
	return fault.New(fault.BadUsage, "study report: format %q is unknown", f).Try("text, csv, json, xlsx, latex or html")
}

// allSheets are the tables of the study in reading order.
func (p Page) allSheets() []Sheet {
	r := p.Result
	return []Sheet{
		windowSheet(r), testSheet("tests", "Tests by window", r.Windows),
		daySheet(r), testSheet("day_tests", "Tests by day", r.Days),
		groupSheet(r), groupTestSheet(r), differenceSheet(r),
		dropSheet(r), diagnosticSheet(r), placeboSheet(r),
		eventSheet(r), carSheet(r), abnormalSheet(r), p.setup(), p.inputSheet(),
	}
}

// Sheets are the tables that hold something.
func (p Page) Sheets() []Sheet {
	var out []Sheet
	for _, s := range p.allSheets() {
		if len(s.Rows) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// SheetNames are the names that CSV can be asked for.
func SheetNames() []string {
	return []string{
		"tests", "windows", "days", "day_tests", "groups", "group_tests", "differences", "drops",
		"diagnostics", "placebo", "events", "cars", "abnormal_returns", "setup", "inputs",
	}
}

// title is what the page is called.
func (p Page) title() string {
	d := p.Result.Design
	against := ""
	if d.Market != "" && d.Model != "mean-adjusted" {
		against = " against " + d.Market
	}
	of := ""
	if p.Quantity != "" {
		of, _, _ = strings.Cut(p.Quantity, ",")
		of = " of " + of
	}
	return fmt.Sprintf("Event study%s of %d %s: %s%s", of, len(p.Result.Events), plural(len(p.Result.Events), "event"), modelTitle(d.Model), against)
}

// LogVolume is the Quantity of package study's log volumes.
func LogVolume(turnover bool) string {
	formula := "ln(1 + shares traded)"
	if turnover {
		formula = "ln(100 shares traded / shares outstanding + 0.000255)"
	}
	return "log volume, " + formula + " (Ajinkya and Jain 1989; Campbell and Wasley 1996); +50 % is 0.5 in the logarithm"
}

func plural(n int, word string) string {
	if n == 1 {
		return word
	}
	return word + "s"
}

// setup is every choice of the design.
func (p Page) setup() Sheet {
	d := p.Result.Design
	s := Sheet{Name: "setup", Title: "Set-up", Columns: []Column{{Name: "choice", Title: "choice"}, {Name: "value", Title: "as used"}}}
	add := func(name, value string) {
		if value != "" {
			s.Rows = append(s.Rows, []Cell{words(name), words(value)})
		}
	}
	add("quantity", p.Quantity)
	model := modelTitle(d.Model)
	if from := modelSource(d.Model); from != "" {
		model += " (" + from + ")"
	}
	add("model", model)
	add("benchmark", d.Market)
	add("factors", strings.Join(d.Factors, ", "))
	add("risk-free rate", d.RiskFree)
	add("estimation window", d.Estimation.String())
	add("event window", d.Event.String())
	var windows []string
	for _, w := range d.Windows {
		windows = append(windows, w.String())
	}
	add("windows", strings.Join(windows, " "))
	add("exchange", d.Exchange)
	add("date policy", fmt.Sprintf("%s, at most %d days", d.Dates, d.MaxShift))
	add("days without return", string(d.Missing))
	if d.MinDays > 0 {
		add("fewest estimation days", fmt.Sprint(d.MinDays))
	}
	add("returns believed up to", fmt.Sprintf("%.0f %%", 100*d.MaxReturn))
	add("level", percent(d.Level))
	add("adjustment for many tests", d.Adjust)
	add("draws of resampling tests", fmt.Sprint(d.Draws))
	add("seed", fmt.Sprint(d.Seed))
	return s
}

// inputSheet is where the data came from.
func (p Page) inputSheet() Sheet {
	s := Sheet{Name: "inputs", Title: "Inputs", Columns: []Column{
		{Name: "role", Title: "read as"},
		{Name: "path", Title: "from"},
		{Name: "bytes", Title: "bytes", Kind: Count},
		{Name: "sha256", Title: "SHA-256"},
	}}
	for _, in := range p.Inputs {
		s.Rows = append(s.Rows, []Cell{words(string(in.Role)), words(in.Path), count(int(in.Bytes)), words(in.SHA256)})
	}
	return s
}
