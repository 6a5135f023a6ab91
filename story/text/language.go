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

// Language is the ISO 639-1 code of the text's language ("en", "zh"), or ""
// when the text is too short to tell or the method is not sure. The method is
// trigram frequencies by script (whatlanggo) over the first 16 KiB.
func Language(clean string) string {
	sample := clean
	if len(sample) > maxSample {
		end := maxSample
		for end > 0 && !utf8.RuneStart(sample[end]) {
			end--
		}
		sample = sample[:end]
	}
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
