package check

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"newstape/fault"
	"newstape/names/security"
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

// ImportAsTraded makes a data set in the folder to of those figures, to be asked
// before the rest; false when the folder of prices has none of them.
func ImportAsTraded(ctx context.Context, prices, to string, m *security.Master) (bool, error) {
	found := false
	for _, s := range asTraded {
		from := filepath.Join(prices, s.folder)
		if info, err := os.Stat(from); err != nil || !info.IsDir() {
			continue
		}
		opts := pull.Options{Resolve: resolver(m)}
		if s.declared != "" {
			table := filepath.Join(to, "declared.csv")
			if err := os.WriteFile(table, []byte("name,listing,basis\n"+s.declared), 0o600); err != nil {
				return false, fault.New(fault.BadInput, "declare prices of %s: %w", from, err)
			}
			opts.Map = table
		}
		if _, err := pull.Prices(ctx, from, filepath.Join(to, "tape"), opts); err != nil {
			return false, err
		}
		found = true
	}
	return found, nil
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
