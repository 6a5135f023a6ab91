package transition

// Closed are words that have only some tags: those of the closed classes, and
// names and forms of verbs that are nothing else. No other word is an article or an
// auxiliary, whatever its end looks like: Boeing opens many a sentence and is no
// form of a verb.
type Closed struct {
	// Classes are the bits of the universal tags that are closed.
	Classes uint32
	// Words gives the closed classes that a word may have.
	Words map[uint32]uint32
	// Only gives the one tag that a word, as written, can have.
	Only map[uint32]uint8
}

// WordKey is a word of the tables.
func WordKey(word string) uint32 { return hashString(word) }

// bar takes the classes that a word cannot have out of the choice.
func (m *Model) bar(sum []int32, w *Word) {
	barred := m.Closed.Classes &^ m.Closed.Words[w.Lower]
	if only, ok := m.Closed.Only[w.Form]; ok {
		barred = ^(uint32(1) << only)
	}
	if barred == 0 {
		return
	}
	for c := range sum {
		if barred>>m.Fine[c].Universal&1 == 1 {
			sum[c] = -1 << 30
		}
	}
}
