package stories

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"newstape/fault"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/story/text"
	"newstape/tape/calendar"
	"newstape/tape/pull"
)

// Import makes a data set of tape/bars in the folder to out of a folder of
// prices, as "newstape pull prices" would. A folder panel in it or beside it may
// hold archives (.tar.gz) of CSV files, one a listing, which are read too; want
// says which tickers of an archive are needed, nil for all.
func Import(ctx context.Context, prices, to string, m *security.Master, want func(ticker string) bool) error {
	opts := pull.Options{Resolve: resolver(m)}
	if _, err := pull.Prices(ctx, prices, to, opts); err != nil {
		return err
	}
	archives, err := panels(prices)
	if err != nil || len(archives) == 0 {
		return err
	}
	dir, err := os.MkdirTemp("", "newstape-panel-")
	if err != nil {
		return fault.New(fault.BadInput, "unpack %s: %w", archives[0], err)
	}
	defer os.RemoveAll(dir)
	n := 0
	for _, a := range archives {
		k, err := unpack(a, dir, want)
		if err != nil {
			return fault.New(fault.BadInput, "unpack %s: %w", a, err).Try("an archive of CSV files, .tar.gz")
		}
		n += k
	}
	if n == 0 {
		return nil
	}
	_, err = pull.Prices(ctx, dir, to, opts)
	return err
}

// Named tells which tickers belong to parties that the stories in dir name, as
// the product reads them.
func Named(dir string, m *security.Master) (func(ticker string) bool, error) {
	gold, err := ReadGold(dir)
	if err != nil {
		return nil, err
	}
	linker := link.New(m)
	named := map[string]bool{}
	for i := range gold {
		a, err := gold[i].article()
		if err != nil {
			return nil, err
		}
		for _, x := range linker.Find(a, text.Parse(a.Text)).Mentions {
			for _, l := range x.Entity.Listings {
				named[l.Ticker] = true
			}
		}
	}
	return func(ticker string) bool { return named[dotted(ticker)] }, nil
}

// dotted is a ticker with the dot of its class, which vendors write as a hyphen:
// BRK-B.
func dotted(ticker string) string { return strings.ReplaceAll(ticker, "-", ".") }

// panels are the archives of a folder of prices.
func panels(prices string) ([]string, error) {
	var out []string
	for _, dir := range []string{filepath.Join(prices, "panel"), filepath.Join(prices, "..", "panel")} {
		found, err := filepath.Glob(filepath.Join(dir, "*.tar.gz"))
		if err != nil {
			return nil, fault.New(fault.BadInput, "look for panels of prices in %s: %w", dir, err)
		}
		out = append(out, found...)
	}
	return out, nil
}

// maxPanelFile bounds one file of an archive, in bytes.
const maxPanelFile = 64 << 20

// unpack writes the wanted CSV files of an archive into a folder, by their last
// name only, and counts them.
func unpack(archive, to string, want func(string) bool) (int, error) {
	f, err := os.Open(archive)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return 0, err
	}
	n := 0
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return n, nil
		}
		if err != nil {
			return n, err
		}
		name := filepath.Base(h.Name)
		ticker, is := strings.CutSuffix(name, ".csv")
		if !is || h.Typeflag != tar.TypeReg || want != nil && !want(ticker) {
			continue
		}
		b, err := io.ReadAll(io.LimitReader(r, maxPanelFile))
		if err != nil {
			return n, err
		}
		if err := os.WriteFile(filepath.Join(to, name), b, 0o600); err != nil {
			return n, err
		}
		n++
	}
}

// resolver finds the line that a ticker of a price file means: the first line of
// the master whose exchange has a calendar. Indexes tape/pull knows by itself.
func resolver(m *security.Master) func(string) (string, bool) {
	return func(ticker string) (string, bool) {
		for _, l := range m.Ticker(dotted(ticker)) {
			if _, err := calendar.For(l.Listing.MIC); err == nil {
				return l.Listing.ID(), true
			}
		}
		return "", false
	}
}
