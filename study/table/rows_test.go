package table

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newstape/fault"
)

func TestEventRowsGoOn(t *testing.T) {
	const csv = "security,date,weight\n\nA,2025-11-14,1\nB,soon,1\n,2025-11-14,1\nC,14.11.2025,-3\nD,2025-11-17,\n"
	rows, err := EventRows(strings.NewReader(csv), "e.csv", EventOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for k, want := range []struct {
		row     int
		on      string
		problem string
	}{{3, "2025-11-14", ""}, {4, "", `"soon" is not a date`}, {5, "", "no security"}, {6, "", "negative"}, {7, "2025-11-17", ""}} {
		r := rows[k]
		on := ""
		if r.Event.On != 0 {
			on = r.Event.On.String()
		}
		if r.Row != want.row || on != want.on || (r.Problem == nil) != (want.problem == "") || r.Problem != nil && !strings.Contains(r.Problem.Error(), want.problem) {
			t.Errorf("row %d: %+v", want.row, r)
		}
	}
	if _, err := EventRows(strings.NewReader("a,b\n1,2\n"), "e.csv", EventOptions{}); err == nil {
		t.Error("a table without securities")
	}
}

// TestTwoReadersOfEventsAgree: where every row can be read the two give the same
// events, and else the strict one stops at the first problem of the other.
func TestTwoReadersOfEventsAgree(t *testing.T) {
	cell := rapid.SampledFrom([]string{"A", "", "2025-11-14", "14/11/2025", "03/04/2025", "soon", "2025-11-14T13:00:00-05:00", "\"", "7", "-1"})
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return strings.Join([]string{cell.Draw(t, "security"), cell.Draw(t, "date"), cell.Draw(t, "at"), cell.Draw(t, "weight")}, ",")
		}), 0, 6).Draw(t, "rows")
		csv := "security,date,at,weight\n" + strings.Join(lines, "\n")
		events, strict := ReadEvents(strings.NewReader(csv), "e.csv", EventOptions{})
		rows, lenient := EventRows(strings.NewReader(csv), "e.csv", EventOptions{})
		var problem error
		for _, r := range rows {
			if r.Problem != nil {
				problem = r.Problem
				break
			}
		}
		switch {
		case strict == nil:
			if lenient != nil || problem != nil || len(rows) != len(events) {
				t.Fatalf("%q: read, and then %v %v", csv, lenient, problem)
			}
			for k, e := range events {
				if rows[k].Event != e {
					t.Fatalf("%q: %+v and %+v", csv, rows[k].Event, e)
				}
			}
		case lenient == nil && (problem == nil || problem.Error() != strict.Error()):
			t.Fatalf("%q: %v, and row by row %v", csv, strict, problem)
		}
	})
}

// TestAWideHeaderIsReadOnce: each of the forty names that a column may have was
// looked for by spelling a million cells again.
func TestAWideHeaderIsReadOnce(t *testing.T) {
	begin := time.Now()
	if _, err := ReadEvents(strings.NewReader(strings.Repeat(",", 300_000)), "e.csv", EventOptions{}); err == nil {
		t.Error("a table without securities")
	}
	if took := time.Since(begin); took > time.Second { // it was 2 s
		t.Errorf("a header of 300,000 columns took %s", took)
	}
}

func TestRowsBeyondTheBoundAreCounted(t *testing.T) {
	csv := "security,date\n" + strings.Repeat("A,2025-11-14\n", 3) + strings.Repeat("A\n", 2)
	for name, read := range map[string]func(most int) error{
		"strict": func(most int) error {
			_, err := ReadEvents(strings.NewReader(csv), "e.csv", EventOptions{Most: most})
			return err
		},
		"lenient": func(most int) error {
			_, err := EventRows(strings.NewReader(csv), "e.csv", EventOptions{Most: most})
			return err
		},
	} {
		if err := read(3); fault.CodeOf(err) != fault.TooLarge || !strings.Contains(err.Error(), "5 events; at most 3") {
			t.Errorf("%s: %v", name, err)
		}
		if err := read(5); fault.CodeOf(err) == fault.TooLarge {
			t.Errorf("%s: %v", name, err)
		}
	}
}
