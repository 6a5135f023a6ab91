package ask

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newstape/fault"
	"newstape/names/security"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// tapeOf writes a data set and opens rooms on it, the sample behind.
func tapeOf(t *testing.T, daily []*bars.Series, sessions ...*bars.Intraday) *Rooms {
	t.Helper()
	dir := t.TempDir()
	w, err := bars.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	for _, s := range daily {
		if err := w.AddDaily(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, b := range sessions {
		if err := w.AddIntraday(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	r, err := Open(Options{Tape: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.Close() })
	return r
}

// line is a series of closes on days; other figures are not there.
func line(listing, cal string, basis bars.Basis, closes map[string]float64) *bars.Series {
	s := &bars.Series{Listing: listing, Calendar: cal, Basis: basis, Source: "a table of the test"}
	var days []string
	for day := range closes {
		days = append(days, day)
	}
	slices.Sort(days)
	for _, day := range days {
		s.Dates = append(s.Dates, calendar.MustDate(day))
		s.Close = append(s.Close, closes[day])
	}
	return s
}

// session is bars of five minutes from a moment on.
func session(listing string, start time.Time, closes ...float64) *bars.Intraday {
	b := &bars.Intraday{Listing: listing, Source: "bars of the test", Session: calendar.DateOf(start), Width: 5 * time.Minute}
	for k, c := range closes {
		b.Start = append(b.Start, start.Add(time.Duration(k)*b.Width))
		b.Close = append(b.Close, c)
	}
	empty := slices.Repeat([]float64{math.NaN()}, len(closes))
	b.Open, b.High, b.Low, b.Volume = empty, empty, empty, empty
	return b
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	z, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func TestPricesNameWhatTheSampleHolds(t *testing.T) {
	lines, next, err := embedded(t).Prices(PriceSearch{})
	if err != nil || next != "" || len(lines) != 12 {
		t.Fatalf("%d lines, next %q, %v", len(lines), next, err)
	}
	got := map[string]PriceLine{}
	for _, l := range lines {
		got[l.Listing] = l
	}
	want := PriceLine{
		Listing: "XNYS:BABA", Name: "Alibaba Group", Party: "alibaba", Currency: "USD", Zone: "America/New_York", First: "2024-10-01",
		Last: "2025-12-12", Days: 302, Bases: []string{"raw"}, WithBars: 2, Source: "Newstape sample tape (facts of 2024-10..2025-12; see NOTICE)",
	}
	if fmt.Sprint(got["XNYS:BABA"]) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got["XNYS:BABA"], want)
	}
	if l := got["XHKG:9988"]; l.Zone != "Asia/Hong_Kong" || l.Currency != "HKD" || l.Party != "alibaba" || l.Bases[0] != "adjusted" || l.WithBars != 0 {
		t.Errorf("%+v", l)
	}
}

func TestPricesComeInPagesAndByName(t *testing.T) {
	r := embedded(t)
	var all []string
	for after := ""; ; {
		lines, next, err := r.Prices(PriceSearch{After: after, Limit: 5})
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			all = append(all, l.Listing)
		}
		if after = next; next == "" {
			break
		}
	}
	if len(all) != 12 || !slices.IsSorted(all) || len(slices.Compact(slices.Clone(all))) != 12 {
		t.Errorf("%v", all)
	}
	lines, _, err := r.Prices(PriceSearch{Q: " ALIB"})
	if err != nil || len(lines) != 2 {
		t.Errorf("%v %v", lines, err)
	}
}

func TestDailyFiguresAreThoseOfTheSample(t *testing.T) {
	r := embedded(t)
	for _, name := range []string{"XNYS:BABA", "BABA", "xnys:baba", "baba"} {
		d, err := r.Daily(DailyRequest{Listing: name, From: "2025-11-13", To: "2025-11-14"})
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(d.Sessions, *d.Close[0], *d.Close[1], *d.Low[1], d.WithBars) != "[2025-11-13 2025-11-14] 159.84 153.8 151.78 [2025-11-13 2025-11-14]" {
			t.Errorf("%v %v", d.Sessions, *d.Close[1])
		}
		if d.Basis != "raw" || d.MIC != "XNYS" || d.Zone != "America/New_York" || d.First != "2024-10-01" || d.Last != "2025-12-12" || d.Source == "" {
			t.Errorf("%+v", d)
		}
	}
	// A range without a session is an answer, not a fault.
	d, err := r.Daily(DailyRequest{Listing: "BABA", From: "2025-11-15", To: "2025-11-16"})
	if err != nil || d.Sessions == nil || len(d.Sessions) != 0 || d.Close == nil {
		t.Errorf("%+v %v", d, err)
	}
}

func TestPricesThatAreNotThere(t *testing.T) {
	r := tapeOf(t, []*bars.Series{
		line("XNYS:TWIN", "XNYS", bars.Raw, map[string]float64{"2025-11-13": 1}),
		line("XNAS:TWIN", "XNAS", bars.Raw, map[string]float64{"2025-11-13": 1}),
	}, session("XNYS:ONLY", time.Date(2025, 11, 14, 9, 30, 0, 0, zone(t, "America/New_York")), 1))
	for _, c := range []struct {
		ask  DailyRequest
		code fault.Code
		try  string
	}{
		{DailyRequest{Listing: "XNYS:NOPE"}, fault.NotFound, "GET /v1/prices"},
		{DailyRequest{Listing: ""}, fault.NotFound, "GET /v1/prices"},
		{DailyRequest{Listing: "TWIN"}, fault.NotFound, "XNAS:TWIN, XNYS:TWIN"},
		{DailyRequest{Listing: "XHKG:BABA"}, fault.NotFound, "XNYS:BABA"},
		{DailyRequest{Listing: "OTCM:BABAF"}, fault.NotFound, "XNYS:BABA"},
		{DailyRequest{Listing: "XNYS:ONLY"}, fault.NotFound, "/v1/prices/XNYS:ONLY/bars"},
		{DailyRequest{Listing: "BABA", Basis: "adjusted"}, fault.NotFound, "basis=raw"},
		{DailyRequest{Listing: "BABA", Basis: "total"}, fault.BadInput, "auto, raw, adjusted"},
		{DailyRequest{Listing: "BABA", From: "yesterday"}, fault.BadInput, "2025-11-14"},
		{DailyRequest{Listing: "BABA", To: "2025-11-31"}, fault.BadInput, "2025-11-14"},
		{DailyRequest{Listing: "BABA", From: "2025-11-14", To: "2025-11-13"}, fault.BadInput, "earlier day"},
		{DailyRequest{Listing: strings.Repeat("€", 5000)}, fault.NotFound, "GET /v1/prices"},
	} {
		_, err := r.Daily(c.ask)
		if fault.CodeOf(err) != c.code || err == nil || !strings.Contains(err.Error(), c.try) || len(err.Error()) > 500 {
			t.Errorf("%+v: %v, want %s and to try %q", c.ask, err, c.code, c.try)
		}
	}
	if _, err := r.Bars("XNAS:NVDA", "2025-11-14"); fault.CodeOf(err) != fault.NotFound || !strings.Contains(err.Error(), "no bars of XNAS:NVDA") {
		t.Error(err)
	}
	if _, err := r.Bars("BABA", "2025-11-17"); fault.CodeOf(err) != fault.NotFound || !strings.Contains(err.Error(), "the newest 2025-11-14, 2025-11-13") {
		t.Error(err)
	}
	if l, err := r.heldListing("XNYS:ONLY"); err != nil || l.First != "2025-11-14" || l.Days != 0 || l.WithBars != 1 || l.Source != "bars of the test" {
		t.Errorf("%+v %v", l, err)
	}
}

func TestAutoIsAdjustedWhereThereIs(t *testing.T) {
	raw := line("XNAS:NVDA", "XNAS", bars.Raw, map[string]float64{"2024-06-07": 1208.88, "2024-06-10": 121.79})
	raw.Split, raw.Dividend = []float64{1, 10}, []float64{0, 0.01}
	r := tapeOf(t, []*bars.Series{raw, line("XNAS:NVDA", "XNAS", bars.Adjusted, map[string]float64{"2024-06-07": 120.888})})
	for basis, want := range map[string]string{"": "adjusted", "auto": "adjusted", "adjusted": "adjusted", "raw": "raw"} {
		d, err := r.Daily(DailyRequest{Listing: "NVDA", Basis: basis})
		if err != nil || d.Basis != want || fmt.Sprint(d.Bases) != "[raw adjusted]" {
			t.Fatalf("%q: %+v %v", basis, d, err)
		}
		if want == "raw" && fmt.Sprint(d.Actions) != "[{2024-06-10 0.01 10}]" || want == "adjusted" && d.Actions != nil {
			t.Errorf("%q: %v", basis, d.Actions)
		}
	}
}

func TestClosedRoomsAnswerNothing(t *testing.T) {
	r, err := Open(Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	_, _, first := r.Prices(PriceSearch{})
	_, second := r.Daily(DailyRequest{Listing: "BABA"})
	_, third := r.Bars("BABA", "")
	_, fourth := r.Parties("ali", 1)
	_, fifth := r.Party(PartyRequest{ID: "alibaba", AsOf: "2025-11-15"})
	for n, err := range []error{first, second, third, fourth, fifth} {
		if fault.CodeOf(err) != fault.Internal || err == nil {
			t.Errorf("question %d: %v", n, err)
		}
	}
}

func TestWhatIsNotThereIsNull(t *testing.T) {
	r := tapeOf(t, []*bars.Series{line("XNYS:GAP", "XNYS", bars.Raw, map[string]float64{"2025-11-13": 2})})
	d, err := r.Daily(DailyRequest{Listing: "GAP"})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(d)
	if err != nil || !strings.Contains(string(b), `"open":[null],"high":[null],"low":[null],"close":[2],"volume":[null]`) {
		t.Errorf("%s %v", b, err)
	}
}

func TestBarsKnowTheHoursOfTheirDay(t *testing.T) {
	ny, hk := zone(t, "America/New_York"), zone(t, "Asia/Hong_Kong")
	raw := line("XNYS:HALF", "XNYS", bars.Raw, map[string]float64{"2025-11-26": 100, "2025-11-28": 51})
	raw.Split, raw.Dividend = []float64{1, 2}, []float64{0, 0}
	r := tapeOf(t, []*bars.Series{raw, line("XHKG:0001", "XHKG", bars.Adjusted, map[string]float64{"2025-12-23": 9})},
		session("XNYS:HALF", time.Date(2025, 11, 26, 9, 30, 0, 0, ny), 99, 100),
		session("XNYS:HALF", time.Date(2025, 11, 28, 9, 30, 0, 0, ny), 50, math.NaN()),
		session("XHKG:0001", time.Date(2025, 12, 24, 9, 30, 0, 0, hk), 9),
		session("XHKG:0001", time.Date(2025, 12, 23, 9, 30, 0, 0, hk), 9),
		session("XLON:ODD", time.Date(2025, 11, 28, 9, 30, 0, 0, zone(t, "Europe/London")), 1))
	b, err := r.Bars("HALF", "") // the newest
	if err != nil {
		t.Fatal(err)
	}
	if b.Session != "2025-11-28" || b.Opens != "2025-11-28T09:30:00-05:00" || b.Closes != "2025-11-28T13:00:00-05:00" || !b.Early || b.LunchStart != "" {
		t.Errorf("%+v", b)
	}
	if b.Step != 5 || b.At[1] != "2025-11-28T09:35:00-05:00" || *b.Close[0] != 50 || b.Close[1] != nil || b.Open[0] != nil {
		t.Errorf("%+v", b)
	}
	if *b.PriorClose != 50 || b.PriorSession != "2025-11-26" || b.Before != "2025-11-26" || b.After != "" {
		t.Errorf("prior %v of %s; %s %s", *b.PriorClose, b.PriorSession, b.Before, b.After)
	}
	if b, err = r.Bars("0001", "2025-12-24"); err != nil || b.Closes != "2025-12-24T12:00:00+08:00" || b.LunchStart != "" || b.PriorClose != nil {
		t.Errorf("an adjusted close stands beside bars as traded, or other hours: %+v %v", b, err)
	}
	if b, err = r.Bars("0001", "2025-12-23"); err != nil || b.Closes != "2025-12-23T16:00:00+08:00" || b.LunchStart != "2025-12-23T12:00:00+08:00" || b.Early {
		t.Errorf("%+v %v", b, err)
	}
	if b, err = r.Bars("ODD", "2025-11-28"); err != nil || b.Opens != "" || b.Zone != "Europe/London" {
		t.Errorf("%+v %v", b, err)
	}
}

func TestTheBreakOfTheMemoIsInTheBars(t *testing.T) {
	b, err := embedded(t).Bars("XNYS:BABA", "2025-11-14")
	if err != nil {
		t.Fatal(err)
	}
	k := slices.Index(b.At, "2025-11-14T13:00:00-05:00")
	if k < 0 || *b.PriorClose != 159.84 || math.Abs(*b.Open[k]-161.89) > 0.01 || math.Abs(*b.Close[k]-155.36) > 0.01 {
		t.Errorf("%d %v %v", k, *b.PriorClose, b.At)
	}
}

func TestACodeThatPassedOnNamesItsOwnerThen(t *testing.T) {
	r := embedded(t)
	for _, day := range []string{"2015-01-05", "2025-01-06"} {
		on := calendar.MustDate(day)
		for _, e := range r.facts.Master.Entities() {
			for _, l := range e.Listings {
				if l.To == 0 || !l.Valid(on) {
					continue
				}
				if got := r.about(l.ID(), day); got.party != e.ID {
					also, _ := r.facts.Master.Issuer(got.party)
					if also == nil || !slices.ContainsFunc(also.Listings, func(o security.Listing) bool { return o.ID() == l.ID() && o.Valid(on) }) {
						t.Errorf("%s on %s is %s, not %s", l.ID(), day, got.party, e.ID)
					}
				}
			}
		}
	}
}

// The newest sessions of a range are kept, and every column is as long as the
// sessions are.
func TestDailyKeepsTheNewest(t *testing.T) {
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	days := cal.Dates()[:3500]
	s := &bars.Series{Listing: "XNYS:LONG", Calendar: "XNYS", Basis: bars.Adjusted, Source: "a count", Dates: slices.Clone(days)}
	for k := range days {
		s.Close = append(s.Close, float64(k))
	}
	r := tapeOf(t, []*bars.Series{s})
	rapid.Check(t, func(t *rapid.T) {
		from := calendar.Date(rapid.IntRange(int(days[0])-10, int(days[len(days)-1])+10).Draw(t, "from"))
		to := from + calendar.Date(rapid.IntRange(0, 6000).Draw(t, "days"))
		d, err := r.Daily(DailyRequest{Listing: "LONG", From: from.String(), To: to.String()})
		if err != nil {
			t.Fatal(err)
		}
		n := len(d.Sessions)
		for _, column := range [][]*float64{d.Open, d.High, d.Low, d.Close, d.Volume} {
			if len(column) != n {
				t.Fatalf("%d of %d", len(column), n)
			}
		}
		want := cal.Sessions(from, min(to, days[len(days)-1]))
		if n != min(len(want), MaxSessions) || d.Earlier != len(want)-n {
			t.Fatalf("%d sessions and %d before, of %d", n, d.Earlier, len(want))
		}
		for k := range n {
			at := len(want) - n + k
			row, _ := cal.Index(want[at].Date)
			if d.Sessions[k] != want[at].Date.String() || *d.Close[k] != float64(row) || d.Open[k] != nil {
				t.Fatalf("row %d: %s %v", k, d.Sessions[k], *d.Close[k])
			}
		}
	})
}

// The first of January 1970 is the zero of days, and a day like any other.
func TestTheZeroDayIsADay(t *testing.T) {
	r := embedded(t)
	for _, q := range []DailyRequest{{To: "1970-01-01"}, {From: "1970-01-01", To: "1970-01-01"}, {To: "1969-12-31"}} {
		q.Listing = "XNYS:BABA"
		if d, err := r.Daily(q); err != nil || len(d.Sessions) != 0 {
			t.Errorf("%+v: %d sessions, %v", q, len(d.Sessions), err)
		}
	}
	if d, err := r.Daily(DailyRequest{Listing: "XNYS:BABA", From: "1970-01-01"}); err != nil || len(d.Sessions) == 0 || d.Sessions[0] != d.First {
		t.Errorf("%+v %v", d, err)
	}
	if _, err := r.Daily(DailyRequest{Listing: "XNYS:BABA", From: "1970-01-02", To: "1970-01-01"}); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("a range that ends before it begins: %v", err)
	}
	if b, err := r.Bars("XNYS:BABA", "1970-01-01"); fault.CodeOf(err) != fault.NotFound || !strings.Contains(err.Error(), "1970-01-01") {
		t.Errorf("the bars of another day: %+v %v", b, err)
	}
}
