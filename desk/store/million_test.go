package store

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"newstape/desk/query"
	"newstape/desk/store/storetest"
	"newstape/internal/pgtest"
)

var (
	millionStories = flag.Int("million", 0, "put so many stories of eight statements and measure; 125000 for a million statements")
	millionDir     = flag.String("million-dir", "", "keep the SQLite file here between runs; \"\" for a temporary folder")
	millionWhole   = flag.Bool("million-whole", false, "stories with dossiers and signatures: 37 kB instead of 17 kB each")
	millionEngine  = flag.String("million-engine", "sqlite", "sqlite or postgres")
)

// TestMillion fills a store and measures what it costs to put and to ask:
//
//	go test ./desk/store -run TestMillion -million 125000 -million-dir /tmp/million -timeout 60m -v
func TestMillion(t *testing.T) {
	if *millionStories == 0 {
		t.Skip("run with -million 125000 to measure")
	}
	ctx := context.Background()
	dir := *millionDir
	if dir == "" {
		dir = t.TempDir()
	}
	dsn := "sqlite:" + filepath.Join(dir, "desk.db")
	if *millionEngine == "postgres" {
		dsn = pgtest.New(t, "fsync=on").Database(t)
	}
	s := openTest(t, dsn)
	g, err := storetest.New(1)
	if err != nil {
		t.Fatal(err)
	}
	g.Light = !*millionWhole
	fill(t, s, g, *millionStories)
	counts, err := s.Counts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d stories, %d statements, %d clusters, %d MB; %s", counts.Stories, counts.Statements, counts.Clusters, counts.Bytes>>20, memory())
	_, tickerA, _ := storetest.Company(3)
	_, tickerB, _ := storetest.Company(2500)
	for _, q := range []struct{ name, text, order string }{
		{"newest 20", "", Newest},
		{"one common attribute", "tt:" + tickerA, Newest},
		{"two attributes", "tt:" + tickerA + " T:accuse", Newest},
		{"two attributes, one rare", "tt:" + tickerB + " verdict:fails", Newest},
		{"or of attributes", "(or tt:" + tickerA + " tt:" + tickerB + ")", Newest},
		{"figure", "T:accuse ar<-9", Newest},
		{"common word, newest", g.Word(5), Newest},
		{"rare word, newest", g.Word(20_000), Newest},
		{"two middling words, newest", g.Word(2_000) + " " + g.Word(2_500), Newest},
		{"common word by relevance", g.Word(5), Relevance},
		{"middling word by relevance", g.Word(1_000), Relevance},
		{"rare word by relevance", g.Word(20_000), Relevance},
		{"phrase by relevance", `"` + g.Word(40) + " " + g.Word(60) + `"`, Relevance},
	} {
		n, err := query.Parse(q.text)
		if err != nil {
			t.Fatal(err)
		}
		measure(t, q.name, func() (int, error) {
			page, err := s.Stories(ctx, Ask{Query: n, Limit: 20, Order: q.order})
			return len(page.Items), err
		})
	}
	fails := query.Node{Op: query.Term, Key: "verdict", Value: "fails"}
	measure(t, "statements that fail", func() (int, error) {
		page, err := s.Statements(ctx, Ask{Query: fails, Limit: 20})
		return len(page.Items), err
	})
	measure(t, "newest clusters", func() (int, error) {
		page, err := s.Clusters(ctx, Ask{Limit: 20})
		return len(page.Items), err
	})
	measure(t, "clusters that fail", func() (int, error) {
		page, err := s.Clusters(ctx, Ask{Query: fails, Limit: 20})
		return len(page.Items), err
	})
	t.Log(memory())
}

const (
	fillers = 4    // put at once while a store is filled
	base    = 5000 // stories that are put; further ones are copies of their rows
)

// fill brings a store to n stories: the first are put, the others are copied
// from them in SQL with new numbers, IDs and times, which takes minutes where
// putting takes an hour on a busy machine. It does not wait for the disk (SQLite).
func fill(t *testing.T, s *Store, g *storetest.Generator, n int) {
	ctx := context.Background()
	have, err := one(ctx, s, "count stories", scanInt, "SELECT COUNT(*) FROM stories")
	if err != nil {
		t.Fatal(err)
	}
	if s.engine == sqlite {
		if _, err := s.writes.ExecContext(ctx, "PRAGMA synchronous = OFF"); err != nil {
			t.Fatal(err)
		}
		defer func() { _, _ = s.writes.ExecContext(ctx, "PRAGMA synchronous = FULL") }()
	}
	const part = 5000
	for from := int(have); from < min(n, base); from += part {
		took := make([]time.Duration, min(part, min(n, base)-from))
		begun := time.Now()
		var next atomic.Int64
		var wg sync.WaitGroup
		for range fillers {
			wg.Go(func() {
				for i := int(next.Add(1)) - 1; i < len(took); i = int(next.Add(1)) - 1 {
					st := g.Story(from + i)
					at := time.Now()
					if _, err := s.Put(ctx, st); err != nil {
						t.Error(err)
						return
					}
					took[i] = time.Since(at)
				}
			})
		}
		wg.Wait()
		if t.Failed() {
			t.FailNow()
		}
		slices.Sort(took)
		t.Logf("%d stories, %.0f/s: p50 %v, p99 %v; %s", from+len(took), float64(len(took))/time.Since(begun).Seconds(),
			took[len(took)/2].Round(10*time.Microsecond), took[len(took)*99/100].Round(10*time.Microsecond), memory())
	}
	copies(t, s, n)
}

