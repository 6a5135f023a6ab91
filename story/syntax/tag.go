package syntax

import "slices"

// Tag is a universal part of speech (UPOS).
type Tag uint8

// The seventeen tags, in the order of their names and spelled as treebanks do.
const (
	ADJ Tag = iota
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
	tagCount
)

var tagNames = [tagCount]string{
	"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
	"PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
}

// String is the tag as treebanks write it: NOUN.
func (t Tag) String() string {
	if t >= tagCount {
		return "?"
	}
	return tagNames[t]
}

// ParseTag is the tag with the name; false when there is none.
func ParseTag(name string) (Tag, bool) {
	i := slices.Index(tagNames[:], name)
	return Tag(max(i, 0)), i >= 0 // #nosec G115 -- fewer than 256 names
}
