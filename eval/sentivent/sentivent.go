// Package sentivent measures the types of corporate events against SENTiVENT:
// sentences of company news to which people gave up to five of 18 types.
//
//	r, err := sentivent.Run("gold")   // the folder that holds event_types
//	r.MicroF1, r.F1["SecurityValue"]
//
// In: event_types/sentivent_train*.jsonl.gz, which is measured by five-fold
// cross-validation, whole documents together and thresholds chosen inside the
// training folds; or event_types/sentivent_holdout*.jsonl.gz, which is measured
// with the model that comes with the program. Out: figures, and the wrong cases as
// lines.
//
// Limits: documents go to folds in turn by their place in the file, so that each
// company's stories are spread over the folds, as they are over the held-out file.
package sentivent

import (
	"fmt"
	"path/filepath"
	"slices"

	"newstape/fault"
	"newstape/ledger/corporate"
)

// Result are the figures. Micro figures count every pair of a sentence and a
// type; macro F1 is the mean over types.
type Result struct {
	N                    int // sentences
	Precision, Recall    float64
	MicroF1, MacroF1     float64
	F1                   map[corporate.Type]float64
	Wrong                []string
	CrossValidated       bool
	Hits, Said, Expected int
}

// Run measures the set in dir or in its folder event_types. A held-out file goes
// before the training file.
func Run(dir string) (Result, error) {
	for _, part := range []string{"holdout", "train"} {
		for _, folder := range []string{"event_types", "."} {
			found, err := filepath.Glob(filepath.Join(dir, folder, "sentivent_"+part+"*.jsonl*"))
			if err != nil || len(found) == 0 {
				continue
			}
			stories, err := Read(found[0])
			if err != nil {
				return Result{}, err
			}
			if part == "train" {
				return crossValidated(stories)
			}
			return embedded(stories)
		}
	}
	return Result{}, fault.New(fault.NotFound, "read gold: no event_types/sentivent_train or sentivent_holdout in %s", dir)
}

func crossValidated(stories []corporate.Story) (Result, error) {
	judged, err := corporate.CrossValidate(stories, 1)
	if err != nil {
		return Result{}, err
	}
	s := newScore()
	for _, j := range judged {
		s.add(stories[j.Story], j.Sentence, j.Found)
	}
	r := s.result()
	r.CrossValidated = true
	return r, nil
}

func embedded(stories []corporate.Story) (Result, error) {
	m, err := corporate.Open()
	if err != nil {
		return Result{}, err
	}
	s := newScore()
	for _, st := range stories {
		said := make([][]corporate.Type, len(st.Doc.Sentences))
		for _, f := range m.Types(st.Doc) {
			said[f.Sentence] = append(said[f.Sentence], f.Type)
		}
		for i := range said {
			s.add(st, i, said[i])
		}
	}
	return s.result(), nil
}

// counts are of one type.
type counts struct{ hit, said, expected int }

type score struct {
	of    map[corporate.Type]*counts
	n     int
	wrong []string
}

func newScore() *score {
	s := &score{of: map[corporate.Type]*counts{}}
	for _, t := range corporate.All() {
		s.of[t] = &counts{}
	}
	return s
}

func (s *score) add(st corporate.Story, sentence int, said []corporate.Type) {
	s.n++
	gold := st.Types[sentence]
	var extra, missed []string
	for _, t := range said {
		s.of[t].said++
		if slices.Contains(gold, t) {
			s.of[t].hit++
		} else {
			extra = append(extra, string(t))
		}
	}
	for _, t := range gold {
		s.of[t].expected++
		if !slices.Contains(said, t) {
			missed = append(missed, string(t))
		}
	}
	if len(extra)+len(missed) > 0 {
		s.wrong = append(s.wrong, fmt.Sprintf("sentivent %s %d: too many %v, missed %v: %s", st.Name, sentence, extra, missed,
			st.Doc.Sentences[sentence].In(st.Doc.Text)))
	}
}

func (s *score) result() Result {
	r := Result{N: s.n, F1: map[corporate.Type]float64{}, Wrong: s.wrong}
	for _, t := range corporate.All() {
		c := s.of[t]
		r.Hits, r.Said, r.Expected = r.Hits+c.hit, r.Said+c.said, r.Expected+c.expected
		r.F1[t] = ratio(2*c.hit, c.said+c.expected)
		r.MacroF1 += r.F1[t] / float64(len(s.of))
	}
	r.Precision, r.Recall = ratio(r.Hits, r.Said), ratio(r.Hits, r.Expected)
	r.MicroF1 = ratio(2*r.Hits, r.Said+r.Expected)
	return r
}

func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}
