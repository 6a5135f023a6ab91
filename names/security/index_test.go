package security

import (
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"newstape/fault"
	"newstape/tape/calendar"
)

// written writes a master to a file and opens it.
func written(t testing.TB, m *Master, about About, more ...Section) *Master {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.names")
	about.Embedded = Fingerprint()
	if err := WriteIndex(path, m.Entities(), about, more...); err != nil {
		t.Fatal(err)
	}
	out, err := OpenIndex(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = out.Close() })
	return out
}

// indexBytes are the bytes of an index file.
func indexBytes(t testing.TB, entities []*Entity, about About, more ...Section) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.names")
	if err := WriteIndex(path, entities, about, more...); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The embedded master comes back from a file as it was, by every way in.
func TestEmbeddedMasterFromAFile(t *testing.T) {
	m := Embedded()
	about := About{Pulls: []Pull{{Date: "2026-11-29", Sources: []Source{{Name: "sec", SHA256: "00", Rows: 3, Accepted: 2}}}}}
	got := written(t, m, about, Section{Name: "other", Bytes: []byte("abc")})
	if diff := cmp.Diff(m.Entities(), got.Entities(), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("entities differ:\n%.2000s", diff)
	}
	for _, e := range m.Entities() {
		if same, ok := got.Issuer(e.ID); !ok || same.ID != e.ID {
			t.Errorf("%s is not found by its ID", e.ID)
		}
		for i := range e.Listings {
			want, have := m.Ticker(e.Listings[i].Ticker), got.Ticker(e.Listings[i].Ticker)
			if len(want) != len(have) || have[0].Listing.ID() != want[0].Listing.ID() {
				t.Errorf("%s: lines %v, want %v", e.Listings[i].Ticker, ids(have), ids(want))
			}
			if l, ok := got.Listing(e.Listings[i].ID()); !ok || l.Listing.ID() != e.Listings[i].ID() {
				t.Errorf("%s is not found", e.Listings[i].ID())
			}
		}
	}
	if _, ok := got.Issuer("no such"); ok || got.Ticker("NO SUCH") != nil {
		t.Error("what is not there is found")
	}
	if b, ok := got.Section("other"); !ok || string(b) != "abc" {
		t.Errorf("section: %q %v", b, ok)
	}
	if !got.Common("target") || got.Family(got.At(0), got.At(1)) != m.Family(m.At(0), m.At(1)) {
		t.Error("ordinary words or families differ")
	}
	about.Embedded = Fingerprint()
	if diff := cmp.Diff(about, got.About()); diff != "" {
		t.Error(diff)
	}
}

func ids(lines []Line) (out []string) {
	for _, l := range lines {
		out = append(out, l.Entity.ID+" "+l.Listing.ID())
	}
	return out
}

// Many goroutines that ask for one entity get one pointer.
func TestEntitiesAreMadeOnce(t *testing.T) {
	m := written(t, Embedded(), About{})
	got := make([]*Entity, 8)
	var wg sync.WaitGroup
	for i := range got {
		wg.Go(func() { got[i], _ = m.Issuer("alibaba") })
	}
	wg.Wait()
	for _, e := range got {
		if e == nil || e != got[0] {
			t.Fatalf("%p and %p", e, got[0])
		}
	}
}

