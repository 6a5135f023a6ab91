package ask

import (
	"errors"
	"os"
	"path/filepath"

	"newstape/dossier"
	"newstape/names/link"
	"newstape/names/pull"
	"newstape/names/screen"
	"newstape/names/security"
	"newstape/story/syntax"
	"newstape/tape/bars"
	"newstape/tape/sample"
)

// OpenFacts opens the embedded tables and the tape, the reader's own data sets
// before the embedded sample, for programs that end with their answer: the
// files stay open. Folders as in [Options].
func OpenFacts(tape, master string) (dossier.Facts, error) {
	facts, shut, err := openFacts(tape, master)
	if err != nil {
		for _, c := range shut {
			err = errors.Join(err, c())
		}
	}
	return facts, err
}

// openFacts also says how to give the files back, whether or not it fails.
func openFacts(tapeDir, masterDir string) (facts dossier.Facts, shut []func() error, err error) {
	if facts.Tape, shut, err = openTape(tapeDir); err != nil {
		return facts, shut, err
	}
	if facts.Master, facts.Linker, err = OpenNames(masterDir); err != nil {
		return facts, shut, err
	}
	shut = append(shut, facts.Master.Close)
	if facts.Lists, err = screen.Open(facts.Master); err != nil {
		return facts, shut, err
	}
	facts.Syntax, err = syntax.Open()
	return facts, shut, err
}

func openTape(dir string) (*bars.Tape, []func() error, error) {
	embedded, err := sample.Tape()
	if err != nil || dir == "" {
		return embedded, nil, err
	}
	own, err := bars.Open(dir)
	if err != nil {
		return nil, nil, err
	}
	return bars.Join(own, embedded), []func() error{own.Close}, nil
}

// OpenNames opens the pulled master in a folder, or the embedded one when there
// is no folder, with a Linker for it.
func OpenNames(dir string) (*security.Master, *link.Linker, error) {
	if dir == "" {
		m := security.Embedded()
		return m, link.New(m), nil
	}
	m, err := security.OpenIndex(masterFile(dir))
	if err != nil {
		return nil, nil, err
	}
	l, err := link.Indexed(m)
	return m, l, err
}

// masterFile is the index file in a folder, or the file itself.
func masterFile(dir string) string {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return filepath.Join(dir, pull.IndexFile)
	}
	return dir
}
