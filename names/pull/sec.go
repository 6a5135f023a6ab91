package pull

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"newstape/names/security"
)

// secColumns are the columns that the SEC's file announces, in any order.
var secColumns = []string{"cik", "name", "ticker", "exchange"}

// secMIC gives the exchange codes of the SEC; a line without one trades over the
// counter.
var secMIC = map[string]string{"Nasdaq": "XNAS", "NYSE": "XNYS", "OTC": "OTCM", "CBOE": "BATS", "": "OTCM"}

// readSEC reads company_tickers_exchange.json: an object with "fields", the
// names of the columns, and "data", the rows in order of size.
func readSEC(r io.Reader, s *sheet) error {
	d := json.NewDecoder(r)
	at := func(err error) error {
		return s.broken("row %d, byte %d: %v: is the file whole?", s.stats.Rows+1, d.InputOffset(), err).Try("fetch it again")
	}
	if err := expect(d, json.Delim('{')); err != nil {
		return at(err)
	}
	columns, rows := map[string]int(nil), false
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return at(err)
		}
		switch key {
		case "fields":
			if columns, err = secFields(d, s); err != nil {
				return err
			}
		case "data":
			if columns == nil {
				return s.broken("the rows stand before the names of their columns").Try("the file that the SEC publishes")
			}
			if err := secRows(d, s, columns); err != nil {
				return at(err)
			}
			rows = true
		default:
			var skipped json.RawMessage
			if err := d.Decode(&skipped); err != nil {
				return at(err)
			}
		}
	}
	if err := expect(d, json.Delim('}')); err != nil {
		return at(err)
	}
	if !rows {
		return s.broken("no rows under \"data\"").Try("the file that the SEC publishes")
	}
	return nil
}

func expect(d *json.Decoder, want json.Delim) error {
	got, err := d.Token()
	if err == nil && got != want {
		err = fmt.Errorf("%q where %q was expected", fmt.Sprint(got), want.String())
	}
	return err
}

func secFields(d *json.Decoder, s *sheet) (map[string]int, error) {
	var names []string
	if err := d.Decode(&names); err != nil {
		return nil, s.broken("names of columns: %v", err)
	}
	columns := map[string]int{}
	for i, n := range names {
		columns[strings.ToLower(n)] = i
	}
	for _, c := range secColumns {
		if _, ok := columns[c]; !ok {
			return nil, s.broken("no column %q among %q: its publisher has changed it", c, names).Try("keep the earlier copy")
		}
	}
	return columns, nil
}

func secRows(d *json.Decoder, s *sheet, columns map[string]int) error {
	if err := expect(d, json.Delim('[')); err != nil {
		return err
	}
	for d.More() {
		var cells []json.RawMessage
		if err := d.Decode(&cells); err != nil {
			return err
		}
		secRow(s, cells, columns)
	}
	return expect(d, json.Delim(']'))
}

// secRow takes one row; its number counts from the first under "data".
func secRow(s *sheet, cells []json.RawMessage, columns map[string]int) {
	line := s.stats.Rows + 1
	cell := func(name string) json.RawMessage {
		if i := columns[name]; i < len(cells) {
			return cells[i]
		}
		return nil
	}
	text := func(name string) (v string, ok bool) {
		raw := cell(name)
		return v, len(raw) > 0 && json.Unmarshal(raw, &v) == nil
	}
	cik, err := strconv.Atoi(string(cell("cik")))
	if err != nil || cik <= 0 {
		s.bad(line, "cik", fmt.Sprintf("%s is no number", quote(string(cell("cik")))))
		return
	}
	name, ok := text("name")
	if !ok {
		s.bad(line, "name", fmt.Sprintf("%s is no text", quote(string(cell("name")))))
		return
	}
	ticker, ok := text("ticker")
	if !ok {
		s.bad(line, "ticker", fmt.Sprintf("%s is no text", quote(string(cell("ticker")))))
		return
	}
	exchange, _ := text("exchange") // null: over the counter
	mic, known := secMIC[exchange]
	if !known {
		s.bad(line, "exchange", fmt.Sprintf("%s is not Nasdaq, NYSE, OTC or CBOE", quote(exchange)))
		return
	}
	ticker = strings.ReplaceAll(strings.ToUpper(ticker), "-", ".")
	if security.Derivative(ticker) {
		s.skip(noShares)
		return
	}
	if len(name) <= maxName {
		name = security.Plain(name)
	}
	s.add(row{line: line, name: name, mic: mic, ticker: ticker, currency: "USD", kind: security.Issuer, cik: cik})
}
