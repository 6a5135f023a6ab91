package alert

import (
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"newstape/desk/store"
)

// caseLines are the lines of a .case file with what they expect; head is called
// for lines that set what is below them, with whether the line above was one.
func caseLines(t *testing.T, path string, head func(words []string, first bool), check func(line int, in, want string)) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	first := true
	for i, l := range strings.Split(string(raw), "\n") {
		if l == "" || strings.HasPrefix(l, "#") {
			continue
		}
		if in, want, ok := strings.Cut(l, " -> "); ok {
			check(i+1, in, want)
			first = true
			continue
		}
		head(strings.Fields(l), first)
		first = false
	}
}

func moment(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestQuietHours(t *testing.T) {
	var r store.Rule
	caseLines(t, "testdata/quiet.case", func(w []string, first bool) {
		if first {
			r = store.Rule{}
		}
		q := store.Quiet{From: w[1], To: w[2], Zone: w[3]}
		if len(w) > 4 {
			q.Days = strings.Split(w[4], ",")
		}
		r.Quiet = append(r.Quiet, q)
	}, func(line int, in, want string) {
		c, err := readClocks(r)
		if err != nil {
			t.Fatalf("line %d: %v", line, err)
		}
		at := moment(t, in)
		until := c.quietUntil(at)
		switch {
		case want == "sound" && !until.Equal(at):
			t.Errorf("line %d: quiet until %s", line, until)
		case want != "sound" && !until.Equal(moment(t, want)):
			t.Errorf("line %d: until %s, want %s", line, until, want)
		}
	})
}

func TestDigestTimes(t *testing.T) {
	var c clocks
	caseLines(t, "testdata/digest.case", func(w []string, _ bool) {
		d := store.Digest{Every: w[1]}
		if len(w) > 2 {
			d.At, d.Zone = strings.TrimPrefix(w[2], "-"), w[3]
		}
		var err error
		if c, err = readClocks(store.Rule{Digest: &d}); err != nil {
			t.Fatal(err)
		}
	}, func(line int, in, want string) {
		if got := c.digestAfter(moment(t, in)); !got.Equal(moment(t, want)) {
			t.Errorf("line %d: %s, want %s", line, got, want)
		}
	})
}

// TestQuietEndsWhereItIsQuietNoMore, whatever the hours, zone and moment.
func TestQuietEndsWhereItIsQuietNoMore(t *testing.T) {
	clock := rapid.Custom(func(t *rapid.T) string {
		m := rapid.IntRange(0, 24*60-1).Draw(t, "minute")
		return time.Date(2000, 1, 1, 0, m, 0, 0, time.UTC).Format("15:04")
	})
	rapid.Check(t, func(t *rapid.T) {
		q := store.Quiet{From: clock.Draw(t, "from"), To: clock.Draw(t, "to"), Zone: rapid.SampledFrom([]string{"America/New_York", "Europe/Berlin", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"}).Draw(t, "zone")}
		c, err := readClocks(store.Rule{Quiet: []store.Quiet{q}, Digest: &store.Digest{Every: "daily", At: q.To, Zone: q.Zone}})
		if err != nil {
			t.Skip("from is to")
		}
		at := time.Unix(rapid.Int64Range(1.7e9, 1.9e9).Draw(t, "at"), 0)
		end := c.quietUntil(at)
		if c.quietAt(end) || end.Before(at) || end.Sub(at) > 25*time.Hour {
			t.Fatalf("%s: until %s", at, end)
		}
		if end.After(at) && !c.quietAt(end.Add(-time.Minute)) && end.Sub(at) > time.Minute {
			t.Fatalf("%s: it was over before %s", at, end)
		}
		if due := c.digestAfter(at); !due.After(at) || due.Sub(at) > 26*time.Hour {
			t.Fatalf("%s: digest at %s", at, due)
		}
	})
}

func TestClocksThatAreNone(t *testing.T) {
	for name, r := range map[string]store.Rule{
		"hour":        {Quiet: []store.Quiet{{From: "25:00", To: "07:00", Zone: "UTC"}}},
		"short":       {Quiet: []store.Quiet{{From: "7:00", To: "08:00", Zone: "UTC"}}},
		"zone":        {Quiet: []store.Quiet{{From: "22:00", To: "07:00", Zone: "Mars/Olympus"}}},
		"path":        {Quiet: []store.Quiet{{From: "22:00", To: "07:00", Zone: "../../etc/passwd"}}},
		"no zone":     {Quiet: []store.Quiet{{From: "22:00", To: "07:00"}}},
		"local":       {Quiet: []store.Quiet{{From: "22:00", To: "07:00", Zone: "Local"}}},
		"equal":       {Quiet: []store.Quiet{{From: "22:00", To: "22:00", Zone: "UTC"}}},
		"day":         {Quiet: []store.Quiet{{From: "22:00", To: "07:00", Zone: "UTC", Days: []string{"someday"}}}},
		"digest":      {Digest: &store.Digest{Every: "weekly"}},
		"daily":       {Digest: &store.Digest{Every: "daily"}},
		"hourly at":   {Digest: &store.Digest{Every: "hourly", At: "07:30"}},
		"digest zone": {Digest: &store.Digest{Every: "daily", At: "07:30", Zone: "x"}},
	} {
		r.Name, r.Query = name, "a"
		if err := CheckRule(r); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
