// Package store keeps what the desk has read: stories with their dossiers and
// rows, clusters, changes in the order in which they were committed, and what is
// followed afterwards.
//
//	st, err := store.Open(ctx, "sqlite:/var/lib/newstape/desk.db", store.Options{Log: log, Now: time.Now})
//	kept, err := st.Put(ctx, story)    // exactly once, with its cluster
//	page, err := st.Stories(ctx, store.Ask{Query: q, Limit: 20})
//	more, err := st.Changes(ctx, lastSeen, 100)
//
// In: [record.Story] and other plain values. Out: the same, and pages of them
// that a [query.Node] chooses. One implementation serves two engines, SQLite in
// the desk's own folder and PostgreSQL; both hold the same rows, and a [Backup]
// of one restores into the other.
//
// # How to add a file to this package
//
// Write through [Store.write] (a transaction that is tried again when the engine
// asks for it, so its function may run more than once), read through the
// functions one and list. Statements use ? for their values and nothing else:
// values are always bound. Times are [micros] and [fromMicros], yes and no [bit].
// Append to what others watch with tx.change. Text that comes from outside goes
// through [clean]. Migrations come in pairs, migrations/sqlite and
// migrations/postgres, under a number of one's own.
//
// # What SQLite is told
//
// WAL; synchronous=FULL, so an accepted story survives a power cut; one
// connection writes, with 32 MiB of cache, and up to Options.MaxConns read, with
// 8 MiB each; no memory map. A file beside the database is locked while it is
// open, unless Options.Share says that a second process may come in, as
// "newstape desk backup" does beside a running desk.
//
// Limits: a story's ID has up to 64 of a-z, 0-9, - and _; attribute values
// beyond 500 bytes are compared by their first 400 and a hash; pages hold up to
// 500 items; relevance ranks the newest 10,000 stories that hold the words;
// PostgreSQL does not find words beyond the first 900 kB of different words of one
// text; NUL becomes U+FFFD in rows that are searched, broken UTF-8 everywhere but
// in the submitted bytes and the dossier, which come back as they were.
package store

import (
	"context"
	"database/sql"
	"log/slog"
	"os"
	"strings"
	"time"

	"newstape/fault"
)

// Options is how a store is opened.
type Options struct {
	// Log is told of retries and migrations; nil is silence.
	Log *slog.Logger
	// Now is the clock by which rows are stamped. It must be given.
	Now func() time.Time
	// MaxConns bounds the connections that read (SQLite, default 4) or all
	// connections (PostgreSQL, default 12).
	MaxConns int
	// Share lets other processes have the SQLite file open at the same time, as a
	// tool beside a running desk does. Its tables are then not brought up to date.
	Share bool
}

// Store is an open store. It is safe for concurrent use.
type Store struct {
	engine engine
	reads  *sql.DB
	writes *sql.DB // the same as reads on PostgreSQL
	log    *slog.Logger
	now    func() time.Time
	pack   *packer
	path   string   // of the SQLite file
	share  bool     // other processes have the file, too
	lock   *os.File // held while an SQLite file is open and not shared

	stmts map[string]*sql.Stmt // of writes, for every story (SQLite)
}

// engine tells the two databases apart where they differ.
type engine string

const (
	sqlite   engine = "sqlite"
	postgres engine = "postgres"
)

// Open opens or makes a store and brings its tables up to date. dsn is
// "sqlite:PATH" or "postgres://user@host/name". Errors are bad_usage for a dsn
// that says neither, refused when another process has the SQLite file, corrupt
// when the file is none, unreachable when PostgreSQL does not answer.
func Open(ctx context.Context, dsn string, o Options) (*Store, error) {
	if o.Now == nil {
		return nil, fault.New(fault.Internal, "open store: no clock was given")
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	pack, err := newPacker()
	if err != nil {
		return nil, err
	}
	s := &Store{log: o.Log, now: o.Now, pack: pack, share: o.Share}
	switch path, isFile := strings.CutPrefix(dsn, "sqlite:"); {
	case isFile && path != "":
		s.engine, err = sqlite, s.openSQLite(path, o)
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		s.engine, err = postgres, s.openPostgres(dsn, o)
	default:
		// Not the value: it may hold a password.
		return nil, fault.New(fault.BadUsage, "open store: its address is neither sqlite:PATH nor postgres://...").
			Try("sqlite:desk.db")
	}
	if err == nil {
		err = s.migrate(ctx)
	}
	if err == nil {
		err = s.prepare(ctx)
	}
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

// Close lets go of everything. What was stored stays stored.
func (s *Store) Close() error {
	var first error
	keep := func(err error) {
		if first == nil {
			first = err
		}
	}
	if s.reads != nil && s.reads != s.writes {
		keep(s.reads.Close())
	}
	if s.writes != nil {
		keep(s.writes.Close())
	}
	if s.lock != nil {
		keep(s.lock.Close())
	}
	return first
}

// Engine is "sqlite" or "postgres".
func (s *Store) Engine() string { return string(s.engine) }

// Path is the file of an SQLite store, "" for PostgreSQL.
func (s *Store) Path() string { return s.path }

// Ping asks the database whether it is there.
func (s *Store) Ping(ctx context.Context) error {
	_, err := one(ctx, s, "ask the store", scanInt, "SELECT 1")
	return err
}
