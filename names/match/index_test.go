package match

import (
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"newstape/fault"
)

func built(t testing.TB, m *Matcher, names ...string) []byte {
	t.Helper()
	b := NewBuilder(m)
	for i, n := range names {
		if err := b.Add(uint32(i), Company, n, false); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes(nil)
}

// A wrong word that happens to be the right word of another entry hides nothing.
func TestAWordOfAnotherEntryHidesNothing(t *testing.T) {
	m := New()
	x, err := m.OpenIndex(built(t, m, "Sanchez Trading Marakesh", "Sanches", "Marakech Flowers"))
	if err != nil {
		t.Fatal(err)
	}
	hits := x.Search(must(t, m, Company, "Sanches Trading Marakech"), 0.3)
	if len(hits) == 0 || hits[0].Ref != 0 {
		t.Fatalf("%+v", hits)
	}
}

func TestAcronymsAreFoundBothWays(t *testing.T) {
	m := New()
	x, err := m.OpenIndex(built(t, m, "Semiconductor Manufacturing International Holdings Works", "PLA", "Other Company"))
	if err != nil {
		t.Fatal(err)
	}
	if hits := x.Search(must(t, m, Company, "SMIHW"), 0); len(hits) == 0 || hits[0].Ref != 0 {
		t.Errorf("SMIHW: %+v", hits)
	}
	if hits := x.Search(must(t, m, Company, "People's Liberation Army"), 0); len(hits) == 0 || hits[0].Ref != 1 {
		t.Errorf("People's Liberation Army: %+v", hits)
	}
}

func TestDamagedIndexesAreRefused(t *testing.T) {
	m := New()
	good := built(t, m, "Alpha Trading", "Beta Shipping", "Gamma")
	change := func(at int, b byte) []byte {
		out := append([]byte{}, good...)
		out[at] ^= b
		return out
	}
	for name, b := range map[string][]byte{
		"empty":         nil,
		"cut off":       good[:len(good)-40],
		"another magic": change(0, 1),
		"newer version": change(8, 2),
		"a bit flipped": change(headerSize+sectionCount*sectionSize+3, 1),
		"a wrong place": change(headerSize+2*sectionSize+4, 0x7f),
	} {
		if _, err := m.OpenIndex(b); fault.CodeOf(err) != fault.Corrupt {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A hash table without an empty place, whose checksum is right, does not hold the
// search up.
func TestATableWithoutAnEndEnds(t *testing.T) {
	m := New()
	b := built(t, m, "Alpha Trading", "Beta Shipping")
	h := b[headerSize+sTable*sectionSize:]
	at, size := binary.LittleEndian.Uint64(h), binary.LittleEndian.Uint64(h[8:])
	for i := at; i < at+size; i += 4 {
		binary.LittleEndian.PutUint32(b[i:], 1)
	}
	repairSums(b)
	x, err := m.OpenIndex(b)
	if err != nil {
		return
	}
	x.Search(must(t, m, Company, "Gamma Works"), 0)
}

func TestMappedFile(t *testing.T) {
	m := New()
	path := filepath.Join(t.TempDir(), "names.idx")
	if err := os.WriteFile(path, built(t, m, "Alpha Trading"), 0o644); err != nil {
		t.Fatal(err)
	}
	x, err := m.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if hits := x.Search(must(t, m, Company, "Alpha Trading"), 0.9); len(hits) != 1 || !hits[0].Comparison.Exact {
		t.Errorf("%+v", hits)
	}
	if err := x.Close(); err != nil {
		t.Error(err)
	}
	if _, err := m.OpenFile(filepath.Join(t.TempDir(), "none")); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("no file: %v", err)
	}
}

// Old files stay readable, or are refused by their version: this one was written
// by version 1.
func TestIndexOfVersion1(t *testing.T) {
	m := New()
	path := filepath.Join("testdata", "backcompat", "names-v1.idx")
	if os.Getenv("NEWSTAPE_UPDATE") != "" {
		if err := os.WriteFile(path, built(t, m, "Alpha Trading", "华为技术有限公司", "Putin Vladimir"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if v := binary.LittleEndian.Uint32(b[8:]); v != 1 {
		t.Fatalf("fixture of version %d", v)
	}
	x, err := m.OpenIndex(b)
	if err != nil {
		t.Fatal(err)
	}
	if hits := x.Exact(must(t, m, Company, "Huawei Technology")); len(hits) != 1 || hits[0].Ref != 1 {
		t.Errorf("%+v", hits)
	}
}

func FuzzOpenIndex(f *testing.F) {
	m := New()
	f.Add(built(f, m, "Alpha Trading", "Beta"))
	f.Add([]byte(indexMagic))
	q := must(f, m, Company, "Alpha Trading")
	f.Fuzz(func(t *testing.T, b []byte) {
		// A fuzzer does not guess checksums: set them right, so that what lies
		// behind them is reached.
		if len(b) >= headerSize+sectionCount*sectionSize {
			b = append([]byte{}, b...)
			repairSums(b)
		}
		x, err := m.OpenIndex(b)
		if err != nil {
			return
		}
		x.Search(q, 0)
		x.Exact(q)
	})
}

func FuzzParse(f *testing.F) {
	m := New()
	for _, s := range []string{"OAO Gazprom", "华为技术有限公司", "Putin, Vladimir", "AT&T (T)", "S.A.R.L.", "’s", "ー", "ा", "(BABA)"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, s, u string) {
		for _, k := range []Kind{Person, Company} {
			a, err := m.Parse(k, s)
			if err != nil {
				continue
			}
			b, err := m.Parse(k, u)
			if err != nil {
				continue
			}
			if c := m.Compare(a, b); c.Score < 0 || c.Score > 1 {
				t.Fatalf("%q on %q: %v", s, u, c.Score)
			}
		}
	})
}

func BenchmarkCompare(b *testing.B) {
	m := New()
	x, y := must(b, m, Company, "Hangzhou Hikvision Digital Technology"), must(b, m, Company, "Hikvison Digital Technologies Co., Ltd.")
	for b.Loop() {
		m.Compare(x, y)
	}
}

func BenchmarkSearch(b *testing.B) {
	m := New()
	build := NewBuilder(m)
	for i := range 20000 {
		if err := build.Add(uint32(i), Company, fmt.Sprintf("Company %s of %s", strings.Repeat(string(rune('a'+i%26)), 1+i%7), strings.Repeat(string(rune('b'+i%20)), 1+i%9)), false); err != nil {
			b.Fatal(err)
		}
	}
	x, err := m.OpenIndex(build.Bytes(nil))
	if err != nil {
		b.Fatal(err)
	}
	q := must(b, m, Company, "Company aaaa of bbbbb")
	for b.Loop() {
		x.Search(q, 0.7)
	}
}
