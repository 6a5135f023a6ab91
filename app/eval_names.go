package app

import (
	"fmt"
	"path/filepath"

	"newstape/eval/linking"
	"newstape/fault"
	"newstape/names/link"
	"newstape/names/security"
)

type evalNamesCommand struct {
	evalFlags
}

// namesSet is one set of 'eval names': the gold it needs, none at all or the
// first of some patterns that a file fits, and what it measures.
type namesSet struct {
	name  string
	files []string
	run   func(path string, m *security.Master, l *link.Linker) (map[string]float64, []string, error)
}

var namesSets = []namesSet{
	{"prnewswire", []string{"company_linking/prnewswire*.jsonl*"}, evalReleases},
	{"sentfin", []string{"company_linking/sentfin*.jsonl*"}, evalHeadlines},
	{"finer_ord", []string{"organisations/finer_ord_val*.csv*", "organisations/finer_ord*.csv*"}, evalOrganisations},
	{"adversarial", nil, evalAdversarial},
	{"name_bench", []string{"names/name_bench*.jsonl"}, evalPairs},
	{"mentions", []string{"names/mentions*.jsonl"}, evalMentions},
}

// Run measures linking and matching of names on every set whose gold is there.
func (c evalNamesCommand) Run(s *session) error {
	dir, err := c.dir(s, "data", "gold")
	if err != nil {
		return err
	}
	m := security.Embedded()
	l := link.New(m)
	var scores []score
	var wrong []string
	for _, set := range namesSets {
		path, ok := set.gold(dir)
		if !ok {
			s.incomplete = append(s.incomplete, fmt.Sprintf("gold set %s: %s has no %s", set.name, dir, set.files[0]))
			continue
		}
		metrics, lines, err := set.run(path, m, l)
		if err != nil {
			return err
		}
		scores = append(scores, score{set.name, metrics})
		wrong = append(wrong, lines...)
	}
	if len(scores) == 0 {
		return fault.New(fault.NotFound, "eval names: %s has none of the gold sets", dir).Try("--gold with a folder laid out like the shared gold")
	}
	if err := c.print(s, scores); err != nil {
		return err
	}
	return c.writeErrors(wrong)
}

// gold finds the set's file below dir.
func (n namesSet) gold(dir string) (path string, ok bool) {
	for _, pattern := range n.files {
		found, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		if err == nil && len(found) > 0 && isFile(found[0]) {
			return found[0], true
		}
	}
	return "", len(n.files) == 0
}

func evalReleases(path string, m *security.Master, l *link.Linker) (map[string]float64, []string, error) {
	r, err := linking.Releases(path, m, l)
	return prf(r), r.Lines, err
}

func evalHeadlines(path string, m *security.Master, l *link.Linker) (map[string]float64, []string, error) {
	r, err := linking.Headlines(path, m, l)
	return prf(r), r.Lines, err
}

func evalOrganisations(path string, _ *security.Master, l *link.Linker) (map[string]float64, []string, error) {
	r, err := linking.Organisations(path, l)
	metrics := prf(r)
	metrics["org_f1"] = r.F1()
	return metrics, r.Lines, err
}

func evalAdversarial(_ string, _ *security.Master, l *link.Linker) (map[string]float64, []string, error) {
	r, err := linking.Adversarial(l)
	metrics := prf(r)
	metrics["abstained"] = float64(r.Missed)
	return metrics, r.Lines, err
}

func prf(r linking.Score) map[string]float64 {
	return map[string]float64{"n": float64(r.N), "precision": r.Precision(), "recall": r.Recall(), "f1": r.F1()}
}
