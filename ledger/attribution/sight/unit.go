package sight

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"newstape/receipt"
	"newstape/story/syntax"
)

// Unit is one token as the models see it.
type Unit struct {
	receipt.Span
	Sentence int32 // index in Passage.Sentences
	Head     int32 // index of its head, -1 for a root
	Tag      syntax.Tag
	Rel      syntax.Relation
	Shape    uint8
	Mark     Mark
	Quote    int32  // the quotation that holds it, marks included; -1 for none
	Word     uint32 // hash of the word in lower case
	Stem     uint32 // hash of its stem
	Suffix   uint32 // hash of its last three letters
	Class    uint64 // the classes of classes.txt that hold its stem, one bit each
	Below    uint64 // the relations of its dependents, one bit each
	Left     int32  // first and last unit of its subtree
	Right    int32
	Child    int32 // its first dependent, -1 for none
	Next     int32 // the next dependent of its head, -1 for none
	Opens    int32 // root of the greatest subtree that begins here
	Closes   int32 // and of the greatest that ends here
	Opaque   bool  // nothing may be taken from it
}

// Mark is the class of a mark of punctuation.
type Mark uint8

// The classes.
const (
	NoMark Mark = iota
	Comma
	Stop // . ? ! ;
	Colon
	Dash
	Opening // of a quotation
	Closing
	OtherMark
)

// markOf classes a token of punctuation; quotation marks are told apart later.
func markOf(word string, tag syntax.Tag) Mark {
	switch word {
	case ",":
		return Comma
	case ".", "?", "!", ";", "...", "…":
		return Stop
	case ":":
		return Colon
	case "-", "--", "–", "—":
		return Dash
	}
	if tag == syntax.PUNCT || tag == syntax.SYM {
		return OtherMark
	}
	if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '’' {
		return OtherMark
	}
	return NoMark
}

// The shapes.
const (
	lowerShape uint8 = iota
	capitalShape
	capitalsShape
	digitShape
	otherShape
)

func shapeOf(word string) uint8 {
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case unicode.IsDigit(first):
		return digitShape
	case unicode.IsLower(first):
		return lowerShape
	case unicode.IsUpper(first):
		if len(word) > 1 && strings.ToUpper(word) == word {
			return capitalsShape
		}
		return capitalShape
	}
	return otherShape
}

// fold gives a word's form for features: lower case, digits as 0, one kind of
// apostrophe.
func fold(word string) string {
	plain := true
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			plain = false
			break
		}
	}
	if plain {
		return word
	}
	return strings.Map(func(r rune) rune {
		switch {
		case '0' <= r && r <= '9':
			return '0'
		case r == '’' || r == '‘':
			return '\''
		case r == '“' || r == '”':
			return '"'
		}
		return unicode.ToLower(r)
	}, word)
}

// hashOf is FNV-1a, folded to 32 bits.
func hashOf(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}

func suffixOf(word string) string {
	at := len(word)
	for range 3 {
		_, w := utf8.DecodeLastRuneInString(word[:at])
		at -= w
	}
	return word[at:]
}
