package check

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"

	"newstape/fault"
	"newstape/names/security"
	"newstape/tape/bars"
	"newstape/tape/calendar"
	"newstape/tape/pull"
)

// asTraded are the folders and files of prices whose figures the guide of real
// sentences takes as traded, although they are restated for splits: its truths
// rest on them. The last folder that has a series answers.
var asTraded = [...]struct{ folder, declared string }{
	{"stocknet", ""},
	{"fnspid", "aa.csv,XNYS:AA,raw\naapl.csv,XNAS:AAPL,raw\n"},
}

// ImportAsTraded makes a data set in the folder to/tape of those figures, to be
// asked before the rest; false when the folder of prices has none of them. What else
// the files hold is left out, for fuller series of it stand in other files.
func ImportAsTraded(ctx context.Context, prices, to string, m *security.Master) (bool, error) {
	all, found := filepath.Join(to, "pulled"), false
	for _, s := range asTraded {
		from := filepath.Join(prices, s.folder)
		if info, err := os.Stat(from); err != nil || !info.IsDir() {
			continue
		}
		opts := pull.Options{Resolve: resolver(m)}
		if s.declared != "" {
			opts.Map = filepath.Join(to, "declared.csv")
			if err := os.WriteFile(opts.Map, []byte("name,listing,basis\n"+s.declared), 0o600); err != nil {
				return false, fault.New(fault.BadInput, "declare prices of %s: %w", from, err)
			}
		}
		if _, err := pull.Prices(ctx, from, all, opts); err != nil {
			return false, err
		}
		found = true
	}
	if !found {
		return false, nil
	}
	return true, keepRaw(all, filepath.Join(to, "tape"))
}

// keepRaw copies the figures as traded of a data set.
func keepRaw(from, to string) error {
	tape, err := bars.Open(from)
	if err != nil {
		return err
	}
	w, err := bars.Create(to)
	if err != nil {
		return errors.Join(err, tape.Close())
	}
	defer w.Abort()
	for _, listing := range tape.Listings() {
		if s, ok := tape.Daily(listing, bars.Raw); ok {
			if err := w.AddDaily(s); err != nil {
				return errors.Join(err, tape.Close())
			}
		}
	}
	return errors.Join(w.Commit(), tape.Close())
}

// resolver finds the line that a ticker of a price file means: the first whose
// exchange has a calendar.
func resolver(m *security.Master) func(string) (string, bool) {
	return func(ticker string) (string, bool) {
		for _, l := range m.Ticker(strings.ReplaceAll(ticker, "-", ".")) {
			if _, err := calendar.For(l.Listing.MIC); err == nil {
				return l.Listing.ID(), true
			}
		}
		return "", false
	}
}
