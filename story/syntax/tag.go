package syntax

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
