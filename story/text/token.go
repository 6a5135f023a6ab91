package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/receipt"
)

// scanner cuts one stretch of text into tokens. Every step moves forward by
// the width of what it read, so the whole is linear.
type scanner struct {
	text   string
	end    int // scan no further than this offset
	tokens []Token
}

// tokenize appends the tokens of text[start:end] to out.
func tokenize(text string, start, end int, out []Token) []Token {
	s := scanner{text: text, end: end, tokens: out}
	for i := start; i < end; {
		i = s.step(i)
	}
	return s.tokens
}

// step reads one token or blank at i and returns the offset after it.
func (s *scanner) step(i int) int {
	r, w := s.rune(i)
	switch {
	case isBlank(r):
		return i + w
	case isDigit(r), r == '.' && s.startsDecimal(i):
		return s.number(i)
	case isIdeograph(r):
		return s.emit(i, i+w, Word)
	case r == '.' && s.startsIndexCode(i):
		return s.emit(i, i+1+len(s.alnumRun(i+1)), Word)
	case isWordRune(r):
		return s.word(i)
	case isApostrophe(r) && s.isClitic(i, w):
		return s.emit(i, i+w+1, Word)
	case r == '.' && strings.HasPrefix(s.text[i:s.end], ".."):
		j := i
		for j < s.end && s.text[j] == '.' {
			j++
		}
		return s.emit(i, j, Punct)
	}
	return s.emit(i, i+w, markKind(r))
}

func (s *scanner) emit(start, end int, kind Kind) int {
	s.tokens = append(s.tokens, Token{Span: receipt.Span{Start: start, End: end}, Kind: kind})
	return end
}

// rune decodes at i, and gives 0 at the end.
func (s *scanner) rune(i int) (rune, int) {
	if i >= s.end {
		return 0, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:s.end])
}

// isClitic reports whether the apostrophe at i begins a possessive or
// contracted 's that hangs on the word before it: Alibaba's, U.S.'s, it's.
func (s *scanner) isClitic(i, width int) bool {
	if len(s.tokens) == 0 {
		return false
	}
	last := s.tokens[len(s.tokens)-1]
	if last.End != i || last.Kind > Number {
		return false
	}
	c, _ := s.rune(i + width)
	if c != 's' && c != 'S' {
		return false
	}
	after, _ := s.rune(i + width + 1)
	return !isWordRune(after)
}

// startsIndexCode reports whether the dot at i begins an index or venue code on
// its own, such as .HSI or .SS: capitals follow it, and a blank stands before.
func (s *scanner) startsIndexCode(i int) bool {
	if len(s.tokens) > 0 && s.tokens[len(s.tokens)-1].End == i && s.tokens[len(s.tokens)-1].Kind != Punct {
		return false
	}
	c, _ := s.rune(i + 1)
	return c >= 'A' && c <= 'Z' && strings.ToUpper(s.alnumRun(i+1)) == s.alnumRun(i+1) && len(s.alnumRun(i+1)) > 1
}

// word scans a run of letters with the inner marks that belong to one word.
func (s *scanner) word(i int) int {
	if u := urlEnd(s.text[i:s.end]); u > 0 {
		return s.emit(i, i+u, Word)
	}
	if n := currencyCode(s.text[i:s.end]); n > 0 {
		return s.emit(i, i+n, Word)
	}
	piece := i // start of the part since the last inner dot
	j := i
	for j < s.end {
		r, w := s.rune(j)
		if isWordRune(r) && !isIdeograph(r) {
			j += w
			continue
		}
		if r == '.' {
			next, more := s.dot(i, piece, j)
			j = next
			if !more {
				break
			}
			piece = j
			continue
		}
		if r == '$' && isDollarPrefix(s.text[i:j]) {
			return s.emit(i, j+1, Symbol)
		}
		if !s.joins(r, j, w) {
			break
		}
		j += w
		piece = j
	}
	return s.emit(i, j, Word)
}

// joins reports whether the mark r at j holds two halves of one word together.
func (s *scanner) joins(r rune, j, width int) bool {
	next, _ := s.rune(j + width)
	switch {
	case isApostrophe(r):
		return unicode.IsLetter(next) && !isIdeograph(next) && !s.cliticAfter(j+width)
	case isHyphen(r):
		return isWordRune(next) && !isIdeograph(next)
	case r == '&':
		return unicode.IsLetter(next)
	}
	return false
}

func (s *scanner) cliticAfter(i int) bool {
	c, w := s.rune(i)
	if c != 's' && c != 'S' {
		return false
	}
	after, _ := s.rune(i + w)
	return !isWordRune(after)
}

// dot decides about the dot at j in the word that began at start and whose
// current piece began at piece. It returns the offset to go on from, and
// whether the word goes on there.
func (s *scanner) dot(start, piece, j int) (int, bool) {
	part := s.text[piece:j]
	next, _ := s.rune(j + 1)
	if isWordRune(next) && !isIdeograph(next) {
		tail := s.alnumRun(j + 1)
		after, _ := s.rune(j + 1 + len(tail))
		switch {
		case isSingle(part) && isSingle(tail): // U.S, p.m
			return j + 1, true
		case isDomain(tail) && len(part) > 1:
			return j + 1, true
		case isClass(s.text[start:j], tail) && !isWordRune(after): // BRK.B, VOD.L
			return j + 1, true
		}
	}
	word := s.text[start:j]
	if !s.takesDot(word, j) || s.isGluedUnit(start, word) {
		return j, false
	}
	if isHyphen(next) { // U.S.-led
		if n, _ := s.rune(j + 1 + utf8.RuneLen(next)); unicode.IsLetter(n) {
			return j + 1, true
		}
	}
	return j + 1, false
}

// takesDot reports whether the dot at j belongs to word as an abbreviation.
func (s *scanner) takesDot(word string, j int) bool {
	if isInitialism(word) {
		return true
	}
	if k := strings.LastIndexByte(word, '-'); k >= 0 {
		word = word[k+1:] // U.S.-U.K., pre-Inc.
	}
	switch abbreviation(word) {
	case notAbbreviation:
		return word != "I" && len(word) == 1 && word[0] >= 'A' && word[0] <= 'Z'
	case beforeNumber:
		return s.digitFollows(j + 1)
	}
	return true
}

// isGluedUnit reports a one-letter unit against its number: the dot after $4B
// ends the sentence.
func (s *scanner) isGluedUnit(start int, word string) bool {
	n := len(s.tokens)
	return len(word) == 1 && n > 0 && s.tokens[n-1].Kind == Number && s.tokens[n-1].End == start
}

// digitFollows looks past a few blanks for a digit.
func (s *scanner) digitFollows(i int) bool {
	for range 3 {
		r, w := s.rune(i)
		if isDigit(r) {
			return true
		}
		if !isBlank(r) {
			return false
		}
		i += w
	}
	return false
}

// alnumRun is the run of letters and digits at i, cut at 16 bytes: no suffix
// that we ask about is longer.
func (s *scanner) alnumRun(i int) string {
	j := i
	for j < s.end && j-i < 16 {
		r, w := s.rune(j)
		if !isWordRune(r) {
			break
		}
		j += w
	}
	return s.text[i:j]
}
