package stories

import (
	"context"
	"strings"
	"testing"

	"newstape/dossier"
	"newstape/internal/shared"
	"newstape/names/link"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/tape/bars"
	"newstape/tape/sample"
)

// facts are the embedded tables with the sample tape, and before it whatever
// prices are given.
func facts(t testing.TB, prices ...*bars.Tape) dossier.Facts {
	t.Helper()
	m := security.Embedded()
	lists, err := screen.Open(m)
	if err != nil {
		t.Fatal(err)
	}
	embedded, err := sample.Tape()
	if err != nil {
		t.Fatal(err)
	}
	return dossier.Facts{Master: m, Linker: link.New(m), Lists: lists, Tape: bars.Join(append(prices, embedded)...)}
}

// TestGoldStories measures the shared stories and holds what was reached.
func TestGoldStories(t *testing.T) {
	dir, prices := shared.Dir(t, "data", "gold", "stories"), shared.Dir(t, "data", "prices")
	gold, err := ReadGold(dir)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, g := range gold {
		for _, s := range g.Statements {
			_, ticker, _ := strings.Cut(s.Listing, ":")
			named[ticker] = true
		}
	}
	to := t.TempDir()
	if err := Import(context.Background(), prices, to, security.Embedded(), func(ticker string) bool { return named[ticker] }); err != nil {
		t.Fatal(err)
	}
	tape, err := bars.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tape.Close() })
	r, err := Run(dir, facts(t, tape))
	if err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + r.Table())
	if testing.Verbose() {
		for _, c := range r.Wrong {
			t.Log("\n" + c.String())
		}
	}
}
