// Package pull brings public tables of securities into one master with periods,
// kept as an index file that opens in milliseconds.
//
//	report, err := pull.Securities(ctx, "data/names", pull.Options{
//		SEC:    "public",                     // or a file, or an address
//		Nasdaq: []string{"nasdaqlisted.txt", "otherlisted.txt"},
//		Today:  calendar.MustDate("2026-11-29"),
//		Client: http.DefaultClient,
//	})
//
// In: the SEC's company_tickers_exchange.json, the Nasdaq symbol directory,
// FinanceDatabase's equities and GLEIF's golden copy, each plain or packed, from
// a file or an address. Out: DIR/securities.names, which [security.OpenIndex]
// and names/link read, DIR/sources with the files as they were read, and a
// [Report] that says how many rows of each went in and which did not, with row
// and reason. A source that is not given again is read from DIR/sources.
//
// The embedded master is the ground: what its hand-written rows say wins, and a
// row that contradicts them is refused. A row joins an entity by CIK, by line
// (MIC:ticker) when the names are alike, by ISIN or share-class FIGI when the
// names are alike, or by the same name in the same country; else it makes a new
// one. GLEIF adds LEIs only, where exactly one active record of a country has
// the whole registered name. Lines of regional floors, which trade other
// markets' shares under abbreviated names, join or are left out.
//
// Periods: a line that the pull before did not have, though it read the same
// source, is valid from the day of this pull; a line that its source no longer
// has is valid up to the day of this pull. What the first pull finds is open at
// both ends.
//
// A file that ends early, lacks a column, was changed since it was pulled, holds
// far fewer rows than before or has too many bad rows is refused as a whole, and
// the index stays as it was. Single bad rows are left out and listed.
//
// Limits: one pull at a time in a folder; dates of listing are as coarse as the
// pulls; the GLEIF file takes a minute to read.
package pull

import (
	"context"
	"net/http"
	"os"
	"path/filepath"

	"newstape/fault"
	"newstape/names/link"
	"newstape/names/security"
	"newstape/tape/calendar"
)

// IndexFile is the name of the index in a folder of pulled securities.
const IndexFile = "securities.names"

// Options say what to read. Each source is a file, an http(s) address, or the
// word "public" for its public address; "#sha256=HEX" behind it demands that
// content. Empty means the copy kept from an earlier pull, if any.
type Options struct {
	SEC             string
	Nasdaq          []string // nasdaqlisted.txt, otherlisted.txt, in any order
	FinanceDatabase string
	GLEIF           string

	// Today dates the pull.
	Today calendar.Date
	// Client fetches addresses; nil when there are none.
	Client *http.Client
	// Agent names the program and a contact to servers; the SEC demands one.
	Agent string
	// Smaller accepts a source with far fewer rows than in the last pull.
	Smaller bool
	// Progress, when not nil, is called while a source is copied or fetched;
	// total is 0 when it is not known.
	Progress func(source string, done, total int64)
}

// Securities reads the sources and writes the index. The report is there also
// when the error is not nil and some source was read.
func Securities(ctx context.Context, dir string, opts Options) (*Report, error) {
	if opts.Today == 0 {
		return nil, fault.New(fault.Internal, "pull securities: no date given")
	}
	if err := os.MkdirAll(filepath.Join(dir, "sources"), 0o750); err != nil {
		return nil, fault.New(fault.BadInput, "pull securities: %w", err).Try("--to with a folder that can be written")
	}
	before, err := history(dir)
	if err != nil {
		return nil, err
	}
	if before != nil {
		defer before.Close()
	}
	p := &puller{dir: dir, opts: opts, before: before, report: &Report{}}
	files, err := p.bring(ctx)
	if err != nil {
		return p.report, err
	}
	defer discard(files)
	if len(files) == 0 {
		return nil, fault.New(fault.BadUsage, "pull securities: no source given, and none kept in %s", dir).
			Try("--sec public --nasdaq public")
	}
	entities, err := p.join(ctx, files)
	if err != nil {
		return p.report, err
	}
	return p.report, p.write(entities, files)
}

// puller is one pull.
type puller struct {
	dir    string
	opts   Options
	before *security.Master // the index as it was; nil when there was none
	report *Report
}

// history opens the index that a pull continues; nil when there is none.
func history(dir string) (*security.Master, error) {
	path := filepath.Join(dir, IndexFile)
	if _, err := os.Stat(path); os.IsNotExist(err) {
		return nil, nil
	}
	m, err := security.OpenHistory(path)
	if err != nil {
		return nil, fault.New(fault.Corrupt, "pull securities: %w", err).
			Try("restore %s from a copy, or remove it: periods known so far are then lost", path)
	}
	return m, nil
}

// join joins all sources and gives the entities of the new master.
func (p *puller) join(ctx context.Context, files []*file) ([]*security.Entity, error) {
	j := newJoiner(p)
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return nil, fault.New(fault.BadInput, "pull securities: stopped before %s was read: %w", f.source, err)
		}
		if err := p.read(j, f); err != nil {
			return nil, err
		}
	}
	return j.finish(), nil
}

// write keeps the sources, then replaces the index.
func (p *puller) write(entities []*security.Entity, files []*file) error {
	sections, err := link.Sections(entities)
	if err != nil {
		return err
	}
	about := security.About{Embedded: security.Fingerprint()}
	if p.before != nil {
		about.Pulls = p.before.About().Pulls
	}
	pulled := security.Pull{Date: p.opts.Today.String()}
	for _, f := range files {
		if err := f.keep(); err != nil {
			return err
		}
		s := p.report.of(f.source)
		pulled.Sources = append(pulled.Sources, security.Source{
			Name: f.source, From: f.from, SHA256: f.sum, Bytes: f.size, Rows: s.Rows, Accepted: s.Accepted(),
		})
	}
	about.Pulls = append(about.Pulls, pulled)
	p.report.count(entities)
	return security.WriteIndex(filepath.Join(p.dir, IndexFile), entities, about, sections...)
}
