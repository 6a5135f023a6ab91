package when

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newstape/receipt"
	"newstape/story/text"
	"newstape/tape/calendar"
)

// lawful checks what holds for every text and reference.
func lawful(t interface{ Fatalf(string, ...any) }, cal *calendar.Calendar, in string, ref Reference) {
	at := 0
	for i, e := range Find(text.Parse(in), ref) {
		if e.Start < at || e.Empty() || e.End > len(in) {
			t.Fatalf("expression %d: %v after %d in %q", i, e.Span, at, in)
		}
		at = e.End
		switch {
		case e.Missing != nil:
			if !e.At.IsZero() || e.Missing.Reason == receipt.NoTime && ref.Known {
				t.Fatalf("%q in %q: missing %v with %v", e.In(in), in, e.Missing, e.At)
			}
		case e.Relative && !ref.Known:
			t.Fatalf("%q in %q: relative to nothing, and not missing", e.In(in), in)
		case e.From == 0 && e.Unit != "session", e.To == 0 && e.Kind != Since, e.To != 0 && e.To < e.From:
			t.Fatalf("%q in %q: %s to %s", e.In(in), in, e.From, e.To)
		case (e.Kind == Clock) == e.At.IsZero():
			t.Fatalf("%q in %q: %s at %v", e.In(in), in, e.Kind, e.At)
		}
		s, missing := e.Session(cal)
		if (s.Date == 0) == (missing == nil) {
			t.Fatalf("%q in %q: session %v and %v", e.In(in), in, s.Date, missing)
		}
		base, last, missing := e.Window(cal)
		if missing == nil && base.Date >= last.Date && e.Part != AfterHours {
			t.Fatalf("%q in %q: base %v, last %v", e.In(in), in, base.Date, last.Date)
		}
	}
}

func newYork(t testing.TB) *calendar.Calendar {
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	return cal
}

func TestFindKeepsItsLaws(t *testing.T) {
	cal := newYork(t)
	words := []string{
		"on", "Friday", "last", "next", "this", "the", "since", "Nov.", "14", "2025", "2010", "2029", ",", "-", "/", "30", "31", "Feb.", "May", "March", "year",
		"week", "to", "date", "past", "three", "months", "sessions", "ago", "a", "day", "earlier", "later", "13:25", "ET", "CST", "9", "p.m.", "at", "close", "open", "premarket",
		"today", "yesterday", "first", "third", "quarter", "half", "Q3", "of", "end", "start", "the same day", "52", "high", "weekend", "'s", "morning", "will", "in", ".", "\n", "so far",
	}
	rapid.Check(t, func(t *rapid.T) {
		in := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 25).Draw(t, "words"), " ")
		ref := Reference{
			Published: time.Unix(rapid.Int64Range(1230768000, 1956528000).Draw(t, "published"), 0).UTC(),
			Known:     rapid.Bool().Draw(t, "known"), DateOnly: rapid.Bool().Draw(t, "day only"),
		}
		lawful(t, cal, in, ref)
	})
}

// A weekday is never later than publication, and less than a week before it.
func TestWeekdayIsTheLastOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.Unix(rapid.Int64Range(1300000000, 1900000000).Draw(t, "published"), 0).UTC()
		day := time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		es := Find(text.Parse("It fell on "+day.String()+"."), Reference{Published: at, Known: true})
		if len(es) != 1 {
			t.Fatalf("%d expressions", len(es))
		}
		back := calendar.DateOf(at) - es[0].From
		if es[0].From.Weekday() != day || back < 0 || back > 6 {
			t.Fatalf("published %v: %s is %s", at, day, es[0].From)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"", "on Friday, Nov. 14, at 13:25 ET", "since the start of 2024", "Feb. 30", "the past 999 sessions", "3 : 38 p.m .", "Q4 2025 and 1H", "9999-99-99", "end of the"} {
		f.Add(s, int64(1763200680), true)
	}
	cal := newYork(f)
	f.Fuzz(func(t *testing.T, in string, unix int64, known bool) {
		if unix < 0 || unix > 4e9 {
			return
		}
		lawful(t, cal, in, Reference{Published: time.Unix(unix, 0).UTC(), Known: known})
	})
}

// A zone stands beside the clock: the same words name another instant in Hong
// Kong, and that instant lies in another session there.
func TestClockInHongKong(t *testing.T) {
	hk, err := calendar.For("XHKG")
	if err != nil {
		t.Fatal(err)
	}
	ref := Reference{Published: time.Date(2025, 11, 15, 9, 58, 0, 0, time.UTC), Known: true}
	for in, want := range map[string]string{
		"It fell at 10:15 a.m. Hong Kong time on Friday.": "2025-11-14",
		"It fell at 10:15 p.m. ET on Wednesday.":          "2025-11-13",
	} {
		es := Find(text.Parse(in), ref)
		s, missing := es[0].Session(hk)
		if missing != nil || s.Date.String() != want {
			t.Errorf("%s: %v %v, want %s", in, s.Date, missing, want)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	doc := text.Parse(strings.Repeat("Alibaba Group's U.S. shares fell nearly 4.7% on Friday, Nov. 14, their worst day since April 2022, after a report at 13:00 ET; they are up 80% this year.\n", 100))
	ref := Reference{Published: time.Date(2025, 11, 15, 9, 58, 0, 0, time.UTC), Known: true}
	b.SetBytes(int64(len(doc.Text)))
	b.ReportAllocs()
	for b.Loop() {
		Find(doc, ref)
	}
}
