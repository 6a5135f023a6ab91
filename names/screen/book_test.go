package screen

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"newstape/fault"
	"newstape/names/lists"
	"newstape/names/match"
	"newstape/receipt"
	"newstape/tape/calendar"
)

var day = calendar.MustDate

// made is a list of made-up companies with the shapes that trip matchers, and of
// a name that a hundred thousand people bear.
func made() *lists.Version {
	v := &lists.Version{List: "EntityList", Title: "Entity List", Authority: "US Bureau of Industry and Security", Country: "US", File: "made", Hash: strings.Repeat("ab", 32)}
	add := func(e lists.Entry) {
		e.List, e.Row = v.List, len(v.Entries)+1
		if e.Key == "" {
			e.Key = e.Name
		}
		v.Owners = v.Owners || len(e.Owners) > 0
		v.Entries = append(v.Entries, e)
	}
	add(lists.Entry{Name: "Orion Dynamics LLC", Countries: []string{"RU"}, Effective: day("2020-01-01")})
	add(lists.Entry{Name: "558 Aircraft Repair Plant JSC", Countries: []string{"BY"}, Effective: day("2021-12-09")})
	add(lists.Entry{Name: "11420 CORP.", Countries: []string{"PA"}})
	add(lists.Entry{Name: "Target Logistics Trading", Countries: []string{"AE"}})
	add(lists.Entry{Name: "Block", Countries: []string{"RU"}})
	add(lists.Entry{Name: "COSTAR GROUP CO., LTD.", Countries: []string{"CN"}})
	add(lists.Entry{Name: "ALPHABET INTERNATIONAL DMCC", Countries: []string{"AE"}})
	add(lists.Entry{Name: "Wang Wei", Countries: []string{"CN"}, Births: []string{"1971-03-02"}})
	add(lists.Entry{Name: "EMMA LLC", Countries: []string{"RU"}})
	add(lists.Entry{Name: "Half Owned Trading GmbH", Key: "half", Unlisted: true, Owners: []lists.Owner{{Key: "Orion Dynamics LLC", Share: 50}}})
	add(lists.Entry{Name: "Less Owned Shipping GmbH", Key: "less", Unlisted: true, Owners: []lists.Owner{{Key: "Orion Dynamics LLC", Share: 49.9}}})
	return v
}

var (
	matcher   = sync.OnceValue(match.New)
	directory = sync.OnceValue(func() *Directory { return NewDirectory(matcher(), master()) })
)

