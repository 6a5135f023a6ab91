package check

import (
	"fmt"

	"newstape/receipt"
)

// dollars are the currencies whose own papers print a bare dollar sign.
var dollars = map[string]bool{"USD": true, "CAD": true, "AUD": true, "HKD": true, "SGD": true, "NZD": true, "TWD": true, "MXN": true}

// inCurrency fits listing and unit to each other: a price in HKD is one of the line
// that trades in HKD. It says what is missing when the party has no such line.
func (j *judge) inCurrency(p *placed, st *Statement) *receipt.Unavailable {
	l := st.Listing
	if l == nil || p.amount == nil || !isLevel(st.Measure) && st.Measure != PointChange || st.Unit == "index" || st.Unit == l.Currency || l.Currency == "" {
		return nil
	}
	if len(st.Unit) != 3 {
		return &receipt.Unavailable{Reason: receipt.Ambiguous, Detail: fmt.Sprintf("%q is no currency that is known here", st.Unit)}
	}
	printed := p.amount.In(j.text)
	switch {
	case st.Unit == "USD" && dollars[l.Currency] && !spelled(printed):
		st.Unit = l.Currency // a bare dollar sign is the line's own
		return nil
	case st.Unit == "JPY" && l.Currency == "CNY" && !spelled(printed), st.Unit == "GBP" && (l.Currency == "GBX" || l.Currency == "GBp"):
		return nil
	}
	if st.Mention != nil {
		for i := range st.Mention.Entity.Listings {
			if o := &st.Mention.Entity.Listings[i]; o.Currency == st.Unit && (st.Window.To == 0 || o.Valid(st.Window.To)) {
				st.Listing, p.listing = o, o
				return nil
			}
		}
	}
	return &receipt.Unavailable{Reason: receipt.NoSecurity, Detail: fmt.Sprintf("%s trades in %s, and no line of it in %s is known", l.ID(), l.Currency, st.Unit)}
}

// spelled reports letters in a printed amount: US$25, 25 dollars, USD 25.
func spelled(printed string) bool {
	for i := range len(printed) {
		if isLetter(printed[i]) {
			return true
		}
	}
	return false
}
