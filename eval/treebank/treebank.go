// Package treebank measures the tagger and parser of story/syntax on treebanks.
//
// In: a folder of CoNLL-U files. Out: for each file that is not for training, how
// much of the tags and of the trees is right.
//
//	results, err := treebank.Run("../shared/data/treebank")
//	results[0].LAS // 0.82: of all tokens, punctuation included
//
// UPOS, UAS and LAS are measured on the file's own tokens with predicted tags, as
// the CoNLL shared tasks define them: of all tokens, the part with the right
// universal tag, the right head, and the right head with the right relation. LAS
// compares relations with their subtypes (nsubj:pass), LASUniversal without.
//
// Raw figures start from the sentence's text and are F1 over words: a predicted
// word is right when a gold word has its letters in its place, a predicted head
// when it is the word aligned to the gold head (Zeman et al., CoNLL 2018).
//
// Limits: the file's own sentences are taken; sentence splitting is story/text's
// and is measured there.
package treebank

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/receipt"
	"newstape/story/syntax"
	"newstape/story/syntax/conllu"
)

// Result is the score of one file; rates lie between 0 and 1.
type Result struct {
	File   string // its name up to the first dot: ewt-dev
	Tokens int

	UPOS, UAS, LAS, LASUniversal float64

	// From raw text: F1 of words, tags, heads, and heads with relations.
	RawWords, RawUPOS, RawUAS, RawLAS float64
}

// Run measures each *.conllu and *.conllu.gz of dir, or of dir/treebank or
// dir/../treebank where dir has none, whose name does not hold "train".
func Run(dir string) ([]Result, error) {
	paths, err := files(dir)
	if err != nil {
		return nil, err
	}
	parser, err := syntax.Open()
	if err != nil {
		return nil, fmt.Errorf("measure treebank: %w", err)
	}
	results := make([]Result, 0, len(paths))
	for _, path := range paths {
		sentences, err := conllu.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("measure treebank: %w", err)
		}
		name, _, _ := strings.Cut(filepath.Base(path), ".")
		results = append(results, Measure(parser, name, sentences))
	}
	return results, nil
}

// files are those to measure, in the order of their names.
func files(dir string) ([]string, error) {
	for _, at := range []string{dir, filepath.Join(dir, "treebank"), filepath.Join(dir, "..", "treebank")} {
		entries, err := os.ReadDir(at)
		if err != nil {
			continue
		}
		var paths []string
		for _, e := range entries {
			name := e.Name()
			if (strings.HasSuffix(name, ".conllu") || strings.HasSuffix(name, ".conllu.gz")) && !strings.Contains(name, "train") {
				paths = append(paths, filepath.Join(at, name))
			}
		}
		if len(paths) > 0 {
			slices.Sort(paths)
			return paths, nil
		}
	}
	return nil, fault.New(fault.NotFound, "measure treebank: no *.conllu or *.conllu.gz in %s, in its folder treebank, or beside it", dir).
		Try("the folder data/treebank of the shared data")
}

// tally counts what is right.
type tally struct {
	tokens, upos, uas, las, universal int
	gold, predicted                   int
	words, rawUPOS, rawUAS, rawLAS    int
}

// Measure scores a parser on sentences.
func Measure(p *syntax.Parser, name string, sentences []conllu.Sentence) Result {
	var t tally
	for _, s := range sentences {
		t.given(p, s)
		t.raw(p, s)
	}
	rate := func(right int) float64 { return float64(right) / float64(max(t.tokens, 1)) }
	f1 := func(right int) float64 { return 2 * float64(right) / float64(max(t.gold+t.predicted, 1)) }
	return Result{
		File: name, Tokens: t.tokens,
		UPOS: rate(t.upos), UAS: rate(t.uas), LAS: rate(t.las), LASUniversal: rate(t.universal),
		RawWords: f1(t.words), RawUPOS: f1(t.rawUPOS), RawUAS: f1(t.rawUAS), RawLAS: f1(t.rawLAS),
	}
}

// given parses the gold tokens.
func (t *tally) given(p *syntax.Parser, s conllu.Sentence) {
	src, spans := joined(s)
	for i, n := range p.ParseTokens(src, spans).Nodes {
		gold := s.Tokens[i]
		t.tokens++
		if n.Tag == gold.Tag {
			t.upos++
		}
		if n.Head != gold.Head {
			continue
		}
		t.uas++
		if n.Rel == gold.Rel {
			t.las++
		}
		if n.Rel.Universal() == gold.Rel.Universal() {
			t.universal++
		}
	}
}

// joined writes the tokens with a blank between them.
func joined(s conllu.Sentence) (string, []receipt.Span) {
	var b strings.Builder
	spans := make([]receipt.Span, len(s.Tokens))
	for i, token := range s.Tokens {
		spans[i].Start = b.Len()
		b.WriteString(token.Form)
		spans[i].End = b.Len()
		b.WriteByte(' ')
	}
	return b.String(), spans
}

// raw parses the sentence's text.
func (t *tally) raw(p *syntax.Parser, s conllu.Sentence) {
	spans := located(s)
	tree := p.ParseTokens(s.Text, p.Tokens(s.Text, receipt.Span{End: len(s.Text)}))
	t.gold += len(s.Tokens)
	t.predicted += len(tree.Nodes)
	at := map[receipt.Span]int{}
	for i, span := range spans {
		at[span] = i
	}
	aligned := make([]int, len(tree.Nodes))
	for i, n := range tree.Nodes {
		aligned[i] = -1
		if k, ok := at[n.Span]; ok {
			aligned[i] = k
		}
	}
	for i, n := range tree.Nodes {
		k := aligned[i]
		if k < 0 {
			continue
		}
		t.words++
		if n.Tag == s.Tokens[k].Tag {
			t.rawUPOS++
		}
		head := -1
		if n.Head >= 0 {
			if head = aligned[n.Head]; head < 0 {
				continue
			}
		}
		if head == s.Tokens[k].Head {
			t.rawUAS++
			if n.Rel == s.Tokens[k].Rel {
				t.rawLAS++
			}
		}
	}
}

// located finds the tokens in the sentence's text one after the other. A form
// that the text spells otherwise gets a span of its own outside the text.
func located(s conllu.Sentence) []receipt.Span {
	spans := make([]receipt.Span, len(s.Tokens))
	at := 0
	for i, token := range s.Tokens {
		k := strings.Index(s.Text[at:], token.Form)
		if k < 0 || k > 2 && strings.TrimSpace(s.Text[at:at+k]) != "" {
			spans[i] = receipt.Span{Start: -1 - i, End: -1 - i}
			continue
		}
		spans[i] = receipt.Span{Start: at + k, End: at + k + len(token.Form)}
		at = spans[i].End
	}
	return spans
}
