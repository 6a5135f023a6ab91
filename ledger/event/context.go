package event

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"newstape/internal/table"
)

//go:embed contexts.tsv
var contextsTable string

// topic is a PLOVER context and the words that speak of it.
type topic struct {
	name  string
	words []string
}

var topics = sync.OnceValue(func() []topic {
	var out []topic
	for _, c := range table.Rows(contextsTable) {
		out = append(out, topic{name: c[0], words: strings.Split(c[1], "|")})
	}
	return out
})

// contexts are the PLOVER contexts that the sentence of an act speaks of, with
// "historical" for background and "future" for what is announced.
func (f *finder) contexts(e Event) []string {
	var out []string
	low := strings.ToLower(e.Sentence.In(f.doc.Text))
	for _, t := range topics() {
		if slices.ContainsFunc(t.words, func(w string) bool { return hasWord(low, w) }) {
			out = append(out, t.name)
		}
	}
	if e.Background {
		out = append(out, "historical")
	}
	if e.future && e.Type != "THREATEN" {
		out = append(out, "future")
	}
	slices.Sort(out)
	return slices.Compact(out)
}
