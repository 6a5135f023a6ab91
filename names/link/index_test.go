package link

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"newstape/fault"
	"newstape/names/security"
)

// An index gives the answers that a linker built in memory gives.
func TestIndexGivesTheSameAnswers(t *testing.T) {
	built := New(security.Embedded())
	mapped := openIndexed(t, security.Embedded())
	for _, clean := range append(stories(t), mixedText(300)) {
		a, doc := plain(clean)
		if diff := cmp.Diff(lines(built.Find(a, doc), doc), lines(mapped.Find(a, doc), doc)); diff != "" {
			t.Errorf("built and mapped differ (-built +mapped):\n%s", diff)
		}
	}
}

func stories(t *testing.T) []string {
	t.Helper()
	return []string{
		"Alibaba Group Holding Ltd. fell 4.7% after the White House accused it. Apple, Inc. and Target rose; apple growers did not.",
		"BRK.B, NYSE: BABA, 9988.HK and $NVDA moved. 阿里巴巴集团下跌，腾讯控股上涨。 Warner Bros. Discovery and Macy's were flat.",
		"Huawei, TikTok and the Financial Times said nothing of the S&P/ASX 200.",
	}
}

// mixedText strings names of the master together with ordinary words.
func mixedText(n int) string {
	r := rand.New(rand.NewPCG(1, 2))
	m := security.Embedded()
	var b strings.Builder
	for range n {
		e := m.At(r.IntN(m.Len()))
		fmt.Fprintf(&b, "Shares of %s rose and %s said it will buy its rival. ", e.Aliases[r.IntN(len(e.Aliases))].Name, e.Name)
	}
	return b.String()
}

func openIndexed(t testing.TB, m *security.Master) *Linker {
	t.Helper()
	sections, err := Sections(m.Entities())
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "securities.names")
	about := security.About{Embedded: security.Fingerprint()}
	if err := security.WriteIndex(path, m.Entities(), about, sections...); err != nil {
		t.Fatal(err)
	}
	opened, err := security.OpenIndex(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = opened.Close() })
	l, err := Indexed(opened)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// A section that would lead a scan out of its bytes or round in a ring is
