package pull

import (
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// extensions are the ends of names of files that are looked into.
var extensions = []string{".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt", ".txt.gz"}

// findFiles lists the price files in a folder and below, in order of name; a
// file is its own list.
func findFiles(from string) ([]string, error) {
	info, err := os.Stat(from)
	if err != nil {
		return nil, fault.New(fault.NotFound, "pull prices: %w", err).Try("--from with a folder of CSV files")
	}
	if !info.IsDir() {
		return []string{from}, nil
	}
	var out []string
	err = filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if hidden := strings.HasPrefix(d.Name(), ".") && path != from; hidden {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.Type().IsRegular() && slices.ContainsFunc(extensions, func(e string) bool {
			return strings.HasSuffix(strings.ToLower(d.Name()), e)
		}) {
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		return nil, fault.New(fault.BadInput, "pull prices from %s: %w", from, err)
	}
	if len(out) == 0 {
		return nil, fault.New(fault.NotFound, "pull prices from %s: no CSV files there", from).
			Try("files named TICKER.csv or TICKER.csv.gz, with columns date, open, high, low, close, volume")
	}
	return out, nil
}

// mapped is what a map file says of a name.
type mapped struct {
	listing string
	basis   bars.Basis
}

// readMap reads a map file; no path gives an empty map.
func readMap(path string) (map[string]mapped, error) {
	out := map[string]mapped{}
	if path == "" {
		return out, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fault.New(fault.NotFound, "read map of names: %w", err)
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.FieldsPerRecord = -1
	for {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, fault.New(fault.BadInput, "read map of names %s: %w", path, err)
		}
		line, _ := in.FieldPos(0)
		if line == 1 && letters(row[0]) == "name" {
			continue
		}
		m := mapped{}
		if len(row) > 1 {
			m.listing = strings.TrimSpace(row[1])
		}
		if len(row) > 2 {
			m.basis = bars.Basis(strings.ToLower(strings.TrimSpace(row[2])))
		}
		if !isListing(m.listing) || !isBasis(m.basis) && m.basis != "" {
			return nil, fault.New(fault.BadInput, "read map of names %s: row %d: %q is not name,MIC:ticker or name,MIC:ticker,basis", path, line, strings.Join(row, ",")).
				Try("a row such as BABA_1d.csv,XNYS:BABA,raw")
		}
		out[strings.TrimSpace(row[0])] = m
	}
}

func isBasis(b bars.Basis) bool { return b == bars.Raw || b == bars.Adjusted }

// isListing reports whether s has the form MIC:ticker.
func isListing(s string) bool {
	mic, ticker, ok := strings.Cut(s, ":")
	return ok && len(mic) >= 4 && ticker != "" && !strings.ContainsAny(ticker, " \t")
}

// suffix is what vendors and users put after a ticker in a file's name.
var suffix = regexp.MustCompile(`(?i)[_ -](1d|1day|d|daily|eod|1m|1min|5m|5min|15min|30min|60min|1h|intraday|bars|prices?|ohlcv?|history|historical|data|raw|unadjusted|adj|adjusted|us)$`)

// tickerOf reads a ticker off a file's name, and a basis when the name has one.
func tickerOf(name string) (string, bars.Basis) {
	base := filepath.Base(name)
	for _, e := range []string{".gz", ".csv", ".tsv", ".txt"} {
		if strings.HasSuffix(strings.ToLower(base), e) {
			base = base[:len(base)-len(e)]
		}
	}
	var basis bars.Basis
	for {
		end := strings.ToLower(suffix.FindString(base))
		if end == "" || len(end) == len(base) {
			break
		}
		switch end[1:] {
		case "raw", "unadjusted":
			basis = bars.Raw
		case "adj", "adjusted":
			basis = bars.Adjusted
		}
		base = base[:len(base)-len(end)]
	}
	if i := strings.IndexByte(base, '^'); i > 0 {
		base = base[i:] // a prefix before an index's name
	}
	return base, basis
}

// cutUS takes off the end of aapl.us, as Stooq writes tickers of New York.
func cutUS(ticker string) string {
	if n := len(ticker) - 3; n > 0 && strings.EqualFold(ticker[n:], ".us") {
		return ticker[:n]
	}
	return ticker
}

// listing finds what a file or a ticker in it stands for: the map first, then a
// ticker that is a listing, an index with its mark (^GSPC), the resolver, an index
// without, and Hong Kong's codes.
func (p *puller) listing(file, ticker string) (mapped, bool) {
	for _, name := range []string{filepath.Base(file), ticker} {
		if m, ok := p.names[name]; ok {
			return m, true
		}
	}
	if isListing(ticker) {
		return mapped{listing: ticker}, true
	}
	ticker = cutUS(ticker)
	index, marked := indexOf(ticker)
	if index != "" && marked {
		return mapped{listing: index}, true
	}
	if p.opts.Resolve != nil {
		for _, spelling := range []string{ticker, strings.ToUpper(ticker)} {
			if l, ok := p.opts.Resolve(spelling); ok {
				return mapped{listing: l}, true
			}
		}
	}
	if index != "" {
		return mapped{listing: index}, true
	}
	if code, ok := strings.CutSuffix(strings.ToUpper(ticker), ".HK"); ok && digits(code) && len(code) <= 5 {
		for len(code) < 4 {
			code = "0" + code
		}
		return mapped{listing: "XHKG:" + code}, true
	}
	return mapped{}, false
}

// indexVenue gives the exchange whose days an index keeps, by the name that the
// index has here.
var indexVenue = map[string]string{
	"HSI": "XHKG", "HSCEI": "XHKG", "HSTECH": "XHKG",
	"SPX": "XNYS", "DJI": "XNYS", "DJT": "XNYS", "DJU": "XNYS", "NDX": "XNYS", "IXIC": "XNYS", "RUT": "XNYS",
	"VIX": "XNYS", "SOX": "XNYS", "NYA": "XNYS", "HXC": "XNYS", "OEX": "XNYS", "MID": "XNYS", "SML": "XNYS",
}

// indexNames are other symbols that vendors give those indexes.
var indexNames = map[string]string{
	"GSPC": "SPX", "INX": "SPX", "DJIA": "DJI", "INDU": "DJI", "SP500": "SPX", "CCMP": "IXIC", "COMP": "IXIC",
	"SP400": "MID", "SP600": "SML", "HSCE": "HSCEI",
}

// indexOf is the index that a vendor's symbol names, with its mark (^GSPC, .SPX,
// $NDX) or without; marked says whether it has one.
func indexOf(symbol string) (listing string, marked bool) {
	name := strings.ToUpper(strings.TrimLeft(symbol, "^.$"))
	marked = len(name) < len(symbol)
	if n, ok := indexNames[name]; ok {
		name = n
	}
	if _, ok := indexVenue[name]; !ok {
		return "", marked
	}
	return "INDEX:" + name, marked
}

// calendarOf is the calendar that a listing keeps.
func calendarOf(listing string) (*calendar.Calendar, error) {
	mic, ticker, _ := strings.Cut(listing, ":")
	if mic == "INDEX" {
		if index, _ := indexOf(ticker); index != "" {
			mic = indexVenue[strings.TrimPrefix(index, "INDEX:")]
		}
	}
	return calendar.For(mic)
}
