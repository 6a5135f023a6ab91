package cluster

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// unit says what a figure counts.
type unit uint8

// The units. Currencies are one: a story tells its figure in one of them.
const (
	plain unit = iota
	percent
	money
	points // basis points
)

// figure is a number that a story states.
type figure struct {
	value   float32
	unit    unit
	digits  uint8 // significant digits as printed
	measure uint8 // what it measures, by the words around; 0 when they do not say
	lead    bool  // in the title or the first sentence
}

// figuresMost is how many figures of a story are kept.
const figuresMost = 24

// findFigures reads the figures of a text; lead is where sentence 0 is the title
// or the story's first sentence.
func findFigures(s string, words []word, european bool) []figure {
	var out []figure
	for i := range words {
		f, ok := pointMove(words, i)
		if !ok {
			f, ok = readFigure(s, words, i, european)
		}
		if !ok {
			continue
		}
		f.measure = measureAt(words, i)
		f.lead = words[i].sentence == 0
		out = append(out, f)
	}
	return out
}

// pointMove reads "quarter-point" and "half a percentage point".
func pointMove(words []word, i int) (figure, bool) {
	w := words[i].low
	if w != "quarter" && w != "half" && w != "quarters" && w != "cuarto" && w != "medio" {
		return figure{}, false
	}
	for k := i + 1; k < min(i+4, len(words)); k++ {
		if p := words[k].stem; p == "point" || p == "punto" {
			v := map[string]float32{"quarter": 25, "cuarto": 25, "quarters": 75, "half": 50, "medio": 50}[w]
			if i > 0 && w == "quarter" && words[i-1].low == "three" {
				v = 75
			}
			return figure{value: v, unit: points, digits: 2}, true
		}
	}
	return figure{}, false
}

// readFigure reads the figure whose digits are words[i].
func readFigure(s string, words []word, i int, european bool) (figure, bool) {
	w := words[i]
	if !w.digit {
		return figure{}, false
	}
	digits, tail := splitDigits(w.low)
	value, n, ok := parseDigits(digits, european)
	if !ok {
		return figure{}, false
	}
	f := figure{value: float32(value), digits: n}
	at := i + 1 // of the word after the number
	var scale float64
	used := 0
	if tail != "" {
		if scale, ok = scales[tail]; !ok {
			return figure{}, false // 1260H, 3M, 14th
		}
	} else {
		scale, used = scaleAt(words, at)
	}
	f.value = float32(value * scale)
	at += used
	f.unit = unitAt(s, words, i, at)
	if f.unit == points && hasPercentage(words, at) {
		f.value *= 100
	}
	if f.unit == plain && scale == 1 {
		if value < 10 || value >= 1900 && value <= 2100 && value == math.Trunc(value) || isDate(s, words, i) {
			return figure{}, false
		}
	}
	return f, true
}

func splitDigits(low string) (digits, tail string) {
	k := strings.IndexFunc(low, func(r rune) bool { return (r < '0' || r > '9') && r != '.' && r != ',' })
	if k < 0 {
		return low, ""
	}
	return low[:k], low[k:]
}

// parseDigits reads 1,234.5, or 1.234,5 as most of Europe writes it, and counts
// the significant digits.
func parseDigits(s string, european bool) (float64, uint8, bool) {
	group, point := ",", "."
	if european {
		group, point = ".", ","
	}
	if k := strings.Index(s, group); k >= 0 && len(s)-k-1 != 3 && strings.Count(s, group) == 1 && !strings.Contains(s, point) {
		s = strings.Replace(s, group, ".", 1) // one mark that parts no thousands is a decimal point
	} else {
		s = strings.ReplaceAll(strings.ReplaceAll(s, group, ""), point, ".")
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, 0, false
	}
	bare := strings.TrimLeft(strings.ReplaceAll(s, ".", ""), "0")
	if !strings.Contains(s, ".") {
		bare = strings.TrimRight(bare, "0")
	}
	return v, uint8(min(9, max(1, len(bare)))), true
}

var scales = map[string]float64{
	"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12, "trn": 1e12,
	"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
	"millon": 1e6, "millones": 1e6, "billones": 1e12, "mil": 1e3, //nolint:misspell // Spanish
	"万": 1e4, "亿": 1e8, "百": 1e2, "千": 1e3,
}

