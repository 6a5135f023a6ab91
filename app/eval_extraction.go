package app

import (
	"path/filepath"

	"newstape/eval/extraction"
)

type evalExtractionCommand struct {
	evalFlags
}

// Run reads the pages of the gold folder and scores their text.
func (c evalExtractionCommand) Run(s *session) error {
	dir, err := c.dir(s, "data", "gold")
	if err != nil {
		return err
	}
	if inside := filepath.Join(dir, "extraction"); isDir(inside) {
		dir = inside
	}
	r, err := extraction.Run(dir)
	if err != nil {
		return err
	}
	metrics := map[string]float64{"n": float64(r.N), "precision": r.Precision, "recall": r.Recall, "f1": r.F1}
	if err := c.print(s, []score{{"extraction", metrics}}); err != nil {
		return err
	}
	return c.writeErrors(r.Wrong)
}
