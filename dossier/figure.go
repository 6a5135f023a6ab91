package dossier

import "newstape/receipt"

// Unit says how a [Figure] is to be read.
type Unit string

// The units.
const (
	Percent Unit = "pct"   // per cent, 4.7 for 4.7 %
	Price   Unit = "price" // in the listing's currency
	Ratio   Unit = "ratio" // a multiple or share
	Number  Unit = "number"
	Prob    Unit = "probability"
)

// Figure is a number with its receipt. The zero Figure is void and is not
// printed.
type Figure struct {
	value   float64
	unit    Unit
	receipt receipt.Receipt
}

// NewFigure makes a figure from what it rests on. A value that is not a number,
// or is infinite, gives the void Figure: it cannot be printed.
func NewFigure(value float64, unit Unit, r receipt.Receipt) Figure {
	if !finite(value) {
		return Figure{}
	}
	return Figure{value: value, unit: unit, receipt: r}
}

// Value is the number in the figure's unit.
func (f Figure) Value() float64 { return f.value }

// Unit is how to read it.
func (f Figure) Unit() Unit { return f.unit }

// Receipt is what it rests on.
func (f Figure) Receipt() receipt.Receipt { return f.receipt }

// Void reports whether there is no figure.
func (f Figure) Void() bool { return f.receipt.Void() }
