package app

import (
	"fmt"
	"io"
	"path/filepath"

	"newstape/fault"
	"newstape/story/syntax/conllu"
	"newstape/story/syntax/train"
)

type trainSyntaxCommand struct {
	trainFlags
}

// Run trains the tagger and parser of story/syntax on the treebanks' training
// files. The same files and seed give the same bytes.
func (c trainSyntaxCommand) Run(s *session) error {
	dir, err := evalFlags{Gold: c.Gold}.dir(s, "data", "treebank")
	if err != nil {
		return err
	}
	paths, err := filepath.Glob(filepath.Join(dir, "*-train*.conllu*")) // in the order of their names
	if err != nil || len(paths) == 0 {
		return fault.New(fault.NotFound, "train syntax: no *-train*.conllu.gz in %s", dir).Try("--gold with the folder of the treebanks")
	}
	var all []conllu.Sentence
	for _, path := range paths {
		sentences, err := conllu.ReadFile(path)
		if err != nil {
			return fmt.Errorf("train syntax: %w", err)
		}
		all = append(all, sentences...)
	}
	plan := train.DefaultPlan()
	plan.Seed = c.Seed
	plan.Progress = func(what string) { fmt.Fprintln(s.Stderr, what) }
	data := train.Model(all, plan)
	if err := writeFile(c.Out, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}); err != nil {
		return err
	}
	fmt.Fprintf(s.Stdout, "%s: %d bytes from %d sentences\n", c.Out, len(data), len(all))
	return nil
}
