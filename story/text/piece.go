package text

import (
	"strings"

	"newstape/receipt"
)

// Piece is a token, or a part of a hyphenated word: "basis-point" is two
// pieces, so that it reads like "basis point". Readers of phrases walk pieces.
type Piece struct {
	receipt.Span
	Raw   string
	Lower string
	Kind  Kind
	Inner bool // a later part of a hyphenated word
	Gap   bool // a blank stands before it, or the sentence begins with it
}

// Pieces cuts the sentence's tokens at hyphens. It reuses the memory of into,
// which may be nil.
func (d Document) Pieces(s Sentence, into []Piece) []Piece {
	into = into[:0]
	end := -1
	for _, tok := range s.Tokens {
		raw, at, gap := tok.In(d.Text), tok.Start, tok.Start > end
		end = tok.End
		for k := 0; ; k++ {
			part, rest, more := raw, "", false
			if tok.Kind == Word {
				part, rest, more = strings.Cut(raw, "-")
			}
			into = append(into, Piece{
				Span: receipt.Span{Start: at, End: at + len(part)}, Raw: part, Lower: strings.ToLower(part),
				Kind: tok.Kind, Inner: k > 0, Gap: gap && k == 0,
			})
			if !more {
				break
			}
			at += len(part) + 1
			raw = rest
		}
	}
	return into
}

// Phrase joins n pieces from index i with single blanks, in lower case; "" when
// there are not so many.
func Phrase(ps []Piece, i, n int) string {
	if i < 0 || i+n > len(ps) {
		return ""
	}
	if n == 1 {
		return ps[i].Lower
	}
	var buf [64]byte
	return string(AppendPhrase(buf[:0], ps, i, n))
}

// AppendPhrase appends what [Phrase] gives to b. A map can be asked for
// string(AppendPhrase(...)) without making the string.
func AppendPhrase(b []byte, ps []Piece, i, n int) []byte {
	if i < 0 || i+n > len(ps) {
		return b
	}
	for k := i; k < i+n; k++ {
		if k > i {
			b = append(b, ' ')
		}
		b = append(b, ps[k].Lower...)
	}
	return b
}
