package quantity

import (
	"math"
	"strconv"
	"strings"

	"newstape/story/text"
)

// core is a number as written, before its unit: pieces [start, end).
type core struct {
	start, end int
	value      float64 // before scaling
	scale      float64
	decimals   int  // -1 for words and fractions
	digits     bool // written in digits
	fraction   bool // a fifth, half
	ordinal    bool
	plainInt   bool // digits only, no separators: may be a year or part of a name
}

// core reads a number at piece i.
func (r *reader) core(i int) (core, bool) {
	p := r.at(i)
	switch {
	case p.Inner:
		return core{}, false
	case p.Kind == text.Number:
		return r.digitCore(i)
	case p.Kind != text.Word:
		return core{}, false
	}
	if c, ok := r.fraction(i); ok {
		return c, true
	}
	if c, ok := r.words(i); ok {
		return c, true
	}
	if w, ok := r.word(i); ok && w.role == "ordinal" {
		return core{start: i, end: i + 1, value: w.value, scale: 1, decimals: -1, ordinal: true}, true
	}
	return core{}, false
}

// maxDigits bounds a written number; longer runs are serial numbers.
const maxDigits = 24

// digitCore reads 1,234.5, 4,7 (a decimal comma), 14th, and a scale after it.
func (r *reader) digitCore(i int) (core, bool) {
	raw := r.at(i).Raw
	if len(raw) > maxDigits || strings.Contains(raw, ":") || strings.Count(raw, ".") > 1 {
		return core{}, false
	}
	c := core{start: i, end: i + 1, scale: 1, digits: true}
	if last := raw[len(raw)-1]; last >= 'a' { // 14th
		c.ordinal = true
		raw = strings.TrimRight(raw, "stndrh")
	}
	if r.decimalComma(i) {
		raw += "." + r.at(i+2).Raw
		c.end = i + 3
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(raw, ",", ""), 64)
	if err != nil || math.IsInf(v, 0) {
		return core{}, false
	}
	c.value = v
	if k := strings.IndexByte(raw, '.'); k >= 0 {
		c.decimals = len(raw) - k - 1
	}
	c.plainInt = !strings.ContainsAny(raw, ".,")
	if c.ordinal {
		return c, true
	}
	r.andHalf(&c)
	r.scaled(&c)
	return c, true
}

// decimalComma reports "4,7" with neither blanks nor a third digit: a decimal
// in the manner of the European continent.
func (r *reader) decimalComma(i int) bool {
	next := r.at(i + 2)
	return r.at(i+1).Raw == "," && r.glued(i+1) && r.glued(i+2) && next.Kind == text.Number &&
		len(next.Raw) <= 2 && !strings.ContainsAny(r.at(i).Raw, ".,") && !strings.ContainsAny(next.Raw, ".,:stndrh")
}

// andHalf takes in "and a half".
func (r *reader) andHalf(c *core) {
	if r.phrase(c.end, 3) == "and a half" {
		c.value, c.decimals, c.plainInt = c.value+0.5, -1, false
		c.end += 3
	}
}

// scaled takes in the scale words after a number: 20 billion, 20bn, 20-million.
func (r *reader) scaled(c *core) {
	for range 2 {
		at := c.end
		if r.at(at).Raw == "-" && r.glued(at) && r.glued(at+1) {
			at++
		}
		w, ok := r.word(at)
		if !ok || w.role != "scale" && !c.digits {
			return
		}
		if w.role != "scale" && w.role != "suffix" && (w.role != "glued" || r.at(at).Gap) {
			return
		}
		c.scale *= w.value
		c.end, c.plainInt = at+1, false
	}
}

// words reads a number in words: "three", "twenty-five", "two hundred and
// fifty million", "a billion".
func (r *reader) words(i int) (core, bool) {
	c := core{start: i, scale: 1, decimals: -1}
	at, total, current := i, 0.0, 0.0
	if a := r.at(i).Lower; a == "a" || a == "an" {
		if w, ok := r.word(i + 1); !ok || w.role != "scale" {
			return core{}, false
		}
		at, current = i+1, 1
	}
	for ; at < len(r.ps); at++ {
		if r.at(at).Lower == "and" && at > i && r.smallAfter(at) {
			at++
		}
		w, ok := r.word(at)
		if !ok {
			break
		}
		switch {
		case w.role == "unit" && (current == 0 || math.Mod(current, 100) >= 20 && math.Mod(current, 10) == 0 || math.Mod(current, 100) == 0):
			current += w.value
		case w.role == "tens" && math.Mod(current, 100) == 0:
			current += w.value
		case w.role == "scale" && current > 0 && w.value <= 100:
			current *= w.value
		case w.role == "scale" && current > 0 && r.moreWords(at+1):
			total += current * w.value
			current = 0
		case w.role == "scale" && current > 0:
			c.value, c.scale, c.end = current+total/w.value, w.value, at+1
			return c, true
		default:
			return r.closeWords(c, at, total+current)
		}
	}
	return r.closeWords(c, at, total+current)
}

