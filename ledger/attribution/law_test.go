package attribution

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

// lawful reports what is wrong with attributions of a text: spans outside of it,
// empty, out of order or sharing a byte with another; a void receipt; a score that
// is no probability.
func lawful(src string, as []Attribution) string {
	var all []receipt.Span
	for _, a := range as {
		if len(a.Cue) == 0 || a.Receipt().Void() {
			return "an attribution without a cue or receipt"
		}
		if !(a.Score >= 0 && a.Score <= 1) || math.IsNaN(a.Score) {
			return "a score that is no probability"
		}
		for _, part := range [][]receipt.Span{a.Cue, a.Source, a.Content} {
			if !slices.IsSortedFunc(part, func(x, y receipt.Span) int { return cmp.Compare(x.Start, y.Start) }) {
				return "pieces out of order"
			}
			all = append(all, part...)
		}
	}
	for _, s := range all {
		if s.Start < 0 || s.End > len(src) || s.Start >= s.End {
			return "an empty span or one outside of the text"
		}
	}
	slices.SortFunc(all, func(a, b receipt.Span) int { return cmp.Compare(a.Start, b.Start) })
	for k := 1; k < len(all); k++ {
		if all[k].Start < all[k-1].End {
			return "two spans that share a byte"
		}
	}
	if !slices.IsSortedFunc(as, func(a, b Attribution) int { return cmp.Compare(a.Cue[0].Start, b.Cue[0].Start) }) {
		return "attributions out of order"
	}
	return ""
}

var scraps = []string{
	"The ministry", "said", "that", "exports", "had stopped", ",", ".", "“", "”", "\"", "''", "‘", "’", "'", ":", "\n\n",
	"according to", "the report", "denied", "was accused of", "he", "told reporters", "—", "(", ")", "FT", "1,200", "$", "阿里巴巴", "don't",
}

// anyTrees are trees that no parser would give: random heads, circles among them.
func anyTrees(t *rapid.T, doc text.Document) syntax.Trees {
	trees := make(syntax.Trees, len(doc.Sentences))
	for k, s := range doc.Sentences {
		trees[k].Text = doc.Text
		if rapid.IntRange(0, 5).Draw(t, "missing") == 0 {
			continue
		}
		for range s.Tokens {
			trees[k].Nodes = append(trees[k].Nodes, syntax.Node{})
		}
		for i, token := range s.Tokens {
			trees[k].Nodes[i] = syntax.Node{
				Span: token.Span,
				Tag:  syntax.Tag(rapid.IntRange(0, int(syntax.X)).Draw(t, "tag")),
				Head: rapid.IntRange(-1, len(s.Tokens)-1).Draw(t, "head"),
				Rel:  syntax.Relation(rapid.IntRange(0, int(syntax.XComp)).Draw(t, "rel")),
			}
		}
	}
	return trees
}

func TestSpansAreLawful(t *testing.T) {
	_, finder := rooms(t)
	finder = finder.At(0) // the more, the harder
	rapid.Check(t, func(t *rapid.T) {
		doc := text.Parse(strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 60).Draw(t, "text"), " "))
		trees := anyTrees(t, doc)
		var opaque []receipt.Span
		if n := len(doc.Sentences); n > 0 && rapid.Bool().Draw(t, "some opaque") {
			tokens := doc.Sentences[rapid.IntRange(0, n-1).Draw(t, "sentence")].Tokens
			first := rapid.IntRange(0, len(tokens)-1).Draw(t, "from")
			last := rapid.IntRange(first, len(tokens)-1).Draw(t, "to")
			opaque = []receipt.Span{tokens[first].Cover(tokens[last].Span)}
		}
		as := finder.Find(doc, trees, opaque)
		if wrong := lawful(doc.Text, as); wrong != "" {
			t.Fatalf("%q: %s: %+v", doc.Text, wrong, as)
		}
		for _, a := range as {
			for _, s := range a.Receipt().Spans() {
				if len(opaque) > 0 && s.Overlaps(opaque[0]) {
					t.Fatalf("%q: taken from what is opaque: %+v", doc.Text, a)
				}
			}
		}
	})
}

func TestTheSameTextGivesTheSameAnswer(t *testing.T) {
	parser, finder := rooms(t)
	doc := text.Parse(story)
	trees := parser.Document(doc)
	first := finder.Find(doc, trees, nil)
	for range 3 {
		if again := finder.Find(doc, trees, nil); !slices.EqualFunc(first, again, func(a, b Attribution) bool {
			return a.Score == b.Score && slices.Equal(a.Content, b.Content) && slices.Equal(a.Why, b.Why)
		}) {
			t.Fatal("two readings differ")
		}
	}
	if len(first) == 0 || len(first[0].Why) == 0 || first[0].Why[0].What == "" {
		t.Errorf("no attribution, or one that does not explain itself: %+v", first)
	}
}

func TestNothingIsTakenFromOpaqueSpans(t *testing.T) {
	parser, finder := rooms(t)
	src := "The ministry said that exports had stopped."
	doc := text.Parse(src)
	if as := finder.Find(doc, parser.Document(doc), []receipt.Span{{Start: 0, End: len(src)}}); len(as) > 0 {
		t.Errorf("taken from what is opaque: %+v", as)
	}
}

func FuzzFind(f *testing.F) {
	f.Add(story)
	f.Add("“We ' will \" fight ” this,\" he said: ‘no.\n\n\"Again.")
	parser, finder := rooms(f)
	f.Fuzz(func(t *testing.T, src string) {
		if len(src) > 2000 {
			return
		}
		doc := text.Parse(src)
		if wrong := lawful(src, finder.At(0.05).Find(doc, parser.Document(doc), nil)); wrong != "" {
			t.Fatal(wrong)
		}
	})
}
