package store

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/fault"
)

// holdingColumns are the columns of holdings as CSV, in the order in which they
// are written.
var holdingColumns = [...]string{"portfolio", "symbol", "listing", "party", "name", "quantity", "price", "currency"}

// Bounds of holdings as CSV. Texts are in bytes.
const (
	mostHoldings = 20_000
	mostSymbol   = 64
	mostWords    = 300 // of a name, a portfolio, a party
)

// ParseHoldings reads holdings from CSV in UTF-8, with or without a byte order
// mark. The first row names the columns: quantity, and symbol or listing or both,
// are needed; portfolio, party, name, price and currency may be there; their order
// does not matter. Rows with nothing in them are passed over. A row without a
// symbol gets the ticker of its listing. A text that [WriteHoldings] kept from
// being a formula is read as what it was.
//
// Nothing is guessed: a column that is not known, a comma for a decimal point or
// a thousands separator is bad_input that names row and column, and then no row
// counts. Rows are numbered as a spreadsheet does, the names of the columns being
// row 1.
func ParseHoldings(raw []byte) ([]Holding, error) {
	raw = bytes.TrimPrefix(raw, []byte("\uFEFF"))
	if err := readableCSV(raw); err != nil {
		return nil, err
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.FieldsPerRecord, r.ReuseRecord = -1, true
	head, err := r.Read()
	if err != nil {
		return nil, csvFault(err)
	}
	p := holdingParser{}
	if err := p.columns(slices.Clone(head)); err != nil {
		return nil, err
	}
	out := []Holding{}
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out, nil
		}
		if err != nil {
			return nil, csvFault(err)
		}
		p.row, _ = r.FieldPos(0)
		if !slices.ContainsFunc(cells, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		if len(out) == mostHoldings {
			return nil, fault.New(fault.TooLarge, "holdings: row %d is one more than %d holdings", p.row, mostHoldings)
		}
		h, err := p.holding(cells)
		if err != nil {
			return nil, err
		}
		out = append(out, h)
	}
}

// readableCSV refuses what is no CSV text at all, with a hint of what it may be.
func readableCSV(raw []byte) error {
	switch {
	case len(bytes.TrimSpace(raw)) == 0:
		return fault.New(fault.BadInput, "holdings: the CSV is empty").Try("a first row that names the columns: symbol,quantity; with no rows below it nothing is held")
	case bytes.HasPrefix(raw, []byte("PK")):
		return fault.New(fault.BadInput, "holdings: this is a spreadsheet or an archive, no CSV").Try("save it as CSV UTF-8")
	case utf8.Valid(raw):
		return nil
	}
	row := 1
	for line := range bytes.Lines(raw) {
		if !utf8.Valid(line) {
			break
		}
		row++
	}
	return fault.New(fault.BadInput, "holdings: row %d is not in UTF-8", row).Try("save it as CSV UTF-8")
}

func csvFault(err error) error {
	var at *csv.ParseError
	if !errors.As(err, &at) {
		return fault.New(fault.BadInput, "holdings: %w", err)
	}
	why := "it is no CSV"
	switch {
	case errors.Is(err, csv.ErrQuote):
		why = "a quotation mark is not closed, or text follows it"
	case errors.Is(err, csv.ErrBareQuote):
		why = "a quotation mark stands in a cell without quotes"
	}
	return fault.New(fault.BadInput, "holdings: row %d: %s", at.StartLine, why).Try(`"in quotes", with "" for a quotation mark inside`)
}

// holdingParser reads the rows of one file.
type holdingParser struct {
	at    map[string]int // where each column is
	count int            // of the columns
	open  bool           // rows end with a comma
	row   int            // that is being read
}

func (p *holdingParser) columns(head []string) error {
	if len(head) == 1 && strings.ContainsAny(head[0], ";\t|") {
		return fault.New(fault.BadInput, "holdings: row 1: the columns are not parted by commas").Try("symbol,quantity")
	}
	if last := len(head) - 1; last > 0 && strings.TrimSpace(head[last]) == "" {
		head, p.open = head[:last], true
	}
	p.at, p.count = map[string]int{}, len(head)
	for i, cell := range head {
		name := strings.ToLower(strings.TrimSpace(cell))
		if !slices.Contains(holdingColumns[:], name) {
			return fault.New(fault.BadInput, "holdings: row 1: column %d, %q, is not known", i+1, clipped(cell)).
				Try("only these: %s", strings.Join(holdingColumns[:], ", "))
		}
		if _, twice := p.at[name]; twice {
			return fault.New(fault.BadInput, "holdings: row 1: the column %s is there twice", name)
		}
		p.at[name] = i
	}
	_, quantity := p.at["quantity"]
	_, symbol := p.at["symbol"]
	_, listing := p.at["listing"]
	if !quantity || !symbol && !listing {
		return fault.New(fault.BadInput, "holdings: row 1 must name the columns quantity and symbol or listing").Try("symbol,quantity,price,currency")
	}
	return nil
}

// bad is an error about one cell of the row.
func (p *holdingParser) bad(column, format string, args ...any) *fault.Error {
	return fault.New(fault.BadInput, "holdings: row "+strconv.Itoa(p.row)+", column "+column+": "+format, args...)
}

