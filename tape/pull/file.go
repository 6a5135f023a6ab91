package pull

import (
	"errors"
	"fmt"
	"slices"

	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// file reads one file and says what became of it. A file that cannot be read to
// its end gives nothing.
func (p *puller) file(path, rel string) File {
	f := File{Path: rel}
	r, closer, err := open(path, p.opts.MaxBytes)
	if err != nil {
		f.Skipped = err.Error()
		return f
	}
	defer closer.Close()
	s, err := readSheet(r, &f)
	switch {
	case errors.Is(err, errTooLarge):
		f.Skipped = fmt.Sprintf("more than %d bytes unpacked", p.opts.MaxBytes)
		return f
	case err != nil:
		f.Skipped = err.Error()
		return f
	}
	for _, g := range s.groups {
		if why := p.group(&f, s, g); why != "" {
			if len(s.groups) == 1 {
				f.Skipped = why
			} else {
				f.refuse(why, trouble{what: counted(len(g.rows))})
			}
		}
	}
	return f
}

// about is what is known of a group of rows before its figures are looked at.
type about struct {
	listing  string
	calendar *calendar.Calendar
	basis    bars.Basis // declared, else ""
	why      string     // who declared it
	source   string
}

// group turns a group's rows into series; it says why when it cannot.
func (p *puller) group(f *File, s *sheet, g rowGroup) string {
	a, why := p.about(f, s, g)
	if why != "" {
		return why
	}
	if intraday(g.rows) {
		if !s.layout.has(fOpen) || !s.layout.has(fClose) {
			return "bars without opens or closes"
		}
		p.bars(f, s.layout, g.rows, a)
		return ""
	}
	p.series(f, s.layout, g.rows, a)
	return ""
}

func (p *puller) about(f *File, s *sheet, g rowGroup) (about, string) {
	nameTicker, nameBasis := tickerOf(f.Path)
	ticker := nameTicker
	for _, t := range []string{g.listing, g.ticker, s.ticker} {
		if t != "" {
			ticker = t
			break
		}
	}
	m, ok := p.listing(f.Path, ticker)
	if !ok {
		return about{}, fmt.Sprintf("no listing is known for ticker %q", ticker)
	}
	cal, err := calendarOf(m.listing)
	if err != nil {
		return about{}, fmt.Sprintf("%s: %v", m.listing, err)
	}
	a := about{listing: m.listing, calendar: cal, source: p.opts.Source}
	if a.source == "" {
		a.source = f.Path
	}
	for _, c := range []struct {
		basis bars.Basis
		why   string
	}{
		{g.basis, "the file says"},
		{m.basis, "the map says"},
		{p.opts.Basis, "as declared"},
		{nameBasis, "the file's name says"},
	} {
		if c.basis == "" {
			continue
		}
		if !isBasis(c.basis) {
			return about{}, fmt.Sprintf("basis %q is neither raw nor adjusted", c.basis)
		}
		a.basis, a.why = c.basis, c.why
		break
	}
	return a, ""
}

// intraday reports whether rows are bars within days: some day has two times.
func intraday(rows []row) bool {
	first := map[calendar.Date]int{}
	for _, r := range rows {
		if clock, ok := first[r.at.date]; ok && clock != r.at.clock {
			return true
		}
		first[r.at.date] = r.at.clock
	}
	return false
}

// ordered sorts rows by a key, noting when it had to, and refuses repeated and
// conflicting ones: which of two different rows is right nobody can tell.
func ordered(f *File, rows []row, key func(row) int64, label func(row) string) []row {
	less := func(a, b row) int { return int(max(min(key(a)-key(b), 1), -1)) }
	if !slices.IsSortedFunc(rows, less) {
		f.note(noteUnsorted, trouble{what: counted(len(rows))})
		slices.SortStableFunc(rows, less)
	}
	out := rows[:0:0]
	for i := 0; i < len(rows); {
		j, differ := i+1, false
		for ; j < len(rows) && key(rows[j]) == key(rows[i]); j++ {
			differ = differ || !sameFigures(rows[i], rows[j])
		}
		switch {
		case differ:
			for _, r := range rows[i:j] {
				f.refuse(conflicting, trouble{row: r.line, what: label(r) + " stands in several rows"})
			}
		default:
			for _, r := range rows[i+1 : j] {
				f.refuse(repeated, trouble{row: r.line, what: fmt.Sprintf("%s is row %d again", label(r), rows[i].line)})
			}
			out = append(out, rows[i])
		}
		i = j
	}
	return out
}

func sameFigures(a, b row) bool {
	for i := range a.v {
		if a.v[i] != b.v[i] && (a.v[i] == a.v[i] || b.v[i] == b.v[i]) {
			return false
		}
	}
	return true
}

// sane checks one bar's four prices, any of which may be missing. Rounding to
// single precision is forgiven.
func sane(open, high, low, close float64) (string, string) {
	for _, c := range []struct {
		name string
		v    float64
	}{{"open", open}, {"high", high}, {"low", low}, {"close", close}} {
		if c.v <= 0 {
			return notPositive, fmt.Sprintf("%s is %v", c.name, c.v)
		}
	}
	const slack = 1e-6
	for _, c := range []struct {
		name string
		v    float64
	}{{"open", open}, {"close", close}, {"low", low}} {
		if c.v > high*(1+slack) {
			return badRange, fmt.Sprintf("%s %v is above the high %v", c.name, c.v, high)
		}
	}
	for _, c := range []struct {
		name string
		v    float64
	}{{"open", open}, {"close", close}} {
		if c.v < low*(1-slack) {
			return badRange, fmt.Sprintf("%s %v is below the low %v", c.name, c.v, low)
		}
	}
	return "", ""
}

// closedWhy says why a listing does not trade on a day; "" when it does.
func closedWhy(cal *calendar.Calendar, d calendar.Date) (reason, what string) {
	if _, ok := cal.Index(d); ok {
		return "", ""
	}
	if y := d.Time().Year(); y < calendar.FirstYear || y > calendar.LastYear {
		return outsideYears, fmt.Sprintf("%s, calendars cover %d-%d", d, calendar.FirstYear, calendar.LastYear)
	}
	if h, ok := cal.Holiday(d); ok {
		return offCalendar, fmt.Sprintf("%s: %s was closed: %s", d, cal.MIC(), h.Name)
	}
	return offCalendar, fmt.Sprintf("%s is a %s", d, d.Weekday())
}
