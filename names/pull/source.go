package pull

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
	"strings"

	"newstape/fault"
)

// The sources, by the names under which they are kept.
const (
	secSource     = "sec"
	nasdaqSource  = "nasdaqlisted"
	otherSource   = "otherlisted"
	financeSource = "financedatabase"
	gleifSource   = "gleif"
)

// order is the order in which sources are read: later ones join what earlier
// ones have made.
var order = []string{secSource, nasdaqSource, otherSource, financeSource, gleifSource}

// titles say in receipts where an entity comes from.
var titles = map[string]string{
	secSource:     "SEC company_tickers_exchange.json",
	nasdaqSource:  "Nasdaq symbol directory, nasdaqlisted.txt",
	otherSource:   "Nasdaq symbol directory, otherlisted.txt",
	financeSource: "JerBouma/FinanceDatabase equities",
}

// public gives the addresses at which the sources are published.
func public(source string) string {
	switch source {
	case secSource:
		return "https://www.sec.gov/files/company_tickers_exchange.json"
	case nasdaqSource:
		return "https://www.nasdaqtrader.com/dynamic/SymDir/nasdaqlisted.txt"
	case otherSource:
		return "https://www.nasdaqtrader.com/dynamic/SymDir/otherlisted.txt"
	case financeSource:
		return "https://raw.githubusercontent.com/JerBouma/FinanceDatabase/main/compression/equities.bz2"
	case gleifSource:
		return "https://goldencopy.gleif.org/api/v2/golden-copies/publishes/lei2/latest.csv"
	}
	return ""
}

// maxBytes bounds a source as it is packed.
func maxBytes(source string) int64 {
	if source == gleifSource {
		return 4 << 30
	}
	return 512 << 20
}

// file is a source's content on disk: brought in for this pull, or kept.
type file struct {
	source string
	from   string // as the user gave it
	path   string
	sum    string // SHA-256, hexadecimal
	size   int64
	kept   string // where it goes when the pull succeeds; "" when it is there
}

// keep puts a file that was brought in under its lasting name.
func (f *file) keep() error {
	if f.kept == "" {
		return nil
	}
	if err := os.Rename(f.path, f.kept); err != nil {
		return fault.New(fault.BadInput, "keep source %s: %w", f.source, err).Try("a folder that can be written")
	}
	f.path, f.kept = f.kept, ""
	return nil
}

// discard removes what was brought in and not kept.
func discard(files []*file) {
	for _, f := range files {
		if f.kept != "" {
			_ = os.Remove(f.path)
		}
	}
}

// bring gets every source that was asked for, and finds the kept copies of the
// others.
func (p *puller) bring(ctx context.Context) (files []*file, err error) {
	defer func() {
		if err != nil {
			discard(files)
			files = nil
		}
	}()
	var asked [][2]string
	add := func(source, from string) {
		if from != "" {
			asked = append(asked, [2]string{source, from})
		}
	}
	add(secSource, p.opts.SEC)
	for _, from := range p.opts.Nasdaq {
		if from == "public" {
			add(nasdaqSource, "public")
			add(otherSource, "public")
			continue
		}
		add("", from) // the header tells which of the two it is
	}
	add(financeSource, p.opts.FinanceDatabase)
	add(gleifSource, p.opts.GLEIF)
	got := map[string]*file{}
	for _, a := range asked {
		f, err := p.bringOne(ctx, a[0], a[1])
		if err != nil {
			return files, err
		}
		files = append(files, f)
		if got[f.source] != nil {
			return files, fault.New(fault.BadUsage, "pull securities: %s and %s are both %s", got[f.source].from, f.from, f.source)
		}
		got[f.source] = f
	}
	for _, source := range order {
		if got[source] == nil {
			f, err := p.keptCopy(source)
			if err != nil {
				return files, err
			}
			if f != nil {
				got[source] = f
			}
		}
	}
	files = files[:0]
	for _, source := range order {
		if f := got[source]; f != nil {
			files = append(files, f)
			p.report.of(source).From = f.from
		}
	}
	return files, nil
}

