package ask

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"newstape/desk/ask/job"
	"newstape/fault"
	"newstape/study"
	"newstape/study/record"
	"newstape/study/report"
)

func TestAPlanRunsWhenItsRoomsAreClosed(t *testing.T) {
	r, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	q := StudyRequest{Events: []StudyEvent{{Security: "BABA", Date: "2025-11-14"}, {Security: "NOBODY", Date: "2025-11-14"}}, Tests: []string{"patell"}, Placebo: 3, Basis: "raw"}
	want, err := r.Study(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := r.PlanStudy(q, LongStudy())
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	told := 0
	done, err := plan.Run(context.Background(), func(study.Progress) { told++ })
	if err != nil {
		t.Fatal(err)
	}
	got, err := done.Report(report.JSON, "")
	if err != nil || !bytes.Equal(got, want.Report) || told == 0 {
		t.Errorf("%v; the same report: %v; told %d times", err, bytes.Equal(got, want.Report), told)
	}
	if _, err := r.PlanStudy(q, LongStudy()); err == nil {
		t.Error("closed rooms plan a study")
	}
}

func TestARecordIsSealedForItsFormat(t *testing.T) {
	plan, err := embedded(t).PlanStudy(StudyRequest{CSV: "security,date\nBABA,2025-11-14\n", Tests: []string{"patell"}}, LongStudy())
	if err != nil {
		t.Fatal(err)
	}
	done, err := plan.Run(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		format report.Format
		sheet  string
	}{{report.JSON, ""}, {report.HTML, ""}, {report.CSV, ""}, {report.CSV, "windows"}} {
		b, err := done.Record(tc.format, tc.sheet)
		if err != nil {
			t.Fatal(err)
		}
		rec, err := record.Read(bytes.NewReader(b), "record")
		if err != nil {
			t.Fatal(err)
		}
		// As a replay writes it.
		again, err := done.Report(report.Format(rec.Output.Format), rec.Output.Table)
		if err != nil || !rec.Output.Is(again) {
			t.Errorf("%s %s: %v", tc.format, tc.sheet, err)
		}
		if err := rec.Inputs[0].Check(done.Events); err != nil || rec.Inputs[1].Path != job.EmbeddedTape || !done.Embedded() {
			t.Errorf("%v %+v", err, rec.Inputs)
		}
	}
	if _, err := done.Record(report.CSV, "nothing"); err == nil {
		t.Error("a record of no table")
	}
}

func TestTradeToTradeBridgesGaps(t *testing.T) {
	q := StudyRequest{CSV: "security,date\nBABA,2025-11-14\n", Model: "trade-to-trade", Tests: []string{"patell"}}
	j, err := q.job(LongStudy())
	if err != nil || !j.Reading.Bridge || j.Design.Missing != study.MissingKeep {
		t.Errorf("%v %+v", err, j)
	}
	q.Model = "trade-to-trade-log"
	if _, err := q.job(LongStudy()); fault.CodeOf(err) != fault.BadUsage {
		t.Errorf("simple returns with a model of log returns: %v", err)
	}
	q.Log = true
	if _, err := q.job(LongStudy()); err != nil {
		t.Error(err)
	}
}

func TestFactorsAreListingsOfTheTape(t *testing.T) {
	r := embedded(t)
	q := StudyRequest{CSV: "security,date\nBABA,2025-11-14\n", Model: "synthetic-control", Factors: []string{"KWEB", "PDD", "NIO"}, Tests: []string{"csect"}, Basis: "raw"}
	s, err := r.Study(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(s.Result.Design.Factors, " "); got != "KWEB PDD NIO" || len(s.Result.Events) != 1 {
		t.Errorf("factors %s, %d events", got, len(s.Result.Events))
	}
	q.Factors = []string{"ZZZZ"}
	if _, err := r.Study(context.Background(), q); fault.CodeOf(err) != fault.BadInput {
		t.Error(err)
	}
}

func TestAResultIsBounded(t *testing.T) {
	var groups, many strings.Builder
	groups.WriteString("security,date,group\n")
	many.WriteString("security,date\n")
	for k := range 400 {
		fmt.Fprintf(&groups, "BABA,2025-11-14,g%d\n", k)
		fmt.Fprintf(&many, "BABA,2025-11-14\n")
	}
	for name, q := range map[string]StudyRequest{
		"a group each":         {CSV: groups.String()},
		"a long event window":  {CSV: many.String(), Event: &study.Window{From: -5, To: 2900}, Windows: []study.Window{{From: 0, To: 0}}},
		"its path":             {CSV: many.String(), Event: &study.Window{From: -5, To: 300}, Path: true},
		"slashes":              {CSV: "security,date\nBABA,03/04/2025\n", Slashes: "ymd"},
		"basis":                {CSV: "security,date\nBABA,2025-11-14\n", Basis: "best"},
		"factors":              {CSV: "security,date\nBABA,2025-11-14\n", Factors: make([]string, 51)},
		"a long market":        {CSV: "security,date\nBABA,2025-11-14\n", Market: strings.Repeat("M", 100_000)},
		"a long factor":        {CSV: "security,date\nBABA,2025-11-14\n", Factors: []string{strings.Repeat("F", 100_000)}},
		"a long test":          {CSV: "security,date\nBABA,2025-11-14\n", Tests: []string{strings.Repeat("\xff", 100_000)}},
		"more than may be had": {CSV: "security,date\n" + strings.Repeat("BABA,2025-11-14\n", 2001)},
	} {
		_, check := CheckStudy(q, LongStudy())
		_, plan := embedded(t).PlanStudy(q, LongStudy())
		for _, err := range []error{check, plan} {
			if code := fault.CodeOf(err); err == nil || code != fault.TooLarge && code != fault.BadInput {
				t.Errorf("%s: %v", name, err)
			} else if len(err.Error()) > 1000 {
				t.Errorf("%s: the error has %d bytes", name, len(err.Error()))
			}
		}
	}
	q := StudyRequest{CSV: "security,date\nBABA,03/04/2025\n", Slashes: "mdy"}
	if n, err := CheckStudy(q, LongStudy()); n != 1 || err != nil {
		t.Errorf("%d %v", n, err)
	}
}

func TestChoicesAreTheEnginesOwn(t *testing.T) {
	c := Choices(LongStudy())
	if len(c.Models) != len(study.Models()) || len(c.Tests) != len(study.Names()) {
		t.Errorf("%d models, %d tests", len(c.Models), len(c.Tests))
	}
	n := 0
	for _, test := range c.Tests {
		if test.Words == "" || test.About == "" || !test.Conventions[0].Default {
			t.Errorf("%+v", test)
		}
		for _, convention := range test.Conventions {
			n++
			if _, err := study.ChooseTests([]string{test.Name + "=" + convention.Name}); err != nil || convention.Source == "" {
				t.Errorf("%s %+v: %v", test.Name, convention, err)
			}
		}
	}
	if n != len(study.Battery()) {
		t.Errorf("%d of %d tests", n, len(study.Battery()))
	}
	for _, m := range c.Models {
		if m.Words == "" || m.Formula == "" || m.Source == "" {
			t.Errorf("%+v", m)
		}
	}
	// What a request that says nothing means is a request that means the same.
	q := c.Usual
	q.CSV = "security,date\nBABA,2025-11-14\n"
	spelt, err := q.job(LongStudy())
	if err != nil {
		t.Fatal(err)
	}
	silent, err := StudyRequest{CSV: q.CSV}.job(LongStudy())
	if err != nil {
		t.Fatal(err)
	}
	silent.Design.Model = UsualModel
	if a, b := fmt.Sprintf("%+v", spelt.Design), fmt.Sprintf("%+v", silent.Design); a != b {
		t.Errorf("spelt out %s\nleft out  %s", a, b)
	}
}
