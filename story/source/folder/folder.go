// Package folder finds story files that others put into a folder.
//
//	st, rep, err := folder.Scan(ctx, "/var/spool/stories", st, time.Now(), folder.Options{}, func(f folder.File) error {
//		return submit(f.Path, f.Bytes) // nil: taken; an error for now: offered again at the next scan
//	})
//
// In: a folder and the [State] that the last scan left, a plain value that its
// owner keeps. Out: every .txt, .md, .html and .json file, in it and in folders
// inside it, that is new or changed, once it lies still: its size and time were
// the same at two scans [Options.Settle] apart, or it has not been written to for
// a minute. Content that was taken once is not given again, whatever its name.
//
// Files are only read. Hidden names, links, and what is no regular file are
// passed over, and no path leads out of the folder. A file that is too large, or
// that cannot be read or taken, is a line of [Report.Problems] and stops no other.
// An error that says that the content is wrong (bad_input, too_large, refused,
// bad_usage, not_found) is told once and the file left until it changes.
//
// Limits: it looks, it is not told (no inotify: that would miss network
// folders); the last [MaxTaken] contents are remembered.
package folder

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"newstape/fault"
	"newstape/story/source"
)

// Bounds.
const (
	MaxTaken      = 20_000 // contents that are remembered, and no fewer than there are files
	MaxFiles      = 50_000 // of a folder and those inside it
	maxProblems   = 100
	DefaultSettle = 2 * time.Second
	quiet         = time.Minute // without a write: the file lies still
)

// endings are those of story files.
var endings = []string{".txt", ".text", ".md", ".markdown", ".html", ".htm", ".json", ".jsonld"}

// Options bound a scan. The zero Options are the defaults.
type Options struct {
	MaxBytes int64         // of a file; 0 means source.DefaultMaxBytes
	Settle   time.Duration // a file must not change for this long; 0 means DefaultSettle
}

// State is what is known of a folder between two scans, equal after a round trip
// through JSON.
type State struct {
	Files map[string]Seen `json:"files,omitempty"` // by path inside the folder
	Taken []string        `json:"taken,omitempty"` // short hashes, the oldest first
}

// Seen is a file as it was seen.
type Seen struct {
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	Since    time.Time `json:"since"`          // first scan that saw it so
	Done     bool      `json:"done,omitempty"` // taken, or known not to be wanted
}

// File is one file that lies still.
type File struct {
	Path     string // inside the folder, with slashes
	Bytes    []byte
	Modified time.Time
	SHA256   string // of Bytes, hex
}

// Report is what a scan saw.
type Report struct {
	Files    int // story files that are there
	Taken    int
	Waiting  int // that do not lie still yet
	Problems []string
}

// scan is one scan under way.
type scan struct {
	opt   Options
	root  *os.Root
	was   State
	st    State
	taken map[string]bool
	rep   Report
	now   time.Time
	take  func(File) error
}

// Scan looks once. The State that comes back is the one to keep, whether there
// is an error or not. The error is about the folder itself, or that ctx ended.
func Scan(ctx context.Context, dir string, was State, now time.Time, opt Options, take func(File) error) (State, Report, error) {
	if opt.MaxBytes <= 0 {
		opt.MaxBytes = source.DefaultMaxBytes
	}
	if opt.Settle <= 0 {
		opt.Settle = DefaultSettle
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return was, Report{}, fault.New(fault.NotFound, "watch folder %s: %w", dir, plain(err)).Try("a folder that exists and can be read")
	}
	defer root.Close()
	s := scan{opt: opt, root: root, was: was, now: now, take: take, taken: map[string]bool{}}
	s.st = State{Files: map[string]Seen{}, Taken: slices.Clone(was.Taken)}
	for _, h := range was.Taken {
		s.taken[h] = true
	}
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return s.visit(name, d, err)
	})
	if err != nil {
		// What was not reached stays as it was known.
		for name, seen := range was.Files {
			if _, ok := s.st.Files[name]; !ok {
				s.st.Files[name] = seen
			}
		}
		return s.st, s.rep, fmt.Errorf("watch folder %s: %w", dir, err)
	}
	if most := max(MaxTaken, len(s.st.Files)); len(s.st.Taken) > most {
		s.st.Taken = slices.Clone(s.st.Taken[len(s.st.Taken)-most:])
	}
	return s.st, s.rep, nil
}

