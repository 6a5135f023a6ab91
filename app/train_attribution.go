package app

import (
	"fmt"
	"io"
	"path/filepath"

	"newstape/fault"
	"newstape/ledger/attribution/brat"
	"newstape/ledger/attribution/train"
	"newstape/story/syntax"
)

type trainAttributionCommand struct {
	trainFlags
}

// Run trains who says what on PolNeAR's training file, with the embedded parser's
// trees. The same file, parser and seed give the same bytes.
func (c trainAttributionCommand) Run(s *session) error {
	dir, err := evalFlags{Gold: c.Gold}.dir(s, "data", "gold")
	if err != nil {
		return err
	}
	paths, err := filepath.Glob(filepath.Join(dir, "claims", "polnear_train.jsonl*"))
	if err != nil || len(paths) == 0 {
		return fault.New(fault.NotFound, "train attribution: no claims/polnear_train.jsonl.gz in %s", dir).
			Try("--gold with a folder laid out like the shared gold")
	}
	articles, err := brat.Read(paths[0])
	if err != nil {
		return err
	}
	parser, err := syntax.Open()
	if err != nil {
		return err
	}
	m := train.Run(articles, parser.Document, train.Options{
		Seed: c.Seed,
		Log:  func(format string, args ...any) { fmt.Fprintf(s.Stderr, format+"\n", args...) },
	})
	data := m.File()
	if err := writeFile(c.Out, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Stdout, "%s: %d bytes from %d articles\n", c.Out, len(data), len(articles))
	return err
}
