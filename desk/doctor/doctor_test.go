package doctor

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newstape/config"
	"newstape/desk/store"
	"newstape/desk/stream"
	"newstape/fault"
	"newstape/story/source/follow"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

var now = time.Date(2026, 1, 20, 12, 0, 0, 0, time.UTC)

// well is a patient of whom only what a test changes is ill.
func well(t *testing.T) Patient {
	t.Helper()
	data := filepath.Join(t.TempDir(), "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	return Patient{Version: "1.0 (abc)", Now: now, Config: config.Default(), Data: data}
}

// about are the findings of a topic, one a line: level, text, and what to try.
func about(findings []Finding, topic string) string {
	var out []string
	for _, f := range findings {
		if f.Topic == topic {
			line := string(f.Level) + ": " + f.Text
			if f.Try != "" {
				line += " -> " + f.Try
			}
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n")
}

// looks are the parts of an examination that find something about a topic.
var looks = map[string]func(*visit, context.Context){
	"configuration": (*visit).configuration, "prices": (*visit).prices, "names": (*visit).names, "lists": (*visit).lists,
	"calendars": (*visit).calendars, "data folder": (*visit).folder, "desk": (*visit).folder, "store": (*visit).store,
	"feeds": (*visit).store, "tokens": (*visit).store, "alerts": (*visit).store, "listening": (*visit).listening, "dead letters": (*visit).streams,
}

// says looks at a topic and wants words in its findings.
func says(t *testing.T, p Patient, topic string, want ...string) {
	t.Helper()
	v := &visit{Patient: p, today: calendar.DateOf(p.Now.UTC())}
	looks[topic](v, context.Background())
	findings := v.findings
	got := about(findings, topic)
	for _, w := range want {
		if !strings.Contains(got, w) {
			t.Errorf("%s: lacks %q:\n%s", topic, w, got)
		}
	}
	for _, f := range findings {
		if f.Level != Fine && f.Try == "" {
			t.Errorf("%s: %q says not what to do", f.Topic, f.Text)
		}
	}
}

func TestAFreshMachine(t *testing.T) {
	p := well(t)
	p.Data = filepath.Join(p.Data, "none")
	findings := Examine(context.Background(), p)
	if Verdict(findings) != Missing {
		t.Errorf("verdict %s: %+v", Verdict(findings), findings)
	}
	for topic, want := range map[string]string{
		"models": "fine: open, and the sample story is read right", "prices": "missing: the embedded sample", "data folder": "newstape serve --data",
		"time zones": "fine", "program": "newstape 1.0", "configuration": "the defaults", "calendars": "fine",
	} {
		if got := about(findings, topic); !strings.Contains(got, want) {
			t.Errorf("%s: %s", topic, got)
		}
	}
	if _, err := os.Stat(p.Data); !errors.Is(err, os.ErrNotExist) {
		t.Error("the doctor made the data folder")
	}
}

func TestABadConfigurationIsNamed(t *testing.T) {
	p := well(t)
	p.ConfigErr = fault.New(fault.BadInput, "read config c.toml: unknown field %q", "tapes").Try("see docs/operations.md")
	says(t, p, "configuration", `broken: read config c.toml: unknown field "tapes" -> see docs/operations.md`)
}

func writeTape(t *testing.T, last string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "prices")
	w, err := bars.Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	cal, err := calendar.For("XNYS")
	if err != nil {
		t.Fatal(err)
	}
	for listing, to := range map[string]string{"XNYS:AAA": last, "XNYS:BBB": "2025-06-02"} {
		s := &bars.Series{Listing: listing, Calendar: "XNYS", Basis: bars.Raw, Source: "test"}
		for _, day := range cal.Sessions(calendar.MustDate("2025-05-01"), calendar.MustDate(to)) {
			s.Dates = append(s.Dates, day.Date)
			s.Close = append(s.Close, 10)
		}
		if err := w.AddDaily(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Commit(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestPricesAgainstTheCalendar(t *testing.T) {
	p := well(t)
	p.Config.Tape = writeTape(t, "2026-01-16") // a Friday; Monday was a holiday, Tuesday has not ended
	says(t, p, "prices", "fine", "has 2 lines, and prices end 2026-01-16 (1 line earlier)")
	p.Config.Tape = writeTape(t, "2025-12-31")
	says(t, p, "prices", "missing", "prices end 2025-12-31", "11 sessions have ended since", "-> newstape pull prices")
	p.Config.Tape = filepath.Join(t.TempDir(), "nothing")
	says(t, p, "prices", "broken: no price data set", "-> newstape pull prices")
}

func TestNamesListsAndCalendars(t *testing.T) {
	p := well(t)
	p.Config.Master = filepath.Join(t.TempDir(), "none")
	p.Config.Desk.ListIndex = filepath.Join(t.TempDir(), "none.idx")
	p.Now = time.Date(calendar.LastYear, 6, 1, 0, 0, 0, 0, time.UTC)
	says(t, p, "names", "broken", "newstape pull securities")
	says(t, p, "lists", "knows nothing after", "broken: open name index", "-> newstape screen --list")
	says(t, p, "calendars", "missing")
	p.Now = p.Now.AddDate(1, 0, 0)
	says(t, p, "calendars", "broken")
}

func TestTheDataFolder(t *testing.T) {
	p := well(t)
	says(t, p, "data folder", "fine")
	says(t, p, "desk", "does not run")
	if err := os.Chmod(p.Data, 0o755); err != nil {
		t.Fatal(err)
	}
	says(t, p, "data folder", "missing", "mode 0755", "-> chmod 700")
	file := filepath.Join(p.Data, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	p.Data = file
	says(t, p, "data folder", "broken", "is no folder")
	p.Data, p.DataErr = "", fault.New(fault.BadUsage, "no home").Try("--data DIR")
	says(t, p, "data folder", "broken: no home -> --data DIR")
}

// withStore gives a patient a store, which fill has filled.
func withStore(t *testing.T, fill func(context.Context, *store.Store)) Patient {
	t.Helper()
	p := well(t)
	dsn := "sqlite:" + filepath.Join(p.Data, "desk.db")
	s, err := store.Open(context.Background(), dsn, store.Options{Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	fill(context.Background(), s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	p.Look = func(ctx context.Context) (*store.Store, error) {
		return store.Look(ctx, dsn, store.Options{Now: func() time.Time { return now }})
	}
	return p
}

func TestTheStore(t *testing.T) {
	p := withStore(t, func(ctx context.Context, s *store.Store) {
		for _, url := range []string{"https://a.example/rss", "https://b.example/rss"} {
			if _, err := s.PutFeed(ctx, store.Feed{URL: url}); err != nil {
				t.Fatal(err)
			}
		}
		due, err := s.DueFeeds(ctx, now, 1, "me", time.Minute)
		if err != nil || len(due) != 1 {
			t.Fatalf("%v, %v", due, err)
		}
		st := due[0].State
		st.Health = follow.Health{Condition: follow.Failing, Since: now.Add(-48 * time.Hour), Why: "status 404"}
		if held, err := s.SaveFeed(ctx, due[0].ID, "me", st, 0); err != nil || !held {
			t.Fatalf("%v, %v", held, err)
		}
		for name, expires := range map[string]time.Time{"soon": now.Add(24 * time.Hour), "later": now.AddDate(1, 0, 0), "never": {}} {
			if _, _, err := s.CreateToken(ctx, name, []string{"read"}, expires); err != nil {
				t.Fatal(err)
			}
		}
	})
	says(t, p, "store", "fine: sqlite", "a quick check finds nothing")
	says(t, p, "feeds", "missing: 1 of 2 feeds bring nothing", ".example/rss failing since 2026-01-18 12:00 (status 404)")
	says(t, p, "tokens", "missing: soon ends 2026-01-21", "-> newstape desk token add")
	says(t, p, "alerts", "fine: 0 channels")

	// Damage in the middle of the file.
	path := filepath.Join(p.Data, "desk.db")
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := len(b) / 4; i < len(b)*3/4; i++ {
		b[i] ^= 0x5a
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	says(t, p, "store", "broken")
}

func TestTokensAreDemandedAndThereIsNone(t *testing.T) {
	p := withStore(t, func(context.Context, *store.Store) {})
	p.Config.Desk.Tokens, p.Config.Desk.Listen = true, "0.0.0.0:8474"
	says(t, p, "tokens", "missing: every caller needs a token and there is none")
	says(t, p, "listening", "fine", "need a token")
	says(t, p, "feeds", "missing: none is followed")
	p.Config.Desk.Tokens = false
	says(t, p, "listening", "broken", "no token is demanded")
}

func TestDeadLettersAndARunningDesk(t *testing.T) {
	p := well(t)
	if err := os.Mkdir(filepath.Join(p.Data, "stream"), 0o700); err != nil {
		t.Fatal(err)
	}
	p.Running = "http://127.0.0.1:8474"
	p.Dead = func(context.Context, int) ([]stream.Letter, error) {
		return []stream.Letter{{Stage: "fetched", Reason: "read a.html: binary"}}, nil
	}
	says(t, p, "dead letters", "missing: 1 message given up, of stage fetched: read a.html: binary -> newstape desk dead")
	says(t, p, "desk", "answers on http://127.0.0.1:8474")
	p.Dead = func(context.Context, int) ([]stream.Letter, error) {
		return nil, fault.New(fault.Refused, "the desk wants a token").Try("--token")
	}
	says(t, p, "dead letters", "missing: the desk wants a token -> --token")
}

func TestItEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if f := Examine(ctx, well(t)); len(f) != 1 || f[0].Level != Broken {
		t.Errorf("got %+v", f)
	}
}
