package calendar

import (
	"testing"
	"time"

	"newstape/fault"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func mustFor(t testing.TB, mic string) *Calendar {
	t.Helper()
	c, err := For(mic)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestUnknownExchange(t *testing.T) {
	_, err := For("XLON")
	if fault.CodeOf(err) != fault.NotFound {
		t.Fatalf("got %v", err)
	}
}

// Hours in wall time, with the reason for a closure or early close.
func TestDays(t *testing.T) {
	tests := []struct {
		mic, day, want string
	}{
		{"XNYS", "2025-11-14", "09:30-16:00"},
		{"XNAS", "2025-11-15", "closed"},
		{"ARCX", "2025-11-28", "09:30-13:00 early: day after Thanksgiving"},
		{"XNYS", "2012-10-29", "closed: Hurricane Sandy"},
		{"XNYS", "2012-10-30", "closed: Hurricane Sandy"},
		{"XNYS", "2018-12-05", "closed: National Day of Mourning for George H. W. Bush"},
		{"XNYS", "2025-01-09", "closed: National Day of Mourning for Jimmy Carter"},
		{"XNYS", "2021-06-18", "09:30-16:00"}, // not yet a holiday of the exchange
		{"XNYS", "2022-06-20", "closed: Juneteenth National Independence Day"},
		{"XNYS", "2027-06-18", "closed: Juneteenth National Independence Day"},
		{"XNYS", "2010-12-31", "09:30-16:00"}, // 1 January 2011 was a Saturday
		{"XNYS", "2012-01-02", "closed: New Year's Day"},
		{"XNYS", "2010-12-24", "closed: Christmas Day"},
		{"XNYS", "2013-07-03", "09:30-13:00 early: day before Independence Day"},
		{"XNYS", "2015-07-03", "closed: Independence Day"},
		{"XNYS", "2028-07-03", "09:30-13:00 early: day before Independence Day"},
		{"XNYS", "2027-12-24", "closed: Christmas Day"},
		{"XHKG", "2025-11-14", "09:30-12:00 13:00-16:00"},
		{"XHKG", "2010-06-01", "10:00-12:30 14:30-16:00"},
		{"XHKG", "2010-12-24", "10:00-12:30 early: Christmas Eve"},
		{"XHKG", "2011-06-01", "09:30-12:00 13:30-16:00"},
		{"XHKG", "2025-01-28", "09:30-12:00 early: Lunar New Year's Eve"},
		{"XHKG", "2013-02-13", "closed: fourth day of Lunar New Year"},
		{"XHKG", "2010-02-17", "10:00-12:30 14:30-16:00"}, // the old law kept the Saturday before
		{"XHKG", "2012-10-02", "closed: day following the Mid-Autumn Festival"},
		{"XHKG", "2015-04-07", "closed: Ching Ming Festival"},
		{"XHKG", "2015-09-03", "closed: 70th anniversary of victory in the war (one-off holiday)"},
		{"XHKG", "2023-09-01", "closed: Typhoon Saola (signal no. 8)"},
		{"XHKG", "2027-02-09", "closed: fourth day of Lunar New Year"},
		{"XHKG", "2030-10-07", "09:30-12:00 13:00-16:00"}, // Chung Yeung is a Saturday
	}
	for _, tt := range tests {
		if got := describe(mustFor(t, tt.mic), MustDate(tt.day)); got != tt.want {
			t.Errorf("%s %s: got %q, want %q", tt.mic, tt.day, got, tt.want)
		}
	}
}

func describe(c *Calendar, d Date) string {
	h, named := c.Holiday(d)
	s, ok := c.Session(d)
	if !ok {
		if named {
			return "closed: " + h.Name
		}
		return "closed"
	}
	out := s.Open.Format("15:04-")
	if s.HasLunch() {
		out += s.LunchStart.Format("15:04 ") + s.LunchEnd.Format("15:04-")
	}
	out += s.Close.Format("15:04")
	if s.Early {
		out += " early: " + h.Name
	}
	return out
}

func TestAt(t *testing.T) {
	tests := []struct {
		mic, moment, session string
		phase                Phase
	}{
		{"XNYS", "2025-11-14T09:29:59-05:00", "2025-11-14", BeforeOpen},
		{"XNYS", "2025-11-14T09:30:00-05:00", "2025-11-14", Open},
		{"XNYS", "2025-11-14T18:00:00Z", "2025-11-14", Open},
		{"XNYS", "2025-11-14T16:00:00-05:00", "2025-11-14", AfterClose},
		{"XNYS", "2025-11-15T04:58:00-05:00", "2025-11-17", Closed},
		{"XNYS", "2025-11-28T13:00:00-05:00", "2025-11-28", AfterClose},
		{"XNYS", "2025-07-01T13:30:00Z", "2025-07-01", Open}, // summer time
		{"XHKG", "2025-11-14T12:30:00+08:00", "2025-11-14", Lunch},
		{"XHKG", "2025-11-14T13:00:00-05:00", "2025-11-17", Closed}, // Saturday 02:00 in Hong Kong
		{"XHKG", "2025-11-13T23:00:00-05:00", "2025-11-14", Lunch},
		{"XHKG", "2025-12-24T12:30:00+08:00", "2025-12-24", AfterClose},
		{"XNYS", "2031-01-02T12:00:00-05:00", "", Closed},
		{"XNYS", "2009-06-02T12:00:00-04:00", "", Closed},
	}
	for _, tt := range tests {
		moment, err := time.Parse(time.RFC3339, tt.moment)
		if err != nil {
			t.Fatal(err)
		}
		s, phase := mustFor(t, tt.mic).At(moment)
		if s.Date.String() != tt.session || phase != tt.phase {
			t.Errorf("%s at %s: got %s %s, want %s %s", tt.mic, tt.moment, s.Date, phase, tt.session, tt.phase)
		}
	}
}

func TestNeighbours(t *testing.T) {
	c := mustFor(t, "XNYS")
	name := func(s Session, ok bool) string {
		if !ok {
			return "none"
		}
		return s.Date.String()
	}
	got := []string{
		name(c.Prev(MustDate("2025-11-17"))), name(c.Next(MustDate("2025-11-14"))),
		name(c.AtOrBefore(MustDate("2025-11-15"))), name(c.AtOrAfter(MustDate("2025-11-15"))),
		name(c.AtOrBefore(MustDate("2025-11-14"))), name(c.AtOrAfter(MustDate("2025-11-14"))),
		name(c.Prev(MustDate("2010-01-04"))), name(c.Next(MustDate("2030-12-31"))),
		name(c.AtOrBefore(MustDate("2040-01-01"))), name(c.AtOrAfter(0)),
	}
	want := []string{
		"2025-11-14", "2025-11-17", "2025-11-14", "2025-11-17", "2025-11-14", "2025-11-14",
		"none", "none", "2030-12-31", "2010-01-04",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	week := c.Sessions(MustDate("2025-11-24"), MustDate("2025-11-30"))
	if len(week) != 4 || !week[3].Early {
		t.Errorf("Thanksgiving week: %v", week)
	}
}

func TestIndexAndSearchAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, err := For(rapid.SampledFrom([]string{"XNYS", "XHKG"}).Draw(t, "mic"))
		if err != nil {
			t.Fatal(err)
		}
		d := Date(rapid.IntRange(int(MustDate("2009-01-01")), int(MustDate("2031-12-31"))).Draw(t, "day"))
		prev, okPrev := c.Prev(d)
		next, okNext := c.Next(d)
		if okPrev && prev.Date >= d || okNext && next.Date <= d {
			t.Fatalf("%s: prev %s, next %s", d, prev.Date, next.Date)
		}
		s, ok := c.Session(d)
		if !ok {
			return
		}
		i, _ := c.Index(d)
		if back, _ := c.ByIndex(i); back.Date != d {
			t.Fatalf("%s: index %d gives %s", d, i, back.Date)
		}
		if !s.Open.Before(s.Close) || DateOf(s.Open) != d || DateOf(s.Close) != d {
			t.Fatalf("%s: opens %s, closes %s", d, s.Open, s.Close)
		}
		if at, phase := c.At(s.Open); at.Date != d || phase != Open {
			t.Fatalf("%s: at its open: %s %s", d, at.Date, phase)
		}
	})
}

func BenchmarkBuild(b *testing.B) {
	for b.Loop() {
		if _, err := buildHongKong(); err != nil {
			b.Fatal(err)
		}
	}
}
