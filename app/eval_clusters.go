package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"newstape/eval/clusters"
	"newstape/fault"
)

type evalClustersCommand struct {
	Gold   string `help:"Folder of *.case files, or one that holds them under clusters/ (default: the sets in the program)." placeholder:"DIR"`
	Format string `help:"text or json." enum:"text,json" default:"text"`
	Errors string `help:"Write the wrong decisions for a person to read." placeholder:"FILE"`
}

// Run clusters each set by itself, the product's way, and scores it.
func (c evalClustersCommand) Run(s *session) error {
	sets, err := c.sets()
	if err != nil {
		return err
	}
	facts, err := s.facts()
	if err != nil {
		return err
	}
	report, err := clusters.Run(s.ctx, sets, facts)
	if err := errors.Join(err, facts.Tape.Close()); err != nil {
		return err
	}
	scores := make([]score, len(report.Scores))
	for i, sc := range report.Scores {
		scores[i] = score{"clusters_" + sc.Set, sc.Metrics()}
	}
	flags := evalFlags{Format: c.Format, Errors: c.Errors}
	if err := flags.print(s, scores); err != nil {
		return err
	}
	return flags.writeErrors(report.Wrong)
}

func (c evalClustersCommand) sets() ([]clusters.Set, error) {
	if c.Gold == "" {
		return clusters.Embedded()
	}
	dir := c.Gold
	if !isDir(dir) {
		return nil, fault.New(fault.NotFound, "eval clusters: no folder %s", dir).Try("--gold with a folder of *.case files")
	}
	if inside := filepath.Join(dir, "clusters"); isDir(inside) {
		dir = inside
	}
	sets, err := clusters.Read(os.DirFS(dir))
	if err != nil {
		return nil, fmt.Errorf("eval clusters %s: %w", dir, err)
	}
	return sets, nil
}
