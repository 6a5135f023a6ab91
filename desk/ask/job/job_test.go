package job

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newstape/study"
	"newstape/tape/bars"
	"newstape/tape/calendar"
	"newstape/tape/sample"
)

func TestTapeGivesReturnsByListingOrTicker(t *testing.T) {
	tape, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	p := newTapePanel(tape, string(bars.Raw), false)
	long, ok := p.Series("XNYS:BABA")
	short, also := p.Series("BABA")
	if !ok || !also || len(long.Values) != len(short.Values) {
		t.Fatalf("listing %v, ticker %v", ok, also)
	}
	on := study.Day(calendar.MustDate("2025-11-14"))
	for k, s := range long.Stamps {
		if s == on && math.Abs(long.Values[k]-(153.80/159.84-1)) > 1e-12 {
			t.Errorf("return of %s is %v", s, long.Values[k])
		}
	}
	if !math.IsNaN(long.Values[0]) {
		t.Errorf("the first day has the return %v", long.Values[0])
	}
	logs, _ := newTapePanel(tape, string(bars.Raw), true).Series("BABA")
	if got := math.Expm1(logs.Values[5]); math.Abs(got-long.Values[5]) > 1e-12 {
		t.Errorf("log return %v of %v", logs.Values[5], long.Values[5])
	}
	if _, ok := p.Series("JD"); ok {
		t.Error("raw figures of a listing that has adjusted ones alone")
	}
	if _, ok := newTapePanel(tape, "auto", false).Series("JD"); !ok {
		t.Error("auto does not fall back")
	}
	if got := p.exchange("SPY"); got != "ARCX" {
		t.Errorf("exchange of SPY is %q", got)
	}
	if got := p.exchange("nothing"); got != "" {
		t.Errorf("exchange of nothing is %q", got)
	}
}

func TestAGapOnTheTapeIsNotBridged(t *testing.T) {
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	day := calendar.MustDate
	for _, tc := range []struct {
		a, b string
		want bool
	}{
		{"2025-11-13", "2025-11-14", true},
		{"2025-11-14", "2025-11-17", true}, // a weekend
		{"2025-11-13", "2025-11-17", false},
		{"1999-12-30", "1999-12-31", true}, // before the calendar
	} {
		if got := neighbours(cal, day(tc.a), day(tc.b)); got != tc.want {
			t.Errorf("%s and %s: %v", tc.a, tc.b, got)
		}
	}
}

func TestNewsInsideABarBelongsToThatBar(t *testing.T) {
	at := func(text string) time.Time {
		m, err := time.Parse(time.RFC3339, text)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	var axis []study.Stamp
	for _, text := range []string{"2025-11-13T20:55:00Z", "2025-11-14T14:30:00Z", "2025-11-14T14:35:00Z", "2025-11-14T14:40:00Z"} {
		axis = append(axis, study.Moment(at(text)))
	}
	panel, err := study.NewTable(axis, []string{"M"}, [][]float64{{0, 0, 0, 0}})
	if err != nil {
		t.Fatal(err)
	}
	for news, want := range map[string]string{
		"2025-11-14T14:35:00Z": "2025-11-14T14:35Z", // its first second
		"2025-11-14T14:39:59Z": "2025-11-14T14:35Z", // inside
		"2025-11-13T22:00:00Z": "2025-11-13T22:00Z", // overnight: the date policy moves it on
	} {
		got := OnBars(study.Design{Market: "M"}, panel, []study.Event{{At: at(news)}})[0]
		if got.On.String() != want || !got.At.IsZero() {
			t.Errorf("%s is on %s, want %s", news, got.On, want)
		}
	}
}

func TestUsualWindowsLieInTheEventWindow(t *testing.T) {
	got := UsualWindows(study.Window{From: -1, To: 1})
	want := []study.Window{{From: 0, To: 0}, {From: 0, To: 1}, {From: -1, To: 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