// refused when it is opened.
func TestForgedTriesAreRefused(t *testing.T) {
	m, err := security.New([]*security.Entity{{ID: "a", Name: "Acme", Kind: security.Issuer, Aliases: []security.Alias{{Name: "Acme Rockets"}, {Name: "Acme"}}}})
	if err != nil {
		t.Fatal(err)
	}
	for name, forge := range map[string]func(trie, names []byte) ([]byte, []byte){
		"slots":    func(trie, names []byte) ([]byte, []byte) { return trie[:len(trie)-1], names },
		"head":     func(_, names []byte) ([]byte, []byte) { return []byte{1}, names },
		"ring":     func(trie, names []byte) ([]byte, []byte) { names[4] = 0; return trie, clear4(names) },
		"entity":   func(trie, names []byte) ([]byte, []byte) { names[0] = 9; return trie, names },
		"names":    func(trie, names []byte) ([]byte, []byte) { return trie, names[:13] },
		"no names": func(trie, _ []byte) ([]byte, []byte) { return trie, nil },
		"rules":    func(trie, names []byte) ([]byte, []byte) { trie[8]++; return trie, names },
		"full": func(trie, names []byte) ([]byte, []byte) {
			for i := trieHead + 12; i < len(trie); i += slotBytes {
				trie[i] |= slotFull
			}
			return trie, names
		},
	} {
		sections, err := Sections(m.Entities())
		if err != nil {
			t.Fatal(err)
		}
		trie, names := forge(sections[0].Bytes, sections[1].Bytes)
		path := filepath.Join(t.TempDir(), "x.names")
		err = security.WriteIndex(path, m.Entities(), security.About{Embedded: security.Fingerprint()}, security.Section{Name: sectionTrie, Bytes: trie}, security.Section{Name: sectionNames, Bytes: names})
		if err != nil {
			t.Fatal(err)
		}
		opened, err := security.OpenIndex(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Indexed(opened); fault.CodeOf(err) != fault.Corrupt {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// clear4 makes the first name follow itself.
func clear4(names []byte) []byte {
	copy(names[4:8], []byte{0, 0, 0, 0})
	return names
}

// many is a master of n entities with two listings and two or three names each,
// in the length and make of real ones.
func many(tb testing.TB, n int) *security.Master {
	tb.Helper()
	r := rand.New(rand.NewPCG(7, 9))
	syllables := strings.Fields("al be cor du el fin gra hal in jo kra lum mar nor os pri qua ren sil tor ul ven wil xan yor zed bank star tech gold")
	word := func() string {
		var b strings.Builder
		for range 2 + r.IntN(3) {
			b.WriteString(syllables[r.IntN(len(syllables))])
		}
		w := b.String()
		return strings.ToUpper(w[:1]) + w[1:]
	}
	kinds := strings.Fields("Holdings Industries Technologies Resources Pharma Energy Capital Minerals Group Motors")
	forms := []string{"Inc.", "Corp.", "Limited", "PLC", "AG", "S.A.", "Co., Ltd."}
	var all []*security.Entity
	for i := range n {
		short := word() + " " + kinds[r.IntN(len(kinds))]
		if r.IntN(2) == 0 {
			short = word() + " " + short
		}
		form := forms[r.IntN(len(forms))]
		code := fmt.Sprintf("%X", i)
		all = append(all, &security.Entity{
			ID: fmt.Sprint("made-", i), Kind: security.Issuer, Name: short, Country: "DE", Sector: "industrials", Rank: 10000 + i, Source: "made",
			Aliases: []security.Alias{{Name: short + " " + form, Kind: security.Legal}, {Name: short, Kind: security.Short}},
			Listings: []security.Listing{
				{MIC: "XETR", Ticker: code, Currency: "EUR", Primary: true, ISIN: fmt.Sprintf("DE%010d", i), FIGI: fmt.Sprintf("BBG%09d", i)},
				{MIC: "XFRA", Ticker: code + "F", Currency: "EUR", ISIN: fmt.Sprintf("DE%010d", i)},
			},
		})
	}
	m, err := security.New(all)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

const manyIssuers = 150_000 // 300,000 listings, 300,000 names

// BenchmarkIndexBuild makes the trie and the file of 300,000 names and listings.
func BenchmarkIndexBuild(b *testing.B) {
	m := many(b, manyIssuers)
	path := filepath.Join(b.TempDir(), "x.names")
	b.ReportAllocs()
	for b.Loop() {
		sections, err := Sections(m.Entities())
		if err != nil {
			b.Fatal(err)
		}
		if err := security.WriteIndex(path, m.Entities(), security.About{Embedded: security.Fingerprint()}, sections...); err != nil {
			b.Fatal(err)
		}
	}
}

func writtenMany(b *testing.B) string {
	b.Helper()
	m := many(b, manyIssuers)
	sections, err := Sections(m.Entities())
	if err != nil {
		b.Fatal(err)
	}
	path := filepath.Join(b.TempDir(), "x.names")
	if err := security.WriteIndex(path, m.Entities(), security.About{Embedded: security.Fingerprint()}, sections...); err != nil {
		b.Fatal(err)
	}
	return path
}

// BenchmarkIndexOpen opens that file with every check, and makes a Linker.
func BenchmarkIndexOpen(b *testing.B) {
	path := writtenMany(b)
	b.ReportAllocs()
	for b.Loop() {
		m, err := security.OpenIndex(path)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := Indexed(m); err != nil {
			b.Fatal(err)
		}
		if err := m.Close(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkIndexScan finds 300,000 names in text that has many of them: one
// name every hundred bytes or so.
func BenchmarkIndexScan(b *testing.B) {
	m, err := security.OpenIndex(writtenMany(b))
	if err != nil {
		b.Fatal(err)
	}
	defer m.Close()
	l, err := Indexed(m)
	if err != nil {
		b.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 4))
	var text strings.Builder
	for range 10000 {
		fmt.Fprintf(&text, "The shares of %s fell 4.7%% in New York on Friday after a newspaper reported that it had helped the others. ", m.At(r.IntN(m.Len())).Name)
	}
	clean := text.String()
	ws, found := cut(clean, nil), 0
	b.SetBytes(int64(len(clean)))
	for b.Loop() {
		ws, found = cut(clean, ws[:0]), 0
		for i := 0; i < len(ws); i++ {
			if n, _ := l.trie.match(clean, ws, i); n > 0 {
				i += n - 1
				found++
			}
		}
	}
	if found < 10000 {
		b.Errorf("only %d names found", found)
	}
}
