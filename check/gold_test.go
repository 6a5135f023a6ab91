package check

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"newstape/internal/shared"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/tape/bars"
	"newstape/tape/pull"
)

// master and linker are made once for all tests.
var (
	master = sync.OnceValue(security.Embedded)
	linker = sync.OnceValue(func() *link.Linker { return link.New(master()) })
)

// resolve finds the listing of a ticker as the price files spell it.
func resolve(ticker string) (string, bool) {
	if name, ok := strings.CutPrefix(ticker, "^"); ok {
		ticker = name
	}
	switch ticker {
	case "GSPC", "SPX":
		return "INDEX:SPX", true
	case "HSI", "NDX", "VIX", "DJI", "IXIC":
		return "INDEX:" + ticker, true
	case "GAP":
		return "XNYS:GAP", true
	}
	lines := master().Ticker(strings.ReplaceAll(ticker, "-", "."))
	for _, l := range lines {
		if l.Listing.MIC != "XHKG" {
			return l.Listing.ID(), true
		}
	}
	return "", false
}

// goldTape is a tape of the shared prices: the folders named, and the panel's
// series of the tickers named, all pulled together so that the fullest series of
// each listing answers.
func goldTape(t testing.TB, folders []string, panel func(ticker string) bool) *bars.Tape {
	t.Helper()
	root := t.TempDir()
	for _, f := range folders {
		from := shared.Dir(t, "data", "prices", f)
		if err := os.CopyFS(filepath.Join(root, f), os.DirFS(from)); err != nil {
			t.Fatal(err)
		}
	}
	dir := filepath.Join(root, "panel")
	var names []string
	if panel != nil {
		names = unpack(t, shared.Dir(t, "data", "panel", "sp500_yahoo_adj_ohlcv_2004_2026.tar.gz"), dir, panel)
	}
	rows := []string{"name,listing,basis"}
	for _, n := range names {
		if id, ok := resolve(strings.TrimPrefix(strings.TrimSuffix(n, ".csv"), "panel-")); ok {
			rows = append(rows, n+","+id+",adjusted")
		}
	}
	table := filepath.Join(t.TempDir(), "map.csv")
	if err := os.WriteFile(table, []byte(strings.Join(rows, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	to := t.TempDir()
	if _, err := pull.Prices(context.Background(), root, to, pull.Options{Resolve: resolve, Map: table}); err != nil {
		t.Fatalf("pull: %v", err)
	}
	tape, err := bars.Open(to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tape.Close() })
	return tape
}

// unpack takes the series that are wanted out of the panel's archive.
func unpack(t testing.TB, archive, to string, want func(string) bool) []string {
	t.Helper()
	f, err := os.Open(archive)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	var names []string
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		if !want(strings.TrimSuffix(filepath.Base(h.Name), ".csv")) {
			continue
		}
		name := "panel-" + filepath.Base(h.Name)
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), b, 0o644); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
}
