// Package pull brings other people's price files into a data set of tape/bars.
//
// In: a file or a folder of OHLCV tables as vendors and libraries write them
// (Stooq, Yahoo, Tiingo, Alpha Vantage, yfinance and our own export), plain or
// gzip, daily or intraday, adjusted and raw figures in one file or apart. Out:
// a data set, and a [Report] that says of each file what it was taken for and
// why, how many rows went in, and which did not, with row, column and reason.
//
//	report, err := pull.Prices(ctx, "~/prices", "data/bars", pull.Options{
//		Resolve: func(ticker string) (string, bool) { ... }, // BABA -> XNYS:BABA
//	})
//
// A file says which listing it is by a ticker row or column, else by its name:
// BABA_1d.csv, 9988.HK.csv, ^HSI.csv; a map file overrides. Times without a zone
// are the venue's. Intraday bars before the open and from the close on are left
// out. Figures of 32 bits are read as the decimals that they stand for.
//
// A row is refused when its date is no session of the listing's exchange, a
// figure is not a number or not positive, the high and low do not hold the open
// and close, or another row of the same date differs. A row without volume whose
// four prices are one keeps its close only, for vendors fill days that they lack
// so; when that is the close of the day before, it is refused.
//
// When several files hold one series, the one with most columns answers; another
// fills days that it lacks where the two agree on the days they share: as traded,
// to the same closes; adjusted, to one stable ratio, by which its figures are then
// scaled. What is left out for want of that has its reason in the report.
//
// Nothing is written until every file was read, and the data set is replaced in
// one step: a failure leaves the old one. Series that the new files do not have
// are kept.
//
// Limits: the figures of one pull are held in memory; calendars reach from 2010
// to 2030, so earlier rows are refused; commas as decimal marks and dates such
// as 03/04/2025, which two continents read differently, are not read.
package pull

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"newstape/fault"
	"newstape/tape/bars"
	"newstape/tape/calendar"
)

// Options say how to read. The zero Options are ready for use, but know only
// tickers that carry their exchange (9988.HK, XNYS:BABA) and indexes (^GSPC).
type Options struct {
	// Resolve finds the listing (MIC:ticker) of a ticker as files spell it, then
	// in capitals; nil for none.
	Resolve func(ticker string) (listing string, ok bool)
	// Map is the path of a CSV file with columns name, listing and, if wanted,
	// basis: name is a file's name or a ticker. Empty for none.
	Map string
	// Basis declares what columns without a mark of their own hold; empty to
	// find out from the figures.
	Basis bars.Basis
	// Source is the source line of every figure; empty for the file's name.
	Source string
	// Zone is the zone of times that carry none; nil for the venue's.
	Zone *time.Location
	// Replace drops the series that the data set has and the files have not.
	Replace bool
	// MaxBytes bounds one file, uncompressed; 0 means 512 MiB.
	MaxBytes int64
	// Progress, when not nil, is called before each file and once at the end.
	Progress func(done, total int, file string)
}

const defaultMaxBytes = 512 << 20

// Prices reads the files in from (a folder, with those below it, or one file)
// and writes a data set in the folder to. The report is there also when the
// error is not nil and some file was read.
func Prices(ctx context.Context, from, to string, opts Options) (*Report, error) {
	if opts.MaxBytes == 0 {
		opts.MaxBytes = defaultMaxBytes
	}
	names, err := readMap(opts.Map)
	if err != nil {
		return nil, err
	}
	files, err := findFiles(from)
	if err != nil {
		return nil, err
	}
	p := &puller{opts: opts, names: names, report: &Report{}}
	for i, path := range files {
		if err := ctx.Err(); err != nil {
			return p.report, fault.New(fault.BadInput, "pull prices from %s: stopped after %d of %d files: %w", from, i, len(files), err)
		}
		rel := relative(from, path)
		if opts.Progress != nil {
			opts.Progress(i, len(files), rel)
		}
		p.report.Files = append(p.report.Files, p.file(path, rel))
	}
	if opts.Progress != nil {
		opts.Progress(len(files), len(files), "")
	}
	if len(p.daily)+len(p.sessions) == 0 {
		return p.report, fault.New(fault.BadInput, "pull prices from %s: none of %d files gave a row: %s", from, len(files), p.report.firstTrouble()).
			Try("--map names.csv, with columns name,listing, for tickers that are not known")
	}
	p.choose()
	if err := p.write(to); err != nil {
		return p.report, err
	}
	return p.report, nil
}

// relative names a file for people: its path under the folder it was found in.
func relative(from, path string) string {
	if rel, err := filepath.Rel(from, path); err == nil && rel != "." {
		return filepath.ToSlash(rel)
	}
	return filepath.Base(path)
}

