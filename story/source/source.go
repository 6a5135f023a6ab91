// Package source fetches raw stories: a file, standard input or a URL. It and
// the packages below it are the only ones that open the network for stories:
// feed reads the formats of feeds and of single stories, follow polls feeds,
// folder finds files.
//
//	raw, err := source.Read(ctx, "https://example.com/story", source.Limits{}, source.From{})
//	a, err := article.Read(raw.Bytes, article.Options{Name: raw.Name, Format: article.Format(raw.Format), Charset: raw.Charset})
//
// In: one argument of the command line: "-", a path, or an http or https
// address. Out: the bytes, bounded by [Limits], and what the sender said about
// them. Nothing is read beyond the bound, so a huge file costs one buffer.
//
// Addresses of private, loopback, link-local and other networks that are not
// the public internet are refused unless Limits.AllowPrivate says otherwise.
// The check is made on the address that is about to be dialled, after name
// resolution and for every redirect, so that a name cannot point inside.
//
// Limits: no cookies, no scripts, no proxy from the environment; one address at
// a time; compressed transfer is gzip only, and the bound counts what comes out
// of it.
package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"regexp"
	"time"

	"newstape/fault"
)

// Bounds that the zero [Limits] stand for.
const (
	DefaultMaxBytes  = 8 << 20
	DefaultTimeout   = 20 * time.Second
	DefaultRedirects = 5
)

// Limits bounds what a story may cost. The zero Limits are the defaults.
type Limits struct {
	MaxBytes     int64         // bytes after decompression; 0 means DefaultMaxBytes
	Timeout      time.Duration // of a whole fetch, redirects included; 0 means DefaultTimeout
	Redirects    int           // followed; 0 means DefaultRedirects, negative none
	AllowPrivate bool          // permit private, loopback and link-local addresses
}

// From is where stories come from besides the file system. The zero From has no
// standard input, and a client of its own for addresses.
type From struct {
	Stdin  io.Reader    // read for "-"
	Client *http.Client // its Transport must be nil or an *http.Transport, which is copied and guarded
}

// Raw is a story as it was fetched.
type Raw struct {
	Bytes       []byte
	Name        string // file name, "standard input", or the address after redirects
	URL         string // the address after redirects, "" for files
	ContentType string // as sent, such as "text/html; charset=utf-8"; "" for files
	Format      string // text, markdown or html when the content type says so, else ""
	Charset     string // as the content type says, else ""

	// What a document with fields of its own says of its story, see Unpack.
	Outlet    string
	Published string // RFC 3339 or a day
}

var (
	scheme  = regexp.MustCompile(`^([A-Za-z][A-Za-z0-9+.-]*)://`)
	webForm = regexp.MustCompile(`^(?i:https?)://`)
)

// Read fetches the story that arg names. Errors have the codes bad_usage (a
// scheme that is not http or https), not_found, too_large, refused (a private
// address), unreachable and bad_input (not a story by its content type).
func Read(ctx context.Context, arg string, lim Limits, from From) (Raw, error) {
	lim = lim.filled()
	switch {
	case arg == "":
		return Raw{}, fault.New(fault.BadUsage, "no story given").Try(`a file, "-" for standard input, or an http or https address`)
	case arg == "-":
		return readStdin(from.Stdin, lim)
	case webForm.MatchString(arg):
		return fetch(ctx, arg, lim, from.Client)
	}
	if m := scheme.FindStringSubmatch(arg); m != nil {
		return Raw{}, fault.New(fault.BadUsage, "read %s: addresses of scheme %q are not read", arg, m[1]).
			Try("http or https, or the path of a file")
	}
	return readFile(arg, lim)
}

func (l Limits) filled() Limits {
	if l.MaxBytes <= 0 {
		l.MaxBytes = DefaultMaxBytes
	}
	if l.Timeout <= 0 {
		l.Timeout = DefaultTimeout
	}
	if l.Redirects == 0 {
		l.Redirects = DefaultRedirects
	}
	return l
}

func readStdin(stdin io.Reader, lim Limits) (Raw, error) {
	const name = "standard input"
	if stdin == nil {
		return Raw{}, fault.New(fault.BadUsage, "read %s: there is none", name).Try("give a file or an address")
	}
	b, err := readBounded(stdin, name, lim)
	return Raw{Bytes: b, Name: name}, err
}

func readFile(path string, lim Limits) (Raw, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Raw{}, fault.New(fault.NotFound, "read %s: there is no such file", path).Try("check the path; addresses begin with http:// or https://")
	case err != nil:
		return Raw{}, fault.New(fault.BadInput, "read %s: %w", path, plain(err)).Try("check the file's permissions")
	case info.IsDir():
		return Raw{}, fault.New(fault.BadInput, "read %s: this is a folder", path).Try("give one of the files in it")
	case info.Size() > lim.MaxBytes:
		return Raw{}, tooLarge(path, sizeText(info.Size()), lim)
	}
	f, err := os.Open(path)
	if err != nil {
		return Raw{}, fault.New(fault.BadInput, "read %s: %w", path, plain(err)).Try("check the file's permissions")
	}
	defer f.Close()
	b, err := readBounded(f, path, lim)
	return Raw{Bytes: b, Name: path}, err
}

// plain drops the operation and path that a file error repeats.
func plain(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}

// readBounded reads r to its end, or refuses once it is over the bound.
func readBounded(r io.Reader, name string, lim Limits) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, lim.MaxBytes+1))
	if err != nil {
		return nil, fault.New(fault.BadInput, "read %s: after %d bytes: %w", name, len(b), err).Try("again, or save the story and give the file")
	}
	if int64(len(b)) > lim.MaxBytes {
		return nil, tooLarge(name, "too large", lim)
	}
	return b, nil
}

// tooLarge says by how much a story is over the bound, where that is known.
func tooLarge(name, size string, lim Limits) error {
	return fault.New(fault.TooLarge, "read %s: %s, over the limit of %s", name, size, sizeText(lim.MaxBytes)).
		Try("give one story, or raise the limit")
}

// sizeText says a size for people: "8.0 MiB", "12.0 KiB", "37 bytes".
func sizeText(n int64) string {
	switch {
	case n >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	case n >= 1<<10:
		return fmt.Sprintf("%.1f KiB", float64(n)/(1<<10))
	}
	return fmt.Sprintf("%d bytes", n)
}