// Whatever entities hold, a file gives it back.
func TestIndexRoundTrip(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringN(0, 12, -1)
		date := rapid.Int32Range(-40000, 40000)
		var all []*Entity
		for i := range rapid.IntRange(0, 20).Draw(t, "n") {
			e := &Entity{
				ID: fmt.Sprint("e", i), Kind: Kind(text.Draw(t, "kind")), Name: text.Draw(t, "name"), Country: text.Draw(t, "country"),
				Sector: text.Draw(t, "sector"), Parent: text.Draw(t, "parent"), CIK: rapid.IntRange(0, 1<<40).Draw(t, "cik"),
				LEI: text.Draw(t, "lei"), Rank: rapid.IntRange(0, 1<<30).Draw(t, "rank"), Source: text.Draw(t, "source"),
			}
			for range rapid.IntRange(0, 4).Draw(t, "aliases") {
				e.Aliases = append(e.Aliases, Alias{
					Name: text.Draw(t, "alias"), Kind: AliasKind(text.Draw(t, "kind")), Common: rapid.Bool().Draw(t, "common"),
					From: calendar.Date(date.Draw(t, "from")), To: calendar.Date(date.Draw(t, "to")),
				})
			}
			for range rapid.IntRange(0, 4).Draw(t, "listings") {
				e.Listings = append(e.Listings, Listing{
					MIC: text.Draw(t, "mic"), Ticker: text.Draw(t, "ticker"), Currency: text.Draw(t, "currency"), Primary: rapid.Bool().Draw(t, "primary"),
					Relation: text.Draw(t, "relation"), ISIN: text.Draw(t, "isin"), FIGI: text.Draw(t, "figi"),
					From: calendar.Date(date.Draw(t, "from")), To: calendar.Date(date.Draw(t, "to")), Source: text.Draw(t, "source"),
				})
			}
			for range rapid.IntRange(0, 3).Draw(t, "peers") {
				e.Peers = append(e.Peers, text.Draw(t, "peer"))
			}
			all = append(all, e)
		}
		m, err := New(all)
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, "x.names")
		if err := WriteIndex(path, m.Entities(), About{Embedded: Fingerprint()}); err != nil {
			t.Fatal(err)
		}
		got, err := OpenIndex(path)
		if err != nil {
			t.Fatal(err)
		}
		defer got.Close()
		for i, e := range all {
			if diff := cmp.Diff(e, got.At(i)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// Equal masters make equal files.
func TestIndexIsDeterministic(t *testing.T) {
	var files [2]string
	for i := range files {
		path := filepath.Join(t.TempDir(), "x")
		if err := WriteIndex(path, Embedded().Entities(), About{}); err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = string(b)
	}
	if files[0] != files[1] {
		t.Error("two files of one master differ")
	}
}

func TestCorruptIndexes(t *testing.T) {
	m, err := New([]*Entity{{ID: "a", Kind: Issuer, Name: "A", Aliases: []Alias{{Name: "A"}}, Listings: []Listing{{MIC: "XNYS", Ticker: "A"}}}})
	if err != nil {
		t.Fatal(err)
	}
	good := indexBytes(t, m.Entities(), About{Embedded: Fingerprint()})
	le := binary.LittleEndian
	for name, tc := range map[string]struct {
		damage func(b []byte) []byte
		want   string
	}{
		"empty":     {func([]byte) []byte { return nil }, "0 bytes, shorter than the header"},
		"short":     {func(b []byte) []byte { return b[:20] }, "20 bytes, shorter than the header"},
		"magic":     {func(b []byte) []byte { b[0] = 'X'; return b }, `offset 0: magic "XTAPENAM"`},
		"header":    {func(b []byte) []byte { b[9]++; return b }, "offset 28: header CRC-32C"},
		"version":   {func(b []byte) []byte { le.PutUint32(b[8:], 9); return resealed(b) }, "version 9; this program reads 1 to 1"},
		"cut":       {func(b []byte) []byte { return b[:len(b)-1] }, "offset 16: payload of"},
		"payload":   {func(b []byte) []byte { b[len(b)-1]++; return b }, "offset 32: payload CRC-32C"},
		"directory": {func(b []byte) []byte { le.PutUint32(b[32:], 1<<30); return resealed(b) }, "sections announced"},
		"place":     {func(b []byte) []byte { le.PutUint64(b[40+16:], 1<<60); return resealed(b) }, `section "about" lies at`},
		"twice":     {func(b []byte) []byte { copy(b[40+32:], b[40:56]); return resealed(b) }, `section "about" stands twice`},
		"missing":   {func(b []byte) []byte { b[40] = 'x'; return resealed(b) }, `no section "about"`},
	} {
		path := filepath.Join(t.TempDir(), "x.names")
		if err := os.WriteFile(path, tc.damage([]byte(string(good))), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := OpenIndex(path)
		if fault.CodeOf(err) != fault.Corrupt || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: got %v, want %q", name, err, tc.want)
		}
	}
}

// resealed makes both CRCs right again, as a forger would.
func resealed(b []byte) []byte {
	if len(b) < headerSize {
		return b
	}
	le := binary.LittleEndian
	le.PutUint64(b[16:], uint64(len(b)-headerSize))
	le.PutUint32(b[24:], crc32.Checksum(b[headerSize:], castagnoli))
	le.PutUint32(b[28:], crc32.Checksum(b[:28], castagnoli))
	return b
}

// An index that was built beside other hand-written tables may carry old rows.
func TestIndexOfOtherTables(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.names")
	if err := WriteIndex(path, Embedded().Entities(), About{Embedded: "0123"}); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenIndex(path); fault.CodeOf(err) != fault.Corrupt || !strings.Contains(err.Error(), "built beside other embedded tables") {
		t.Errorf("got %v", err)
	}
	m, err := OpenHistory(path)
	if err != nil || m.Len() != Embedded().Len() {
		t.Errorf("history: %v", err)
	}
}

// FuzzIndex opens forged files: an error or a master that answers, never a panic.
func FuzzIndex(f *testing.F) {
	m, err := New([]*Entity{
		{ID: "a", Kind: Issuer, Name: "A", Aliases: []Alias{{Name: "A"}}, Listings: []Listing{{MIC: "XNYS", Ticker: "A"}}, Peers: []string{"b"}},
		{ID: "b", Kind: Fund, Name: "B", LEI: "x"},
	})
	if err != nil {
		f.Fatal(err)
	}
	b := indexBytes(f, m.Entities(), About{}, Section{Name: "more", Bytes: []byte{1, 2, 3}})
	f.Add(b)
	f.Add(b[:100])
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := openBytes("fuzz", resealed([]byte(string(b))))
		if err != nil {
			return
		}
		for _, e := range m.Entities() {
			m.Issuer(e.ID)
			for i := range e.Listings {
				m.Ticker(e.Listings[i].Ticker)
			}
		}
	})
}
