package check

import (
	"path/filepath"
	"testing"

	market "newstape/check"
	"newstape/internal/shared"
	"newstape/tape/bars"
	"newstape/tape/pull"
)

func st(v market.Verdict) market.Statement { return market.Statement{Verdict: v} }

// TestShared measures the development sets; the floors are those that a change may
// not fall below, not what is hoped for.
func TestShared(t *testing.T) {
	if testing.Short() {
		t.Skip("measures some six thousand sentences")
	}
	gold := shared.Dir(t, "data", "gold")
	prices := shared.Dir(t, "data", "prices")
	f := embedded()
	dir := t.TempDir()
	if _, err := ImportAsTraded(t.Context(), prices, dir, f.Master); err != nil {
		t.Fatal(err)
	}
	rest := filepath.Join(dir, "rest")
	if _, err := pull.Prices(t.Context(), filepath.Join(prices, "index"), rest, pull.Options{Resolve: resolver(f.Master)}); err != nil {
		t.Fatal(err)
	}
	f.Tape = bars.Join(open(t, filepath.Join(dir, "tape")), open(t, rest))
	r, err := Statements(filepath.Join(gold, "market_statements", "market_statements.jsonl"), f)
	if err != nil {
		t.Fatal(err)
	}
	m := r.Metrics()
	t.Logf("real sentences, prices of Alcoa, Apple, nine others and the indexes only: %v", m)
	if m["f1"] < 0.92 || m["value_accuracy"] < 0.97 || m["direction_accuracy"] < 0.97 {
		t.Errorf("detection F1, value or direction below 0.92, 0.97, 0.97: %v", m)
	}
	f.Tape = nil
	r, err = SecurityValue(filepath.Join(gold, "event_types", "sentivent_train.jsonl.gz"), f)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("sentences on a share's value: %v", r.Metrics())
}

func open(t *testing.T, dir string) *bars.Tape {
	t.Helper()
	tape, err := bars.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tape.Close() })
	return tape
}
