package quantity

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed numbers.tsv
var numberTable string

//go:embed hedges.tsv
var hedgeTable string

//go:embed units.tsv
var unitTable string

//go:embed currencies.tsv
var currencyTable string

//go:embed nonames.txt
var nonameTable string

// numberWord is a row of numbers.tsv.
type numberWord struct {
	value float64
	// role: unit (one to nineteen), tens, scale (a word of its own), suffix (bn,
	// after digits), glued (only against the digits), ordinal, part (thirds).
	role string
}

// currency is a row of currencies.tsv.
type currency struct {
	code  string
	place string  // prefix, suffix, either, or digits: a suffix of digits only
	scale float64 // 0.01 for cents
}

// tables is the vocabulary; lowercase phrases with single blanks between words.
type tables struct {
	numbers    map[string]numberWord
	hedges     map[string]Qualifier
	units      map[string]Unit
	currencies map[string]currency
	nonames    map[string]bool
}

var vocabulary = sync.OnceValue(func() *tables {
	t := &tables{
		numbers: map[string]numberWord{}, hedges: map[string]Qualifier{}, units: map[string]Unit{},
		currencies: map[string]currency{}, nonames: map[string]bool{},
	}
	rows(numberTable, func(c []string) { t.numbers[c[0]] = numberWord{value: number(c[1]), role: c[2]} })
	rows(hedgeTable, func(c []string) { t.hedges[c[0]] = Qualifier(c[1]) })
	rows(unitTable, func(c []string) { t.units[c[0]] = Unit(c[1]) })
	rows(currencyTable, func(c []string) {
		t.currencies[c[0]] = currency{code: c[1], place: c[2], scale: number(c[3])}
	})
	rows(nonameTable, func(c []string) { t.nonames[c[0]] = true })
	return t
})

// rows gives each line's columns. The tables are compiled in and tested, so a
// bad row is our defect.
func rows(table string, row func([]string)) {
	for line := range strings.Lines(table) {
		if line = strings.TrimRight(line, "\n"); line != "" {
			row(strings.Split(line, "\t"))
		}
	}
}

func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		panic("story/quantity: table holds " + strconv.Quote(s) + " where a number belongs")
	}
	return v
}
