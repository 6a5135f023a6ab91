package event

import (
	"os"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"newstape/ledger/claim"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/receipt"
	"newstape/story/article"
	"newstape/story/text"
	"newstape/story/when"
)

// roster stands in for the linker with the names of the claim room's tests and
// some of this one.
type roster map[string]*security.Entity

func loadRoster(t testing.TB) roster {
	t.Helper()
	var raw []byte
	for _, path := range []string{"../claim/testdata/roster.tsv", "testdata/roster.tsv"} {
		table, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		raw = append(append(raw, table...), '\n')
	}
	out, byName := roster{}, map[string]*security.Entity{}
	for line := range strings.SplitSeq(string(raw), "\n") {
		c := strings.Split(line, "\t")
		if len(c) < 3 || line[0] == '#' {
			continue
		}
		if byName[c[2]] == nil {
			byName[c[2]] = &security.Entity{ID: strings.ToLower(c[2]), Kind: security.Kind(c[1]), Name: c[2]}
		}
		if len(c) > 3 {
			byName[c[2]].Country = c[3]
		}
		out[c[0]] = byName[c[2]]
	}
	return out
}

func (r roster) link(s string) link.Result {
	var names []string
	for n := range r {
		names = append(names, n)
	}
	sort.Slice(names, func(i, k int) bool {
		return len(names[i]) > len(names[k]) || len(names[i]) == len(names[k]) && names[i] < names[k]
	})
	var out link.Result
	for i := 0; i < len(s); {
		n := ""
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		for _, name := range names {
			if strings.HasPrefix(s[i:], name) && (i == 0 || !unicode.IsLetter(before)) {
				if after, _ := utf8.DecodeRuneInString(s[i+len(name):]); !unicode.IsLetter(after) {
					n = name
					break
				}
			}
		}
		if n == "" {
			_, w := utf8.DecodeRuneInString(s[i:])
			i += w
			continue
		}
		out.Mentions = append(out.Mentions, link.Mention{Span: receipt.Span{Start: i, End: i + len(n)}, Entity: r[n], Via: "alias"})
		i += len(n)
	}
	return out
}

// read gives the events of a text published at a moment (RFC 3339, "" unknown).
func (r roster) read(t testing.TB, s, published string) ([]Event, *article.Article) {
	t.Helper()
	art := &article.Article{Text: s}
	if published != "" {
		at, err := time.Parse(time.RFC3339, published)
		if err != nil {
			t.Fatal(err)
		}
		art.Reference = when.Reference{Published: at, Known: true}
	}
	if i := strings.Index(s, "[["); i >= 0 {
		art.Opaque = []receipt.Span{{Start: i, End: i + strings.Index(s[i:], "]]") + 2}}
	}
	doc := text.Parse(s)
	names := r.link(s)
	return Find(art, doc, parse(doc), names, claim.Read(art, doc, parse(doc), names)), art
}

func parseTime(s string) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339, s)
	return at, err == nil
}

var linker = sync.OnceValue(func() *link.Linker { return link.New(security.Embedded()) })

// throughRooms reads raw bytes as the product does.
func throughRooms(t testing.TB, raw []byte, published string) ([]Event, *article.Article) {
	t.Helper()
	art, err := article.Read(raw, article.Options{Name: "story.txt", Published: published})
	if err != nil {
		t.Fatal(err)
	}
	doc := text.Parse(art.Text)
	names := linker().Find(art, doc)
	return Find(art, doc, parse(doc), names, claim.Read(art, doc, parse(doc), names)), art
}