func (r *reader) closeWords(c core, at int, value float64) (core, bool) {
	if at == c.start {
		return core{}, false
	}
	c.value, c.end = value, at
	r.andHalf(&c)
	r.scaled(&c)
	return c, true
}

// smallAfter reports whether "and" at piece i joins a hundred to what follows:
// "two hundred and fifty".
func (r *reader) smallAfter(i int) bool {
	before, ok := r.word(i - 1)
	after, ok2 := r.word(i + 1)
	return ok && ok2 && before.role == "scale" && before.value >= 100 && (after.role == "unit" || after.role == "tens")
}

// moreWords reports whether the number goes on after a thousand or million.
func (r *reader) moreWords(i int) bool {
	w, ok := r.word(i)
	return ok && (w.role == "unit" || w.role == "tens")
}

// fraction reads "a fifth", "two-thirds", "half", "three quarters".
func (r *reader) fraction(i int) (core, bool) {
	if r.at(i).Lower == "half" {
		return r.half(i, i+1)
	}
	top := 0.0
	switch w := r.at(i).Lower; w {
	case "a", "an", "one":
		top = 1
	default:
		n, ok := r.word(i)
		if !ok || n.role != "unit" {
			return core{}, false
		}
		top = n.value
	}
	below := r.at(i + 1)
	part, ok := r.word(i + 1)
	if !ok || part.role != "part" && part.role != "ordinal" || below.Lower == "second" || below.Lower == "first" {
		return core{}, false
	}
	if below.Lower == "half" {
		return r.half(i, i+2)
	}
	plural := strings.HasSuffix(below.Lower, "s")
	if plural != (top > 1) || part.value <= top {
		return core{}, false
	}
	c := core{start: i, end: i + 2, value: top / part.value, scale: 1, decimals: -1, fraction: true}
	return c, plural && below.Lower != "quarters" || r.fractionGoesOn(i, c.end, strings.HasPrefix(below.Lower, "quarter"))
}

// half reads "half", whose words end before piece end: of its value, by half,
// half a million. "The second half", "half-hour" are none.
func (r *reader) half(i, end int) (core, bool) {
	switch r.at(i - 1).Lower {
	case "first", "second", "third", "latter", "other", "last", "this", "next", "one", "better", "1st", "2nd", "each":
		return core{}, false
	}
	c := core{start: i, end: end, value: 0.5, scale: 1, decimals: -1, fraction: true}
	switch r.at(end).Lower {
	case "a", "an":
		if w, ok := r.word(end + 1); ok && w.role == "scale" {
			c.scale, c.end, c.fraction = w.value, end+2, false
			return c, true
		}
		if u, _ := r.unitAt(end + 1); u != "" {
			c.end = end + 1
			return c, true
		}
		return core{}, false
	case "of", "its", "their", "the", "his", "her", "our", "as":
		return c, true
	case "and", "or", "time", "hour", "year", "day":
		return core{}, false
	}
	if u, _ := r.unitAt(end); u != "" {
		return c, true
	}
	before := r.at(i - 1).Lower
	_, hedged := r.hedges[before]
	return c, hedged || before == "by" || before == "in"
}

// fractionGoesOn reports whether what stands around "a fifth" makes it a share
// of something rather than a rank ("a third fall") or a season ("a quarter").
func (r *reader) fractionGoesOn(start, end int, quarter bool) bool {
	next := r.at(end)
	if next.Lower == "of" || r.at(start-1).Lower == "by" {
		return true
	}
	if u, _ := r.unitAt(end); u != "" {
		return true
	}
	if quarter {
		return false
	}
	switch next.Lower {
	case "", ",", ".", ";", ":", ")", "in", "from", "on", "since", "this", "last", "after", "to", "as", "and", "over", "during",
		"compared", "versus", "lower", "higher", "more", "less", "below", "above", "at", "within":
		return true
	}
	return false
}
