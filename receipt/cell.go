package receipt

import (
	"fmt"
	"strconv"
)

// Cell is one figure of a price table.
type Cell struct {
	// Listing is MIC:ticker, such as XNYS:BABA.
	Listing string `json:"listing"`
	// At is the session (2025-11-14) or, for an intraday bar, its start in the
	// venue's wall time (2025-11-14T13:25).
	At string `json:"at"`
	// Field is open, high, low, close or volume.
	Field string `json:"field"`
	// Basis is raw (as traded) or adjusted (for splits and dividends).
	Basis string `json:"basis"`
	// Value is in the listing's currency, or in shares for volume.
	Value float64 `json:"value"`
	// Source names the data set.
	Source string `json:"source"`
}

func (Cell) evidence() {}

// String gives "XNYS:BABA 2025-11-14 close 153.8 (raw, sample)".
func (c Cell) String() string {
	return fmt.Sprintf("%s %s %s %s (%s, %s)", c.Listing, c.At, c.Field,
		strconv.FormatFloat(c.Value, 'f', -1, 64), c.Basis, c.Source)
}

// Fact is one row of a table of facts: the security master, a restriction list,
// an exchange calendar.
type Fact struct {
	// Table names it: names/security, list/1260H, calendar/XNYS.
	Table string `json:"table"`
	// Row identifies the row in the table.
	Row string `json:"row"`
	// Source is the citation, such as "91 FR 35189" or "SEC company_tickers_exchange.json, 2025-08".
	Source string `json:"source"`
}

func (Fact) evidence() {}

// String gives "list/1260H: Alibaba Group Holding Limited (91 FR 35189)".
func (f Fact) String() string {
	if f.Source == "" {
		return f.Table + ": " + f.Row
	}
	return f.Table + ": " + f.Row + " (" + f.Source + ")"
}
