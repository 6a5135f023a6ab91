package text

import (
	"unicode"
	"unicode/utf8"

	"github.com/RadhiFadlillah/whatlanggo"
)

// Bounds of language detection. Below the minimum the trigram method guesses;
// beyond the maximum more text changes nothing.
const (
	minLetters = 40
	maxSample  = 16 << 10
)

// A text of this many letters of which this share of the words are the commonest
// of English is not in another language, and its trigrams need not be counted.
const (
	surelyLetters = 600
	surelyShare   = 0.3
)

// Foreign is the [Language] of a text unless that is English: "" for English, and
// where the language cannot be told. It tells English by its small words, which
// takes a hundredth of the time.
func Foreign(clean string) string {
	if surelyEnglish(sampleOf(clean)) {
		return ""
	}
	if language := Language(clean); language != "en" {
		return language
	}
	return ""
}

// Language is the ISO 639-1 code of the text's language ("en", "zh"), or ""
// when the text is too short to tell or the method is not sure. The method is
// trigram frequencies by script (whatlanggo) over the first 16 KiB.
func Language(clean string) string {
	sample := sampleOf(clean)
	letters := 0
	for _, r := range sample {
		switch {
		case isIdeograph(r):
			letters += 4 // one character says as much as a short word
		case unicode.IsLetter(r):
			letters++
		}
	}
	if letters < minLetters {
		return ""
	}
	info := whatlanggo.Detect(sample)
	if !info.IsReliable() {
		return ""
	}
	return info.Lang.Iso6391()
}

// sampleOf is the beginning of a text by which its language is told.
func sampleOf(clean string) string {
	if len(clean) <= maxSample {
		return clean
	}
	end := maxSample
	for end > 0 && !utf8.RuneStart(clean[end]) {
		end--
	}
	return clean[:end]
}

// surelyEnglish reports whether a long sample is English by its small words, too
// few of which are words of another language.
func surelyEnglish(sample string) bool {
	letters, words, small, other := 0, 0, 0, 0
	start := -1
	for i := 0; i <= len(sample); i++ {
		c := byte(' ')
		if i < len(sample) {
			c = sample[i]
		}
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			letters++
			if start < 0 {
				start = i
			}
			continue
		case c >= utf8.RuneSelf:
			other++
		}
		if start >= 0 {
			words++
			if smallWord(sample[start:i]) {
				small++
			}
			start = -1
		}
	}
	return letters >= surelyLetters && float64(small) >= surelyShare*float64(words) && other*20 <= letters
}

// smallWord reports whether w is one of the commonest words of English.
func smallWord(w string) bool {
	switch w {
	case "the", "The", "of", "to", "and", "in", "that", "for", "with", "on", "was", "is", "it", "It", "its", "at", "by", "from", "this", "are", "were",
		"has", "have", "had", "been", "which", "would", "will", "not", "but", "said", "their", "they", "who", "than", "after", "about", "as", "an", "be",
		"or", "his", "he", "she", "we", "our", "you", "more", "there", "when", "what", "up", "out", "into", "over", "also", "could", "can", "if", "all":
		return true
	}
	return false
}
