package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"newstape/dossier"
	checks "newstape/eval/check"
	"newstape/eval/stories"
	"newstape/fault"
	"newstape/names/security"
	"newstape/tape/bars"
)

type evalCheckCommand struct {
	evalFlags
	Prices string `help:"Folder of price files (default: the shared data). With --tape they are imported into that data set once; a data set that is there is used as it is." placeholder:"DIR"`
	Number int    `help:"Sentences to make from the tape for the set 'injected', half of them altered; 0 for none." default:"2400"`
	Seed   uint64 `help:"Seed of those sentences." default:"1"`
}

// checkSet is one set of 'eval check': the gold that it needs, and what it
// measures.
type checkSet struct {
	name  string
	files []string
	run   func(path string, t checkTapes) (map[string]float64, []string, error)
}

// checkTapes are the facts of the product, and beside them those in which the
// prices that the real sentences rest on come first.
type checkTapes struct {
	facts dossier.Facts
	real  *bars.Tape
}

func (t checkTapes) with(tape *bars.Tape) checks.Facts {
	return checks.Facts{Syntax: t.facts.Syntax, Master: t.facts.Master, Linker: t.facts.Linker, Tape: tape}
}

var checkSets = []checkSet{
	{"market_statements", []string{"market_statements/market_statements*.jsonl", "market_statements*.jsonl"}, evalMarket},
	{"stories", []string{"stories/*.gold.json", "*.gold.json"}, evalStoryVerdicts},
	{"securityvalue", []string{"event_types/*.jsonl.gz", "event_types/*.jsonl"}, evalSecurityValue},
}

// Run measures the checker on every set whose gold is there, and on sentences made
// from the tape.
func (c evalCheckCommand) Run(s *session) error {
	gold, err := c.dir(s, "data", "gold")
	if err != nil {
		return err
	}
	t, done, err := c.tapes(s)
	if err != nil {
		return err
	}
	scores, wrong, err := c.measure(s, gold, t)
	if err := errors.Join(err, done()); err != nil {
		return err
	}
	if len(scores) == 0 {
		return fault.New(fault.NotFound, "eval check: %s has none of the gold sets", gold).Try("--gold with a folder laid out like the shared gold")
	}
	if err := c.print(s, scores); err != nil {
		return err
	}
	return c.writeErrors(wrong)
}

func (c evalCheckCommand) measure(s *session, gold string, t checkTapes) (scores []score, wrong []string, err error) {
	for _, set := range checkSets {
		path, ok := namesSet{files: set.files}.gold(gold)
		if !ok {
			s.incomplete = append(s.incomplete, fmt.Sprintf("gold set %s: %s has no %s", set.name, gold, set.files[0]))
			continue
		}
		metrics, lines, err := set.run(path, t)
		if err != nil {
			return nil, nil, err
		}
		scores = append(scores, score{set.name, metrics})
		wrong = append(wrong, headed(set.name, lines)...)
	}
	if c.Number == 0 {
		return scores, wrong, nil
	}
	r, err := c.inject(gold, t)
	if err != nil {
		return nil, nil, err
	}
	return append(scores, score{"injected", r.Metrics()}), append(wrong, headed("injected", r.Wrong)...), nil
}

// inject judges sentences made from the tape, and the right statements of the gold
// sets, every second one of them altered.
func (c evalCheckCommand) inject(gold string, t checkTapes) (*checks.Injected, error) {
	samples, err := checks.Generate(t.facts.Tape, t.facts.Master, c.Number, c.Seed)
	if err != nil {
		return nil, err
	}
	if path, ok := (namesSet{files: checkSets[1].files}).gold(gold); ok {
		more, err := checks.StorySamples(filepath.Dir(path), c.Seed)
		if err != nil {
			return nil, err
		}
		samples = append(samples, more...)
	}
	r, err := checks.Inject(t.with(t.facts.Tape), samples)
	if err != nil {
		return nil, err
	}
	path, ok := (namesSet{files: checkSets[0].files}).gold(gold)
	if !ok {
		return r, nil
	}
	if samples, err = checks.RealSamples(path, c.Seed); err != nil {
		return nil, err
	}
	more, err := checks.Inject(t.with(t.real), samples)
	if err != nil {
		return nil, err
	}
	r.Add(more)
	return r, nil
}

// headed puts the set's name before each wrong case and a blank line after it.
func headed(set string, lines []string) []string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = set + "  " + line + "\n"
	}
	return out
}

func evalMarket(path string, t checkTapes) (map[string]float64, []string, error) {
	r, err := checks.Statements(path, t.with(t.real))
	if err != nil {
		return nil, nil, err
	}
	return r.Metrics(), r.Wrong(), nil
}

func evalSecurityValue(path string, t checkTapes) (map[string]float64, []string, error) {
	r, err := checks.SecurityValue(path, t.with(nil))
	if err != nil {
		return nil, nil, err
	}
	return r.Metrics(), r.Wrong(), nil
}

// evalStoryVerdicts takes from the report of 'eval stories' what is about verdicts.
func evalStoryVerdicts(path string, t checkTapes) (map[string]float64, []string, error) {
	r, err := stories.Run(filepath.Dir(path), t.facts)
	if err != nil {
		return nil, nil, err
	}
	all := r.Metrics()
	metrics := map[string]float64{}
	for _, name := range checks.StoryMetrics() {
		if v, ok := all[name]; ok {
			metrics[name] = v
		}
	}
	var lines []string
	for _, w := range r.Wrong {
		if _, mine := metrics[w.Kind]; mine {
			lines = append(lines, w.String())
		}
	}
	return metrics, lines, nil
}

// tapes are the facts with the tape of 'eval stories', here with all that the
// price files hold, and the tape of the real sentences; done takes away what was
// made for this run.
func (c evalCheckCommand) tapes(s *session) (t checkTapes, done func() error, err error) {
	base := evalStoriesCommand{evalFlags: c.evalFlags, Prices: c.Prices}
	prices, err := base.prices(s)
	if err != nil {
		return t, nil, err
	}
	dir, err := os.MkdirTemp("", "newstape-eval-")
	if err != nil {
		return t, nil, fault.New(fault.BadInput, "eval check: %w", err)
	}
	done = func() error { return os.RemoveAll(dir) }
	if err := c.open(s, prices, dir, &t); err != nil {
		return t, nil, errors.Join(err, done())
	}
	remove := done
	return t, func() error { return errors.Join(t.real.Close(), remove()) }, nil
}

// open fills t from the price files, imported below dir or into the data set of
// --tape.
func (c evalCheckCommand) open(s *session, prices, dir string, t *checkTapes) error {
	master := security.Embedded()
	own := false
	if prices != "" {
		if s.cfg.Tape == "" {
			s.cfg.Tape = filepath.Join(dir, "all")
		}
		set, err := bars.Open(s.cfg.Tape)
		switch {
		case err == nil:
			err = set.Close()
		case fault.CodeOf(err) == fault.NotFound:
			err = stories.Import(s.ctx, prices, s.cfg.Tape, master, nil)
		}
		if err != nil {
			return err
		}
		if own, err = checks.ImportAsTraded(s.ctx, prices, dir, master); err != nil {
			return err
		}
	}
	var err error
	if t.facts, err = s.facts(); err != nil {
		return err
	}
	t.real = t.facts.Tape
	if own {
		first, err := bars.Open(filepath.Join(dir, "tape"))
		if err != nil {
			return err
		}
		t.real = bars.Join(first, t.facts.Tape)
	}
	return nil
}
