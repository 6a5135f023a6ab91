package match

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var letters = []rune("abcdefghijklmnoprstuvyzабвгдежзиклмнопрстуфхцчшщэюяäöüßéèñçşžابتجدرسعفقكلمنويאבגדהוזח北京华为技术有限公司바라크トヨタ'’-.&()0123456789 ")

func anyName() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return string(rapid.SliceOfN(rapid.SampledFrom(letters), 1, 40).Draw(t, "name"))
	})
}

func TestFoldTwiceChangesNothing(t *testing.T) {
	m := New()
	rapid.Check(t, func(t *rapid.T) {
		once := m.Fold(anyName().Draw(t, "name"))
		if twice := m.Fold(once); twice != once {
			t.Fatalf("%q, then %q", once, twice)
		}
		for _, r := range once {
			if r != ' ' && (r < '0' || r > '9') && (r < 'a' || r > 'z') {
				t.Fatalf("%q has %q", once, r)
			}
		}
	})
}

func TestANameIsItself(t *testing.T) {
	m := New()
	rapid.Check(t, func(t *rapid.T) {
		kind := rapid.SampledFrom([]Kind{Person, Company}).Draw(t, "kind")
		n, err := m.Parse(kind, anyName().Draw(t, "name"))
		if err != nil {
			t.Skip()
		}
		if c := m.Compare(n, n); !c.Exact || c.Score < 0.99 {
			t.Fatalf("%q is itself by %.3f", n.Text, c.Score)
		}
	})
}

func TestScoresAreProbabilitiesAndRepeat(t *testing.T) {
	m := New()
	rapid.Check(t, func(t *rapid.T) {
		a, errA := m.Parse(Company, anyName().Draw(t, "a"))
		b, errB := m.Parse(Company, anyName().Draw(t, "b"))
		if errA != nil || errB != nil {
			t.Skip()
		}
		c := m.Compare(a, b)
		if c.Score < 0 || c.Score > 1 || c.Score != c.Score {
			t.Fatalf("score %v", c.Score)
		}
		if again := m.Compare(a, b); again.Score != c.Score {
			t.Fatalf("%v, then %v", c.Score, again.Score)
		}
		if back := m.Compare(b, a); (back.Score-c.Score)*(back.Score-c.Score) > 0.15 {
			t.Fatalf("%q on %q %.3f, the other way %.3f", a.Text, b.Text, c.Score, back.Score)
		}
	})
}

// plainOSA is the recurrence as it is defined, without bounds.
func plainOSA(a, b string) int {
	d := make([][]int, len(a)+1)
	for i := range d {
		d[i] = make([]int, len(b)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(a)][len(b)]
}

func TestDistanceIsTheRecurrence(t *testing.T) {
	word := rapid.StringOfN(rapid.SampledFrom([]rune("abc")), 0, 9, -1)
	rapid.Check(t, func(t *rapid.T) {
		a, b, limit := word.Draw(t, "a"), word.Draw(t, "b"), rapid.IntRange(0, 9).Draw(t, "limit")
		want := plainOSA(a, b)
		if want > limit {
			want = limit + 1
		}
		if got := osa(a, b, limit); got != want {
			t.Fatalf("osa(%q, %q, %d) = %d, want %d", a, b, limit, got, want)
		}
	})
}

// Every name that was added is found by itself, and by itself with one letter
// less in each word that is long enough.
func TestSearchFindsWhatWasAdded(t *testing.T) {
	m := New()
	word := rapid.StringOfN(rapid.SampledFrom([]rune("abdeghiklmnorstu")), 4, 10, -1)
	rapid.Check(t, func(t *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(word, 2, 4).Draw(t, "words"), " ")
		}), 1, 12, rapid.ID).Draw(t, "names")
		b := NewBuilder(m)
		for i, n := range names {
			if err := b.Add(uint32(i), Company, n, false); err != nil {
				t.Fatal(err)
			}
		}
		x, err := m.OpenIndex(b.Bytes([]byte("payload")))
		if err != nil {
			t.Fatal(err)
		}
		if string(x.Payload()) != "payload" || x.Len() != len(names) {
			t.Fatalf("%d names, payload %q", x.Len(), x.Payload())
		}
		at := rapid.IntRange(0, len(names)-1).Draw(t, "which")
		for _, asked := range []string{names[at], oneLess(t, names[at])} {
			q, err := m.Parse(Company, asked)
			if err != nil {
				t.Fatal(err)
			}
			found := false
			for _, h := range x.Search(q, 0) {
				found = found || int(h.Ref) == at
			}
			if !found {
				t.Fatalf("%q does not find %q", asked, names[at])
			}
		}
	})
}

func oneLess(t *rapid.T, name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		k := rapid.IntRange(0, len(w)-1).Draw(t, "letter")
		words[i] = w[:k] + w[k+1:]
	}
	return strings.Join(words, " ")
}
