package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/parquet-go/parquet-go"

	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/fault"
	"newstape/internal/pgtest"
)

// furnish puts something of every kind into a store.
func furnish(t *testing.T, s *Store) []record.Story {
	t.Helper()
	ctx := context.Background()
	var stories []record.Story
	for i, text := range []string{"Alibaba dropped on Friday after a memo was reported.", "The maker of cars 阿里巴巴 opens a plant.", ""} {
		st := sample(fmt.Sprintf("s%d", i), fmt.Sprintf("Story %d", i), text)
		if i == 2 {
			st.Submission.Body = nil
			st.Submission.Received = st.Submission.Received.Add(time.Hour)
		}
		mustPut(t, s, st)
		stories = append(stories, st)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(s.PutMeasurement(ctx, record.Measurement{
		Story: "s0", Listing: "XNYS:BABA", Event: "2025-11-14", Horizon: 5, Stage: "developing", Measured: s.now().Truncate(time.Microsecond),
		CAR: new(-5.25), T: new(-1.5), Model: "market", Against: "SPY", Receipt: []byte(`{"r":1}`),
	}))
	must(s.PutThreads(ctx, "cs0", []Thread{{ID: "t1", Text: "it helps", Status: "alleged", Since: s.now(), Story: "s0"}}))
	must(s.PutThreads(ctx, "cs0", []Thread{{ID: "t1", Text: "it helps", Status: "denied", Since: s.now(), Story: "s1"}}))
	_, err := s.PutListChanges(ctx, []ListChange{{ID: "l1", List: "1260H", Name: "ALIBABA GROUP HOLDING LIMITED", Change: "added", Day: "2026-06-08"}})
	must(err)
	must(s.PutHoldings(ctx, []Holding{{Symbol: "BABA", Listing: "XNYS:BABA", Quantity: 10, Price: 153.8, Currency: "USD"}}))
	must(s.PutSearch(ctx, Search{ID: "q1", Name: "mine", Query: "tt:baba"}))
	must(s.PutSetting(ctx, "cursor", "17"))
	must(s.Append(ctx, Entry{Actor: "tester", Action: "put", Object: "x"}))
	_, err = s.PutAlerts(ctx, []Alert{{ID: "a1", Rule: "r1", Kind: "story", Subject: "s0", Story: "s0", Cluster: "cs0", At: s.now(), Title: "T"}})
	must(err)
	return stories
}

// dump is everything in a store that is not derived, as text.
func dump(t *testing.T, s *Store) string {
	t.Helper()
	ctx := context.Background()
	tables, err := s.catalog(ctx, s)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, d := range tables {
		if err := rowsOf(ctx, s, d, func(v []any) error {
			_, err := fmt.Fprintln(&b, d.name, v)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// TestMoveBetweenEngines carries a desk from one engine to the other and back
// with nothing lost, in both forms of backup.
func TestMoveBetweenEngines(t *testing.T) {
	ctx := context.Background()
	open := map[string]func(t *testing.T) *Store{
		"sqlite":   func(t *testing.T) *Store { return openTest(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db")) },
		"postgres": func(t *testing.T) *Store { return openTest(t, pgtest.Database(t)) },
	}
	for _, way := range [][2]string{{"sqlite", "sqlite"}, {"sqlite", "postgres"}, {"postgres", "sqlite"}, {"postgres", "postgres"}} {
		t.Run(way[0]+" to "+way[1], func(t *testing.T) {
			from := open[way[0]](t)
			stories := furnish(t, from)
			want := dump(t, from)
			for form, backup := range map[string]func(context.Context, string) error{"own": from.Backup, "rows": from.BackupRows} {
				dir := filepath.Join(t.TempDir(), "backup")
				if err := backup(ctx, dir); err != nil {
					t.Fatal(form, err)
				}
				if err := backup(ctx, dir); fault.CodeOf(err) != fault.BadUsage {
					t.Errorf("a backup over another: %v", err)
				}
				to := open[way[1]](t)
				if err := to.Restore(ctx, dir); err != nil {
					t.Fatal(form, err)
				}
				if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(dump(t, to), "\n")); diff != "" {
					t.Errorf("%s (-from +to):\n%s", form, diff)
				}
				for _, st := range stories {
					got, err := to.Story(ctx, st.Submission.ID)
					if err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(st, got, cmpopts.EquateEmpty()); diff != "" {
						t.Errorf("%s: story (-put +restored):\n%s", form, diff)
					}
				}
				page, err := to.Stories(ctx, Ask{Query: query.Node{Op: query.Text, Words: []string{"阿", "里"}}})
				if err != nil || len(page.Items) != 1 {
					t.Errorf("%s: found by text: %v, %v", form, page.Items, err)
				}
				report, err := to.Verify(ctx)
				if err != nil || len(report.Problems) > 0 || report.Rows["stories"] != 3 || report.Audit != 1 {
					t.Errorf("%s: verify: %+v, %v", form, report, err)
				}
				// Numbers go on after the largest.
				if got := mustPut(t, to, sample("later", "Later", "Another text about nothing that was told before.")); got.Seq <= 6 {
					t.Errorf("%s: the next change is %d", form, got.Seq)
				}
				if err := to.Restore(ctx, dir); fault.CodeOf(err) != fault.Refused {
					t.Errorf("restore into what is not empty: %v", err)
				}
			}
		})
	}
}

func TestRestoreRefusesDamage(t *testing.T) {
	ctx := context.Background()
	from := openTest(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))
	furnish(t, from)
	for _, damage := range []struct {
		name string
		do   func(dir string) error
	}{
		{"a byte changed", func(dir string) error {
			return change(filepath.Join(dir, "stories.jsonl.zst"), func(b []byte) []byte { b[len(b)/2] ^= 1; return b })
		}},
		{"a file cut", func(dir string) error {
			return change(filepath.Join(dir, "claims.jsonl.zst"), func(b []byte) []byte { return b[:len(b)/2] })
		}},
		{"a file gone", func(dir string) error { return os.Remove(filepath.Join(dir, "events.jsonl.zst")) }},
		{"no manifest", func(dir string) error { return os.Remove(filepath.Join(dir, manifestFile)) }},
		{"a file from elsewhere", func(dir string) error {
			return change(filepath.Join(dir, manifestFile), func(b []byte) []byte {
				return []byte(strings.Replace(string(b), "stories.jsonl.zst", "../../etc/passwd", 1))
			})
		}},
		{"rows counted wrong", func(dir string) error {
			return change(filepath.Join(dir, manifestFile), func(b []byte) []byte {
				return []byte(strings.Replace(string(b), `"rows": 6`, `"rows": 5`, 1))
			})
		}},
	} {
		dir := filepath.Join(t.TempDir(), "backup")
		if err := from.BackupRows(ctx, dir); err != nil {
			t.Fatal(err)
		}
		if err := damage.do(dir); err != nil {
			t.Fatal(err)
		}
		to := openTest(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))
		if err := to.Restore(ctx, dir); err == nil {
			t.Errorf("%s: it was restored", damage.name)
		} else if page, err := to.Stories(ctx, Ask{}); err != nil || len(page.Items) > 0 {
			t.Errorf("%s: it was half restored: %v, %v", damage.name, page.Items, err)
		}
	}
}

func change(path string, f func([]byte) []byte) error {
	b, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return os.WriteFile(path, f(b), 0o600)
}

func TestVerifyFindsDamage(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		furnish(t, s)
		if r, err := s.Verify(ctx); err != nil || len(r.Problems) > 0 || r.Dossiers != 3 {
			t.Fatalf("sound: %+v, %v", r, err)
		}
		for _, stmt := range []string{
			"UPDATE contents SET sum = 'x' WHERE n = 1",
			"DELETE FROM claims WHERE n = 2 AND ord = 1",
			"UPDATE clusters SET stories = 7 WHERE id = 'cs0'",
			map[string]string{"sqlite": "DELETE FROM words WHERE rowid = 2", "postgres": "DELETE FROM words WHERE n = 2"}[s.Engine()],
		} {
			if err := s.write(ctx, "break it", func(t *tx) error { _, err := t.exec(ctx, stmt); return err }); err != nil {
				t.Fatal(err)
			}
		}
		r, err := s.Verify(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range []string{"the dossier of story s0", "story s1 has 2 claims and 1 rows", "cluster cs0", "story s1 is not found by its text", "text index holds 2 of 3"} {
			if !strings.Contains(strings.Join(r.Problems, "\n"), want) {
				t.Errorf("no word of %q in\n%s", want, strings.Join(r.Problems, "\n"))
			}
		}
	})
}

func TestRetain(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		c := new(clock)
		s.now = c.now
		old := c.now().Add(-100 * 24 * time.Hour)
		put := func(id, text string, received time.Time) Stored {
			st := sample(id, "Story "+id, text)
			st.Submission.Received, st.Published = received, received
			st.Parties, st.Events = nil, nil
			sign(&st)
			return mustPut(t, s, st)
		}
		for i := range 130 { // more than one step
			put(fmt.Sprintf("old%d", i), fmt.Sprintf("unrelated text number %d about %d things", i, i*i), old)
		}
		held := put("held", "this one has an alert and stays with its dossier", old)
		fresh := put("fresh", "this came yesterday and stays too", c.now().Add(-24*time.Hour))
		if _, err := s.PutAlerts(ctx, []Alert{{ID: "a1", Rule: "r1", Kind: "story", Subject: "held", Story: "held", Cluster: held.Cluster, At: c.now(), Title: "T"}}); err != nil {
			t.Fatal(err)
		}
		last, err := s.LastChange(ctx)
		if err != nil {
			t.Fatal(err)
		}
		c.pass(48 * time.Hour)
		got, err := s.Retain(ctx, Policy{Stories: 90 * 24 * time.Hour, Raw: 60 * 24 * time.Hour, Changes: time.Hour, Audit: time.Hour})
		if err != nil {
			t.Fatal(err)
		}
		if got.Stories != 130 || got.Raw != 1 || got.Changes != last-1 || got.Clusters == 0 {
			t.Errorf("taken: %+v, last change %d", got, last)
		}
		page, err := s.Stories(ctx, Ask{})
		if err != nil || len(page.Items) != 2 || page.Items[0].ID != "fresh" || page.Items[1].ID != "held" {
			t.Errorf("left: %+v, %v", page.Items, err)
		}
		st, err := s.Story(ctx, "held")
		if err != nil || st.Submission.Body != nil || len(st.Dossier) == 0 {
			t.Errorf("held: body %q, %v", st.Submission.Body, err)
		}
		if st, err := s.Story(ctx, "fresh"); err != nil || len(st.Submission.Body) == 0 {
			t.Errorf("fresh: %v", err)
		}
		if now, err := s.LastChange(ctx); err != nil || now != last {
			t.Errorf("last change %d, was %d, %v", now, last, err)
		}
		if r, err := s.Verify(ctx); err != nil || len(r.Problems) > 0 {
			t.Errorf("verify: %+v, %v", r, err)
		}
		if found, err := s.Stories(ctx, Ask{Query: query.Node{Op: query.Text, Words: []string{"unrelated"}}}); err != nil || len(found.Items) > 0 {
			t.Errorf("found what is gone: %v, %v", found.Items, err)
		}
		_ = fresh
		if again, err := s.Retain(ctx, Policy{Stories: 90 * 24 * time.Hour, Raw: 60 * 24 * time.Hour, Changes: time.Hour}); err != nil || again != (Retained{}) {
			t.Errorf("again: %+v, %v", again, err)
		}
	})
}

func TestExport(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		furnish(t, s)
		for _, format := range []string{"jsonl", "parquet"} {
			dir := filepath.Join(t.TempDir(), "out")
			if err := s.Export(ctx, dir, format); err != nil {
				t.Fatal(err)
			}
			for name, want := range map[string]int{"stories": 3, "claims": 6, "statements": 6, "events": 6, "reactions": 6, "measurements": 1, "alerts": 1} {
				path := filepath.Join(dir, name+"."+format)
				if got := exported(t, path); got != want {
					t.Errorf("%s has %d rows, want %d", filepath.Base(path), got, want)
				}
			}
			if format == "parquet" {
				rows, err := parquet.ReadFile[StatementRow](filepath.Join(dir, "statements.parquet"))
				if err != nil || *rows[0].Truth != -3.78 || rows[1].Truth != nil || rows[0].Receipt != `{"rule":"r3"}` || rows[0].Story != "s0" {
					t.Errorf("statements: %+v, %v", rows, err)
				}
			}
		}
		dir := filepath.Join(t.TempDir(), "out")
		if err := s.Export(ctx, dir, "xls"); fault.CodeOf(err) != fault.BadUsage {
			t.Errorf("format xls: %v", err)
		}
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if err := s.Export(gone, dir, "jsonl"); err == nil {
			t.Error("an export that was broken off succeeded")
		}
		if left, err := os.ReadDir(filepath.Dir(dir)); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	})
}

func exported(t *testing.T, path string) int {
	t.Helper()
	if strings.HasSuffix(path, ".jsonl") {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Count(string(b), "\n")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	p, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatal(err)
	}
	return int(p.NumRows())
}

func TestBackupIsForItsOwnerAlone(t *testing.T) {
	s := openTest(t, "sqlite:"+filepath.Join(t.TempDir(), "desk.db"))
	furnish(t, s)
	dir := filepath.Join(t.TempDir(), "backup")
	if err := s.Backup(context.Background(), dir); err != nil {
		t.Fatal(err)
	}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			err = errors.New(path + " can be read by others")
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
