package query

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"newstape/fault"
)

// anyNode draws a tree as Parse could give it.
func anyNode(depth int) *rapid.Generator[Node] {
	var attributes, numbers []Key
	for _, k := range Keys() {
		if k.Kind == Attribute {
			attributes = append(attributes, k)
		} else {
			numbers = append(numbers, k)
		}
	}
	leaf := rapid.Custom(func(t *rapid.T) Node {
		switch rapid.IntRange(0, 3).Draw(t, "leaf") {
		case 0:
			k := rapid.SampledFrom(attributes).Draw(t, "key")
			value := rapid.SampledFrom([]string{"a", "a b", `q"\(`, "1260h", "阿里", "x:y", "*"}).Draw(t, "value")
			if k.Values != nil {
				value = rapid.SampledFrom(k.Values).Draw(t, "value of list")
			}
			if k.Name == "on" {
				value = "2025-11-14"
			}
			return Node{Op: Term, Key: k.Name, Value: value}
		case 1:
			k := rapid.SampledFrom(numbers).Draw(t, "key")
			n := Node{Op: Compare, Key: k.Name, Cmp: rapid.SampledFrom([]string{"<", "<=", ">", ">="}).Draw(t, "cmp"), Number: rapid.Float64().Draw(t, "number") + 0}
			if k.Name == dayKey {
				n.Number = Day(rapid.IntRange(1, 9999).Draw(t, "year"), rapid.IntRange(1, 12).Draw(t, "month"), rapid.IntRange(1, 28).Draw(t, "day"))
			}
			return n
		case 2:
			words := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "and", "not", "b2", "阿", "里", "é"}), 1, 3).Draw(t, "words")
			return Node{Op: Text, Words: Words(strings.Join(words, " "))}
		}
		return Node{Op: All}
	})
	if depth == 0 {
		return leaf
	}
	return rapid.Custom(func(t *rapid.T) Node {
		op := rapid.SampledFrom([]Op{Term, And, Or, Not, Diff}).Draw(t, "op")
		least, most := 1, 3
		switch op {
		case Term:
			return leaf.Draw(t, "leaf")
		case Not:
			most = 1
		case Diff:
			least = 2
		}
		return Node{Op: op, Args: rapid.SliceOfN(anyNode(depth-1), least, most).Draw(t, "args")}
	})
}

func TestParseReadsWhatStringWrites(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := anyNode(3).Draw(t, "query")
		text := q.String()
		if len(text) > MaxLength {
			t.Skip("too long")
		}
		back, err := Parse(text)
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		if !reflect.DeepEqual(q, back) {
			t.Fatalf("%s\nread back as %#v\nwas %#v", text, back, q)
		}
	})
}

// TestLogic holds the operators to their laws on random stories.
func TestLogic(t *testing.T) {
	doc := rapid.Custom(func(t *rapid.T) Doc {
		d := Doc{Attributes: map[string][]string{}, Numbers: map[string][]float64{}, Text: rapid.StringMatching(`[ab2 阿里é]{0,12}`).Draw(t, "text")}
		for _, k := range Keys() {
			if k.Kind == Attribute {
				d.Attributes[k.Name] = rapid.SliceOfN(rapid.SampledFrom([]string{"a", "a b", "yes", "fails"}), 0, 2).Draw(t, k.Name)
			} else {
				d.Numbers[k.Name] = rapid.SliceOfN(rapid.Float64(), 0, 2).Draw(t, k.Name)
			}
		}
		return d
	})
	rapid.Check(t, func(t *rapid.T) {
		d, a, b := doc.Draw(t, "doc"), anyNode(2).Draw(t, "a"), anyNode(2).Draw(t, "b")
		ma, mb := a.Match(d), b.Match(d)
		for _, law := range []struct {
			q    Node
			want bool
		}{
			{Node{Op: And, Args: []Node{a, b}}, ma && mb},
			{Node{Op: Or, Args: []Node{a, b}}, ma || mb},
			{Node{Op: Not, Args: []Node{a}}, !ma},
			{Node{Op: Diff, Args: []Node{a, b}}, ma && !mb},
			{Node{Op: Diff, Args: []Node{a, a}}, false},
		} {
			if got := law.q.Match(d); got != law.want {
				t.Fatalf("%s: %v", law.q, got)
			}
		}
		if d.Words != nil {
			t.Fatal("Match wrote to its caller's story")
		}
		d.Words = Words(d.Text)
		if a.Match(d) != ma {
			t.Fatal("given words answer otherwise")
		}
	})
}