// copies doubles what is there, or a part of it, until there are n stories.
func copies(t *testing.T, s *Store, n int) {
	ctx := context.Background()
	for round := 1; ; round++ {
		type state struct{ count, most, first, last int64 }
		at, err := one(ctx, s, "look", func(r row) (x state, err error) { return x, r.Scan(&x.count, &x.most, &x.first, &x.last) },
			"SELECT COUNT(*), MAX(n), MIN(at), MAX(at) FROM stories")
		if err != nil {
			t.Fatal(err)
		}
		want := min(int64(n)-at.count, base)
		if want <= 0 {
			return
		}
		begun := time.Now()
		if err := s.write(ctx, "copy stories", func(t *tx) error { return t.copyStories(ctx, want, at.most, at.last-at.first+20_000_000) }); err != nil {
			t.Fatal(err)
		}
		t.Logf("round %d: %d stories copied in %v; %s", round, want, time.Since(begun).Round(time.Second/10), memory())
	}
}

// copyStories copies the rows of the stories numbered 1 to count.
func (t *tx) copyStories(ctx context.Context, count, numbers, later int64) error {
	tables, err := t.s.catalog(ctx, t)
	if err != nil {
		return err
	}
	mark := fmt.Sprintf("-%d", numbers)
	for _, d := range tables {
		if !slices.Contains(d.cols, "n") && d.name != "clusters" {
			continue
		}
		from := make([]string, len(d.cols))
		for i, c := range d.cols {
			from[i] = c
			switch c {
			case "n":
				from[i] = fmt.Sprintf("n + %d", numbers)
			case "at", "received", "published", "read_at", "stored", "first", "latest", "updated":
				from[i] = fmt.Sprintf("%s + %d", c, later)
			case "cluster", "origin", "lead":
				from[i] = fmt.Sprintf("%s || '%s'", c, mark)
			case "id":
				if d.name == "stories" || d.name == "clusters" || d.name == "due" {
					from[i] = fmt.Sprintf("id || '%s'", mark)
				}
			}
		}
		where := fmt.Sprintf("n <= %d", count)
		if d.name == "clusters" {
			where = fmt.Sprintf("id IN (SELECT cluster FROM stories WHERE n <= %d)", count)
		}
		if _, err := t.exec(ctx, "INSERT INTO "+d.name+" ("+strings.Join(d.cols, ", ")+") SELECT "+strings.Join(from, ", ")+" FROM "+d.name+" WHERE "+where); err != nil {
			return fmt.Errorf("%s: %w", d.name, err)
		}
	}
	if t.s.engine == postgres {
		_, err := t.exec(ctx, fmt.Sprintf("INSERT INTO words SELECT n + %d, body, lexemes FROM words WHERE n <= %d", numbers, count))
		return err
	}
	for after := int64(0); ; {
		batch, err := t.s.batch(ctx, t, after, "")
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, x := range batch {
			if after = x.n; after > count {
				return nil
			}
			if err := t.indexText(ctx, x.n+numbers, t.s.index(x.story.Text)); err != nil {
				return err
			}
		}
	}
}

func measure(t *testing.T, name string, ask func() (int, error)) {
	t.Helper()
	var took []time.Duration
	items := 0
	for begun := time.Now(); len(took) < 100 && (len(took) < 10 || time.Since(begun) < 5*time.Second); {
		at := time.Now()
		n, err := ask()
		if err != nil {
			t.Errorf("%s: %v", name, err)
			return
		}
		took, items = append(took, time.Since(at)), n
	}
	slices.Sort(took)
	t.Logf("%-28s %3d items  p50 %8v  p99 %8v  (%d runs)", name, items,
		took[len(took)/2].Round(10*time.Microsecond), took[len(took)*99/100].Round(10*time.Microsecond), len(took))
}

// memory tells what the process takes now and at most, where the system says so.
func memory() string {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "memory not known"
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if name, rest, ok := strings.Cut(line, ":"); ok && (name == "VmRSS" || name == "VmHWM") {
			out = append(out, fmt.Sprintf("%s %s", name, strings.TrimSpace(rest)))
		}
	}
	return strings.Join(out, ", ")
}
