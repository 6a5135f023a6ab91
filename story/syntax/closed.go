package syntax

import (
	_ "embed"
	"iter"
	"strings"

	"newstape/story/syntax/transition"
)

//go:embed closed.tsv
var closedFile string

//go:embed names.txt
var namesFile string

//go:embed verbs.txt
var verbsFile string

// closedClasses reads the table of words whose classes take no new members, and
// those of names and verbs that look like other words.
func closedClasses() transition.Closed {
	c := transition.Closed{Words: map[uint32]uint32{}, Only: map[uint32]uint8{}}
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
	for name := range lines(namesFile) {
		c.Only[transition.WordKey(name)] = uint8(PROPN)
		c.Only[transition.WordKey(strings.ToUpper(name))] = uint8(PROPN)
	}
	for verb := range lines(verbsFile) {
		for _, form := range []string{verb, strings.ToUpper(verb), strings.ToUpper(verb[:1]) + verb[1:]} {
			c.Only[transition.WordKey(form)] = uint8(VERB)
		}
	}
	return c
}

// lines are those of a word list, without comments.
func lines(file string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(file) {
			word := strings.TrimSpace(line)
			if word != "" && word[0] != '#' && !yield(word) {
				return
			}
		}
	}
}
