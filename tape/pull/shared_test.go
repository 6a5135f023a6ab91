package pull

import (
	"context"
	"math"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newstape/internal/shared"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// anyVenue resolves tickers as a security master would: indexes, then New York.
func anyVenue(ticker string) (string, bool) {
	if name, ok := strings.CutPrefix(ticker, "^"); ok {
		return "INDEX:" + name, true
	}
	if strings.Contains(ticker, ".") {
		return "", false
	}
	return "XNYS:" + ticker, true
}

// The collection of vendors' files reads whole: these are its numbers.
func TestReadsTheCollection(t *testing.T) {
	dir := shared.Dir(t, "data", "prices")
	for _, tt := range []struct {
		folder              string
		files, series, rows int
	}{
		{"us_daily", 43, 86, 43112},
		{"us_daily_adjusted", 12, 12, 3012},
		{"hk_daily", 2, 1, 1228},
		{"index", 5, 5, 12258},
		{"long_close", 16, 16, 62300},
		{"intraday_5min", 8, 8, 130864},
	} {
		to := t.TempDir()
		report, err := Prices(context.Background(), filepath.Join(dir, tt.folder), to, Options{Resolve: anyVenue})
		if err != nil {
			t.Errorf("%s: %v", tt.folder, err)
			continue
		}
		series, rows := 0, 0
		for i := range report.Files {
			f := &report.Files[i]
			rows += f.Accepted()
			for _, k := range f.Kept {
				if k.Unused == "" {
					series++
				}
			}
			for _, g := range f.Refused {
				if g.Reason != outsideYears && g.Reason != outsideHours && g.Reason != offCalendar {
					t.Errorf("%s: %s", tt.folder, f.String())
				}
			}
		}
		t.Logf("%s: %d files, %d series, %d rows", tt.folder, len(report.Files), series, rows)
		if len(report.Files) != tt.files || series != tt.series || rows != tt.rows {
			t.Errorf("%s: %d files, %d series, %d rows; want %+v", tt.folder, len(report.Files), series, rows, tt)
		}
	}
}

// The figures of the first story as its sources give them.
func TestTheFirstStory(t *testing.T) {
	to := t.TempDir()
	opts := Options{Resolve: anyVenue}
	for _, folder := range []string{"us_daily", "hk_daily", "intraday_5min"} {
		if _, err := Prices(context.Background(), shared.Dir(t, "data", "prices", folder), to, opts); err != nil {
			t.Fatal(err)
		}
	}
	tape, err := bars.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	defer tape.Close()
	event := calendar.MustDate("2025-11-14")
	baba, _ := tape.Daily("XNYS:BABA", bars.Raw)
	i, _ := baba.Index(event)
	if baba.Close[i-1] != 159.84 || baba.Close[i] != 153.80 || baba.Low[i] != 151.78 {
		t.Errorf("BABA: %v %v %v", baba.Close[i-1], baba.Close[i], baba.Low[i])
	}
	if i, _ := baba.Index(calendar.MustDate("2025-06-12")); baba.Dividend[i] != 2 {
		t.Errorf("BABA's dividend: %v", baba.Dividend[i])
	}
	nvda, _ := tape.Daily("XNYS:NVDA", bars.Raw)
	if i, _ := nvda.Index(calendar.MustDate("2024-06-10")); nvda.Split[i] != 10 {
		t.Errorf("NVDA's split: %v", nvda.Split[i])
	}
	hk, _ := tape.Daily("XHKG:9988", bars.Adjusted)
	i, _ = hk.Index(event)
	if r, ok := hk.Return(i); !ok || math.Abs(r+0.0438) > 5e-5 {
		t.Errorf("9988: %v", r)
	}
	day, _ := tape.Intraday("XNYS:BABA", event)
	if day.Len() != 78 || day.Width != 5*time.Minute {
		t.Errorf("bars: %d of %s", day.Len(), day.Width)
	}
}
