package syntax

import (
	"reflect"
	"testing"

	"newstape/story/text"
)

// What a reader that panicked left in the scratch does no harm to the next.
func TestALeftBatchIsDropped(t *testing.T) {
	p, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	src := "The memo alleged that the company shared data."
	doc := text.Parse(src)
	want := p.Parse(src, doc.Sentences[0])
	var lost Tree
	sc := p.begin()
	p.take("Alibaba denied the claims.", text.Parse("Alibaba denied the claims.").Sentences[0].Span, sc, &lost)
	p.scratch.Put(sc)
	for range 4 { // a pool may give another
		if got := p.Parse(src, doc.Sentences[0]); !reflect.DeepEqual(got.Nodes, want.Nodes) {
			t.Fatalf("got %v, want %v", got.Nodes, want.Nodes)
		}
	}
}

// A document gives the trees that its sentences give one by one, in batches of
// any number.
func TestADocumentIsItsSentences(t *testing.T) {
	p, err := Open()
	if err != nil {
		t.Fatal(err)
	}
	src := "HONG KONG, Jan 29 (Reuters) - Alibaba denied the claims.\n\n"
	for range 300 {
		src += "The memo, dated November 1, alleged that the company shared data. 阿里巴巴否认了有关其协助中国军方的报道。 Shares fell 4.7%.\n\n"
	}
	doc := text.Parse(src)
	for i, tree := range p.Document(doc) {
		if one := p.Parse(src, doc.Sentences[i]); !reflect.DeepEqual(one.Nodes, tree.Nodes) || !reflect.DeepEqual(one.Missing, tree.Missing) {
			t.Fatalf("sentence %d: %v in the document, %v alone", i, tree.Nodes, one.Nodes)
		}
	}
}