// bringOne copies or fetches one source beside its lasting place and checks its
// sum against the one demanded.
func (p *puller) bringOne(ctx context.Context, source, given string) (*file, error) {
	from, want, _ := strings.Cut(given, "#sha256=")
	f := &file{source: source, from: from}
	var err error
	if address(source, from) != "" {
		err = p.fetch(ctx, f, address(source, from))
	} else {
		err = p.copyIn(ctx, f)
	}
	if err != nil {
		return nil, err
	}
	if want != "" && !strings.EqualFold(want, f.sum) {
		_ = os.Remove(f.path)
		return nil, fault.New(fault.BadInput, "pull securities: %s: SHA-256 %s, not %s as demanded", from, f.sum, want)
	}
	if f.source == "" {
		if f.source, err = nasdaqKind(f); err != nil {
			_ = os.Remove(f.path)
			return nil, err
		}
	}
	f.kept = filepath.Join(p.dir, "sources", f.source)
	return f, nil
}

// address is the address to fetch from; "" when from names a file.
func address(source, from string) string {
	switch {
	case from == "public":
		return public(source)
	case strings.HasPrefix(from, "https://"), strings.HasPrefix(from, "http://"):
		return from
	}
	return ""
}

// copyIn copies a file of the user's, for the next pull to read again.
func (p *puller) copyIn(ctx context.Context, f *file) error {
	in, err := os.Open(f.from)
	if err != nil {
		return fault.New(fault.NotFound, "pull securities: %w", err).Try("a file, an http(s) address, or the word public")
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return fault.New(fault.BadInput, "pull securities: %w", err)
	}
	if !info.Mode().IsRegular() {
		return fault.New(fault.BadInput, "pull securities: %s is not a file", f.from)
	}
	if info.Size() > maxBytes(f.source) {
		return tooLarge(f, info.Size())
	}
	out, err := os.CreateTemp(filepath.Join(p.dir, "sources"), ".new-*")
	if err != nil {
		return fault.New(fault.BadInput, "pull securities: %w", err).Try("--to with a folder that can be written")
	}
	f.path = out.Name()
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, sum), &counted{ctx: ctx, r: in, total: info.Size(), tell: p.tell(f)})
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		_ = os.Remove(f.path)
		return fault.New(fault.BadInput, "pull securities: copy %s: %w", f.from, err)
	}
	f.size, f.sum = n, hexSum(sum)
	return nil
}

func hexSum(h hash.Hash) string { return fmt.Sprintf("%x", h.Sum(nil)) }

func tooLarge(f *file, size int64) error {
	return fault.New(fault.TooLarge, "pull securities: %s: %d bytes, more than the limit of %d", f.from, size, maxBytes(f.source))
}

// tell is what a copy calls with its progress.
func (p *puller) tell(f *file) func(done, total int64) {
	name := f.source
	if name == "" {
		name = filepath.Base(f.from)
	}
	return func(done, total int64) {
		if p.opts.Progress != nil {
			p.opts.Progress(name, done, total)
		}
	}
}

// counted is a reader that tells how far it has come and stops with its context.
type counted struct {
	ctx         context.Context
	r           io.Reader
	done, total int64
	tell        func(done, total int64)
}

func (c *counted) Read(b []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(b)
	c.done += int64(n)
	c.tell(c.done, c.total)
	return n, err
}

// keptCopy finds the copy of a source that an earlier pull has kept; nil when
// there is none. It must be what that pull read.
func (p *puller) keptCopy(source string) (*file, error) {
	f := &file{source: source, from: "kept copy", path: filepath.Join(p.dir, "sources", source)}
	in, err := os.Open(f.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.New(fault.BadInput, "pull securities: %w", err)
	}
	defer in.Close()
	sum := sha256.New()
	if f.size, err = io.Copy(sum, in); err != nil {
		return nil, fault.New(fault.BadInput, "pull securities: read %s: %w", f.path, err)
	}
	f.sum = hexSum(sum)
	if last, ok := p.last(source); ok && last.SHA256 != f.sum {
		return nil, fault.New(fault.Corrupt, "pull securities: %s: changed since the pull of %s (SHA-256 %s, then %s)", f.path, p.lastDate(), f.sum, last.SHA256).
			Try("give the source again")
	}
	return f, nil
}
