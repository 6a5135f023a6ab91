// Package linking measures how names are linked and how organisations are
// recognised, against gold: press releases with the issuer's ticker masked,
// headlines with their entities, news with organisations marked token by token,
// and sentences of our own written to mislead.
//
//	r, err := linking.Releases("gold/company_linking/prnewswire.jsonl", linker)
//	r.Precision, r.Recall
//
// In: a gold file and the product's own linker. Out: a [Score] with the wrong
// cases as lines for a person to read. Gold is seen to score only: the linker
// gets the text through the same steps as 'newstape read' gives it.
//
// Each scorer says what it counts in its own comment; docs/accuracy.md says what
// came out.
package linking

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"newstape/fault"
	"newstape/names/link"
	"newstape/story/article"
	"newstape/story/text"
)

// Score is what one set came to.
type Score struct {
	N                    int // things that gold asks for
	Right, Wrong, Missed int
	Abstained            int      // asked for, and refused with a reason
	Lines                []string // the wrong cases
	Beside               []string // links that gold neither asks for nor denies
}

// Precision is the share of answers that are right, 0 without an answer.
func (s Score) Precision() float64 { return ratio(s.Right, s.Right+s.Wrong) }

// Recall is the share of what gold asks for that was found.
func (s Score) Recall() float64 { return ratio(s.Right, s.Right+s.Missed) }

// F1 is the harmonic mean 2PR/(P+R).
func (s Score) F1() float64 { return ratio(2*s.Right, 2*s.Right+s.Wrong+s.Missed) }

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

func (s *Score) note(format string, args ...any) {
	s.Lines = append(s.Lines, fmt.Sprintf(format, args...))
}

// read takes raw text the way that a story takes.
func read(raw, published string, l *link.Linker) (*article.Article, text.Document, link.Result, error) {
	a, err := article.Read([]byte(raw), article.Options{Format: article.Plain, Published: published})
	if err != nil {
		return nil, text.Document{}, link.Result{}, err
	}
	doc := text.Parse(a.Text)
	return a, doc, l.Find(a, doc), nil
}

// eachJSON hands each line of a JSONL file, gzipped or not, to f.
func eachJSON[T any](path string, f func(line int, x T) error) error {
	r, err := open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<22)
	for line := 1; sc.Scan(); line++ {
		var x T
		if err := json.Unmarshal(sc.Bytes(), &x); err != nil {
			return fault.New(fault.BadInput, "read gold %s: line %d: %w", path, line, err)
		}
		if err := f(line, x); err != nil {
			return err
		}
	}
	if err := sc.Err(); err != nil {
		return fault.New(fault.BadInput, "read gold %s: %w", path, err)
	}
	return nil
}

// open opens a file, unpacking .gz.
func open(path string) (io.ReadCloser, error) {
	f, err := os.Open(path) // #nosec G304 -- the caller names the gold
	if err != nil {
		return nil, fault.New(fault.NotFound, "read gold: %w", err)
	}
	if !strings.HasSuffix(path, ".gz") {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		_ = f.Close()
		return nil, fault.New(fault.BadInput, "read gold %s: %w", path, err)
	}
	return unpacked{z, f}, nil
}

type unpacked struct {
	*gzip.Reader
	file *os.File
}

func (u unpacked) Close() error { return u.file.Close() }
