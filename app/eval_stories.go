package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"newstape/dossier"
	"newstape/eval/stories"
	"newstape/fault"
	"newstape/names/security"
	"newstape/tape/bars"
)

type evalStoriesCommand struct {
	evalFlags
	Prices string `help:"Folder of price files (default: the shared data). With --tape they are imported into that data set once; a data set that is there is used as it is." placeholder:"DIR"`
}

// Run reads the stories, each through the path of 'newstape read', and scores
// the dossiers.
func (c evalStoriesCommand) Run(s *session) error {
	dir, err := c.stories(s)
	if err != nil {
		return err
	}
	prices, err := c.prices(s)
	if err != nil {
		return err
	}
	facts, done, err := c.facts(s, dir, prices)
	if err != nil {
		return err
	}
	report, err := stories.Run(dir, facts)
	if err := errors.Join(err, done()); err != nil {
		return err
	}
	if c.Format == "json" {
		err = c.print(s, []score{{"stories", report.Metrics()}})
	} else {
		_, err = fmt.Fprint(s.Stdout, report.Table())
	}
	if err != nil {
		return err
	}
	lines := make([]string, len(report.Wrong))
	for i, w := range report.Wrong {
		lines[i] = w.String() + "\n"
	}
	return c.writeErrors(lines)
}

// stories is the folder of the set: gold itself may be named, or a folder that
// is laid out like the shared gold.
func (c evalStoriesCommand) stories(s *session) (string, error) {
	dir, err := c.dir(s, "data", "gold")
	if err != nil {
		return "", err
	}
	if inside := filepath.Join(dir, "stories"); isDir(inside) {
		return inside, nil
	}
	return dir, nil
}

// prices is the folder of price files, "" when none was named and the shared
// data have none: the embedded sample then answers alone.
func (c evalStoriesCommand) prices(s *session) (string, error) {
	if c.Prices != "" {
		if !isDir(c.Prices) {
			return "", fault.New(fault.NotFound, "eval stories: no folder %s", c.Prices).Try("--prices with a folder of price files")
		}
		return c.Prices, nil
	}
	dir, err := evalFlags{}.dir(s, "data", "prices")
	if fault.CodeOf(err) == fault.NotFound {
		if s.cfg.Tape == "" {
			s.incomplete = append(s.incomplete, "prices of the stories: no shared prices; the embedded sample answers alone, give --prices or --tape")
		}
		return "", nil
	}
	return dir, err
}

// facts are the product's, with the tape that --tape names, or else one made of
// the price files for this run; done takes it away.
func (c evalStoriesCommand) facts(s *session, gold, prices string) (facts dossier.Facts, done func() error, err error) {
	done = func() error { return nil }
	if prices != "" {
		if done, err = c.tape(s, gold, prices); err != nil {
			return facts, nil, err
		}
	}
	if facts, err = s.facts(); err != nil {
		return facts, nil, errors.Join(err, done())
	}
	remove := done
	return facts, func() error { return errors.Join(facts.Tape.Close(), remove()) }, nil
}

// tape sees to it that the session's tape has the price files: the whole of
// them in the folder of --tape, or in a folder of its own what the stories name.
func (c evalStoriesCommand) tape(s *session, gold, prices string) (done func() error, err error) {
	m := security.Embedded()
	if s.cfg.Tape != "" {
		switch set, err := bars.Open(s.cfg.Tape); {
		case err == nil:
			return func() error { return nil }, set.Close()
		case fault.CodeOf(err) != fault.NotFound:
			return nil, err
		}
		return func() error { return nil }, stories.Import(s.ctx, prices, s.cfg.Tape, m, nil)
	}
	named, err := stories.Named(gold, m)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "newstape-eval-")
	if err != nil {
		return nil, fault.New(fault.BadInput, "eval stories: %w", err)
	}
	remove := func() error { return os.RemoveAll(dir) }
	if err := stories.Import(s.ctx, prices, dir, m, named); err != nil {
		return nil, errors.Join(err, remove())
	}
	s.cfg.Tape = dir
	return remove, nil
}
