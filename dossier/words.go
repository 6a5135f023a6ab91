package dossier

import (
	"fmt"
	"math"
	"strings"
)

// Signed writes a percentage with its sign and two decimals: "-3.78 %".
func Signed(v float64) string {
	s := fmt.Sprintf("%+.2f %%", v)
	if strings.Trim(s, "+-0. %") == "" {
		return "0.00 %"
	}
	return s
}

// Probability writes a p-value: three decimals, or "below 0.001".
func Probability(p float64) string {
	if p < 0.001 {
		return "below 0.001"
	}
	return fmt.Sprintf("%.3f", p)
}

// Statistic writes a t-value with two decimals, and never "-0.00".
func Statistic(v float64) string {
	if s := fmt.Sprintf("%.2f", v); s != "-0.00" {
		return s
	}
	return "0.00"
}

// count writes "one statement", "three statements".
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return number(n) + " " + noun
}

var small = [...]string{"none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}

// number writes small counts as words.
func number(n int) string {
	if n >= 0 && n < len(small) {
		return small[n]
	}
	return fmt.Sprint(n)
}

// verb writes "none hold", "one holds", "two hold".
func verb(n int, one, many string) string {
	if n == 1 {
		return number(n) + " " + one
	}
	return number(n) + " " + many
}

// finite reports whether v can be printed.
func finite(v float64) bool { return !math.IsNaN(v) && !math.IsInf(v, 0) }
