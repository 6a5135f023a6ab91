package table

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/study"
	"newstape/tape/calendar"
)

func TestWhatSlashesMean(t *testing.T) {
	for name, tc := range map[string]struct {
		order Order
		days  string
		want  string // days, or a word of the error
	}{
		"a day above 12 decides for the rows before it too": {FoundOut, "05/11/2018 31/10/2019", "2018-11-05 2019-10-31"},
		"month first":                      {FoundOut, "05/11/2018 10/31/2019", "2018-05-11 2019-10-31"},
		"nothing decides":                  {FoundOut, "05/11/2018 06/12/2018", "can be 2018-05-11 or 2018-11-05"},
		"nothing need decide":              {FoundOut, "5/5/2018", "2018-05-05"},
		"said":                             {DayFirst, "05/11/2018 06/12/2018", "2018-11-05 2018-12-06"},
		"said against the file":            {DayFirst, "05/11/2018 10/31/2019", `row 3: "10/31/2019" cannot be read day first`},
		"two spellings in one file":        {FoundOut, "31/10/2019 10/30/2019", `row 3: "10/30/2019" cannot be read day first, as row 2 (31/10/2019) must be`},
		"two spellings, the other way":     {FoundOut, "10/30/2019 31/10/2019", `row 3: "31/10/2019" cannot be read month first, as row 2`},
		"neither":                          {FoundOut, "13/13/2019", "is not a date"},
		"a spreadsheet's number":           {FoundOut, "45975", "a spreadsheet's day number"},
		"seconds":                          {FoundOut, "1420156800", "seconds since 1970"},
		"midnights are days":               {FoundOut, "2025-11-13T00:00:00-05:00 2025-11-14T00:00:00-05:00", "2025-11-13 2025-11-14"},
		"times are bars":                   {FoundOut, "2025-11-14T13:25:00-05:00 2025-11-14T13:30:00-05:00", "2025-11-14T18:25Z 2025-11-14T18:30Z"},
		"bars and days do not mix":         {FoundOut, "2025-11-14T13:25:00-05:00 2025-11-15", "has no time of day"},
		"a time without a zone is its day": {FoundOut, "2025-11-14T13:25:00", "2025-11-14"},
		"German, and a month by name":      {FoundOut, "14.11.2025 17-Nov-2025", "2025-11-14 2025-11-17"},
	} {
		rows := "date,A\n"
		for d := range strings.FieldsSeq(tc.days) {
			rows += d + ",1\n"
		}
		p, err := ReadPanel(strings.NewReader(rows), "p.csv", Options{Kind: Returns, Slashes: tc.order})
		if err != nil {
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("%s: got %v", name, err)
			}
			continue
		}
		var got []string
		for _, s := range p.Stamps() {
			got = append(got, s.String())
		}
		if diff := cmp.Diff(tc.want, strings.Join(got, " ")); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestColumnsThatTheReaderNames(t *testing.T) {
	const csv = "name,when,sector,cap\nBHEL,2011-10-03,power,7\n"
	got, err := ReadEvents(strings.NewReader(csv), "e.csv", EventOptions{Group: "Sector", Weight: "cap"})
	want := []study.Event{{ID: "1", Security: "BHEL", On: study.Day(calendar.MustDate("2011-10-03")), Group: "power", Weight: 7}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v\n%s", err, diff)
	}
	if _, err := ReadEvents(strings.NewReader(csv), "e.csv", EventOptions{Group: "country"}); err == nil || !strings.Contains(err.Error(), `no column "country"`) {
		t.Errorf("got %v", err)
	}
}
