package dossier

import "newstape/receipt"

// Level says how a [Note] bears on trust.
type Level string

// The levels.
const (
	Fine    Level = "fine"    // supports the story or the reading of it
	Remark  Level = "remark"  // good to know
	Caution Level = "caution" // a reader who did not know would be misled
)

// Note is one line of the trust panel.
type Note struct {
	Level   Level
	Topic   string // headline, statement, power, sourcing, other_listing, peers, time, lists, debris, data
	Text    string
	receipt receipt.Receipt
}

// NewNote makes a note from what it rests on.
func NewNote(level Level, topic, text string, r receipt.Receipt) Note {
	return Note{Level: level, Topic: topic, Text: text, receipt: r}
}

// Receipt is what the note rests on.
func (n Note) Receipt() receipt.Receipt { return n.receipt }

// Gap is a question that could not be answered.
type Gap struct {
	Question string // "market reaction of XHKG:9988 against its market"
	Missing  receipt.Unavailable
}
