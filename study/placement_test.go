package study_test

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"

	"newstape/fault"
	"newstape/study"
	"newstape/tape/calendar"
)

func newYork(t *testing.T, s string) time.Time {
	t.Helper()
	loc, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", s, loc)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestAMomentBelongsToTheSessionItCanAffect(t *testing.T) {
	for _, c := range []struct{ at, session, phase string }{
		{"2025-11-14 08:00", "2025-11-14", "before_open"},
		{"2025-11-14 09:30", "2025-11-14", "open"},
		{"2025-11-14 13:25", "2025-11-14", "open"},
		{"2025-11-14 16:00", "2025-11-17", "after_close"},
		{"2025-11-15 04:58", "2025-11-17", "closed"},      // Saturday
		{"2025-11-27 12:00", "2025-11-28", "closed"},      // Thanksgiving
		{"2025-11-28 13:30", "2025-12-01", "after_close"}, // early close at 13:00
	} {
		d, phase, err := study.SessionFor("XNYS", newYork(t, c.at))
		if err != nil || d.String() != c.session || string(phase) != c.phase {
			t.Errorf("%s: %s %s, %v; want %s %s", c.at, d, phase, err, c.session, c.phase)
		}
	}
	if _, _, err := study.SessionFor("XNYS", newYork(t, "2031-01-02 12:00")); err == nil {
		t.Error("a moment after the calendar's end has a session")
	}
}

func TestEventsWithAMomentUseTheExchange(t *testing.T) {
	p, events := nyse(t)
	d := smallDesign()
	d.Exchange, d.Tests = "XNYS", []string{"csect"}
	events[0].At = newYork(t, "2025-06-13 17:30") // Friday evening
	r := run(t, d, p, events[:1])
	if e := r.Events[0]; e.Session.String() != "2025-06-16" || e.Phase != "after_close" {
		t.Errorf("session %s, phase %s", e.Session, e.Phase)
	}
	d.Exchange = ""
	if _, err := study.Run(context.Background(), d, p, events[:1]); err == nil || fault.CodeOf(err) != fault.BadUsage {
		t.Errorf("a moment without an exchange: %v", err)
	}
}

// nyse is world on the sessions of New York from 2025.
func nyse(t *testing.T) (*study.Table, []study.Event) {
	t.Helper()
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	p, events := world(21, 4, 240, 4)
	var stamps []study.Stamp
	for _, d := range cal.Dates() {
		if d >= calendar.MustDate("2025-01-02") && len(stamps) < 240 {
			stamps = append(stamps, study.Day(d))
		}
	}
	var columns [][]float64
	for _, n := range p.Names() {
		s, _ := p.Series(n)
		columns = append(columns, s.Values)
	}
	q, err := study.NewTable(stamps, p.Names(), columns)
	if err != nil {
		t.Fatal(err)
	}
	for k := range events {
		events[k].On = stamps[100+k]
	}
	return q, events
}

