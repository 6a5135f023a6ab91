package sentivent

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"

	"newstape/fault"
	"newstape/ledger/corporate"
	"newstape/receipt"
	"newstape/story/text"
)

// row is a line of the file: a sentence with its tokens between blanks.
type row struct {
	Document string           `json:"document"`
	Text     string           `json:"text"`
	Types    []corporate.Type `json:"types"`
}

// Read reads stories, one sentence a line, plain or compressed (.gz). The blanks
// between tokens are taken out where print has none; each line is one sentence,
// however it would be cut.
func Read(path string) ([]corporate.Story, error) {
	f, err := os.Open(path) // #nosec G304 -- the caller names the gold
	if err != nil {
		return nil, fmt.Errorf("read gold: %w", err)
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return nil, fault.New(fault.BadInput, "read gold %s: %w", path, err)
		}
	}
	var out []corporate.Story
	p := newPrinter()
	sc := bufio.NewScanner(in)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		var r row
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			return nil, fault.New(fault.BadInput, "read gold %s: line %d: %w", path, line, err)
		}
		for _, t := range r.Types {
			if !slices.Contains(corporate.All(), t) {
				return nil, fault.New(fault.BadInput, "read gold %s: line %d: no type %q", path, line, t)
			}
		}
		if n := len(out); n == 0 || out[n-1].Name != r.Document {
			out = append(out, corporate.Story{Name: r.Document})
		}
		st := &out[len(out)-1]
		add(&st.Doc, p.print(r.Text))
		st.Types = append(st.Types, r.Types)
	}
	if err := sc.Err(); err != nil {
		return nil, fault.New(fault.BadInput, "read gold %s: %w", path, err)
	}
	return out, nil
}

// add puts a line at the document's end, as one sentence.
func add(doc *text.Document, line string) {
	if doc.Text != "" {
		doc.Text += "\n"
	}
	at := len(doc.Text)
	doc.Text += line
	s := text.Sentence{Span: receipt.Span{Start: at, End: len(doc.Text)}, Paragraph: len(doc.Sentences), Heading: at == 0}
	for _, part := range text.Parse(line).Sentences {
		for _, t := range part.Tokens {
			t.Start, t.End = t.Start+at, t.End+at
			s.Tokens = append(s.Tokens, t)
		}
	}
	doc.Sentences = append(doc.Sentences, s)
}

// printer takes out the blanks that the corpus put between tokens.
type printer struct {
	marks     *strings.Replacer
	ampersand *regexp.Regexp
}

func newPrinter() *printer {
	return &printer{
		marks: strings.NewReplacer("` ` ", "\"", " ' '", "\"", " ' s ", "'s ", " ' ", "' ", " n't", "n't",
			" ,", ",", " ;", ";", " :", ":", " ?", "?", " !", "!", "$ ", "$", " %", "%", "( ", "(", " )", ")",
			" - ", "-", " / ", "/", "` ", "'"),
		ampersand: regexp.MustCompile(`\b([A-Z]{1,2}) & ([A-Z]{1,2})\b`),
	}
}

func (p *printer) print(line string) string {
	line = strings.ReplaceAll(line, " .", ".")
	line = strings.ReplaceAll(line, " - - ", " -- ")
	return p.ampersand.ReplaceAllString(p.marks.Replace(line), "$1&$2")
}
