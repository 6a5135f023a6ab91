package app

import (
	"fmt"
	"strings"
	"unicode"

	"newstape/eval/emergent"
	"newstape/eval/sentivent"
	"newstape/eval/treebank"
	"newstape/fault"
)

type evalLedgerCommand struct {
	evalFlags
}

// ledgerSet is one set of 'eval ledger': patterns of which a file must fit one
// for the folder to hold the set, and what it measures.
type ledgerSet struct {
	name  string
	files []string
	run   func(dir string) (map[string]float64, []string, error)
}

var ledgerSets = []ledgerSet{
	{"treebank", []string{"treebank/*.conllu*", "../treebank/*.conllu*", "*.conllu*"}, evalTreebank},
	{"sentivent", []string{"event_types/sentivent*.jsonl*", "sentivent*.jsonl*"}, evalSentivent},
	{"emergent", []string{"claims/emergent*.jsonl", "emergent*.jsonl"}, evalEmergent},
}

// Run measures syntax, attribution, stance and event types on every set whose
// gold is there.
func (c evalLedgerCommand) Run(s *session) error {
	dir, err := c.dir(s, "data", "gold")
	if err != nil {
		return err
	}
	var scores []score
	var wrong []string
	for _, set := range ledgerSets {
		if _, ok := (namesSet{files: set.files}).gold(dir); !ok {
			s.incomplete = append(s.incomplete, fmt.Sprintf("gold set %s: %s has no %s", set.name, dir, set.files[0]))
			continue
		}
		metrics, lines, err := set.run(dir)
		if err != nil {
			return err
		}
		scores = append(scores, score{set.name, metrics})
		wrong = append(wrong, headed(set.name, lines)...)
	}
	if len(scores) == 0 {
		return fault.New(fault.NotFound, "eval ledger: %s has none of the gold sets", dir).Try("--gold with a folder laid out like the shared gold")
	}
	if err := c.print(s, scores); err != nil {
		return err
	}
	return c.writeErrors(wrong)
}

// evalTreebank gives the figures of each file by its name (ewt-test.las) and of
// all their tokens together.
func evalTreebank(dir string) (map[string]float64, []string, error) {
	results, err := treebank.Run(dir)
	if err != nil {
		return nil, nil, err
	}
	m := map[string]float64{}
	tokens := 0
	for _, r := range results {
		tokens += r.Tokens
	}
	for _, r := range results {
		for name, value := range map[string]float64{
			"upos": r.UPOS, "uas": r.UAS, "las": r.LAS, "las_universal": r.LASUniversal,
			"raw_words": r.RawWords, "raw_upos": r.RawUPOS, "raw_uas": r.RawUAS, "raw_las": r.RawLAS,
		} {
			m[r.File+"."+name] = value
			m[name] += value * float64(r.Tokens) / float64(max(tokens, 1))
		}
		m[r.File+".n"] = float64(r.Tokens)
	}
	m["n"] = float64(tokens)
	return m, nil, nil
}

func evalEmergent(dir string) (map[string]float64, []string, error) {
	r, err := emergent.Run(dir)
	if err != nil {
		return nil, nil, err
	}
	return r.Metrics(), r.Wrong(), nil
}

func evalSentivent(dir string) (map[string]float64, []string, error) {
	r, err := sentivent.Run(dir)
	if err != nil {
		return nil, nil, err
	}
	m := map[string]float64{
		"n": float64(r.N), "micro_precision": r.Precision, "micro_recall": r.Recall, "micro_f1": r.MicroF1, "macro_f1": r.MacroF1,
	}
	for t, f1 := range r.F1 {
		m[metricName(string(t))+"_f1"] = f1
	}
	return m, r.Wrong, nil
}

// metricName is a type in lower case with nothing but letters: securityvalue.
func metricName(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}
