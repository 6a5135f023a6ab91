package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/receipt"
)

// longestDateline is how many tokens a dateline has at most, its dash included.
const longestDateline = 14

const months = " january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "

// dateline is the number of tokens of "HONG KONG, Jan 29 (Reuters) -" before a
// sentence, 0 when there is none. Treebanks hardly have any, and a parser takes the
// town for the subject.
func dateline(src string, tokens []receipt.Span) int {
	if len(tokens) < 4 || !capitals(tokens[0].In(src)) {
		return 0
	}
	inside := false
	for i, span := range tokens[:min(len(tokens)-2, longestDateline)] {
		word := span.In(src)
		switch {
		case word == "-" || word == "--" || word == "–" || word == "—":
			// A blank on both sides; then a sentence in small letters.
			if i == 0 || inside || tokens[i-1].End == span.Start || tokens[i+1].Start == span.End || !opens(src, tokens[i+1:]) {
				return 0
			}
			return i + 1
		case word == "(":
			inside = true
		case word == ")":
			inside = false
		case inside || word == "," || word == "/" || capitals(word) || isDigit(word[0]):
		case strings.Contains(months, " "+strings.ToLower(strings.TrimSuffix(word, "."))+" "):
		case i > 1 && unicode.IsUpper(rune(word[0])): // the country after the town
		default:
			return 0
		}
	}
	return 0
}

// capitals says that a word of at least two letters has no small one.
func capitals(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			letters++
		}
	}
	return letters >= 2
}

// opens says that tokens begin with a capital or a quote and that small letters
// follow.
func opens(src string, tokens []receipt.Span) bool {
	first, _ := utf8.DecodeRuneInString(tokens[0].In(src))
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) && !strings.ContainsRune("\"“'‘$", first) {
		return false
	}
	for _, t := range tokens[:min(len(tokens), 6)] {
		if strings.IndexFunc(t.In(src), unicode.IsLower) >= 0 {
			return true
		}
	}
	return false
}
