package pull

import (
	"errors"
	"io"
	"slices"

	"newstape/fault"
	"newstape/names/security"
)

// The bounds beyond which a file is refused as a whole.
const (
	// mostRefused is the share of rows that may be bad: more of them mean that
	// the file is not what the reader takes it for.
	mostRefused = 0.05
	// fewest is the share of the last pull's rows that a new file must have.
	fewest = 0.8
	// enough is the number of rows below which shares say nothing.
	enough = 20
)

// read reads one source and joins it to what was read before.
func (p *puller) read(j *joiner, f *file) error {
	in, err := f.open()
	if err != nil {
		return fault.New(fault.BadInput, "pull securities: %s %s: %w", f.source, f.from, err).Try("fetch the file again")
	}
	defer in.Close()
	s := &sheet{source: f.source, path: f.from, stats: p.report.of(f.source), lines: map[string]int{}}
	if f.source == gleifSource {
		err = readGLEIF(in, s, j.registry())
	} else {
		err = readers[f.source](in, s)
	}
	if err != nil {
		return err
	}
	if err := p.plausible(s); err != nil {
		return err
	}
	s.lines = nil // read; what is left is joined
	if f.source == gleifSource {
		j.registered()
	} else {
		j.join(s)
	}
	return nil
}

// readers are the readers of the sources that list shares. Each gives rows to
// the sheet and fails on a file that cannot be trusted as a whole.
var readers = map[string]func(io.Reader, *sheet) error{
	secSource:     readSEC,
	nasdaqSource:  readNasdaq,
	otherSource:   readNasdaq,
	financeSource: readFinanceDatabase,
}

// plausible refuses a file with too many bad rows or too few rows.
func (p *puller) plausible(s *sheet) error {
	st := s.stats
	if st.Rows == 0 {
		return s.broken("no rows").Try("fetch the file again")
	}
	if n := st.RefusedRows; st.Rows >= enough && float64(n) > mostRefused*float64(st.Rows) {
		first := st.Refused[0]
		return s.broken("%d of %d rows cannot be used, the first is row %d: column %s: %s", n, st.Rows, first.Row, first.Column, first.Why).
			Try("fetch the file again; if its publisher has changed it, keep the earlier copy")
	}
	if last, ok := p.last(s.source); ok && !p.opts.Smaller && last.Rows >= enough && float64(st.Rows) < fewest*float64(last.Rows) {
		return s.broken("%d rows, the pull of %s had %d: was the file cut short?", st.Rows, p.lastDate(), last.Rows).
			Try("fetch it again, or --smaller when it is right")
	}
	return nil
}

// last is what the latest pull that read a source says of it.
func (p *puller) last(source string) (security.Source, bool) {
	if p.before == nil {
		return security.Source{}, false
	}
	for _, pulled := range slices.Backward(p.before.About().Pulls) {
		for _, s := range pulled.Sources {
			if s.Name == source {
				return s, true
			}
		}
	}
	return security.Source{}, false
}

func (p *puller) lastDate() string {
	pulls := p.before.About().Pulls
	if len(pulls) == 0 {
		return "before"
	}
	return pulls[len(pulls)-1].Date
}

// cutShort makes the error for a file that ends where it should not.
func cutShort(s *sheet, row int, err error) error {
	if errors.Is(err, errTooLarge) {
		return fault.New(fault.TooLarge, "pull securities: %s %s: row %d: %w", s.source, s.path, row, err)
	}
	return s.broken("row %d: %v: is the file whole?", row, err).Try("fetch it again")
}
