package pull

import (
	"strings"
)

// field is a column that we know the meaning of.
type field int

// The fields. Those from fOpen to fSplit are numbers.
const (
	fNone field = iota - 1
	fOpen
	fHigh
	fLow
	fClose
	fVolume
	fAdjOpen
	fAdjHigh
	fAdjLow
	fAdjClose
	fAdjVolume
	fDividend
	fSplit
	numbers // how many fields are numbers
	fDate
	fTime
	fTicker
	fListing
	fBasis
	fieldCount
)

// spellings maps a header, in lower-case letters only, to its field.
var spellings = map[string]field{
	"date": fDate, "datetime": fDate, "timestamp": fDate, "session": fDate, "start": fDate, "startet": fDate,
	"time": fTime,
	"open": fOpen, "high": fHigh, "low": fLow, "close": fClose, "last": fClose, "closelast": fClose,
	"volume": fVolume, "vol": fVolume,
	"adjopen": fAdjOpen, "adjhigh": fAdjHigh, "adjlow": fAdjLow, "adjclose": fAdjClose, "adjvolume": fAdjVolume,
	"adjustedclose": fAdjClose,
	"divcash":       fDividend, "dividend": fDividend, "dividends": fDividend, "dividendamount": fDividend,
	"splitfactor": fSplit, "stocksplits": fSplit, "split": fSplit, "splitcoefficient": fSplit,
	"ticker": fTicker, "symbol": fTicker, "listing": fListing, "basis": fBasis,
}

// layout says where each field stands in a row: at[f] is the column, -1 for
// none.
type layout struct {
	at     [fieldCount]int
	header []string
}

// readLayout knows a header row. It is none of ours without a date and a close.
func readLayout(header []string) (*layout, bool) {
	l := &layout{header: append([]string(nil), header...)}
	for f := range l.at {
		l.at[f] = -1
	}
	for i, cell := range header {
		name := letters(cell)
		f, ok := spellings[name]
		if i == 0 && (name == "" || name == "price") {
			// pandas leaves the index's header empty; yfinance calls it Price.
			f, ok = fDate, true
		}
		if ok && l.at[f] < 0 {
			l.at[f] = i
		}
	}
	if l.at[fDate] < 0 && l.at[fTime] >= 0 {
		l.at[fDate], l.at[fTime] = l.at[fTime], -1
	}
	return l, l.at[fDate] >= 0 && (l.at[fClose] >= 0 || l.at[fAdjClose] >= 0)
}

// letters folds a header to its lower-case ASCII letters.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r >= 'a' && r <= 'z':
			return r
		}
		return -1
	}, s)
}

// cell is a field's text in a row; empty when the row is too short or the file
// has no such column.
func (l *layout) cell(row []string, f field) string {
	i := l.at[f]
	if i < 0 || i >= len(row) {
		return ""
	}
	return strings.TrimSpace(row[i])
}

// name is a field's header, for reports.
func (l *layout) name(f field) string {
	if i := l.at[f]; i >= 0 && strings.TrimSpace(l.header[i]) != "" {
		return l.header[i]
	}
	return "1"
}

func (l *layout) has(f field) bool { return l.at[f] >= 0 }

// second reports whether a row right under the header is part of it, and the
// ticker that it names: yfinance writes one row of tickers and one with the
// index's name.
func (l *layout) second(row []string) (ticker string, isHeader bool) {
	if len(row) == 0 {
		return "", false
	}
	switch letters(row[0]) {
	case "date", "datetime":
		return "", strings.TrimSpace(strings.Join(row[1:], "")) == ""
	case "", "ticker":
		if _, ok := parseStamp(strings.TrimSpace(row[0])); ok || len(row) < 2 {
			return "", false
		}
		ticker = strings.TrimSpace(row[1])
		for _, cell := range row[1:] {
			if strings.TrimSpace(cell) != ticker {
				return "", false
			}
		}
		_, state := parseNumber(ticker)
		return ticker, ticker != "" && state != given
	}
	return "", false
}
