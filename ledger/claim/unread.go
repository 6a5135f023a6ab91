package claim

import (
	"fmt"

	"newstape/receipt"
)

// Unread is a sentence that was left aside, and why.
type Unread struct {
	Span receipt.Span
	Why  receipt.Unavailable
}

// tongue is the language of a line by its function words, "" for English and for
// what is too short to tell. Chinese and Spanish have frames of their own.
func (l *line) tongue() string {
	english := 0
	for _, w := range l.words {
		switch w.low {
		case "the", "of", "and", "to", "said", "that", "is", "was", "for":
			english++
		}
	}
	for _, c := range lex().tongues {
		n := 0
		for _, w := range l.words {
			if c.words[w.low] {
				n++
			}
		}
		if n >= 2 && n > english && n*6 >= len(l.words) {
			return c.name
		}
	}
	return ""
}

// tongue is a language with the function words that tell it.
type tongue struct {
	name  string
	words map[string]bool
}

// longestSentence is what is read for claims, words. Nobody writes longer ones;
// their cost grows with the square of the voices in them.
const longestSentence = 600

// mostDrafts is how many claims are taken up in one story: each is held against
// the others.
const mostDrafts = 2000

func (l *line) endless() bool { return len(l.words) > longestSentence }

// noteUnread lists the sentences that were not read: those that have no end, those
// in a language without frames, and those of Chinese and Spanish in which no frame was found.
func (r *reader) noteUnread() []Unread {
	var out []Unread
	for k := range r.lines {
		l := &r.lines[k]
		if l.endless() {
			out = append(out, Unread{Span: l.span(0, len(l.words)), Why: receipt.Unavailable{
				Reason: receipt.TooLong, Detail: fmt.Sprintf("a sentence of %d words", len(l.words)),
			}})
			continue
		}
		if l.left {
			rest := receipt.Span{Start: r.doc.Sentences[k].Start, End: r.doc.Sentences[len(r.doc.Sentences)-1].End}
			return append(out, Unread{Span: rest, Why: receipt.Unavailable{
				Reason: receipt.TooLong, Detail: fmt.Sprintf("what follows the first %d claims", mostDrafts),
			}})
		}
		if len(l.words) < 3 || !l.abroad {
			continue
		}
		s := l.span(0, len(l.words))
		if r.claimedIn(s) {
			continue
		}
		detail := l.tongue()
		switch {
		case isChinese(l):
			detail = "Chinese: no frame of reporting found"
		case detail == "" || isSpanish(l):
			detail = "Spanish: no frame of reporting found"
		default:
			detail += " is not read"
		}
		out = append(out, Unread{Span: s, Why: receipt.Unavailable{Reason: receipt.Language, Detail: detail}})
	}
	return out
}
