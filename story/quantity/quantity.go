// Package quantity finds amounts in text: percentages, points, money, counts,
// with the qualifier before them and the precision they are printed with.
//
//	qs := quantity.Find(sentence) // "nearly 4.7%" -> {Value: 4.7, Unit: Percent, Decimals: 1, Qualifier: About}
//
// [Find] reads a whole [text.Document], [In] one sentence of it. A quantity's
// span holds its qualifier, sign, currency, number, scale and unit; what the
// text leaves unsaid is left unsaid here: the 153.80 of "closed at 153.80" is
// [Plain].
//
//	"-3.78%"                 -> -3.78 Percent, two decimals
//	"HK$154.90"              -> 154.9 Money HKD
//	"$20-30 billion"         -> 2e10 and 3e10 Money USD: ends of a range share unit and scale
//	"lost a fifth of it"     -> 20 Percent, Decimals -1: fractions are parts of a hundred
//	"around four times"      -> 4 Times, About
//	"the previous 20 sessions" -> 20 Count, Noun "sessions"
//	"12 cents"               -> 0.12 Money USD, Scale 0.01, no decimals
//
// The printed precision of a figure is Scale * 10^-Decimals.
//
// What is no quantity: dates, clock times and four-digit years (story/when
// reads them); numbers in names, which are digits right after a capitalised
// word (S&P 500, Boeing 737, Section 301) and words that begin with digits (3M,
// 1260H). "No. 2" is an [Ordinal]. A bare "one" is a pronoun.
//
// Limits: English number words up to the trillions and fractions ("a fifth",
// "half"); "doubled", "tripled" and "halved" are verbs and not read. A whole
// number of four digits from 1900 to 2099 without a unit is taken for a year
// even when it counts something ("2000 people"). "Pounds" are sterling, "$" is
// the US dollar, and "¥" is the yen unless the document speaks of yuan.
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
	receipt.Span              // qualifier, sign, currency, number, scale and unit
	Number       receipt.Span // the digits or number words alone
	Hedge        receipt.Span // the qualifier's words, empty when Exact
	Value        float64      // as printed times Scale; negative only when a minus sign is printed
	Scale        float64      // 1, 1e3, 1e6, 1e9, 1e12; 0.01 for cents
	Decimals     int          // digits printed after the point, before scaling; -1 for number words and fractions
	Unit         Unit
	Currency     string // ISO 4217 when Unit is Money: USD, HKD, CNY, EUR ...
	Noun         string // the counted noun when Unit is Count; "share" for a price per share
	Qualifier    Qualifier
}
