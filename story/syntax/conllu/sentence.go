// Package conllu reads treebanks in the CoNLL-U format.
//
// In: a .conllu or .conllu.gz file. Out: its sentences with forms, tags, heads
// and relations.
//
//	sentences, err := conllu.ReadFile("ewt-dev.slim.conllu.gz")
//	sentences[0].Tokens[2].Rel // syntax.NSubj
//
// The lines of multiword tokens (1-2) and of empty nodes (5.1) are no tokens and
// are passed over. A relation or tag that the treebanks of English do not have is
// an error with its line.
package conllu

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"newstape/fault"
	"newstape/story/syntax"
)

// Token is one syntactic word.
type Token struct {
	Form string
	Tag  syntax.Tag
	XPOS string // the treebank's own part of speech: VBD
	Head int    // index in Tokens, -1 for the root
	Rel  syntax.Relation
}

// Sentence is one tree of a treebank.
type Sentence struct {
	Text   string // as it was written, of the "# text" line
	Tokens []Token
}

// ReadFile reads a file; one whose name ends in .gz is unpacked.
func ReadFile(path string) (sentences []Sentence, err error) {
	f, err := os.Open(path) // #nosec G304 -- the caller names the file
	if err != nil {
		return nil, fault.New(fault.NotFound, "read treebank: %w", err).Try("the folder data/treebank of the shared data")
	}
	defer func() { _ = f.Close() }()
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		unpacked, err := gzip.NewReader(f)
		if err != nil {
			return nil, fault.New(fault.BadInput, "read treebank %s: %w", path, err)
		}
		r = unpacked
	}
	sentences, err = Read(r)
	if err != nil {
		return nil, fmt.Errorf("read treebank %s: %w", path, err)
	}
	return sentences, nil
}

// Read reads sentences until the end of r.
func Read(r io.Reader) ([]Sentence, error) {
	var all []Sentence
	var s Sentence
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	number := 0
	end := func() error {
		if len(s.Tokens) > 0 {
			if err := s.check(); err != nil {
				return fault.New(fault.BadInput, "sentence before line %d: %w", number, err)
			}
			all = append(all, s)
		}
		s = Sentence{}
		return nil
	}
	for lines.Scan() {
		number++
		line := lines.Text()
		var err error
		switch {
		case line == "":
			err = end()
		case strings.HasPrefix(line, "# text = "):
			s.Text = line[len("# text = "):]
		case line[0] == '#':
		default:
			err = s.add(line)
		}
		if err != nil {
			return nil, fault.New(fault.BadInput, "line %d: %w", number, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", number+1, err)
	}
	return all, end()
}

// add takes one token line; ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC.
func (s *Sentence) add(line string) error {
	cols := strings.Split(line, "\t")
	if len(cols) != 10 {
		return fmt.Errorf("%d columns where a token has 10", len(cols))
	}
	if strings.ContainsAny(cols[0], "-.") {
		return nil
	}
	if id, err := strconv.Atoi(cols[0]); err != nil || id != len(s.Tokens)+1 {
		return fmt.Errorf("token number %q where %d should stand", cols[0], len(s.Tokens)+1)
	}
	head, err := strconv.Atoi(cols[6])
	if err != nil || head < 0 {
		return fmt.Errorf("head %q is no number", cols[6])
	}
	tag, ok := syntax.ParseTag(cols[3])
	if !ok {
		return fmt.Errorf("unknown part of speech %q", cols[3])
	}
	rel, ok := syntax.ParseRelation(cols[7])
	if !ok {
		return fmt.Errorf("unknown relation %q", cols[7])
	}
	s.Tokens = append(s.Tokens, Token{Form: cols[1], Tag: tag, XPOS: cols[4], Head: head - 1, Rel: rel})
	return nil
}

// check finds heads out of range and a missing or second root.
func (s *Sentence) check() error {
	roots := 0
	for i, t := range s.Tokens {
		if t.Head >= len(s.Tokens) || t.Head == i {
			return fmt.Errorf("token %d has head %d of %d tokens", i+1, t.Head+1, len(s.Tokens))
		}
		if t.Head < 0 {
			roots++
		}
	}
	if roots != 1 {
		return fmt.Errorf("%d roots", roots)
	}
	return nil
}