func (p *holdingParser) holding(cells []string) (Holding, error) {
	var h Holding
	if p.open && len(cells) == p.count+1 && strings.TrimSpace(cells[p.count]) == "" {
		cells = cells[:p.count]
	}
	if len(cells) != p.count {
		return h, fault.New(fault.BadInput, "holdings: row %d has %d cells, the first row names %d columns", p.row, len(cells), p.count).
			Try(`a decimal point, and no separator of thousands; quotes around a text with a comma: "Smith, Ltd"`)
	}
	for _, text := range []struct {
		column string
		into   *string
		most   int
	}{
		{"portfolio", &h.Portfolio, mostWords},
		{"symbol", &h.Symbol, mostSymbol},
		{"listing", &h.Listing, mostSymbol},
		{"party", &h.Party, mostWords},
		{"name", &h.Name, mostWords},
		{"currency", &h.Currency, mostSymbol},
	} {
		var err error
		if *text.into, err = p.text(cells, text.column, text.most); err != nil {
			return h, err
		}
	}
	if err := p.line(&h); err != nil {
		return h, err
	}
	var err error
	if h.Quantity, err = p.number(cells, "quantity", true); err != nil {
		return h, err
	}
	h.Price, err = p.number(cells, "price", false)
	return h, err
}

// line looks at how the row says what is held.
func (p *holdingParser) line(h *Holding) error {
	mic, ticker, ok := strings.Cut(h.Listing, ":")
	switch {
	case h.Listing != "" && (!ok || len(mic) != 4 || ticker == "" || strings.ContainsFunc(h.Listing, unicode.IsSpace)):
		return p.bad("listing", "%q is not MIC:ticker", clipped(h.Listing)).Try("XNYS:BABA; a bare ticker goes in the column symbol")
	case h.Symbol == "" && ticker == "":
		column := "symbol"
		if _, ok := p.at[column]; !ok {
			column = "listing"
		}
		return p.bad(column, "it is empty").Try("a symbol or a listing in each row")
	case h.Symbol == "":
		h.Symbol = ticker
	}
	if h.Currency != "" && (len(h.Currency) != 3 || strings.Trim(h.Currency, letters) != "") {
		return p.bad("currency", "%q is no code of three letters", clipped(h.Currency)).Try("USD")
	}
	return nil
}

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// cell is what stands in a column, "" when the file does not have it.
func (p *holdingParser) cell(cells []string, column string) string {
	if i, ok := p.at[column]; ok {
		return strings.TrimSpace(cells[i])
	}
	return ""
}

func (p *holdingParser) text(cells []string, column string, most int) (string, error) {
	s := p.cell(cells, column)
	if len(s) > 1 && s[0] == '\'' && startsFormula(s[1:]) {
		s = s[1:]
	}
	if len(s) > most {
		return "", p.bad(column, "it has %d bytes, at most %d are taken", len(s), most)
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		return "", p.bad(column, "it holds a line break or another control character")
	}
	return s, nil
}

// number reads a figure: digits with a point at most.
func (p *holdingParser) number(cells []string, column string, needed bool) (float64, error) {
	s := p.cell(cells, column)
	switch {
	case s == "" && needed:
		return 0, p.bad(column, "it is empty").Try("how many are held, as 100 or -25.5")
	case s == "":
		return 0, nil
	case strings.ContainsAny(s, "0123456789") && strings.ContainsAny(s, ",'’_ \u00a0\u202f"):
		return 0, p.bad(column, "%q has a decimal comma or a separator of thousands", clipped(s)).Try("1234.5")
	case strings.Trim(s, "0123456789.+-eE") != "":
		return 0, p.bad(column, "%q is no number", clipped(s)).Try("the figure alone, as 1234.5; the currency has a column of its own")
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, p.bad(column, "%q is no number", clipped(s)).Try("1234.5")
	}
	return v, nil
}

// clipped shortens a cell for a message.
func clipped(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return s
}

// startsFormula tells whether a spreadsheet would run a cell, or whether such a
// cell was kept from it before.
func startsFormula(s string) bool { return s != "" && strings.ContainsRune("=+-@\t\r\n'", rune(s[0])) }

// WriteHoldings writes holdings as CSV that [ParseHoldings] reads. A text that a
// spreadsheet would run as a formula has an apostrophe before it; a price of 0 is
// one that nobody gave, and an empty cell.
func WriteHoldings(w io.Writer, holdings []Holding) error {
	out := csv.NewWriter(w)
	if err := out.Write(holdingColumns[:]); err != nil {
		return err
	}
	harmless := func(s string) string {
		if startsFormula(s) {
			return "'" + s
		}
		return s
	}
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	for _, h := range holdings {
		price := ""
		if h.Price != 0 {
			price = number(h.Price)
		}
		if err := out.Write([]string{
			harmless(h.Portfolio), harmless(h.Symbol), harmless(h.Listing), harmless(h.Party), harmless(h.Name),
			number(h.Quantity), price, harmless(h.Currency),
		}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}
