package study

// Delist puts a delisting return into simple returns at row: (1+r)(1+delisting)-1,
// or the delisting return alone where the day has none (Shumway 1997).
func Delist(returns []float64, row int, delisting float64) {
	if r := returns[row]; r == r {
		returns[row] = (1+r)*(1+delisting) - 1
		return
	}
	returns[row] = delisting
}

// Panels is a panel of several: the first that has a column gives it.
type Panels []Panel

// Series asks each panel in order.
func (p Panels) Series(name string) (Series, bool) {
	for _, one := range p {
		if s, ok := one.Series(name); ok {
			return s, true
		}
	}
	return Series{}, false
}
