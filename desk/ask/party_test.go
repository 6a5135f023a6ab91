package ask

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"newstape/fault"
	"newstape/names/screen"
	"newstape/names/security"
)

func party(t *testing.T, id, asOf string) *Party {
	t.Helper()
	p, err := embedded(t).Party(PartyRequest{ID: id, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// standing is one line a list: status, since, earlier and later.
func standing(p *Party, list string) string {
	for _, s := range p.Standing {
		if s.List != list {
			continue
		}
		out := []string{string(s.Status)}
		if s.Since != "" {
			out = append(out, "since "+s.Since)
		}
		for _, c := range s.Earlier {
			out = append(out, "earlier "+c.What+" "+c.Date)
		}
		for _, c := range s.Later {
			out = append(out, "later "+c.What+" "+c.Date)
		}
		return strings.Join(out, "; ")
	}
	return "no row"
}

func TestPartiesStandAsOfTheDay(t *testing.T) {
	for _, c := range []struct{ party, list, day, want string }{
		{"alibaba", "1260H", "2025-11-15", "not_listed; later posted, then withdrawn 2026-02-13; later listed 2026-06-08"},
		{"alibaba", "1260H", "2026-03-01", "not_listed; earlier posted, then withdrawn 2026-02-13; later listed 2026-06-08"},
		{"alibaba", "1260H", "2026-06-08", "listed; since 2026-06-08; earlier posted, then withdrawn 2026-02-13"},
		{"ymtc", "1260H", "2026-02-16", "listed; since 2024-01-31; later removed 2026-02-17; later listed 2026-06-08"},
		{"ymtc", "1260H", "2026-02-17", "not_listed; earlier listed 2024-01-31; earlier removed 2026-02-17; later listed 2026-06-08"},
		{"cxmt", "1260H", "2026-06-08", "listed; since 2026-06-08; earlier listed 2025-01-07; earlier removed 2026-02-17"},
		{"cxmt", "EntityList", "2026-06-08", "not_listed"},
		{"dji", "FCC", "2025-12-21", "not_listed"},
		{"dji", "FCC", "2025-12-22", "category; since 2025-12-22"},
		{"zte", "FCC", "2025-11-15", "listed; since 2021-03-12"},
		{"zte", "1260H", "2025-11-15", "not_listed"},
	} {
		if got := standing(party(t, c.party, c.day), c.list); got != c.want {
			t.Errorf("%s on %s at %s: %q, want %q", c.party, c.list, c.day, got, c.want)
		}
	}
}

// The days that the public record gives, as names/screen keeps them.
func TestPartiesAgreeWithTheRecord(t *testing.T) {
	b, err := os.ReadFile("../../names/screen/testdata/timeline.case")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for text := range strings.Lines(string(b)) {
		f := strings.Fields(text)
		if len(f) < 4 || strings.HasPrefix(f[0], "#") {
			continue
		}
		want := f[3]
		if len(f) > 4 {
			want += "; since " + f[4]
		}
		if got := standing(party(t, f[0], f[2]), f[1]); got != want && !strings.HasPrefix(got, want+"; ") {
			t.Errorf("%s on %s at %s: %q, want %q", f[0], f[1], f[2], got, want)
		}
		asked++
	}
	if asked < 30 {
		t.Errorf("only %d lines", asked)
	}
}

func TestTimelineHoldsEveryPeriod(t *testing.T) {
	p := party(t, "alibaba", "2025-11-15")
	b, err := json.Marshal(p.Timeline)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{
		`"status":"withdrawn","what":"posted, then withdrawn","from":"2026-02-13","to":"2026-02-13"`,
		`"note":"posted and withdrawn within about an hour"`, `"later":true`, `"citation":"91 FR 35189"`, `"known_until":"2026-08-22"`,
		`"status":"listed","what":"listed","from":"2026-06-08","name"`,
	} {
		if !strings.Contains(string(b), part) {
			t.Errorf("no %s in\n%s", part, b)
		}
	}
	y := party(t, "ymtc", "2026-03-01").Timeline
	if len(y) != 3 || y[0].To != "2026-02-17" || y[0].Later || y[1].To != "" || !y[1].Later || y[2].Published != "2022-12-19" || y[2].From != "2022-12-16" {
		t.Errorf("%+v", y)
	}
	h := party(t, "hisilicon", "2025-11-15")
	if h.Parent == nil || h.Parent.ID != "huawei" || len(h.Timeline) == 0 || h.Timeline[0].Of != "huawei" || h.Timeline[0].What != "parent listed" {
		t.Errorf("%+v", h.Timeline)
	}
	if s := h.Standing[0]; s.Status != screen.ParentListed || s.Of != "huawei" {
		t.Errorf("%+v", s)
	}
	if c := party(t, "huawei", "2025-11-15").Children; !slices.ContainsFunc(c, func(r PartyRef) bool { return r.ID == "hisilicon" }) {
		t.Errorf("%v", c)
	}
	d := party(t, "dji", "2026-01-01")
	last := d.Timeline[len(d.Timeline)-1]
	if last.Status != "category" || last.Citation == "" || d.Standing[3].Citation == "" {
		t.Errorf("%+v", last)
	}
}

func TestPartyHasItsLinesAndPeers(t *testing.T) {
	p := party(t, "alibaba", "2025-11-15")
	if p.Name != "Alibaba Group" || p.CIK != 1577552 || p.Country != "CN" || p.Listing != "XNYS:BABA" || p.Source == "" || !slices.Contains(p.Also, "阿里巴巴") {
		t.Errorf("%+v", p)
	}
	lines := map[string]PartyLine{}
	for _, l := range p.Listings {
		lines[l.Listing] = l
	}
	if l := lines["XNYS:BABA"]; !l.Prices || l.Currency != "USD" || !l.Open {
		t.Errorf("%+v", l)
	}
	if l := lines["OTCM:BABAF"]; l.Prices {
		t.Errorf("%+v", l)
	}
	// The lines of a dossier: Tencent's over-the-counter line trades the same days.
	peers := map[string]PartyRef{}
	for _, q := range p.Peers {
		peers[q.ID] = q
	}
	if q := peers["tencent"]; q.Listing != "OTCM:TCEHY" || !q.Prices {
		t.Errorf("%+v", q)
	}
	if q := peers["jd"]; q.Listing != "XNAS:JD" || !q.Prices {
		t.Errorf("%+v", q)
	}
	// Lists are not asked about an outlet.
	if f := party(t, "financial-times", "2025-11-15"); len(f.Standing) != 0 || f.Timeline == nil || f.Listings == nil {
		t.Errorf("%+v", f)
	}
	// A line that was not yet there, or no more.
	b, err := embedded(t).Party(PartyRequest{ID: "alibaba", AsOf: "2010-01-04"})
	if err != nil || b.Listing == "XNYS:BABA" || slices.ContainsFunc(b.Listings, func(l PartyLine) bool { return l.Listing == "XNYS:BABA" && l.Open }) {
		t.Errorf("%+v %v", b, err)
	}
}

func TestPartiesThatAreNotThere(t *testing.T) {
	r := embedded(t)
	for _, id := range []string{"", "nobody-at-all", "Alibaba Group", strings.Repeat("x", 3000)} {
		if _, err := r.Party(PartyRequest{ID: id, AsOf: "2025-11-15"}); fault.CodeOf(err) != fault.NotFound || len(err.Error()) > 300 {
			t.Errorf("%q: %v", clipName(id), err)
		}
	}
	for _, day := range []string{"", "today", "2025-02-30"} {
		if _, err := r.Party(PartyRequest{ID: "alibaba", AsOf: day}); fault.CodeOf(err) != fault.BadInput {
			t.Errorf("%q: %v", day, err)
		}
	}
}

func TestWholeListsAreAskedToo(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lists.idx")
	index(t, path, strings.NewReplacer("Orion Dynamics LLC", "DJI Technology Co., Ltd.", "Russia", "China").Replace(listFile))
	r, err := Open(Options{ListIndex: path})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for id, want := range map[string]int{"dji": 1, "alibaba": 0, "white-house": 0} {
		p, err := r.Party(PartyRequest{ID: id, AsOf: "2025-11-15"})
		if err != nil || len(p.Found) != want {
			t.Errorf("%s: %+v %v", id, p.Found, err)
		}
	}
	// The embedded table alone answers without an index.
	if p := party(t, "dji", "2025-11-15"); p.Found != nil {
		t.Errorf("%+v", p.Found)
	}
}

func TestPartiesAreFound(t *testing.T) {
	for _, c := range []struct{ q, first string }{
		{"ali", "alibaba"},
		{"Alibaba Group", "alibaba"},
		{"BABA", "alibaba"},
		{"baba", "alibaba"},
		{"XNYS:BABA", "alibaba"},
		{"xhkg:9988", "alibaba"},
		{"9988", "alibaba"},
		{"阿里", "alibaba"},
		{"阿里巴巴", "alibaba"},
		{"華為", "huawei"},
		{"hauwei", "huawei"},
		{"Hikvison", "hikvision"},
		{"Alibba", "alibaba"},
		{"yangtze mem", "ymtc"},
		{"memory technologies", "ymtc"},
		{"cxmt", "cxmt"},
		{"ZTE", "zte"},
		{"dji", "dji"},
		{"facebook", "meta-platforms"},
		{"google", "alphabet"},
		{"nvidia", "nvidia"},
		{"white-house", "white-house"},
		{"White\n House", "white-house"},
		{"at&t", "at-t"},
		{"bank of am", "bank-of-america"},
	} {
		got, err := embedded(t).Parties(c.q, 5)
		if err != nil || len(got) == 0 || got[0].ID != c.first {
			t.Errorf("%q: %+v %v", c.q, got, err)
		}
	}
	got, err := embedded(t).Parties("qqqqqqqq", 5)
	if err != nil || got == nil || len(got) != 0 {
		t.Errorf("%v %v", got, err)
	}
	held, err := embedded(t).Parties(" ", 100)
	if err != nil || len(held) != 11 || !held[0].Prices { // twelve listings, two of them Alibaba's
		t.Errorf("%d %v %v", len(held), held, err)
	}
}

// Whoever is typed whole is among the first, whatever else is called so; half a
// name finds as well.
func TestEveryPartyIsFoundByItsNames(t *testing.T) {
	r := embedded(t)
	all := r.facts.Master.Entities()
	rapid.Check(t, func(t *rapid.T) {
		e := all[rapid.IntRange(0, len(all)-1).Draw(t, "party")]
		names := []string{e.Name, e.ID}
		for _, a := range e.Aliases {
			if a.Kind != security.Demonym && a.Kind != security.Ticker {
				names = append(names, a.Name)
			}
		}
		for _, l := range e.Listings {
			names = append(names, l.ID())
		}
		name := rapid.SampledFrom(names).Draw(t, "name")
		found, err := r.Parties(name, 50)
		if err != nil || !slices.ContainsFunc(found, func(f PartyFound) bool { return f.ID == e.ID }) {
			t.Fatalf("%s is not found by %q: %v", e.ID, name, found)
		}
	})
}

func FuzzParties(f *testing.F) {
	for _, q := range []string{"ali", "阿里巴巴", "XNYS:BABA", ":", "\n", " \n ", "a\nb", "é", "\xff", strings.Repeat("a ", 200), "hauwei"} {
		f.Add(q)
	}
	r, err := opened()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, q string) {
		got, err := r.Parties(q, 20)
		if err != nil || len(got) > 20 {
			t.Fatalf("%d %v", len(got), err)
		}
		again, _ := r.Parties(q, 20)
		if fmt.Sprint(got) != fmt.Sprint(again) {
			t.Fatalf("two answers: %v and %v", got, again)
		}
		if _, err := r.heldListing(q); err != nil && fault.CodeOf(err) != fault.NotFound {
			t.Fatal(err)
		}
	})
}

// beginsLike against the plain definition, by recursion.
func TestBeginsLike(t *testing.T) {
	var edits func(a, b string) int
	edits = func(a, b string) int {
		if a == "" || b == "" {
			return len(a) + len(b)
		}
		change := 1
		if a[len(a)-1] == b[len(b)-1] {
			change = 0
		}
		d := min(edits(a[:len(a)-1], b)+1, edits(a, b[:len(b)-1])+1, edits(a[:len(a)-1], b[:len(b)-1])+change)
		if n, m := len(a), len(b); n > 1 && m > 1 && a[n-1] == b[m-2] && a[n-2] == b[m-1] {
			d = min(d, edits(a[:n-2], b[:m-2])+1)
		}
		return d
	}
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringMatching(`[ab]{0,5}`)
		q, key := word.Draw(t, "q"), word.Draw(t, "key")
		want := len(q)
		for n := range len(key) + 1 {
			want = min(want, edits(q, key[:n]))
		}
		var rows [3][]int
		for i := range rows {
			rows[i] = make([]int, len(key)+1)
		}
		if got := beginsLike(q, key, &rows); got != want {
			t.Fatalf("%q begins %q with %d edits, want %d", q, key, got, want)
		}
	})
}

func BenchmarkParties(b *testing.B) {
	r, err := opened()
	if err != nil {
		b.Fatal(err)
	}
	_ = r.finder()
	for _, q := range []string{"a", "ali", "hauwei", "qqqqqqqq"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Parties(q, 20); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			_ = newFinder(r.finder().matcher, r.facts.Master, nil, nil)
		}
	})
}

// To the master the zero day is the present, whose names and lines must not
// stand under 1970.
func TestThePresentDoesNotLeakIntoTheZeroDay(t *testing.T) {
	if p, err := embedded(t).Party(PartyRequest{ID: "alibaba", AsOf: "1970-01-01"}); fault.CodeOf(err) != fault.BadInput {
		t.Errorf("%+v %v", p, err)
	}
}
