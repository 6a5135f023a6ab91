package stories

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"testing"

	"newstape/fault"
	"newstape/names/security"
	"newstape/tape/bars"

	"github.com/google/go-cmp/cmp"
)

const twoDays = "Date,Open,High,Low,Close,Volume\n2025-11-13,10,12,9,11,1000\n2025-11-14,11,13,10,12,1500\n"

// priceFolder is a folder prices with one share and one index, and a panel of
// two shares beside it.
func priceFolder(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	prices := filepath.Join(root, "prices")
	for _, dir := range []string{prices, filepath.Join(root, "panel")} {
		if err := os.Mkdir(dir, 0o750); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"NVDA.csv", "tqqq_^SPX.csv"} {
		if err := os.WriteFile(filepath.Join(prices, name), []byte(twoDays), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Create(filepath.Join(root, "panel", "shares.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	w := tar.NewWriter(z)
	for _, name := range []string{"stocks/INTC.csv", "../../BRK-B.csv", "stocks/readme.txt"} {
		if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(twoDays)), Typeflag: tar.TypeReg}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(twoDays)); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []interface{ Close() error }{w, z, f} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return prices
}

func listings(t *testing.T, dir string) []string {
	t.Helper()
	tape, err := bars.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tape.Close()
	return tape.Listings()
}

func TestImportTakesPricesAndThePanelBesideThem(t *testing.T) {
	prices, m := priceFolder(t), security.Embedded()
	for name, c := range map[string]struct {
		want func(string) bool
		all  []string
	}{
		"all":     {nil, []string{"INDEX:SPX", "XNAS:INTC", "XNAS:NVDA", "XNYS:BRK.B"}},
		"some":    {func(ticker string) bool { return ticker == "INTC" }, []string{"INDEX:SPX", "XNAS:INTC", "XNAS:NVDA"}},
		"nothing": {func(string) bool { return false }, []string{"INDEX:SPX", "XNAS:NVDA"}},
	} {
		to := t.TempDir()
		if err := Import(context.Background(), prices, to, m, c.want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.all, listings(t, to)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestImportRefusesABrokenPanel(t *testing.T) {
	prices := priceFolder(t)
	broken := filepath.Join(prices, "..", "panel", "shares.tar.gz")
	if err := os.WriteFile(broken, []byte("no archive"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := Import(context.Background(), prices, t.TempDir(), security.Embedded(), nil)
	if fault.CodeOf(err) != fault.BadInput {
		t.Errorf("got %v", err)
	}
}
