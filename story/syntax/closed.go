package syntax

import (
	_ "embed"
	"strings"

	"newstape/story/syntax/transition"
)

//go:embed closed.tsv
var closedFile string

//go:embed names.txt
var namesFile string

// closedClasses reads the table of words whose classes take no new members, and
// that of names that look like other words.
func closedClasses() transition.Closed {
	c := transition.Closed{Words: map[uint32]uint32{}, Names: map[uint32]bool{}, Name: uint8(PROPN)}
	for line := range strings.Lines(closedFile) {
		word, names, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		for name := range strings.FieldsSeq(names) {
			for t := range tagCount {
				if tagNames[t] == name {
					c.Words[transition.WordKey(word)] |= 1 << t
					c.Classes |= 1 << t
				}
			}
		}
	}
	for line := range strings.Lines(namesFile) {
		if name := strings.TrimSpace(line); name != "" && name[0] != '#' {
			c.Names[transition.WordKey(name)] = true
			c.Names[transition.WordKey(strings.ToUpper(name))] = true
		}
	}
	return c
}
