package store

import (
	"database/sql"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	_ "modernc.org/sqlite" // the engine

	"newstape/fault"
)

const (
	writerCache = 32 << 10 // KiB
	readerCache = 8 << 10  // KiB, for each connection
	busyWait    = 10000    // milliseconds that a statement waits for another process
)

// openSQLite opens the file at path with one connection that writes and some
// that read.
func (s *Store) openSQLite(path string, o Options) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return fault.New(fault.BadUsage, "open store %s: %w", path, err)
	}
	s.path = abs
	if !o.Share {
		if s.lock, err = lockFile(abs + ".lock"); err != nil {
			return err
		}
	}
	if err := touch(abs); err != nil {
		return fault.New(fault.BadInput, "open store %s: %w", path, err).Try("a file in a folder that is yours to write")
	}
	conns := o.MaxConns
	if conns <= 0 {
		conns = 4
	}
	// _txlock=immediate: a transaction that will write must not begin as a reader,
	// or two of them deadlock where waiting would do.
	if s.writes, err = openFile(abs, writerCache, url.Values{"_txlock": {"immediate"}}); err != nil {
		return err
	}
	s.writes.SetMaxOpenConns(1)
	if s.reads, err = openFile(abs, readerCache, url.Values{"_pragma": {"query_only(1)"}}); err != nil {
		return err
	}
	s.reads.SetMaxOpenConns(conns)
	s.reads.SetMaxIdleConns(conns)
	return nil
}

func openFile(path string, cache int, more url.Values) (*sql.DB, error) {
	v := url.Values{"_pragma": {
		"busy_timeout(" + strconv.Itoa(busyWait) + ")",
		"journal_mode(WAL)",
		"synchronous(FULL)",
		"foreign_keys(1)",
		"cache_size(-" + strconv.Itoa(cache) + ")",
		"mmap_size(0)",
		"temp_store(MEMORY)",
		"journal_size_limit(67108864)",
		"wal_autocheckpoint(2000)",
	}}
	for k, list := range more {
		v[k] = append(v[k], list...)
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: v.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fault.New(fault.Internal, "open store %s: %w", path, err)
	}
	return db, nil
}

// touch makes the file if it is not there, readable by its owner alone; SQLite
// gives its companions the same mode.
func touch(path string) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // #nosec G703 -- the path is the operator's own
	if err != nil {
		return err
	}
	return f.Close()
}

// lockFile takes the lock of an SQLite file for as long as the file it gives is
// open. The file stays: taking it away would let two processes hold two locks.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600) // #nosec G703 -- the path is the operator's own
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "open store: %w", err).Try("make the folder first")
	}
	if err != nil {
		return nil, fault.New(fault.BadInput, "open store: %w", err).Try("a file in a folder that is yours to write")
	}
	if err := hold(f); err != nil {
		_ = f.Close()
		return nil, fault.New(fault.Refused, "open store: another process has %s", path).
			Try("end the desk that runs on this folder, or use another folder")
	}
	return f, nil
}