// scaleAt reads the scale after a number, and how many words it is of.
func scaleAt(words []word, at int) (float64, int) {
	scale, used := 1.0, 0
	for used < 2 && at+used < len(words) {
		x, ok := scales[words[at+used].low]
		if !ok || len(words[at+used].low) <= 2 && !words[at+used].han && words[at+used].low != "bn" && words[at+used].low != "mn" && words[at+used].low != "tn" {
			break
		}
		scale *= x
		used++
	}
	return scale, used
}

// unitAt tells the unit of the number words[i], whose words end before words[at].
func unitAt(s string, words []word, i, at int) unit {
	last := words[at-1]
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[last.end:], " "))
	if next == '%' || next == '％' {
		return percent
	}
	if before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:words[i].start], " ")); strings.ContainsRune("$€£¥₹₩", before) {
		return money
	}
	if i >= 3 && words[i-1].low == "之" && words[i-2].low == "分" {
		return percent
	}
	for k := at; k < min(at+2, len(words)); k++ {
		switch w := words[k]; {
		case w.low == "percent" || w.low == "pct" || w.low == "cent" || w.low == "ciento":
			if points := k+1 < len(words) && words[k+1].stem == "point"; !points {
				return percent
			}
			return points
		case w.low == "percentage", w.low == "basis", w.low == "bps", w.low == "bp", w.low == "基", w.stem == "punto":
			return points
		case currencies[w.low]:
			return money
		}
		if words[k].han && words[k].low != "个" && words[k].low != "美" && words[k].low != "欧" {
			break
		}
	}
	return plain
}

var currencies = set("dollar dollars dolares euro euros pounds yen yuan francs won rupees crowns kroner usd eur gbp cny hkd libras 美 元 欧 镑")

// hasPercentage: the points are percentage points, a hundred basis points each.
func hasPercentage(words []word, at int) bool {
	for k := at; k < min(at+3, len(words)); k++ {
		switch words[k].low {
		case "basis", "bps", "bp", "基":
			return false
		case "basicos", "base":
			return false
		case "percentage", "cent", "percent", "porcentual", "porcentuales":
			return true
		}
	}
	return false
}

// isDate: the number stands beside a month, or before 年, 月, 日.
func isDate(s string, words []word, i int) bool {
	if i+1 < len(words) && (words[i+1].low == "月" || words[i+1].low == "日" || words[i+1].low == "年" || months[words[i+1].low] || words[i+1].low == "de" && i+2 < len(words) && months[words[i+2].low]) {
		return true
	}
	if i > 0 && months[words[i-1].low] {
		return true
	}
	rest := s[words[i].end:]
	return len(rest) > 2 && (rest[0] == ':' || rest[0] == '-' && rest[1] >= '0' && rest[1] <= '9')
}

var months = set("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")

// fits: two figures may be one, each as far as it is printed: 1.25bn and 1.3bn,
// 4.7 and nearly 5.
func (f figure) fits(o figure) bool {
	if f.unit != o.unit && f.unit != plain && o.unit != plain {
		return false
	}
	if f.value == o.value {
		return true
	}
	if f.digits > o.digits {
		f, o = o, f
	}
	if f.value == 0 || o.value == 0 {
		return false
	}
	off := math.Abs(float64(f.value) - float64(o.value))
	if f.digits > 0 && off > 0.08*max(math.Abs(float64(f.value)), math.Abs(float64(o.value))) {
		return false // further apart than any rounding below, and most pairs are
	}
	// f is the coarser: its last digit is worth so much of it.
	step := math.Pow(10, math.Floor(math.Log10(math.Abs(float64(f.value))))-float64(f.digits)+1)
	if f.digits == 1 {
		return off <= step/2*1.02 && off <= 0.07*math.Abs(float64(o.value))
	}
	return off <= step*0.51+1e-9
}

// telling: so many digits that two stories do not state it by chance.
func (f figure) telling() bool {
	return f.digits >= 3 || f.digits == 2 && (f.unit != percent || f.value != float32(math.Trunc(float64(f.value))))
}

// large: a count of many things, such as jobs or cars.
func (f figure) large() bool { return f.unit == plain && f.value >= 1000 }
