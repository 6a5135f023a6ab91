package train

import (
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/story/syntax/conllu"
)

// Parts of the sentences that are seen a second time with other capitals.
const (
	shouted   = 0.06
	headlines = 0.08
)

// withHeadlines adds copies in capitals and in the capitals of headlines, each
// after its sentence so that both fall into the same part.
func withHeadlines(sentences []conllu.Sentence, rng *rand.Rand) []conllu.Sentence {
	var all []conllu.Sentence
	for _, s := range sentences {
		all = append(all, s)
		switch p := rng.Float64(); {
		case p < shouted:
			all = append(all, recast(s, strings.ToUpper))
		case p < shouted+headlines:
			all = append(all, recast(s, titled))
		}
	}
	return all
}

func recast(s conllu.Sentence, letters func(string) string) conllu.Sentence {
	s.Tokens = slices.Clone(s.Tokens)
	for i := range s.Tokens {
		s.Tokens[i].Form = letters(s.Tokens[i].Form)
	}
	return s
}

// titled writes a word as headlines do: all but the short words that join others
// begin with a capital.
func titled(word string) string {
	first, size := utf8.DecodeRuneInString(word)
	if len(word) < 4 && slices.Contains([]string{"of", "the", "a", "an", "in", "on", "at", "to", "by", "for", "and", "or", "as", "n't", "'s"}, word) {
		return word
	}
	return string(unicode.ToUpper(first)) + word[size:]
}