// puller gathers what the files give.
type puller struct {
	opts     Options
	names    map[string]mapped
	report   *Report
	daily    []found
	sessions []foundSession
}

// found is a daily series and the file it came from.
type found struct {
	series  *bars.Series
	file    int // in the report
	kept    int // in the file's Kept
	columns int // with any figure
}

// foundSession is one session of bars.
type foundSession struct {
	bars *bars.Intraday
	file int
	kept int
}

// choose settles which file answers when several hold the same series: the one
// with more columns, then more rows, then the earlier name.
func (p *puller) choose() {
	slices.SortStableFunc(p.daily, func(a, b found) int {
		return cmp.Or(
			cmp.Compare(a.series.Listing, b.series.Listing), cmp.Compare(a.series.Basis, b.series.Basis),
			cmp.Compare(b.columns, a.columns), cmp.Compare(b.series.Len(), a.series.Len()))
	})
	daily := p.daily[:0]
	for _, f := range p.daily {
		if n := len(daily); n > 0 && daily[n-1].series.Listing == f.series.Listing && daily[n-1].series.Basis == f.series.Basis {
			daily[n-1].series = p.join(daily[n-1], f)
			continue
		}
		daily = append(daily, f)
	}
	p.daily = daily
	p.chooseSessions()
}

// join lets a file fill the days that a fuller one lacks, where that is sound,
// and leaves it out where it is not.
func (p *puller) join(first, other found) *bars.Series {
	kept := &p.report.Files[other.file].Kept[other.kept]
	path := p.report.Files[first.file].Path
	o, why := fits(first.series, other.series)
	if why != "" {
		kept.Unused = "the same series is fuller in " + path + "; " + why
		return first.series
	}
	out, added := fill(first.series, other.series, o)
	if added == 0 {
		kept.Unused = "the same series is fuller in " + path
		return first.series
	}
	kept.Rows = added
	kept.Why += "; only days that " + path + " lacks"
	if t := o.times(); t != "" {
		kept.Why += fmt.Sprintf(",%s, the ratio on %d shared days", t, o.common)
	}
	return out
}

// chooseSessions lets the earlier name answer when two files hold a session.
func (p *puller) chooseSessions() {
	slices.SortStableFunc(p.sessions, func(a, b foundSession) int {
		return cmp.Or(cmp.Compare(a.bars.Listing, b.bars.Listing), cmp.Compare(a.bars.Session, b.bars.Session))
	})
	sessions := p.sessions[:0]
	for _, f := range p.sessions {
		if n := len(sessions); n > 0 && sessions[n-1].bars.Listing == f.bars.Listing && sessions[n-1].bars.Session == f.bars.Session {
			file := &p.report.Files[f.file]
			file.refuse(repeatedSession, trouble{
				what: f.bars.Session.String() + ": its bars come from " + p.report.Files[sessions[n-1].file].Path,
			})
			file.Kept[f.kept].Rows -= f.bars.Len()
			continue
		}
		sessions = append(sessions, f)
	}
	p.sessions = sessions
}

// write makes the data set: the new series, and the old ones that they do not
// replace.
func (p *puller) write(to string) (err error) {
	old, err := bars.Open(to)
	switch {
	case fault.CodeOf(err) == fault.NotFound || p.opts.Replace:
		old = bars.Join()
	case err != nil:
		return err
	}
	defer func() { err = errors.Join(err, old.Close()) }()
	w, err := bars.Create(to)
	if err != nil {
		return err
	}
	defer w.Abort()
	if err := p.add(w, old); err != nil {
		return err
	}
	return w.Commit()
}

func (p *puller) add(w *bars.Writer, old *bars.Tape) error {
	type key struct {
		listing string
		basis   bars.Basis
		session calendar.Date
	}
	fresh := map[key]bool{}
	for _, f := range p.daily {
		fresh[key{listing: f.series.Listing, basis: f.series.Basis}] = true
		if err := w.AddDaily(f.series); err != nil {
			return err
		}
	}
	for _, f := range p.sessions {
		fresh[key{listing: f.bars.Listing, session: f.bars.Session}] = true
		if err := w.AddIntraday(f.bars); err != nil {
			return err
		}
	}
	for _, listing := range old.Listings() {
		for _, basis := range []bars.Basis{bars.Raw, bars.Adjusted} {
			if s, ok := old.Daily(listing, basis); ok && !fresh[key{listing: listing, basis: basis}] {
				if err := w.AddDaily(s); err != nil {
					return err
				}
				p.report.KeptSeries++
			}
		}
		for _, session := range old.Sessions(listing) {
			if b, ok := old.Intraday(listing, session); ok && !fresh[key{listing: listing, session: session}] {
				if err := w.AddIntraday(b); err != nil {
					return err
				}
				p.report.KeptSessions++
			}
		}
	}
	return nil
}
