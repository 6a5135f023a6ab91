package sight

import (
	_ "embed"
	"strings"
)

//go:embed classes.txt
var classTable string

// classes gives each stem the classes of classes.txt that list it, one bit each;
// read only after it is made.
var classes = func() map[string]uint64 {
	out := make(map[string]uint64)
	bit := 0
	for row := range strings.Lines(classTable) {
		_, words, ok := strings.Cut(row, ":")
		if !ok || row[0] == '#' {
			continue
		}
		for w := range strings.FieldsSeq(words) {
			out[stem(w)] |= 1 << bit
		}
		bit++
	}
	return out
}()
