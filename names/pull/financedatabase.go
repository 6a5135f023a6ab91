package pull

import (
	"embed"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"newstape/names/security"
)

//go:embed tables/*.csv
var tables embed.FS

// exchange is a row of tables/exchanges.csv.
type exchange struct {
	mic       string
	suffix    string
	secondary bool // a floor that trades other markets' shares
	country   string
}

// readFinanceDatabase reads the equities of FinanceDatabase: one row a line of
// shares, by Yahoo's symbols and exchange codes.
func readFinanceDatabase(r io.Reader, s *sheet) error {
	t, err := newTable(r, s, "symbol", "name", "exchange", "country")
	if err != nil {
		return err
	}
	f := financeRows{table: t, shared: map[string]string{}, exchanges: exchangeTable(), countries: countries()}
	for {
		cells, line, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		f.row(cells, line)
	}
}

type financeRows struct {
	*table
	shared    map[string]string // sectors and currencies, each once
	exchanges map[string]exchange
	countries map[string]string
}

func (f financeRows) row(cells []string, line int) {
	name, symbol := f.cell(cells, "name"), strings.ToUpper(f.cell(cells, "symbol"))
	x, known := f.exchanges[f.cell(cells, "exchange")]
	ticker := symbol
	if x.suffix != "" {
		ticker = strings.TrimSuffix(symbol, "."+x.suffix)
	}
	ticker = strings.NewReplacer("-", ".", " ", ".").Replace(ticker)
	switch {
	case strings.EqualFold(f.cell(cells, "delisted"), "true"):
		f.s.skip("marked as delisted")
		return
	case name == "":
		f.s.skip("without a name")
		return
	case !known:
		f.s.skip("on no exchange that is known here")
		return
	case !goodTicker(ticker), security.InUS(x.mic) && security.Derivative(ticker):
		f.s.skip(noShares)
		return
	case x.mic == "XHKG":
		ticker = hongKong(ticker)
	}
	name, relation, share := shareName(name)
	if !share {
		f.s.skip(noShares)
		return
	}
	r := row{
		line: line, name: name, mic: x.mic, ticker: ticker, relation: relation, kind: security.Issuer,
		currency: f.currency(cells, x.mic), country: f.countries[f.cell(cells, "country")],
		sector: f.once(strings.ToLower(f.cell(cells, "sector"))), floor: x.secondary,
	}
	switch f.cell(cells, "market_cap") {
	case "Mega Cap", "Large Cap", "Mid Cap":
	default:
		r.small = true
	}
	r.isin = checked(f.cell(cells, "isin"), goodISIN)
	r.figi = checked(f.cell(cells, "figi"), goodFIGI)
	r.class = checked(f.cell(cells, "shareclass_figi"), goodFIGI)
	f.s.add(r)
}

// once gives one string for all equal ones.
func (f financeRows) once(s string) string {
	if had, ok := f.shared[s]; ok {
		return had
	}
	s = strings.Clone(s)
	f.shared[s] = s
	return s
}

// currency gives ISO codes, and GBX for pence.
func (f financeRows) currency(cells []string, mic string) string {
	switch c := f.cell(cells, "currency"); {
	case c == "GBp":
		return "GBX"
	case len(c) == 3:
		return f.once(strings.ToUpper(c))
	}
	return security.Currency(mic)
}

// hongKong gives a code its four digits.
func hongKong(code string) string {
	code = strings.TrimLeft(code, "0")
	for len(code) < 4 {
		code = "0" + code
	}
	return code
}

func checked(code string, good func(string) bool) string {
	if good(code) {
		return code
	}
	return ""
}

// exchangeTable holds those of tables/exchanges.csv by Yahoo's code.
func exchangeTable() map[string]exchange {
	out := map[string]exchange{}
	for _, c := range embedded("tables/exchanges.csv") {
		out[c[0]] = exchange{mic: c[2], suffix: c[1], secondary: c[3] != "", country: c[4]}
	}
	return out
}

// countries gives two letters for a country's English name.
func countries() map[string]string {
	out := map[string]string{}
	for _, c := range embedded("tables/countries.csv") {
		out[c[0]] = c[1]
	}
	return out
}

// embedded gives the rows of one of our own tables, which the tests of this
// package have read.
func embedded(name string) [][]string {
	in, err := tables.Open(name)
	if err != nil {
		panic(err)
	}
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		panic(fmt.Errorf("%s: %w", name, err))
	}
	return rows[1:]
}
