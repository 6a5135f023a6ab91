package syntax

import (
	_ "embed"
	"fmt"
	"sync"
	"unicode"

	"newstape/fault"
	"newstape/receipt"
	"newstape/story/syntax/transition"
	"newstape/story/text"
)

//go:embed model.bin
var modelFile string

// MaxTokens is the longest sentence that is parsed.
const MaxTokens = 2000

// Parser tags and parses sentences. It is read only and may be used by many
// goroutines at once.
type Parser struct {
	lexicon lexicon
	model   *transition.Model
	scratch *sync.Pool // of *scratch
}

// scratch is the memory of one sentence after the other.
type scratch struct {
	transition.Scratch
	spans  []receipt.Span
	forms  []string
	words  []transition.Word
	tags   []uint8
	labels []uint8
	heads  []int32
}

// Open gives the embedded parser. It fails only when the build is damaged.
func Open() (*Parser, error) { return OpenModel(modelFile) }

// OpenModel gives a parser with a model of newstape/story/syntax/train.
func OpenModel(data string) (*Parser, error) {
	model, err := transition.Open(data)
	if err != nil {
		return nil, fault.New(fault.BadInput, "open parser: %w", err).Try("newstape train syntax --out story/syntax/model.bin, and build again")
	}
	model.Closed = closedClasses()
	return &Parser{
		lexicon: newLexicon(), model: model,
		scratch: &sync.Pool{New: func() any { return &scratch{} }},
	}, nil
}

// Parse gives the tree of one sentence of src. Its time is linear in the tokens.
func (p *Parser) Parse(src string, s text.Sentence) Tree {
	span := s.Span
	if span.Start < 0 || span.End > len(src) || span.Start > span.End {
		return Tree{Text: src, Missing: &receipt.Unavailable{Reason: receipt.NotKnown, Detail: "the sentence lies outside its text"}}
	}
	if missing := script(span.In(src)); missing != nil {
		return Tree{Text: src, Missing: missing}
	}
	sc := p.scratch.Get().(*scratch)
	defer p.scratch.Put(sc)
	sc.spans = p.lexicon.tokens(src, span, sc.spans[:0])
	switch n := len(sc.spans); {
	case n == 0:
		return Tree{Text: src, Missing: &receipt.Unavailable{Reason: receipt.NotKnown, Detail: "the sentence has no words"}}
	case n > MaxTokens:
		return Tree{Text: src, Missing: &receipt.Unavailable{
			Reason: receipt.TooLong,
			Detail: fmt.Sprintf("a sentence of %d tokens; at most %d are parsed", n, MaxTokens),
		}}
	}
	return p.tree(src, sc)
}

// ParseTokens gives the tree of a sentence that is cut into tokens already.
// Unlike Parse it has no limit and takes any language.
func (p *Parser) ParseTokens(src string, tokens []receipt.Span) Tree {
	sc := p.scratch.Get().(*scratch)
	defer p.scratch.Put(sc)
	sc.spans = append(sc.spans[:0], tokens...)
	return p.tree(src, sc)
}

// Tokens are those of a sentence, as Parse makes them.
func (p *Parser) Tokens(src string, span receipt.Span) []receipt.Span {
	return p.lexicon.tokens(src, span, nil)
}

// tree parses the tokens; a dateline before the sentence is parsed by itself and
// hangs below the sentence's root.
func (p *Parser) tree(src string, sc *scratch) Tree {
	nodes := make([]Node, len(sc.spans))
	k := dateline(src, sc.spans)
	p.part(src, sc, 0, k, nodes)
	p.part(src, sc, k, len(nodes), nodes)
	if k > 0 {
		top, root := rootOf(nodes[:k]), k+rootOf(nodes[k:])
		nodes[top].Head, nodes[top].Rel = root, Parataxis
	}
	return NewTree(src, nodes)
}

func rootOf(nodes []Node) int { return Tree{Nodes: nodes}.Root() }

// part parses the tokens from one index to before another.
func (p *Parser) part(src string, sc *scratch, from, to int, nodes []Node) {
	n := to - from
	if n == 0 {
		return
	}
	sc.forms, sc.words = sc.forms[:0], sc.words[:0]
	for _, s := range sc.spans[from:to] {
		sc.forms = append(sc.forms, s.In(src))
	}
	caps := transition.CapitalsOf(sc.forms)
	for i, f := range sc.forms {
		sc.words = append(sc.words, transition.MakeWord(f, i == 0, caps))
	}
	if cap(sc.tags) < n {
		sc.tags, sc.labels, sc.heads = make([]uint8, 2*n), make([]uint8, 2*n), make([]int32, 2*n)
	}
	tags, labels, heads := sc.tags[:n], sc.labels[:n], sc.heads[:n]
	p.model.Tag(sc.words, tags, &sc.Scratch)
	p.model.Parse(sc.words, tags, heads, labels, &sc.Scratch)
	for i := range n {
		head := from + int(heads[i])
		if head == to {
			head = -1
		}
		nodes[from+i] = Node{Span: sc.spans[from+i], Tag: Tag(p.model.Fine[tags[i]].Universal), Head: head, Rel: Relation(labels[i])}
	}
	clear(sc.forms) // keep no caller's text
}

// Document gives one tree for each sentence of doc, in order. In a document of
// another language a sentence is parsed only when it is English for sure.
func (p *Parser) Document(doc text.Document) Trees {
	language := text.Foreign(doc.Text)
	trees := make(Trees, len(doc.Sentences))
	for i, s := range doc.Sentences {
		if language != "" && text.Language(s.In(doc.Text)) != "en" {
			trees[i] = Tree{Text: doc.Text, Missing: &receipt.Unavailable{
				Reason: receipt.Language, Detail: fmt.Sprintf("the text is in %q; sentences of English are parsed", language),
			}}
			continue
		}
		trees[i] = p.Parse(doc.Text, s)
	}
	return trees
}

// script refuses a sentence most of whose letters are not Latin.
func script(sentence string) *receipt.Unavailable {
	latin, other := 0, 0
	for _, r := range sentence {
		switch {
		case r < 0x80 && (r|0x20 >= 'a' && r|0x20 <= 'z'):
			latin++
		case r < 0x80:
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	if other > latin {
		return &receipt.Unavailable{Reason: receipt.Language, Detail: "the sentence is not in Latin script; sentences of English are parsed"}
	}
	return nil
}
