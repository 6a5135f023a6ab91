// Package quantity finds amounts in text: percentages, points, money, counts,
// with the qualifier before them and the precision they are printed with.
//
//	qs := quantity.Find(sentence) // "nearly 4.7%" -> {Value: 4.7, Unit: Percent, Decimals: 1, Qualifier: About}
//
// Limits: English number words up to the trillions and fractions ("a fifth",
// "half"); no arithmetic ("two and a half times as many as").
package quantity

import "newstape/receipt"

// Unit says what is counted.
type Unit string

// The units.
const (
	Plain       Unit = "plain"   // a bare number
	Percent     Unit = "pct"     // per cent
	Points      Unit = "points"  // index or percentage points
	BasisPoints Unit = "bp"      // hundredths of a per cent
	Money       Unit = "money"   // Currency says which
	Shares      Unit = "shares"  // a count of shares
	Times       Unit = "times"   // a multiple: threefold, 12 times
	Count       Unit = "count"   // any other noun, see Noun
	Ordinal     Unit = "ordinal" // third, 5th
)

// Qualifier says how the number is hedged.
type Qualifier string

// The qualifiers, in the words of the market-statement guide.
const (
	Exact    Qualifier = "exact"
	About    Qualifier = "about"     // about, around, roughly, nearly, almost, some, close to
	MoreThan Qualifier = "more_than" // more than, over, at least, exceeding
	LessThan Qualifier = "less_than" // less than, under, below
	AsMuchAs Qualifier = "as_much_as"
)

// Quantity is one amount and where it stands.
type Quantity struct {
	receipt.Span              // qualifier, sign, number, scale and unit
	Number       receipt.Span // the digits or number words alone
	Hedge        receipt.Span // the qualifier's words, empty when Exact
	Value        float64      // as printed times Scale; negative only when a minus sign is printed
	Scale        float64      // 1, 1e3, 1e6, 1e9, 1e12
	Decimals     int          // digits printed after the point, before scaling; -1 for number words and fractions
	Unit         Unit
	Currency     string // ISO 4217 when Unit is Money: USD, HKD, CNY, EUR ...
	Noun         string // the counted noun when Unit is Count
	Qualifier    Qualifier
}
