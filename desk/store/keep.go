package store

import (
	"context"
	"time"

	"newstape/fault"
)

var errNotYet = fault.New(fault.Internal, "store: not built yet")

// Policy is how long things are kept; zero keeps them for ever.
type Policy struct {
	Stories time.Duration // since they came in; clusters that hold alerts keep theirs
	Raw     time.Duration // the submitted bytes
	Changes time.Duration // what a client can catch up on
	Audit   time.Duration // not applied: the audit chain is append-only
}

// Retained counts what retention took away.
type Retained struct {
	Stories, Raw, Changes, Clusters int64
}

// Retain takes away what is older than the policy allows, in small transactions
// so that writers are not kept waiting.
func (s *Store) Retain(ctx context.Context, p Policy) (Retained, error) {
	return Retained{}, errNotYet
}

// Backup writes the whole store into a new folder: a portable copy (zstd JSON
// lines per table) on PostgreSQL, the database file on SQLite, and a manifest
// with the SHA-256 of each file. The store goes on serving. The folder appears
// whole or not at all.
func (s *Store) Backup(ctx context.Context, path string) error { return errNotYet }

// Restore fills this store, which must be empty, from a backup of either engine.
func (s *Store) Restore(ctx context.Context, path string) error { return errNotYet }

// Report is what Verify found.
type Report struct {
	Engine   string           `json:"engine"`
	Schema   int64            `json:"schema"`
	Rows     map[string]int64 `json:"rows"` // by table
	Dossiers int64            `json:"dossiers"`
	Problems []string         `json:"problems,omitempty"` // at most 100, in words
}

// Verify reads everything and checks it: the engine's own checks, dossiers
// against their hashes, rows against their stories, the text index, the audit chain.
func (s *Store) Verify(ctx context.Context) (Report, error) { return Report{}, errNotYet }

// Export writes stories, claims, statements, events, reactions, measurements and
// alerts into a new folder, one file each; format is "parquet" or "jsonl". The
// folder appears whole or not at all.
func (s *Store) Export(ctx context.Context, dir, format string) error { return errNotYet }
