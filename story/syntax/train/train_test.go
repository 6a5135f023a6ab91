package train_test

import (
	"bytes"
	"strings"
	"testing"

	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/syntax/conllu"
	"newstape/story/syntax/train"
	"newstape/story/text"
)

// small is a treebank of our own: who did what, in every combination.
func small(t *testing.T) []conllu.Sentence {
	t.Helper()
	var b strings.Builder
	for _, who := range []string{"Alibaba", "Apple", "Regulators", "Investors"} {
		for _, did := range []string{"denied", "sold", "praised", "bought", "saw"} {
			for _, what := range []string{"claims", "shares", "plans"} {
				b.WriteString("1\t" + who + "\t_\tPROPN\tNNP\t_\t2\tnsubj\t_\t_\n" +
					"2\t" + did + "\t_\tVERB\tVBD\t_\t0\troot\t_\t_\n" +
					"3\tthe\t_\tDET\tDT\t_\t4\tdet\t_\t_\n" +
					"4\t" + what + "\t_\tNOUN\tNNS\t_\t2\tobj\t_\t_\n" +
					"5\t.\t_\tPUNCT\t.\t_\t2\tpunct\t_\t_\n\n")
			}
		}
	}
	sentences, err := conllu.Read(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	return sentences
}

func TestTheSameTreebankGivesTheSameModel(t *testing.T) {
	plan := train.Plan{Seed: 3, TagFolds: 2, TagEpochs: 3, TreeFolds: 2, TreeEpochs: 3, Least: 1}
	model := train.Model(small(t), plan)
	if !bytes.Equal(model, train.Model(small(t), plan)) {
		t.Error("two runs of one plan differ")
	}
	parser, err := syntax.OpenModel(string(model))
	if err != nil {
		t.Fatal(err)
	}
	const src = "Apple denied the plans."
	tree := parser.Parse(src, text.Sentence{Span: receipt.Span{End: len(src)}})
	root := tree.Root()
	if tree.Word(root) != "denied" {
		t.Fatalf("the root is %q", tree.Word(root))
	}
	for rel, want := range map[syntax.Relation]string{syntax.NSubj: "Apple", syntax.Obj: "plans", syntax.Punct: "."} {
		if i, ok := tree.Child(root, rel); !ok || tree.Word(i) != want {
			t.Errorf("%s of denied is not %q", rel, want)
		}
	}
}
