package train

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	who "newstape/ledger/attribution"
	"newstape/ledger/attribution/brat"
	"newstape/ledger/attribution/model"
	"newstape/story/syntax"
	"newstape/story/text"
)

// articles are made of one sentence each, in few words, so that there is
// something to learn.
func articles(t *testing.T) (out []brat.Article) {
	t.Helper()
	speakers := []string{"The bank", "The union", "A ministry", "The firm", "The board", "An agency"}
	verbs := []string{"said", "denied", "wrote"}
	for k := range 48 {
		source, cue := speakers[k%len(speakers)], verbs[k%len(verbs)]
		content := fmt.Sprintf("that prices rose by %d percent", k)
		src := fmt.Sprintf("%s %s %s. The plant opened in May.", source, cue, content)
		at := func(words string) string {
			i := strings.Index(src, words)
			return fmt.Sprintf("%d %d\t%s", i, i+len(words), words)
		}
		a, err := brat.Parse(fmt.Sprint(k), src, "T1\tSource "+at(source)+"\nT2\tCue "+at(cue)+"\nT3\tContent "+at(content)+
			"\nE1\tAttribution:T2 Content:T3 Cue:T2 Source:T1\n")
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, a)
	}
	return out
}

func TestTrainingLearnsAndRepeats(t *testing.T) {
	parser, err := syntax.Open()
	if err != nil {
		t.Fatal(err)
	}
	as := articles(t)
	file := Run(as, parser.Document, Options{Seed: 1}).File()
	if again := Run(as, parser.Document, Options{Seed: 1}).File(); !bytes.Equal(file, again) {
		t.Fatal("the same articles and seed gave another model")
	}
	m, err := model.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	doc := text.Parse("The union wrote that prices rose by 99 percent.")
	found := who.With(m, 0.5).Find(doc, parser.Document(doc), nil)
	if len(found) != 1 || found[0].Cue[0].In(doc.Text) != "wrote" || found[0].Source[0].In(doc.Text) != "The union" ||
		found[0].Content[0].In(doc.Text) != "that prices rose by 99 percent" {
		t.Errorf("found %+v", found)
	}
	for _, cut := range []int{0, 10, 100, len(file) - 1} {
		if _, err := model.Open(file[:cut]); err == nil {
			t.Errorf("a file cut at %d was opened", cut)
		}
	}
	file[len(file)/2] ^= 1
	if _, err := model.Open(file); err == nil {
		t.Error("a damaged file was opened")
	}
}
