package event

import (
	_ "embed"
	"strings"
	"sync"

	"newstape/internal/table"
)

//go:embed acts.tsv
var actsTable string

// act is one row of acts.tsv.
type act struct {
	kind, cameo, mode, word string
	verbs, objects          [][]string
	flags                   map[string]bool
}

var acts = sync.OnceValue(readActs)

func readActs() []act {
	var out []act
	for _, c := range table.Rows(actsTable) {
		a := act{kind: c[0], cameo: strings.Trim(c[1], "-"), mode: strings.Trim(c[2], "-"), word: c[3], verbs: phrases(c[4]), objects: phrases(c[5]), flags: map[string]bool{}}
		for f := range strings.FieldsSeq(c[6]) {
			a.flags[f] = true
		}
		out = append(out, a)
	}
	return out
}

func phrases(cell string) [][]string {
	if cell == "-" {
		return nil
	}
	var out [][]string
	for p := range strings.SplitSeq(cell, "|") {
		out = append(out, strings.Fields(strings.ToLower(p)))
	}
	return out
}

// fit gives the length in tokens of the first phrase that stands at i, else 0.
func fit(list [][]string, low []string, i int) int {
	for _, p := range list {
		if i+len(p) > len(low) {
			continue
		}
		ok := true
		for k, w := range p {
			stem, star := strings.CutSuffix(w, "*")
			if star && !strings.HasPrefix(low[i+k], stem) || !star && low[i+k] != w {
				ok = false
				break
			}
		}
		if ok {
			return len(p)
		}
	}
	return 0
}

// byFirstWord finds the rows of which a verb begins with a word.
var byFirstWord = sync.OnceValue(func() map[string][]int {
	out := map[string][]int{}
	for i, a := range acts() {
		for _, p := range a.verbs {
			first := p[0]
			if k := out[first]; len(k) == 0 || k[len(k)-1] != i {
				out[first] = append(k, i)
			}
		}
	}
	return out
})

// fromActs finds the acts that the story tells in its own voice or through a
// claim.
func (f *finder) fromActs() {
	index := byFirstWord()
	for at, s := range f.doc.Sentences {
		low := make([]string, len(s.Tokens))
		for i, t := range s.Tokens {
			low[i] = strings.ToLower(t.In(f.doc.Text))
		}
		for i, w := range low {
			if rows := index[w]; len(rows) > 0 && !f.opaque(s.Tokens[i].Span) && !f.capital(s, i) {
				f.actsAt(rows, at, low, i)
			}
		}
	}
}
