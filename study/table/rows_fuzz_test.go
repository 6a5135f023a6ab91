package table

import (
	"strings"
	"testing"
)

func FuzzEventRows(f *testing.F) {
	f.Add("security,date\nA,2025-11-14\nB,soon\n")
	f.Add("name;at\nA;2025-11-14T13:00:00-05:00\n;\n")
	f.Add("security,date\nA,03/04/2025\nB,14/11/2025\n\"")
	f.Fuzz(func(t *testing.T, csv string) {
		rows, err := EventRows(strings.NewReader(csv), "e.csv", EventOptions{})
		events, strict := ReadEvents(strings.NewReader(csv), "e.csv", EventOptions{})
		if strict == nil && (err != nil || len(rows) != len(events)) {
			t.Fatalf("%d events, and row by row %d: %v", len(events), len(rows), err)
		}
		last := 0
		for _, r := range rows {
			if r.Row <= last || r.Problem == nil && r.Event.Security == "" {
				t.Fatalf("after row %d: %+v", last, r)
			}
			last = r.Row
		}
	})
}
