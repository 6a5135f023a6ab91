package pull

import (
	"fmt"
	"math"
	"strings"

	"newstape/tape/bars"
)

// plainBasis says what the columns without a mark hold, and how that was known.
func plainBasis(l *layout, rows []row, a about) (bars.Basis, string) {
	if a.basis != "" {
		return a.basis, a.why
	}
	if l.has(fAdjClose) && l.has(fAdjHigh) {
		return bars.Raw, "the file has adjusted columns beside them"
	}
	if isIndex(a.listing) {
		return bars.Raw, "an index level has nothing to adjust"
	}
	off := 0
	for _, r := range rows {
		if !onTick(r.v[fClose]) {
			off++
		}
	}
	// A vendor's slip in one row of two hundred does not make a file adjusted.
	if 200*off <= len(rows) {
		return bars.Raw, fmt.Sprintf("%d of %d closes are whole cents, as traded prices are", len(rows)-off, len(rows))
	}
	return bars.Adjusted, fmt.Sprintf("%d of %d closes are not whole cents, so they were adjusted", off, len(rows))
}

// onTick reports whether a price lies on the grid that exchanges trade on:
// whole cents, and hundredths of a cent below 1. The slack is that of single
// precision.
func onTick(price float64) bool {
	tick := 0.01
	if price < 1 {
		tick = 0.0001
	}
	steps := price / tick
	return math.Abs(steps-math.Round(steps))*tick <= 1.5e-7*price
}

func isIndex(listing string) bool { return strings.HasPrefix(listing, "INDEX:") }