func TestDropsSayWhy(t *testing.T) {
	saturday := study.Stamp(0)
	for _, c := range []struct {
		name   string
		change func(d *study.Design, e *study.Event, y []float64, row int)
		want   study.Reason
		says   string
	}{
		{"unknown security", func(_ *study.Design, e *study.Event, _ []float64, _ int) { e.Security = "NOPE" }, study.UnknownSecurity, "NOPE"},
		{"unknown market", func(_ *study.Design, e *study.Event, _ []float64, _ int) { e.Market = "NIKKEI" }, study.UnknownMarket, "NIKKEI"},
		{"unknown factor", func(d *study.Design, _ *study.Event, _ []float64, _ int) { d.Factors = []string{"SMB"} }, study.UnknownMarket, "SMB"},
		{"no date", func(_ *study.Design, e *study.Event, _ []float64, _ int) { e.On = 0 }, study.NoDate, "neither"},
		{"outside", func(_ *study.Design, e *study.Event, _ []float64, _ int) { e.On += 5000 * 86400 }, study.OutsideData, "outside"},
		{"skip", func(d *study.Design, e *study.Event, _ []float64, _ int) { d.Dates, e.On = study.SkipEvent, saturday }, study.NotASession, "not a session"},
		{"too early", func(_ *study.Design, e *study.Event, _ []float64, _ int) { e.On = 9 * 86400 }, study.EstimationTooOld, "before the data"},
		{"missing day", func(_ *study.Design, _ *study.Event, y []float64, row int) { y[row+2] = math.NaN() }, study.MissingEventDay, "day +2"},
		{"re-used ticker", func(_ *study.Design, _ *study.Event, y []float64, row int) { y[row-20] = 100 }, study.AbsurdReturn, "10000 %"},
		{"infinite", func(_ *study.Design, _ *study.Event, y []float64, row int) { y[row-20] = math.Inf(1) }, study.NotFinite, "infinite"},
		{"constant", func(_ *study.Design, _ *study.Event, y []float64, row int) {
			for t := row - 60; t < row; t++ {
				y[t] = 0.001
			}
		}, study.ConstantReturns, "variance"},
		{"few days", func(_ *study.Design, _ *study.Event, y []float64, row int) {
			for t := row - 60; t < row-9; t++ {
				y[t] = math.NaN()
			}
		}, study.TooFewDays, "4 estimation days"},
		{"own window", func(_ *study.Design, e *study.Event, _ []float64, _ int) { e.Window = &study.Window{From: -9, To: 0} }, study.BadWindow, "do not fit"},
	} {
		p, events := world(22, 3, 300, 2)
		events[0].Security, events[1].Security = "S0", "S1"
		row := 150
		events[0].On, events[1].On = p.Stamps()[row], p.Stamps()[row]
		saturday = p.Stamps()[row] - 2*86400
		s, _ := p.Series("S0")
		d := smallDesign()
		d.Tests = []string{"csect"}
		c.change(&d, &events[0], s.Values, row)
		r, err := study.Run(context.Background(), d, p, events)
		if err != nil && c.name != "unknown factor" {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if err != nil { // no event has the factor
			if !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), string(c.want)) {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		if len(r.Drops) != 1 || r.Drops[0].Reason != c.want || !strings.Contains(r.Drops[0].Detail, c.says) || r.Drops[0].Row != 0 {
			t.Errorf("%s: dropped %+v, want %s", c.name, r.Drops, c.want)
		}
		if r.Diagnostics.Kept != 1 || r.Diagnostics.Reasons[c.want] != 1 {
			t.Errorf("%s: diagnostics %+v", c.name, r.Diagnostics)
		}
	}
}

func TestDuplicatesAreDroppedAfterTheShift(t *testing.T) {
	p, events := world(23, 3, 300, 1)
	monday := p.Stamps()[150]
	e := study.Event{ID: "saturday", Security: events[0].Security, On: monday - 2*86400}
	events[0].On = monday
	r := run(t, smallDesign(), p, append(events, e))
	if len(r.Drops) != 1 || r.Drops[0].ID != "saturday" || r.Drops[0].Reason != study.Duplicate {
		t.Errorf("dropped %+v", r.Drops)
	}
}

func TestExactRefusesTheRun(t *testing.T) {
	p, events := world(23, 3, 300, 1)
	events[0].On = p.Stamps()[150] - 2*86400
	d := smallDesign()
	d.Dates = study.ExactDate
	_, err := study.Run(context.Background(), d, p, events)
	if err == nil || !strings.Contains(err.Error(), "event 1 (0)") || !strings.Contains(err.Error(), "not a session") {
		t.Errorf("got %v", err)
	}
}

func TestUnsortedSeriesAreRefused(t *testing.T) {
	p, events := world(23, 3, 300, 1)
	bad := panelFunc(func(name string) (study.Series, bool) {
		s, ok := p.Series(name)
		if name == events[0].Security {
			stamps := append([]study.Stamp(nil), s.Stamps...)
			stamps[7], stamps[8] = stamps[8], stamps[7]
			s.Stamps = stamps
		}
		return s, ok
	})
	_, err := study.Run(context.Background(), smallDesign(), bad, events)
	if err == nil || !strings.Contains(err.Error(), events[0].Security) || !strings.Contains(err.Error(), "row 9") {
		t.Errorf("got %v", err)
	}
}

type panelFunc func(string) (study.Series, bool)

func (f panelFunc) Series(name string) (study.Series, bool) { return f(name) }

// Two markets with different holidays in one run: windows are counted along each
// event's own market, and a security's missing day is missing there only.
func TestSeveralMarketsKeepTheirDays(t *testing.T) {
	p, events := world(24, 4, 300, 2)
	market, _ := p.Series("MKT")
	other := study.Series{}
	for k := range market.Stamps {
		if k%9 != 0 { // the other exchange closes on these
			other.Stamps = append(other.Stamps, market.Stamps[k])
			other.Values = append(other.Values, market.Values[k]*0.5)
		}
	}
	both := panelFunc(func(name string) (study.Series, bool) {
		if name == "HSI" {
			return other, true
		}
		return p.Series(name)
	})
	events[0].Security, events[1].Security = "S0", "S0"
	events[0].On, events[1].On = other.Stamps[200], other.Stamps[200]
	events[1].Market = "HSI"
	d := smallDesign()
	d.Tests = []string{"csect", "kp=calendar", "kp=eventtime", "kp=buckets"}
	s, r, err := study.Fitted(context.Background(), d, both, events)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Events) != 2 || r.Events[0].Session != r.Events[1].Session {
		t.Fatalf("kept %+v, dropped %+v", r.Events, r.Drops)
	}
	if s.Session[0] != s.Session[1] || s.Day[s.M-1] == s.Day[s.M+s.L+s.M-1] && s.Day[0] == s.Day[s.M+s.L] {
		t.Error("the two calendars should share day 0 and not the whole window")
	}
	// The same returns against markets that are proportional: residuals agree on
	// common dates.
	if m := s.MeanCorrelation(); m.Calendar < 0.9 || m.EventTime > 0.6 {
		t.Errorf("correlation %.3f on common dates, %.3f by event time", m.Calendar, m.EventTime)
	}
}

