package event

import (
	"slices"
	"strings"

	"newstape/receipt"
	"newstape/story/text"
)

// openers begin a clause that tells of something else than the act before it.
var openers = []string{"after", "because", "which", "while", "although", "though", "but", "whereas", "before"}

// finite are words of a verb group: a clause that holds one has a subject of its
// own before it.
var finite = []string{
	"could", "may", "might", "would", "will", "can", "cannot", "should", "must", "won't", "can't", "couldn't", "wouldn't",
	"is", "are", "was", "were", "has", "have", "had", "did", "does", "do", "isn't", "aren't", "wasn't", "weren't",
}

var modals = []string{"could", "may", "might", "would", "can", "should"}

// clauseEnd is the byte where the clause of the verb ends: at a semicolon, at a
// word that opens another clause, at ", and <new subject> could", and at a modal,
// behind which nothing has been done yet.
func (f *finder) clauseEnd(s text.Sentence, verb receipt.Span) int {
	from := 0
	for from < len(s.Tokens) && s.Tokens[from].Start < verb.End {
		from++
	}
	low := func(k int) string { return strings.ToLower(s.Tokens[k].In(f.doc.Text)) }
	for k := from; k < len(s.Tokens); k++ {
		w := low(k)
		switch {
		case w == ";", slices.Contains(openers, w) && k > from:
			return s.Tokens[k].Start
		case !slices.Contains(finite, w):
			continue
		}
		object := false // "limits on what firms may sell to China"
		for b := k - 1; b > from; b-- {
			if v := low(b); v == "," || v == "and" || v == "so" || v == "or" {
				if b > from+1 && low(b-1) == "," {
					b--
				}
				return s.Tokens[b].Start
			} else if v == "that" || v == "who" || v == "it" || v == "they" || v == "what" {
				object = v == "what"
				break
			}
		}
		if !object && slices.Contains(modals, w) {
			return s.Tokens[k].Start
		}
	}
	return s.End
}