func TestBrokenNodesMatchNothing(t *testing.T) {
	for _, n := range []Node{{}, {Op: Not}, {Op: Diff}, {Op: Text}, {Op: "xor"}, {Op: Compare, Key: "ar", Cmp: "!="}} {
		if n.Match(Doc{Numbers: map[string][]float64{"ar": {1}}, Text: "x"}) {
			t.Errorf("%#v matches", n)
		}
		_ = n.String()
	}
}

func TestBounds(t *testing.T) {
	for name, text := range map[string]string{
		"length":    strings.Repeat("a ", MaxLength),
		"terms":     strings.Repeat("a ", MaxTerms+1),
		"brackets":  strings.Repeat("(and ", 400),
		"canonical": strings.Repeat("ﷺ", 600),
		"nul":       "a\x00b",
		"bytes":     "a\xffb",
	} {
		_, err := Parse(text)
		if fault.CodeOf(err) != fault.BadUsage || len(err.Error()) > 300 {
			t.Errorf("%s: %v", name, err)
		}
	}
	if q, err := Parse(strings.Repeat("a ", MaxTerms)); err != nil || len(q.Args) != MaxTerms {
		t.Errorf("%d terms: %v", MaxTerms, err)
	}
}

func TestMinusZeroIsZero(t *testing.T) {
	if q, err := Parse("ar<-0"); err != nil || q.String() != "ar<0" {
		t.Errorf("%s, %v", q, err)
	}
}

func TestKeysAreTold(t *testing.T) {
	for _, k := range Keys() {
		if k.Help == "" || k.Kind != Attribute && k.Kind != Number {
			t.Errorf("%+v", k)
		}
		if got, ok := keyOf(k.Name, k.Kind); !ok || got.Name != k.Name {
			t.Errorf("%s is not found", k.Name)
		}
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		"The U.S.'s 4.7% fall":       "the u s s 4 7 fall",
		"Société GÉNÉRALE":           "societe generale",
		"Société":                    "societe",
		"Møller–Mærsk, Łódź, Straße": "moller maersk lodz strasse",
		"İstanbul ıssız":             "istanbul issiz",
		"ΟΔΟΣ οδος οδοσ":             "οδοσ οδοσ οδοσ",
		"ﬁnance ①²½":                 "finance 121 2",
		"阿里巴巴BABA股價":                 "阿 里 巴 巴 baba 股 價",
		"삼성전자":                       "삼 성 전 자",
		"がか":                         "が か",
		"ｶﾞ":                         "ガ",
		"Ёлка и мёд":                 "елка и мед",
		"a\u200bb":                   "a b",
	} {
		if got := strings.Join(Words(text), " "); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, path := range []string{"testdata/match.case", "testdata/errors.case"} {
		_, _, queries := readCases(&testing.T{}, path)
		for _, b := range queries {
			f.Add(b.query)
		}
	}
	doc := Doc{Attributes: map[string][]string{"tt": {"baba"}}, Text: "a b"}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text)
		if err != nil {
			if fault.CodeOf(err) != fault.BadUsage {
				t.Fatalf("%v", err)
			}
			return
		}
		q.Match(doc)
		back, err := Parse(q.String())
		if err != nil || !reflect.DeepEqual(q, back) {
			t.Fatalf("%q -> %q: %v", text, q, err)
		}
	})
}

// FuzzWords: words found again in the words are the same.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"Société 阿里 U.S.", "ΟΔΟΣ", "がｶﾞ", "삼성", "ﷺ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w := Words(text)
		if again := Words(strings.Join(w, " ")); !slices.Equal(w, again) {
			t.Fatalf("%q: %q, then %q", text, w, again)
		}
	})
}

func BenchmarkMatch(b *testing.B) {
	q, err := Parse(`(and tt:baba T:accuse verdict:fails ar<-2 "white house")`)
	if err != nil {
		b.Fatal(err)
	}
	d := Doc{
		Attributes: map[string][]string{"tt": {"baba"}, "T": {"accuse"}, "verdict": {"fails"}},
		Numbers:    map[string][]float64{"ar": {-4}},
		Text:       strings.Repeat("the house said that the white horse was sold ", 70),
	}
	for b.Loop() {
		q.Match(d)
	}
}
