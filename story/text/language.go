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

// Long prose in which this share of the words are small words of English, and a
// somewhat lower share in each quarter of it, is English; the trigrams say the
// same, and need not be counted.
const (
	surelyLetters = 1000
	surelyShare   = 0.3
	quarterShare  = 0.22
)

// Language is the ISO 639-1 code of the text's language ("en", "zh"), or ""
// when the text is too short to tell or the method is not sure. The method is
// trigram frequencies by script (whatlanggo) over the first 16 KiB. Plain English
// is known by its small words, which takes a hundredth of the time.
func Language(clean string) string {
	sample := sampleOf(clean)
	if surelyEnglish(sample) {
		return "en"
	}
	return byTrigrams(sample)
}

func byTrigrams(sample string) string {
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

// surelyEnglish reports whether a long sample is English by its small words, from
// its beginning to its end.
func surelyEnglish(sample string) bool {
	const parts = 4
	letters, words, small, other := 0, 0, 0, 0
	for k := range parts {
		l, w, s, o := tally(sample[k*len(sample)/parts : (k+1)*len(sample)/parts])
		if float64(s) < quarterShare*float64(w) {
			return false
		}
		letters, words, small, other = letters+l, words+w, small+s, other+o
	}
	return letters >= surelyLetters && float64(small) >= surelyShare*float64(words) && other*20 <= letters
}

// tally counts ASCII letters, words of them, small words and other bytes.
func tally(sample string) (letters, words, small, other int) {
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
	return letters, words, small, other
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