func TestIntradayBarsAreAnAxis(t *testing.T) {
	p, events := world(25, 2, 300, 2)
	open := newYork(t, "2025-11-14 09:30")
	stamps := make([]study.Stamp, 300)
	for k := range stamps {
		stamps[k] = study.Moment(open.Add(time.Duration(k) * 5 * time.Minute))
	}
	var columns [][]float64
	for _, n := range p.Names() {
		s, _ := p.Series(n)
		columns = append(columns, s.Values)
	}
	q, err := study.NewTable(stamps, p.Names(), columns)
	if err != nil {
		t.Fatal(err)
	}
	events[0].On = stamps[150] + 60 // inside a bar: the next bar is the first to know
	r := run(t, smallDesign(), q, events[:1])
	if got := r.Events[0].Session; got != stamps[151] || got.String() != "2025-11-15T03:05Z" {
		t.Errorf("bar %s", got)
	}
	events[0].On, events[0].At = 0, open.Add(150*5*time.Minute+time.Second)
	r = run(t, smallDesign(), q, events[:1])
	if got := r.Events[0].Session; got != stamps[151] {
		t.Errorf("a moment went to bar %s", got)
	}
}

func TestADesignSaysWhatIsWrongWithIt(t *testing.T) {
	for name, change := range map[string]func(*study.Design){
		"model":      func(d *study.Design) { d.Model = "crystal-ball" },
		"test":       func(d *study.Design) { d.Tests = []string{"nope"} },
		"convention": func(d *study.Design) { d.Tests = []string{"patell=nope"} },
		"window":     func(d *study.Design) { d.Windows = []study.Window{{From: 0, To: 9}} },
		"backwards":  func(d *study.Design) { d.Event = study.Window{From: 5, To: -5} },
		"level":      func(d *study.Design) { d.Level = math.NaN() },
		"dates":      func(d *study.Design) { d.Dates = "sometime" },
		"missing":    func(d *study.Design) { d.Missing = "zero" },
		"adjust":     func(d *study.Design) { d.Adjust = "magic" },
		"negative":   func(d *study.Design) { d.Draws = -1 },
		"huge":       func(d *study.Design) { d.Estimation = study.Window{From: -1 << 40, To: -11} },
	} {
		d := smallDesign()
		change(&d)
		if err := d.Validate(); err == nil || fault.CodeOf(err) != fault.BadUsage {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestACancelledRunEnds(t *testing.T) {
	p, events := world(26, 4, 300, 20)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := study.Run(ctx, smallDesign(), p, events); err == nil {
		t.Error("a cancelled run gave a result")
	}
}
