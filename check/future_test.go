package check

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// TestFutureIsNotSeen judges the texts of the .case files at several moments, with
// the tape and with one on which all that was traded later is another. Nothing
// that is said may differ, but for verdicts that say themselves that they rest on
// the range of a whole day; those show no other figure of that day.
func TestFutureIsNotSeen(t *testing.T) {
	tape := sampleTape(t)
	var texts []string
	for _, name := range []string{"moves", "levels", "records", "moments", "open-session"} {
		texts = append(texts, textsOf(t, "testdata/"+name+".case")...)
	}
	for _, published := range []string{
		"2025-11-14T09:31:00-05:00", "2025-11-14T10:02:00-05:00", "2025-11-14T13:27:00-05:00", "2025-11-14T15:59:00-05:00",
		"2025-11-14T17:30:00-05:00", "2025-11-20T09:41:00-05:00", "2025-11-18T06:00:00-05:00",
	} {
		ref := referenceOf(t, published)
		other := tapeWithOtherFuture(t, tape, ref.Published)
		for _, text := range texts {
			here, there := judged(text, ref, tape), judged(text, ref, other)
			if len(here) != len(there) {
				t.Errorf("at %s: %s\n%d statements, %d with another future", published, text, len(here), len(there))
				continue
			}
			for n := range here {
				if ranged(t, here[n]) || ranged(t, there[n]) {
					continue
				}
				if diff := cmp.Diff(said(text, here[n]), said(text, there[n])); diff != "" {
					t.Errorf("at %s: %s\n%s", published, text, diff)
				}
			}
		}
	}
}

// textsOf are the texts of a .case file.
func textsOf(t *testing.T, file string) []string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range strings.SplitSeq(string(b), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "@") && !strings.HasPrefix(line, "->") {
			out = append(out, line)
		}
	}
	return out
}

// ranged reports a verdict by the range of a whole day, and checks that it says no
// more than that range can.
func ranged(t *testing.T, s Statement) bool {
	if !slices.Contains(s.Flags, WholeDayRange) {
		return false
	}
	if s.Verdict == CannotCheck || s.Verdict == Holds && s.HasValue || s.HasTruth && s.Verdict != HoldsElsewhere {
		t.Errorf("%s by the range of a whole day: %s", s.Verdict, s.Why)
	}
	for _, c := range s.Receipt().Cells() {
		if c.At == s.Window.To.String() && c.Field != string(bars.FieldLow) && c.Field != string(bars.FieldHigh) {
			t.Errorf("a verdict by the range of a whole day shows its %s: %s", c.Field, s.Why)
		}
	}
	return true
}

func said(text string, s Statement) []string {
	out := append(show(text, []Statement{s}), s.Why)
	for _, c := range s.Receipt().Cells() {
		out = append(out, fmt.Sprint(c))
	}
	return out
}

// tapeWithOtherFuture is the tape with every price and volume that was not yet
// known at a moment changed.
func tapeWithOtherFuture(t *testing.T, tape *bars.Tape, now time.Time) *bars.Tape {
	t.Helper()
	dir := t.TempDir()
	w, err := bars.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	add := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, listing := range tape.Listings() {
		for _, basis := range []bars.Basis{bars.Raw, bars.Adjusted} {
			if s, ok := tape.Daily(listing, basis); ok {
				add(w.AddDaily(otherDays(t, s, now)))
			}
		}
		for _, d := range tape.Sessions(listing) {
			if b, ok := tape.Intraday(listing, d); ok {
				add(w.AddIntraday(otherBars(b, now)))
			}
		}
	}
	add(w.Commit())
	out, err := bars.Open(dir)
	add(err)
	t.Cleanup(func() { out.Close() })
	return out
}

func otherDays(t *testing.T, s *bars.Series, now time.Time) *bars.Series {
	t.Helper()
	cal, err := calendar.For(s.Calendar)
	if err != nil {
		t.Fatal(err)
	}
	o := *s
	columns := []*[]float64{&o.Open, &o.High, &o.Low, &o.Close, &o.Volume}
	for _, c := range columns {
		*c = append([]float64(nil), *c...)
	}
	for k, d := range s.Dates {
		session, ok := cal.Session(d)
		if !ok || !now.Before(session.Close) {
			continue
		}
		for n, c := range columns {
			if *c != nil && (n > 0 || now.Before(session.Open)) {
				(*c)[k] *= [...]float64{1.4, 1.7, 0.6, 1.3, 5}[n]
			}
		}
	}
	return &o
}

func otherBars(b *bars.Intraday, now time.Time) *bars.Intraday {
	o := *b
	columns := []*[]float64{&o.Open, &o.High, &o.Low, &o.Close, &o.Volume}
	for n, c := range columns {
		*c = append([]float64(nil), *c...)
		for k, start := range b.Start {
			if now.Before(start.Add(b.Width)) {
				(*c)[k] *= [...]float64{1.1, 1.7, 0.6, 1.3, 5}[n]
			}
		}
	}
	return &o
}
