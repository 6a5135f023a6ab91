package app

import (
	"fmt"
	"io"
	"path/filepath"

	"newstape/eval/sentivent"
	"newstape/fault"
	"newstape/ledger/corporate"
)

type trainCorporateCommand struct {
	trainFlags
}

// Run trains the types of corporate events on SENTiVENT's training file. The same
// file and seed give the same bytes.
func (c trainCorporateCommand) Run(s *session) error {
	dir, err := evalFlags{Gold: c.Gold}.dir(s, "data", "gold")
	if err != nil {
		return err
	}
	paths, err := filepath.Glob(filepath.Join(dir, "event_types", "sentivent_train*.jsonl*"))
	if err != nil || len(paths) == 0 {
		return fault.New(fault.NotFound, "train corporate: no event_types/sentivent_train.jsonl.gz in %s", dir).
			Try("--gold with a folder laid out like the shared gold")
	}
	stories, err := sentivent.Read(paths[0])
	if err != nil {
		return err
	}
	data, err := corporate.Train(stories, c.Seed)
	if err != nil {
		return err
	}
	if err := writeFile(c.Out, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.Stdout, "%s: %d bytes from %d stories\n", c.Out, len(data), len(stories))
	return err
}