// visit looks at one entry; its error ends the scan.
func (s *scan) visit(name string, d fs.DirEntry, err error) error {
	switch base := path.Base(name); {
	case err != nil && name == ".":
		return fault.New(fault.BadInput, "%w", plain(err)).Try("check the folder's permissions")
	case err != nil:
		s.problem(name, err)
		if d != nil && d.IsDir() {
			return fs.SkipDir
		}
		return nil
	case name == ".":
		return nil
	case strings.HasPrefix(base, "."):
		if d.IsDir() {
			return fs.SkipDir
		}
		return nil
	case !d.Type().IsRegular() || !slices.Contains(endings, strings.ToLower(path.Ext(base))):
		return nil
	case len(s.st.Files) == MaxFiles:
		return fault.New(fault.TooLarge, "more than %d files", MaxFiles).Try("move those that were read elsewhere")
	}
	info, err := d.Info()
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		s.problem(name, err)
		return nil
	}
	s.rep.Files++
	seen, ok := s.was.Files[name]
	if !ok || seen.Size != info.Size() || !seen.Modified.Equal(info.ModTime()) {
		seen = Seen{Size: info.Size(), Modified: info.ModTime().UTC(), Since: s.now}
	}
	if !seen.Done {
		s.offer(name, &seen)
	}
	s.st.Files[name] = seen
	return nil
}

// offer gives a file that lies still and whose content is new.
func (s *scan) offer(name string, seen *Seen) {
	if s.now.Sub(seen.Since) < s.opt.Settle && s.now.Sub(seen.Modified) < quiet || seen.Size == 0 {
		s.rep.Waiting++
		return
	}
	if seen.Size > s.opt.MaxBytes {
		seen.Done = true // until it changes
		s.problem(name, fmt.Errorf("%d bytes, over the limit of %d", seen.Size, s.opt.MaxBytes))
		return
	}
	body, err := s.read(name, *seen)
	switch {
	case err != nil:
		s.problem(name, err)
		return
	case body == nil:
		s.rep.Waiting++ // it changed meanwhile
		return
	}
	sum := sha256.Sum256(body)
	hash := hex.EncodeToString(sum[:])
	if !s.taken[hash[:24]] {
		if err := s.take(File{Path: name, Bytes: body, Modified: seen.Modified, SHA256: hash}); err != nil {
			seen.Done = final(err)
			s.problem(name, err)
			return
		}
		s.taken[hash[:24]] = true
		s.st.Taken = append(s.st.Taken, hash[:24])
		s.rep.Taken++
	}
	seen.Done = true
}

// final reports whether an error is about the content rather than the moment.
func final(err error) bool {
	switch fault.CodeOf(err) {
	case fault.BadInput, fault.TooLarge, fault.Refused, fault.BadUsage, fault.NotFound:
		return true
	}
	return false
}

// read reads a file; nil when it is not what was seen any more.
func (s *scan) read(name string, seen Seen) ([]byte, error) {
	f, err := s.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	body, err := io.ReadAll(io.LimitReader(f, seen.Size+1))
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if int64(len(body)) != seen.Size || info.Size() != seen.Size || !info.ModTime().Equal(seen.Modified) || !info.Mode().IsRegular() {
		return nil, nil
	}
	return body, nil
}

func (s *scan) problem(name string, err error) {
	if len(s.rep.Problems) < maxProblems {
		s.rep.Problems = append(s.rep.Problems, fmt.Sprintf("%s: %v", name, plain(err)))
	}
}

// plain drops the operation and path that a file error repeats.
func plain(err error) error {
	if p, ok := errors.AsType[*fs.PathError](err); ok {
		return p.Err
	}
	return err
}
