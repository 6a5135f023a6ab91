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

// scratch is the memory of one batch of sentences after the other.
type scratch struct {
	transition.Scratch
	spans   []receipt.Span // the tokens of the batch
	forms   []string
	batch   []transition.Sentence
	parts   int // of the batch that are taken
	waiting []waiting
}

// waiting is a sentence of the batch: its tokens from one index to before another,
// with a dateline up to start.
type waiting struct {
	into            *Tree
	from, start, to int
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
	sc := p.begin()
	defer p.scratch.Put(sc)
	var out Tree
	p.take(src, s.Span, sc, &out)
	p.read(src, sc)
	return out
}

// begin gives an empty batch. What a reader that panicked left in it is dropped.
func (p *Parser) begin() *scratch {
	sc := p.scratch.Get().(*scratch)
	sc.empty()
	return sc
}

func (sc *scratch) empty() {
	clear(sc.waiting)
	clear(sc.forms[:cap(sc.forms)]) // keep no caller's text
	sc.spans, sc.forms, sc.waiting, sc.parts = sc.spans[:0], sc.forms[:0], sc.waiting[:0], 0
}

// take puts a sentence into the batch, or writes why it is not parsed.
func (p *Parser) take(src string, span receipt.Span, sc *scratch, into *Tree) {
	if span.Start < 0 || span.End > len(src) || span.Start > span.End {
		*into = Tree{Text: src, Missing: &receipt.Unavailable{Reason: receipt.NotKnown, Detail: "the sentence lies outside its text"}}
		return
	}
	if missing := script(span.In(src)); missing != nil {
		*into = Tree{Text: src, Missing: missing}
		return
	}
	from := len(sc.spans)
	sc.spans = p.lexicon.tokens(src, span, sc.spans)
	switch n := len(sc.spans) - from; {
	case n == 0:
		*into = Tree{Text: src, Missing: &receipt.Unavailable{Reason: receipt.NotKnown, Detail: "the sentence has no words"}}
	case n > MaxTokens:
		sc.spans = sc.spans[:from]
		*into = Tree{Text: src, Missing: &receipt.Unavailable{
			Reason: receipt.TooLong,
			Detail: fmt.Sprintf("a sentence of %d tokens; at most %d are parsed", n, MaxTokens),
		}}
	default:
		sc.wait(src, from, into)
	}
}

// ParseTokens gives the tree of a sentence that is cut into tokens already.
// Unlike Parse it has no limit and takes any language.
func (p *Parser) ParseTokens(src string, tokens []receipt.Span) Tree {
	sc := p.begin()
	defer p.scratch.Put(sc)
	var out Tree
	sc.spans = append(sc.spans, tokens...)
	sc.wait(src, 0, &out)
	p.read(src, sc)
	return out
}

// Tokens are those of a sentence, as Parse makes them.
func (p *Parser) Tokens(src string, span receipt.Span) []receipt.Span {
	return p.lexicon.tokens(src, span, nil)
}

// wait puts the tokens from an index on into the batch. A dateline before the
// sentence is parsed by itself.
func (sc *scratch) wait(src string, from int, into *Tree) {
	to := len(sc.spans)
	start := from + dateline(src, sc.spans[from:])
	sc.part(src, from, start)
	sc.part(src, start, to)
	sc.waiting = append(sc.waiting, waiting{into, from, start, to})
}

// part makes the words of the tokens from one index to before another.
func (sc *scratch) part(src string, from, to int) {
	if from == to {
		return
	}
	if sc.parts == len(sc.batch) {
		sc.batch = append(sc.batch, transition.Sentence{})
	}
	s := &sc.batch[sc.parts]
	sc.parts++
	for _, span := range sc.spans[from:to] {
		sc.forms = append(sc.forms, span.In(src))
	}
	caps := transition.CapitalsOf(sc.forms)
	s.Words = s.Words[:0]
	for i, f := range sc.forms {
		s.Words = append(s.Words, transition.MakeWord(f, i == 0, caps))
	}
	sc.forms = sc.forms[:0]
}

// read parses the batch, writes the trees and empties it. A dateline hangs below
// the root of its sentence.
func (p *Parser) read(src string, sc *scratch) {
	p.model.Read(sc.batch[:sc.parts], &sc.Scratch)
	parts := sc.batch
	for _, w := range sc.waiting {
		nodes := make([]Node, w.to-w.from)
		k := w.start - w.from
		for _, part := range [][2]int{{0, k}, {k, len(nodes)}} {
			if part[0] < part[1] {
				p.nodes(&parts[0], sc.spans[w.from+part[0]:], nodes[part[0]:part[1]], part[0])
				parts = parts[1:]
			}
		}
		if k > 0 {
			top, root := rootOf(nodes[:k]), k+rootOf(nodes[k:])
			nodes[top].Head, nodes[top].Rel = root, Parataxis
		}
		*w.into = NewTree(src, nodes)
	}
	sc.empty()
}

func rootOf(nodes []Node) int { return Tree{Nodes: nodes}.Root() }

// nodes writes what the model found for a part that begins at a node's index.
func (p *Parser) nodes(s *transition.Sentence, spans []receipt.Span, into []Node, from int) {
	for i := range into {
		head := from + int(s.Heads[i])
		if int(s.Heads[i]) == len(into) {
			head = -1
		}
		into[i] = Node{Span: spans[i], Tag: Tag(p.model.Fine[s.Tags[i]].Universal), Head: head, Rel: Relation(s.Labels[i])}
	}
}

// batchTokens is how many tokens are read together: a story of the usual length.
const batchTokens = 2000

// Document gives one tree for each sentence of doc, in order. In a document of
// another language a sentence is parsed only when it is English for sure.
func (p *Parser) Document(doc text.Document) Trees {
	language := text.Language(doc.Text)
	trees := make(Trees, len(doc.Sentences))
	sc := p.begin()
	defer p.scratch.Put(sc)
	for i, s := range doc.Sentences {
		if language != "" && language != "en" && text.Language(s.In(doc.Text)) != "en" {
			trees[i] = Tree{Text: doc.Text, Missing: &receipt.Unavailable{
				Reason: receipt.Language, Detail: fmt.Sprintf("the text is in %q; sentences of English are parsed", language),
			}}
			continue
		}
		if p.take(doc.Text, s.Span, sc, &trees[i]); len(sc.spans) >= batchTokens {
			p.read(doc.Text, sc)
		}
	}
	p.read(doc.Text, sc)
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
