package app

import (
	"fmt"
	"strings"
	"unicode"

	"newstape/eval/emergent"
	"newstape/eval/polnear"
	"newstape/eval/sentivent"
	"newstape/eval/treebank"
	"newstape/fault"
)

type evalLedgerCommand struct {
	evalFlags
}

// measured is what a set came to: figures, the wrong cases, and a table for people
// where the figures alone would not do.
type measured struct {
	metrics map[string]float64
	wrong   []string
	table   string
}

// ledgerSet is one set of 'eval ledger': patterns of which a file must fit one
// for the folder to hold the set, and what it measures.
type ledgerSet struct {
	name  string
	files []string
	run   func(dir string) (measured, error)
}

var ledgerSets = []ledgerSet{
	{"treebank", []string{"treebank/*.conllu*", "../treebank/*.conllu*", "*.conllu*"}, evalTreebank},
	{"polnear", []string{"claims/polnear_dev*.jsonl*", "claims/polnear_test*.jsonl*"}, evalPolnear},
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
	var wrong, tables []string
	for _, set := range ledgerSets {
		if _, ok := (namesSet{files: set.files}).gold(dir); !ok {
			s.incomplete = append(s.incomplete, fmt.Sprintf("gold set %s: %s has no %s", set.name, dir, set.files[0]))
			continue
		}
		m, err := set.run(dir)
		if err != nil {
			return err
		}
		scores = append(scores, score{set.name, m.metrics})
		wrong = append(wrong, headed(set.name, m.wrong)...)
		if m.table != "" {
			tables = append(tables, m.table)
		}
	}
	if len(scores) == 0 {
		return fault.New(fault.NotFound, "eval ledger: %s has none of the gold sets", dir).Try("--gold with a folder laid out like the shared gold")
	}
	if err := c.print(s, scores); err != nil {
		return err
	}
	if c.Format == "text" {
		for _, table := range tables {
			fmt.Fprintf(s.Stdout, "\n%s", table)
		}
	}
	return c.writeErrors(wrong)
}

// evalTreebank gives the figures of each file by its name (ewt-test.las) and of
// all their tokens together.
func evalTreebank(dir string) (measured, error) {
	results, err := treebank.Run(dir)
	if err != nil {
		return measured{}, err
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
	return measured{metrics: m}, nil
}

func evalEmergent(dir string) (measured, error) {
	r, err := emergent.Run(dir)
	if err != nil {
		return measured{}, err
	}
	return measured{metrics: r.Metrics(), wrong: r.Wrong()}, nil
}

func evalPolnear(dir string) (measured, error) {
	r, err := polnear.Run(dir)
	if err != nil {
		return measured{}, err
	}
	m := map[string]float64{}
	for name, value := range r.Metrics() {
		m[strings.TrimPrefix(name, "polnear.")] = value
	}
	return measured{metrics: m, wrong: r.Wrong, table: r.Table()}, nil
}

func evalSentivent(dir string) (measured, error) {
	r, err := sentivent.Run(dir)
	if err != nil {
		return measured{}, err
	}
	m := map[string]float64{
		"n": float64(r.N), "micro_precision": r.Precision, "micro_recall": r.Recall, "micro_f1": r.MicroF1, "macro_f1": r.MacroF1,
	}
	for t, f1 := range r.F1 {
		m[metricName(string(t))+"_f1"] = f1
	}
	return measured{metrics: m, wrong: r.Wrong}, nil
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
