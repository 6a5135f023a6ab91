package thread

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newstape/internal/shared"
	"newstape/ledger/claim"
)

// stories are those of all cases, each with a name of its own.
func stories(t testing.TB) []Story {
	files, err := filepath.Glob("testdata/*.case")
	if err != nil {
		t.Fatal(err)
	}
	var out []Story
	for _, path := range files {
		for _, c := range readCases(t, path) {
			for _, s := range c.stories {
				s.ID = c.name + "/" + s.ID
				out = append(out, s)
			}
		}
	}
	return out
}

func TestAnyOrder(t *testing.T) {
	all := stories(t)
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfN(rapid.SampledFrom(all), 0, 12).Draw(t, "stories")
		want := Join(some)
		mixed := slices.Clone(some)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		rng.Shuffle(len(mixed), func(i, k int) { mixed[i], mixed[k] = mixed[k], mixed[i] })
		if diff := cmp.Diff(describe(want), describe(Join(mixed))); diff != "" {
			t.Fatalf("another order:\n%s", diff)
		}
		again := Join(want.Stories)
		again.Twice = want.Twice
		if diff := cmp.Diff(describe(want), describe(again)); diff != "" {
			t.Fatalf("joined again:\n%s", diff)
		}
		doubled := Join(append(slices.Clone(want.Stories), want.Stories...))
		doubled.Twice = want.Twice
		if diff := cmp.Diff(describe(want), describe(doubled)); diff != "" {
			t.Fatalf("every story twice:\n%s", diff)
		}
		lawful(t, want)
	})
}

type failer interface {
	Helper()
	Fatalf(string, ...any)
}

// lawful: every claim has one place, every element a receipt whose spans lie in
// its story, every count what it counts.
func lawful(t failer, all Threads) {
	t.Helper()
	placed := map[[2]any]bool{}
	for i := range all.Threads {
		x := &all.Threads[i]
		count := map[int]bool{}
		for _, m := range x.Members {
			key := [2]any{m.Story, m.Claim}
			if placed[key] {
				t.Fatalf("%s %s stands in two places", all.Stories[m.Story].ID, m.Claim)
			}
			placed[key] = true
			count[m.Story] = true
		}
		if len(count) != x.Stories || len(x.History) == 0 || x.Why == "" {
			t.Fatalf("thread %+v", x)
		}
		if x.Status == claim.Corroborated && x.Independent < 2 {
			t.Fatalf("%s is corroborated by %d", x.ID, x.Independent)
		}
		for _, c := range citesOf(t, all, x) {
			evident(t, all, c)
		}
	}
	for _, c := range all.Loose {
		evident(t, all, c)
		if placed[[2]any{c.Story, c.Claim}] {
			t.Fatalf("%s is loose and placed", c.Claim)
		}
	}
}

// evident: the cite has a receipt whose spans lie in its story.
func evident(t failer, all Threads, c Cite) {
	t.Helper()
	if c.Receipt().Void() || len(c.Receipt().Spans()) == 0 {
		t.Fatalf("%s %s has no receipt", all.Stories[c.Story].ID, c.Claim)
	}
	for _, s := range c.Receipt().Spans() {
		if s.End > len(all.Stories[c.Story].Article.Text) {
			t.Fatalf("span %v of %s lies outside its story", s, c.Claim)
		}
	}
}

// citesOf gives all cites of a thread; its steps and sides must have some.
func citesOf(t failer, all Threads, x *Thread) []Cite {
	t.Helper()
	out := []Cite{x.Wording}
	for _, m := range x.Members {
		out = append(out, m.Cite)
	}
	for _, h := range x.History {
		if len(h.Cites) == 0 {
			t.Fatalf("a step without a claim in %s", x.ID)
		}
		out = append(out, h.Cites...)
	}
	for _, o := range x.Origins {
		out = append(out, o.Cites...)
	}
	for _, d := range x.Disagreements {
		for _, v := range d.Sides {
			for i, c := range v.Cites {
				if v.Spans[i].In(all.Stories[c.Story].Article.Text) == "" {
					t.Fatalf("a side without words in %s", x.ID)
				}
			}
			out = append(out, v.Cites...)
		}
	}
	return out
}

// TestMemoStories holds the thread of the event that four of the repository's
// test stories tell.
func TestMemoStories(t *testing.T) {
	dir := shared.Dir(t, "data", "gold", "stories")
	var in []Story
	for _, name := range []string{"d01-baba-memo-flash", "d02-baba-memo-rewrite", "d17-hostile-injection-baba", "d19-hostile-table-fragments", "d20-hypothetical-blog"} {
		words, err := os.ReadFile(filepath.Join(dir, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		var gold struct{ Published string }
		raw, err := os.ReadFile(filepath.Join(dir, name+".gold.json"))
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(raw, &gold); err != nil {
			t.Fatal(err)
		}
		in = append(in, read(t, name[:3], gold.Published, "", string(words)))
	}
	all := Join(in)
	lawful(t, all)
	main := all.Threads[0]
	if main.Subject != "Alibaba Group" || main.Status != claim.Disputed || main.Stories < 3 || main.Independent != 1 {
		t.Errorf("main thread:\n%s", strings.Join(describe(all), "\n"))
	}
	for _, x := range all.Threads {
		if x.Status == claim.Corroborated {
			t.Errorf("one memo corroborates itself: %s", x.Why)
		}
	}
}
