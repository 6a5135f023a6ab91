package app

import (
	"fmt"
	"math"
	"path/filepath"

	"newstape/eval/studygold"
	"newstape/fault"
)

type evalStudyCommand struct {
	evalFlags
}

// Run compares every number of every gold set that is there.
func (c evalStudyCommand) Run(s *session) error {
	dir, err := c.dir(s, "data", "eventstudy")
	if err != nil {
		return err
	}
	var scores []score
	var wrong []string
	for _, name := range studygold.Names() {
		if !isDir(filepath.Join(dir, name)) {
			s.incomplete = append(s.incomplete, fmt.Sprintf("gold set %s: %s has no such folder", name, dir))
			continue
		}
		r, err := studygold.RunSet(dir, name)
		if err != nil {
			return err
		}
		worst := r.Worst
		if worst != worst || math.IsInf(worst, 0) {
			worst = math.MaxFloat64 // a number that we do not compute at all; JSON has no NaN
		}
		scores = append(scores, score{name, map[string]float64{
			"n": float64(r.Compared), "worst_relative_error": worst,
			"tolerance": r.Tolerance, "failed": float64(len(r.Failed)),
		}})
		for _, line := range r.Failed {
			wrong = append(wrong, name+": "+line)
		}
	}
	if len(scores) == 0 {
		return fault.New(fault.NotFound, "eval study: %s has none of the gold sets", dir).Try("--gold with a folder laid out like the shared data's eventstudy")
	}
	if err := c.print(s, scores); err != nil {
		return err
	}
	return c.writeErrors(wrong)
}
