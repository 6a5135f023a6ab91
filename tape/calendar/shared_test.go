package calendar

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"testing"

	"newstape/internal/shared"

	"github.com/google/go-cmp/cmp"
)

func readCSV(t *testing.T, path string) [][]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}

// Every day of 2014-2026 agrees with the published session and holiday tables,
// which were checked against days that traded.
func TestAgreesWithPublishedTables(t *testing.T) {
	dir := shared.Dir(t, "data", "calendars")
	for _, mic := range []string{"XNYS", "XHKG"} {
		c := mustFor(t, mic)
		from, to := MustDate("2014-01-01"), MustDate("2026-12-31")

		want := map[string]string{}
		for _, row := range readCSV(t, filepath.Join(dir, mic+"_sessions_2014_2026.csv")) {
			want[row[0]] = "session"
		}
		for _, row := range readCSV(t, filepath.Join(dir, mic+"_holidays_2014_2026.csv")) {
			if row[1] == "early_close" {
				want[row[0]] = "early"
			} else {
				want[row[0]] = "holiday"
			}
		}
		got := map[string]string{}
		for d := from; d <= to; d++ {
			s, ok := c.Session(d)
			_, named := c.Holiday(d)
			switch {
			case ok && s.Early:
				got[d.String()] = "early"
			case ok:
				got[d.String()] = "session"
			case named:
				got[d.String()] = "holiday"
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s:\n%s", mic, d)
		}
	}
}
