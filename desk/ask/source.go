package ask

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
)

// Source holds the rooms in use and opens new ones when a file that they were
// opened from has changed. It is safe for concurrent use.
type Source struct {
	options Options
	current atomic.Pointer[Rooms]

	refreshing sync.Mutex
	stamp      string
	// before are the rooms that the current ones replaced. They stay open until
	// the next change, for whoever still holds them.
	before *Rooms
}

// NewSource opens the first rooms.
func NewSource(o Options) (*Source, error) {
	s := &Source{options: o, stamp: o.stamp()}
	r, err := Open(o)
	if err != nil {
		return nil, err
	}
	s.current.Store(r)
	return s, nil
}

// Current are the rooms in use. Ask for them anew for every question.
func (s *Source) Current() *Rooms { return s.current.Load() }

// Refresh opens new rooms if a file has changed and reports whether it did. When
// they cannot be opened the rooms in use stay, and the next Refresh tries again.
func (s *Source) Refresh(ctx context.Context) (changed bool, err error) {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	if err := ctx.Err(); err != nil {
		return false, err
	}
	stamp := s.options.stamp()
	if stamp == s.stamp {
		return false, nil
	}
	r, err := Open(s.options)
	if err != nil {
		return false, err
	}
	old := s.current.Swap(r)
	retired := s.before
	s.before, s.stamp = old, stamp
	if retired != nil {
		return true, retired.Close()
	}
	return true, nil
}

// Close closes the rooms, old and current, once their questions are answered.
func (s *Source) Close() error {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	err := s.Current().Close()
	if s.before != nil {
		err = errors.Join(err, s.before.Close())
	}
	return err
}

// stamp is the size and time of every file that rooms are opened from. Writers
// of ours replace whole files, so that one of these changes.
func (o Options) stamp() string {
	var out strings.Builder
	for _, path := range []string{tapeFile(o.Tape), masterStamp(o.Master), o.ListIndex} {
		if path == "" {
			continue
		}
		info, err := os.Stat(path)
		if err != nil {
			out.WriteString(path + " absent\n")
			continue
		}
		fmt.Fprintf(&out, "%s %d %d\n", path, info.Size(), info.ModTime().UnixNano())
	}
	return out.String()
}

// tapeFile is the file of a price folder that every import replaces.
func tapeFile(dir string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, "MANIFEST") // docs/formats.md draws it
}

func masterStamp(dir string) string {
	if dir == "" {
		return ""
	}
	return masterFile(dir)
}