func screener(t testing.TB, more ...*lists.Version) *Screener {
	t.Helper()
	m := matcher()
	raw, err := Build(m, lists.Join(append([]*lists.Version{made()}, more...)...))
	if err != nil {
		t.Fatal(err)
	}
	book, err := NewBook(m, raw)
	if err != nil {
		t.Fatal(err)
	}
	table, _ := opened(t)
	s, err := NewScreener(m, table, book, directory().Link)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(t testing.TB, s *Screener, q Query) *Answer {
	t.Helper()
	a, err := s.Screen(q)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestScreen(t *testing.T) {
	s := screener(t)
	b, err := os.ReadFile("testdata/screen.case")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(string(b), "\n") {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "|")
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		q := Query{Name: f[0], Kind: match.Company}
		if f[1] == "person" {
			q.Kind = match.Person
		}
		if f[2] != "-" {
			q.AsOf = day(f[2])
		}
		a := ask(t, s, q)
		if got := string(a.Status()); got != f[3] {
			t.Errorf("line %d: %s: %s, want %s; %+v", n+1, f[0], got, f[3], a.Hits)
		}
		for _, h := range a.Hits {
			if h.Receipt().Void() || h.Why == "" {
				t.Errorf("line %d: a hit without receipt or reason: %+v", n+1, h)
			}
		}
	}
}

// A second attribute makes a homonym a person.
func TestABirthDateTellsHomonymsApart(t *testing.T) {
	s := screener(t)
	a := ask(t, s, Query{Name: "Wang Wei", Kind: match.Person, Birth: "1971"})
	if a.Status() != Listed || !strings.Contains(a.Hits[0].Why, "birth 1971-03-02") {
		t.Errorf("%s: %+v", a.Status(), a.Hits)
	}
	if a := ask(t, s, Query{Name: "Wang Wei", Kind: match.Person, Birth: "1985"}); a.Status() != SameName {
		t.Errorf("another birth: %s", a.Status())
	}
}

func TestInvisibleMarksAreSaidToBeThere(t *testing.T) {
	s := screener(t)
	a := ask(t, s, Query{Name: "Orion\u200b Dyna\u202emics", Kind: match.Company})
	if a.Status() != Listed || len(a.Notes) != 1 {
		t.Errorf("%s, %q", a.Status(), a.Notes)
	}
	if _, err := s.Screen(Query{Name: strings.Repeat("x", 10<<20)}); fault.CodeOf(err) != fault.TooLarge {
		t.Errorf("10 MB in one name: %v", err)
	}
}

// The row that an answer rests on names the version of its list.
func TestReceiptsNameTheVersion(t *testing.T) {
	s := screener(t)
	a := ask(t, s, Query{Name: "Orion Dynamics", Kind: match.Company})
	want := []receipt.Fact{{Table: "list/EntityList@abababababab", Row: "row 1: Orion Dynamics LLC, since 2020-01-01", Source: "made"}}
	if diff := cmp.Diff(want, a.Hits[0].Receipt().Facts()); diff != "" {
		t.Error(diff)
	}
}

func TestBookRoundTrip(t *testing.T) {
	m := match.New()
	v := made()
	raw, err := Build(m, []*lists.Version{v})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "lists.idx")
	if err := WriteFile(path, raw); err != nil {
		t.Fatal(err)
	}
	b, err := OpenBook(m, path)
	if err != nil {
		t.Fatal(err)
	}
	back, err := b.Unpack()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]*lists.Version{v}, back); diff != "" {
		t.Error(diff)
	}
	if err := b.Close(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(path, raw[:len(raw)-9], 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenBook(m, path); fault.CodeOf(err) != fault.Corrupt {
		t.Errorf("a file that is cut off: %v", err)
	}
}

func TestBuildingTwiceGivesTheSameBytes(t *testing.T) {
	m := match.New()
	a, err := Build(m, []*lists.Version{made()})
	if err != nil {
		t.Fatal(err)
	}
	b, err := Build(m, []*lists.Version{made()})
	if err != nil {
		t.Fatal(err)
	}
	if !cmp.Equal(a, b) {
		t.Error("two builds differ")
	}
}

// A list that could not be read, or lost half of its entries, leaves the version
// before in force.
func TestThePreviousVersionStaysInForce(t *testing.T) {
	old := made()
	other := &lists.Version{List: "UN", Hash: "1", Entries: []lists.Entry{{Name: "x"}}}
	cut := made()
	cut.Hash, cut.Entries = "cut", cut.Entries[:2]
	versions, events, held := Replace([]*lists.Version{old, other}, []*lists.Version{cut})
	if len(versions) != 2 || versions[0] != old || versions[1] != other || len(held) != 1 || len(events) != 0 {
		t.Errorf("%v, %v, %v", versions, events, held)
	}
	grown := made()
	grown.Hash = "grown"
	grown.Entries = append(grown.Entries, lists.Entry{List: "EntityList", Key: "new", Name: "New"})
	versions, events, held = Replace([]*lists.Version{old}, []*lists.Version{grown})
	if versions[0] != grown || len(held) != 0 || len(events) != 1 || events[0].Change != lists.Added {
		t.Errorf("%v, %v, %v", versions, events, held)
	}
}

// Whatever the day, a hit that counts was in force on it.
func TestHitsWereInForce(t *testing.T) {
	s := screener(t)
	names := []string{"Orion Dynamics", "Igor Sechin", "Роснефть", "558 Aircraft Repair Plant", "Gazprombank"}
	rapid.Check(t, func(t *rapid.T) {
		q := Query{
			Name: rapid.SampledFrom(names).Draw(t, "name"), Kind: rapid.SampledFrom([]match.Kind{match.Company, match.Person}).Draw(t, "kind"),
			AsOf: day("2010-01-01") + calendar.Date(rapid.IntRange(0, 6000).Draw(t, "day")),
		}
		a, err := s.Screen(q)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range a.Hits {
			if h.Status == Listed && !h.Entry.Holds(q.AsOf) {
				t.Fatalf("%s on %s: %+v", q.Name, q.AsOf, h.Entry)
			}
		}
	})
}

func FuzzBook(f *testing.F) {
	m := match.New()
	raw, err := Build(m, []*lists.Version{made()})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, b []byte) {
		book, err := NewBook(m, b)
		if err != nil {
			return
		}
		s, err := NewScreener(m, nil, book, nil)
		if err != nil {
			return
		}
		_, _ = s.Screen(Query{Name: "Orion Dynamics", Kind: match.Company})
	})
}
