package pull

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/internal/shared"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/tape/calendar"
)

// pulledShared pulls the shared copies of the public tables and opens the index.
func pulledShared(t testing.TB) (*security.Master, *Report) {
	t.Helper()
	data := shared.Dir(t, "data", "securities")
	dir := t.TempDir()
	report, err := Securities(context.Background(), dir, Options{
		SEC:             filepath.Join(data, "sec_company_tickers_exchange.json.gz"),
		FinanceDatabase: filepath.Join(data, "financedatabase_equities.csv.gz"),
		Today:           calendar.MustDate("2026-11-29"),
	})
	if err != nil {
		t.Fatal(err)
	}
	m, err := security.OpenIndex(filepath.Join(dir, IndexFile))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	return m, report
}

// Fifty thousand more listings may add companies to a story. They must not take
// a mention from the company that the embedded table gives it to.
func TestPulledNamesLeaveTheGoldStoriesAlone(t *testing.T) {
	dir := shared.Dir(t, "data", "gold", "stories")
	pulled, report := pulledShared(t)
	t.Logf("%d entities, %d listings, %d ISINs, %d FIGIs", report.Entities, report.Listings, report.ISIN, report.FIGI)
	few := link.New(security.Embedded())
	many, err := link.Indexed(pulled)
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*.gold.json"))
	for _, f := range files {
		a := goldArticle(t, f)
		doc := text.Parse(a.Text)
		before, after := mentions(few.Find(a, doc)), mentions(many.Find(a, doc))
		for at, id := range before {
			if after[at] != id {
				t.Errorf("%s: %q was %s, is %q", a.Name, a.Text[at[0]:at[1]], id, after[at])
			}
		}
		for at, id := range after {
			if before[at] == "" {
				t.Logf("%s: %q is now %s", a.Name, a.Text[at[0]:at[1]], id)
			}
		}
	}
}

func goldArticle(t *testing.T, gold string) *article.Article {
	t.Helper()
	var g struct{ ID, Published string }
	b, err := os.ReadFile(gold)
	if err == nil {
		err = json.Unmarshal(b, &g)
	}
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(strings.TrimSuffix(gold, ".gold.json") + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	a, err := article.Read(raw, article.Options{Name: g.ID, Published: g.Published})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func mentions(r link.Result) map[[2]int]string {
	out := map[[2]int]string{}
	for _, m := range r.Mentions {
		out[[2]int{m.Span.Start, m.Span.End}] = m.Entity.ID
	}
	return out
}

// linked gives the entities that a text of no date names.
func linked(l *link.Linker, clean string) []string {
	a := &article.Article{Name: "made", Text: clean}
	var out []string
	for _, m := range l.Find(a, text.Parse(clean)).Mentions {
		out = append(out, m.Entity.ID)
	}
	return out
}
