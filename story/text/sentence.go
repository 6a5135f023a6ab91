package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// breaker finds sentence ends among the tokens of one line.
type breaker struct {
	text string
	toks []Token
	// headline: the line does not end like a sentence and is short, so an
	// abbreviation in it ends nothing ("U.S. As" in a title).
	headline bool
}

// headlineTokens is the most that a line without a full stop may hold and
// still be read as a headline.
const headlineTokens = 30

func newBreaker(text string, toks []Token) breaker {
	b := breaker{text: text, toks: toks}
	b.headline = !b.closed() && len(toks) <= headlineTokens
	return b
}

func (b *breaker) word(i int) string {
	if i < 0 || i >= len(b.toks) {
		return ""
	}
	return b.toks[i].In(b.text)
}

// closed reports whether the line ends with a stop, not counting closing
// quotes and brackets after it.
func (b *breaker) closed() bool {
	i := len(b.toks) - 1
	for i > 0 && isCloser(b.word(i)) {
		i--
	}
	return i >= 0 && isStop(b.word(i))
}

// cut gives, for each sentence, the index after its last token.
func (b *breaker) cut() []int {
	var ends []int
	quotes := 0 // straight double quotes so far: odd means inside a quotation
	for i := 0; i < len(b.toks); i++ {
		w := b.word(i)
		if w == `"` {
			quotes++
		}
		if !b.mayStop(i, w) {
			continue
		}
		last := b.closers(i, quotes)
		for k := i + 1; k <= last; k++ {
			if b.word(k) == `"` {
				quotes++
			}
		}
		if last+1 < len(b.toks) && b.opens(i, last+1) {
			ends = append(ends, last+1)
		}
		i = last
	}
	return append(ends, len(b.toks))
}

// mayStop reports whether token i could end a sentence: a stop, or an
// abbreviation's dot.
func (b *breaker) mayStop(i int, w string) bool {
	if isStop(w) {
		return true
	}
	return !b.headline && b.toks[i].Kind == Word && len(w) > 1 && w[len(w)-1] == '.'
}

// closers takes in the quotes, brackets, further stops and footnote marks that
// stand against the stop at i, and gives the index of the last.
func (b *breaker) closers(i, quotes int) int {
	for i+1 < len(b.toks) {
		w := b.word(i + 1)
		spaced := i+2 == len(b.toks) || b.toks[i+2].Start > b.toks[i+1].End
		glued := b.toks[i+1].Start == b.toks[i].End
		switch {
		case w == `"` && (spaced && glued || spaced == glued && quotes%2 == 1):
			quotes++
		case !glued || w == `"`:
			return i
		case isCloser(w), isStop(w):
		case w == "[" && b.word(i+3) == "]" && b.toks[i+2].Kind == Number:
			i += 2
		default:
			return i
		}
		i++
	}
	return i
}

// opens reports whether a sentence that ended at stop can go on at next.
func (b *breaker) opens(stop, next int) bool {
	w := b.word(stop)
	glued := b.toks[next].Start == b.toks[next-1].End
	if strings.ContainsAny(w, "。！？") {
		return true
	}
	head := next
	for head+1 < len(b.toks) && isOpenerMark(b.word(head)) {
		head++
	}
	first := b.word(head)
	if b.toks[stop].Kind == Word { // an abbreviation
		return !glued && b.opensAfterAbbreviation(strings.TrimSuffix(w, "."), first)
	}
	if b.spacedAbbreviation(stop) {
		return b.opensAfterAbbreviation(b.word(stop-1), first)
	}
	if w != "." && !strings.Contains(w, "..") && w != "…" { // ! or ?
		return !glued && b.opensAfterCall(stop, next, head)
	}
	if glued {
		return b.opensGlued(stop, head)
	}
	return opensPlainly(first, b.toks[head].Kind)
}

// spacedAbbreviation reports an abbreviation whose dot was torn off by a
// tokeniser, as in "Alcoa Inc . said".
func (b *breaker) spacedAbbreviation(stop int) bool {
	if stop == 0 || b.toks[stop-1].End == b.toks[stop].Start || b.toks[stop-1].Kind != Word {
		return false
	}
	w := b.word(stop - 1)
	return isInitialism(strings.TrimSuffix(w, ".")) || abbreviation(w) > beforeNumber ||
		abbreviation(w) == neverEnds && len(w) > 1
}

// opensAfterAbbreviation decides after "U.S." or "Inc.", where a capital often
// goes on with a name: only a word that opens sentences ends one here.
func (b *breaker) opensAfterAbbreviation(word, first string) bool {
	if abbreviation(word) == neverEnds {
		return false
	}
	return openers()[first]
}

// opensAfterCall decides after "!" and "?": a name such as "Yahoo! Inc." goes
// on, and so does `"Why?" Smith asked`.
func (b *breaker) opensAfterCall(stop, next, head int) bool {
	first := b.word(head)
	if abbreviation(strings.TrimSuffix(first, ".")) == company || !opensPlainly(first, b.toks[head].Kind) {
		return false
	}
	if next > stop+1 { // a quote was closed between
		for k := head; k < min(head+4, len(b.toks)); k++ {
			switch b.word(k) {
			case "said", "says", "asked", "wrote", "added", "tweeted", "replied":
				return false
			}
		}
	}
	return true
}

// opensGlued decides where no blank follows the stop: "fell.The".
func (b *breaker) opensGlued(stop, head int) bool {
	if stop == 0 || b.toks[head].Kind != Word {
		return false
	}
	first := b.word(head)
	r, w := utf8.DecodeRuneInString(first)
	second, _ := utf8.DecodeRuneInString(first[w:])
	if !unicode.IsUpper(r) || !unicode.IsLower(second) && first != "A" && first != "I" {
		return false
	}
	before := b.word(stop - 1)
	c, _ := utf8.DecodeLastRuneInString(before)
	return b.toks[stop-1].Kind != Word || unicode.IsLower(c) || len(before) > 1 && b.word(stop) != "."
}

// opensPlainly reports whether first can begin a sentence after a plain stop.
// A lower-case name such as iPhone can.
func opensPlainly(first string, kind Kind) bool {
	r, w := utf8.DecodeRuneInString(first)
	if kind != Word {
		return kind != Punct || r != ',' && r != ';' && r != ':'
	}
	if strings.HasPrefix(first, "http") || strings.HasPrefix(first, "www.") {
		return true
	}
	if unicode.IsLower(r) {
		second, _ := utf8.DecodeRuneInString(first[w:])
		return unicode.IsUpper(second)
	}
	return true
}

// isStop: the marks that end a sentence.
func isStop(w string) bool {
	switch w {
	case ".", "!", "?", "…", "。", "！", "？", "‼", "⁉":
		return true
	}
	return strings.HasPrefix(w, "..")
}

// isCloser: quotes and brackets that close.
func isCloser(w string) bool {
	switch w {
	case `"`, "”", "’", "'", "»", ")", "]", "}", "」", "』", "）", "】", "》":
		return true
	}
	return false
}

// isOpenerMark: quotes, brackets and dashes that may stand before a sentence's
// first word.
func isOpenerMark(w string) bool {
	switch w {
	case `"`, "“", "‘", "'", "«", "(", "[", "「", "『", "（", "—", "–", "-":
		return true
	}
	return false
}
