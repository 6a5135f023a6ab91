package claim

import (
	"os"
	"sort"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
)

// roster stands in for the linker, so that these tests speak of this package
// alone: names of testdata/roster.tsv, found as whole words, longest first.
type roster struct {
	names    []string
	entities map[string]*security.Entity
}

func loadRoster(t testing.TB) roster {
	t.Helper()
	raw, err := os.ReadFile("testdata/roster.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := roster{entities: map[string]*security.Entity{}}
	byName := map[string]*security.Entity{}
	for line := range strings.SplitSeq(string(raw), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) < 3 || line[0] == '#' {
			continue
		}
		e := byName[cells[2]]
		if e == nil {
			e = &security.Entity{ID: strings.ToLower(strings.ReplaceAll(cells[2], " ", "-")), Kind: security.Kind(cells[1]), Name: cells[2]}
			byName[cells[2]] = e
		}
		out.names = append(out.names, cells[0])
		out.entities[cells[0]] = e
	}
	sort.SliceStable(out.names, func(i, k int) bool { return len(out.names[i]) > len(out.names[k]) })
	return out
}

func (r roster) link(s string) link.Result {
	var out link.Result
	for i := 0; i < len(s); {
		n := r.at(s, i)
		if n == "" {
			_, w := utf8.DecodeRuneInString(s[i:])
			i += w
			continue
		}
		out.Mentions = append(out.Mentions, link.Mention{Span: receipt.Span{Start: i, End: i + len(n)}, Entity: r.entities[n], Via: "alias"})
		i += len(n)
	}
	return out
}

func (r roster) at(s string, i int) string {
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	if i > 0 && unicode.IsLetter(before) && before < 0x2e80 {
		return ""
	}
	for _, n := range r.names {
		if !strings.HasPrefix(s[i:], n) {
			continue
		}
		after, _ := utf8.DecodeRuneInString(s[i+len(n):])
		if unicode.IsLetter(after) && after < 0x2e80 {
			continue
		}
		return n
	}
	return ""
}

func (r roster) read(s string) Ledger {
	doc := text.Parse(s)
	return Read(&article.Article{Text: s, Opaque: machineNotes(s)}, doc, parse(doc), r.link(s))
}

// machineNotes marks "[[ ... ]]" as text addressed to machines.
func machineNotes(s string) []receipt.Span {
	i := strings.Index(s, "[[")
	if i < 0 {
		return nil
	}
	k := strings.Index(s[i:], "]]")
	if k < 0 {
		return nil
	}
	return []receipt.Span{{Start: i, End: i + k + 2}}
}
