package screen

import (
	"os"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"newstape/names/security"
	"newstape/tape/calendar"
)

// master is read once: it does not change.
var master = sync.OnceValue(security.Embedded)

func opened(t testing.TB) (*Lists, *security.Master) {
	t.Helper()
	l, err := Open(master())
	if err != nil {
		t.Fatal(err)
	}
	return l, master()
}

// TestTimeline asks what testdata/timeline.case says: each line is a party, a
// list, a day, and the answer that the public record gives.
func TestTimeline(t *testing.T) {
	l, m := opened(t)
	b, err := os.ReadFile("testdata/timeline.case")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Fields(line)
		if len(f) < 4 {
			t.Fatalf("line %d: want party, list, day, status [since]", n+1)
		}
		e, ok := m.Issuer(f[0])
		if !ok {
			t.Errorf("line %d: no party %q", n+1, f[0])
			continue
		}
		s, ok := l.Standing(e, List(f[1]), calendar.MustDate(f[2]))
		if !ok {
			t.Errorf("line %d: no list %q", n+1, f[1])
			continue
		}
		got := string(s.Status)
		if len(f) > 4 {
			got += " " + s.Since.String()
		}
		if want := strings.Join(f[3:], " "); got != want {
			t.Errorf("line %d: %s on %s at %s: %s, want %s", n+1, f[0], f[1], f[2], got, want)
		}
		if s.Receipt().Void() {
			t.Errorf("line %d: no receipt", n+1)
		}
	}
}

func TestLaterChangesAreShownApart(t *testing.T) {
	l, m := opened(t)
	e, _ := m.Issuer("alibaba")
	s, _ := l.Standing(e, List1260H, calendar.MustDate("2025-11-15"))
	if s.Status != NotListed || len(s.Later) != 2 {
		t.Fatalf("status %s, later %+v", s.Status, s.Later)
	}
	if s.Later[0].Withdrawn.String() != "2026-02-13" || s.Later[1].Effective.String() != "2026-06-08" {
		t.Errorf("later %+v", s.Later)
	}
	if s, _ := l.Standing(e, List1260H, calendar.MustDate("2026-07-01")); len(s.Later) != 0 {
		t.Errorf("after the last change there is nothing later: %+v", s.Later)
	}
}

func TestEveryPartyOfTheTableIsInTheMaster(t *testing.T) {
	l, m := opened(t)
	for k := range l.periods {
		if _, ok := m.Issuer(k.entity); !ok {
			t.Errorf("%s names %q, whom the master does not know", k.list, k.entity)
		}
	}
}

func TestContradictionsAreRefused(t *testing.T) {
	for name, tc := range map[string]struct{ rows, want string }{
		"twice at once":     {"L\ta\tA\t2020-01-01\t2020-01-01\t\t\tx\t\nL\ta\tA\t2021-01-01\t2021-01-01\t\t\tx\t\n", "row 3: a is on L twice at once"},
		"ends before":       {"L\ta\tA\t2020-01-01\t2020-01-01\t\t2019-01-01\tx\t\n", "row 2: a on L ends before it begins"},
		"withdrawn before":  {"L\ta\tA\t2020-01-01\t\t2019-01-01\t\tx\t\n", "row 2: a on L ends before it begins"},
		"no party":          {"L\t\tA\t2020-01-01\t2020-01-01\t\t\tx\t\n", "row 2: a period needs a party"},
		"no such day":       {"L\ta\tA\t2020-02-30\t\t\t\tx\t\n", "row 2: date \"2020-02-30\""},
		"a column is short": {"L\ta\tA\n", "wrong number of fields"},
	} {
		text := strings.Join(periodColumns, "\t") + "\n" + tc.rows
		rows, err := parseRows(text, "t.tsv", periodColumns)
		if err == nil {
			_, err = periodsOf(rows, "t.tsv")
		}
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want mention of %s", name, err, tc.want)
		}
	}
}

// Listed on a day means that a period began and has not ended, whatever the day.
func TestStandingFollowsPeriods(t *testing.T) {
	l, m := opened(t)
	var keys []key
	for k := range l.periods {
		keys = append(keys, k)
	}
	rapid.Check(t, func(t *rapid.T) {
		k := keys[rapid.IntRange(0, len(keys)-1).Draw(t, "party")]
		d := calendar.MustDate("2015-01-01") + calendar.Date(rapid.IntRange(0, 4500).Draw(t, "day"))
		e, _ := m.Issuer(k.entity)
		s, _ := l.Standing(e, k.list, d)
		on := false
		for _, p := range l.periods[k] {
			if p.Effective != 0 && p.Effective <= d && (p.Removed == 0 || d < p.Removed) {
				on = true
			}
		}
		if on != (s.Status == Listed) {
			t.Fatalf("%s on %s at %s: %s", k.entity, k.list, d, s.Status)
		}
		for _, p := range s.Later {
			if !p.after(d) {
				t.Fatalf("%+v is not later than %s", p, d)
			}
		}
	})
}
