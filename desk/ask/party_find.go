package ask

import (
	"slices"
	"strings"
	"unicode"

	"newstape/names/match"
	"newstape/names/security"
)

// finder finds parties by the beginning of a name. Keys are folded names, and
// tickers in small letters, in one text, each after a line feed, so that to find
// some is to search for bytes.
type finder struct {
	matcher  *match.Matcher
	master   *security.Master
	held     map[string]bool // IDs of parties with prices
	listed   map[string]bool // IDs of parties that a list names
	text     string
	keys     []nameKey           // in order of start
	children map[string][]uint32 // by ID of the parent
}

// nameKey is one key.
type nameKey struct {
	start  uint32 // in text
	entity uint32
	at     int32 // index into the aliases or, of a ticker, the listings; -1 for the name
	ticker bool
}

// newFinder folds every name of a master: some tens of milliseconds for the
// embedded one.
func newFinder(m *match.Matcher, master *security.Master, lines []PriceLine, listed []string) *finder {
	f := &finder{matcher: m, master: master, held: map[string]bool{}, listed: map[string]bool{}, children: map[string][]uint32{}}
	for _, id := range listed {
		f.listed[id] = true
	}
	for _, l := range lines {
		f.held[l.Party] = true
	}
	var text strings.Builder
	put := func(key string, k nameKey) {
		if key == "" || strings.Contains(key, "\n") {
			return
		}
		text.WriteByte('\n')
		k.start = uint32(text.Len())
		f.keys = append(f.keys, k)
		text.WriteString(key)
	}
	for i, e := range master.Entities() {
		n := uint32(i)
		if e.Parent != "" {
			f.children[e.Parent] = append(f.children[e.Parent], n)
		}
		put(f.fold(e.Name), nameKey{entity: n, at: -1})
		for k, a := range e.Aliases {
			if a.Kind != security.Demonym && a.Kind != security.Ticker {
				put(f.fold(a.Name), nameKey{entity: n, at: int32(k)})
			}
		}
		for k, l := range e.Listings {
			put(strings.ToLower(l.Ticker), nameKey{entity: n, at: int32(k), ticker: true})
		}
	}
	f.text = text.String() + "\n"
	return f
}

// fold is how a name is compared: in Latin letters or, when it has Han letters,
// in the simplified form of those.
func (f *finder) fold(name string) string {
	if !strings.ContainsFunc(name, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return f.matcher.Fold(name)
	}
	return f.matcher.Simplified(strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, name)))
}

func (f *finder) entity(k nameKey) *security.Entity { return f.master.At(int(k.entity)) }

// each calls found for every key in which a string of one leading separator and
// more occurs, with what follows it in the key.
func (f *finder) each(s string, found func(k nameKey, rest string)) {
	for at := 0; ; {
		i := strings.Index(f.text[at:], s)
		if i < 0 {
			return
		}
		begin, after := at+i+1, at+i+len(s)
		n, ok := slices.BinarySearchFunc(f.keys, uint32(begin), func(k nameKey, at uint32) int { return int(int64(k.start) - int64(at)) })
		if !ok {
			n-- // the word lies within the key before
		}
		end := after + strings.IndexByte(f.text[after:], '\n')
		found(f.keys[n], f.text[after:end])
		at = after
	}
}

// fewest letters for which one and two wrong ones are forgiven.
const (
	oneWrong = 4
	twoWrong = 8
)

// like finds keys that begin with something spelt like q: letters missing, too
// many, wrong or changed about. The first letter must be right.
func (f *finder) like(q string, found map[*security.Entity]answer) {
	most := 0
	switch {
	case len(q) >= twoWrong:
		most = 2
	case len(q) >= oneWrong:
		most = 1
	default:
		return
	}
	var rows [3][]int
	for i := range rows {
		rows[i] = make([]int, len(q)+most+1)
	}
	for n, k := range f.keys {
		end := len(f.text) - 1
		if n+1 < len(f.keys) {
			end = int(f.keys[n+1].start) - 1
		}
		key := f.text[k.start:end]
		if k.ticker || len(key)+most < len(q) || key[0] != q[0] {
			continue
		}
		if edits := beginsLike(q, key[:min(len(key), len(q)+most)], &rows); edits <= most {
			f.put(found, k, byLike, edits)
		}
	}
}

// beginsLike is the fewest single edits, or exchanges of neighbours, that make q
// the beginning of key. Rows are working memory, each longer than key.
func beginsLike(q, key string, rows *[3][]int) int {
	before, last, row := rows[0][:len(key)+1], rows[1][:len(key)+1], rows[2][:len(key)+1]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(q); i++ {
		row[0] = i
		for j := 1; j <= len(key); j++ {
			change := 1
			if q[i-1] == key[j-1] {
				change = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && q[i-1] == key[j-2] && q[i-2] == key[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
		}
		before, last, row = last, row, before
	}
	return slices.Min(last)
}
