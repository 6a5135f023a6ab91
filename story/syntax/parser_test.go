package syntax_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/text"
)

func open(t testing.TB) *syntax.Parser {
	t.Helper()
	p, err := syntax.Open()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// whole is a text taken as one sentence.
func whole(s string) text.Sentence { return text.Sentence{Span: receipt.Span{End: len(s)}} }

// checkTree holds the laws of a parsed sentence.
func checkTree(t fataler, tree syntax.Tree, span receipt.Span) {
	t.Helper()
	if len(tree.Nodes) == 0 {
		if tree.Missing == nil {
			t.Fatalf("no nodes and nothing missing in %q", span.In(tree.Text))
		}
		return
	}
	roots, end := 0, span.Start
	for i, n := range tree.Nodes {
		if n.Start < end || n.End <= n.Start || n.End > span.End {
			t.Fatalf("node %d has span %v after %d in %v", i, n.Span, end, span)
		}
		end = n.End
		if n.Head < 0 {
			roots++
		}
		if (n.Head < 0) != (n.Rel == syntax.Root) {
			t.Fatalf("node %d has head %d and relation %s", i, n.Head, n.Rel)
		}
		steps := 0
		for k := i; k >= 0; k = tree.Nodes[k].Head {
			if steps++; steps > len(tree.Nodes) {
				t.Fatalf("node %d hangs in a ring", i)
			}
		}
	}
	if roots != 1 {
		t.Fatalf("%d roots in %q", roots, span.In(tree.Text))
	}
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

func TestParseReadsAStory(t *testing.T) {
	doc := text.Parse("Alibaba denied the claims. The memo alleged that the company shared data.")
	trees := open(t).Document(doc)
	tree := trees[0]
	root := tree.Root()
	if tree.Word(root) != "denied" {
		t.Fatalf("root is %q", tree.Word(root))
	}
	if subject, ok := tree.Child(root, syntax.NSubj); !ok || tree.Word(subject) != "Alibaba" {
		t.Error("Alibaba is not the subject of denied")
	}
	alleged := trees[1].Root()
	if content, ok := trees[1].Child(alleged, syntax.CComp); !ok || trees[1].Word(content) != "shared" {
		t.Error("shared is not the complement of alleged")
	}
}

func TestTreesKeepTheirLaws(t *testing.T) {
	p := open(t)
	words := []string{
		"Alibaba", "said", "the", "memo", "didn't", "fell", "4.2%", "$153.80", ",", ".", "\"", "“", "and", "THAT",
		"阿里巴巴", "U.S.", "(", "--", "to", "…", "é", "\n", "\t", "www.alibaba.com", "'s", "🙂", "\xff", "1260H",
	}
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 60).Draw(t, "words"), rapid.SampledFrom([]string{" ", ""}).Draw(t, "gap"))
		sentence := whole(s)
		checkTree(t, p.Parse(s, sentence), sentence.Span)
	})
}

func TestWhatCannotBeParsedSaysWhy(t *testing.T) {
	p := open(t)
	for _, c := range []struct {
		name, text string
		want       receipt.Reason
	}{
		{"chinese", "阿里巴巴否认白宫备忘录的指控。", receipt.Language},
		{"empty", "", receipt.NotKnown},
		{"blank", " \n ", receipt.NotKnown},
		{"long", strings.Repeat("the company ", syntax.MaxTokens/2+1), receipt.TooLong},
	} {
		tree := p.Parse(c.text, whole(c.text))
		if tree.Missing == nil || tree.Missing.Reason != c.want || len(tree.Nodes) > 0 {
			t.Errorf("%s: missing %v with %d nodes, want %s", c.name, tree.Missing, len(tree.Nodes), c.want)
		}
	}
	german := text.Parse("Der Konzern hat die Vorwürfe am Freitag zurückgewiesen. Die Aktie fiel daraufhin um vier Prozent auf den tiefsten Stand seit drei Monaten.")
	for _, tree := range p.Document(german) {
		if tree.Missing == nil || tree.Missing.Reason != receipt.Language {
			t.Errorf("a German sentence is missing %v", tree.Missing)
		}
	}
}

func TestLongestSentenceIsParsed(t *testing.T) {
	s := strings.Repeat("word ", syntax.MaxTokens)
	tree := open(t).Parse(s, whole(s))
	if len(tree.Nodes) != syntax.MaxTokens {
		t.Fatalf("%d nodes, missing %v", len(tree.Nodes), tree.Missing)
	}
	checkTree(t, tree, whole(s).Span)
}

func FuzzParse(f *testing.F) {
	p := open(f)
	f.Add("Alibaba's shares didn't fall 4.2% to US$153.80 on www.alibaba.com.")
	f.Add("“I can’t,” he said (in a memo...")
	f.Fuzz(func(t *testing.T, s string) {
		checkTree(t, p.Parse(s, whole(s)), whole(s).Span)
		for _, tree := range p.Document(text.Parse(s)) {
			checkTree(t, tree, whole(s).Span)
		}
	})
}

func TestADatelineHangsBelowItsSentence(t *testing.T) {
	p := open(t)
	for _, line := range []string{
		"HONG KONG, Jan 29 - A Hong Kong court ordered the liquidation of China Evergrande Group on Monday.",
		"WASHINGTON, Sept 2 (Reuters) - A federal court ordered the company to share data.",
	} {
		tree := p.Parse(line, whole(line))
		root := tree.Root()
		if tree.Word(root) != "ordered" {
			t.Errorf("root %q of %s", tree.Word(root), line)
		}
		if subject, ok := tree.Child(root, syntax.NSubj); !ok || tree.Word(subject) != "court" {
			t.Errorf("court does not order in %s", line)
		}
		checkTree(t, tree, whole(line).Span)
	}
}

// A form that is only a verb is one, whatever stands before it.
func TestVerbsThatAreNothingElse(t *testing.T) {
	tree := open(t).Document(text.Parse("The official told reporters that talks would go on."))[0]
	if root := tree.Root(); tree.Word(root) != "told" {
		t.Errorf("the root is %q", tree.Word(root))
	}
}

// Names that end like verbs are names, and no open-class word is an auxiliary.
func TestNamesThatLookLikeVerbs(t *testing.T) {
	p := open(t)
	for _, s := range []string{
		"Boeing said the jet was not safe to fly.",
		"Beijing denied the claims.",
		"Corning fell 3 percent.",
		"BEIJING DENIES THE CLAIMS",
	} {
		tree := p.Document(text.Parse(s))[0]
		if got := tree.Nodes[0]; got.Tag != syntax.PROPN || got.Rel != syntax.NSubj {
			t.Errorf("%q: %s is %s, %s", s, tree.Word(0), got.Tag, got.Rel)
		}
	}
}
