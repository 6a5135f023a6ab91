package store

import (
	"context"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"

	"newstape/fault"
)

//go:embed migrations/sqlite/*.sql migrations/postgres/*.sql
var migrations embed.FS

// migrate brings the tables up to date. Several processes may do so at once on
// PostgreSQL: one does, the others wait.
func (s *Store) migrate(ctx context.Context) error {
	p, err := s.provider()
	if err != nil {
		return err
	}
	if s.engine == postgres {
		conn, err := s.writes.Conn(ctx)
		if err != nil {
			return s.fail("open store", err)
		}
		defer func() {
			_, _ = conn.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", int64(migrateLock))
			_ = conn.Close()
		}()
		if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(migrateLock)); err != nil {
			return s.fail("open store", err)
		}
	}
	current, newest, err := p.GetVersions(ctx)
	if err != nil {
		return s.fail("open store", err)
	}
	if current > newest {
		return fault.New(fault.Refused, "open store: its tables have version %d and this program knows %d", current, newest).
			Try("the newer program that wrote it, or restore a backup from before")
	}
	if s.share && current > 0 && current < newest {
		// A desk of an older program may be running on these tables.
		return fault.New(fault.Refused, "open store: its tables have version %d, this program would bring them to %d", current, newest).
			Try("end the desk that runs on this folder first, then start it with this program")
	}
	done, err := p.Up(ctx)
	if err != nil {
		return s.fail("bring the store's tables up to date", err)
	}
	for _, m := range done {
		s.log.InfoContext(ctx, "store: tables brought up to date", "version", m.Source.Version, "ms", m.Duration.Milliseconds())
	}
	return nil
}

// Schema is the version of the tables: the number of the last migration.
func (s *Store) Schema(ctx context.Context) (int64, error) {
	p, err := s.provider()
	if err != nil {
		return 0, err
	}
	v, err := p.GetDBVersion(ctx)
	return v, s.fail("read the store's version", err)
}

func (s *Store) provider() (*goose.Provider, error) {
	dialect := goose.DialectSQLite3
	if s.engine == postgres {
		dialect = goose.DialectPostgres
	}
	dir, err := fs.Sub(migrations, "migrations/"+string(s.engine))
	if err != nil {
		return nil, fault.New(fault.Internal, "open store: %w", err)
	}
	// Out of order: each part of the desk numbers its own tables.
	p, err := goose.NewProvider(dialect, s.writes, dir, goose.WithAllowOutofOrder(true), goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return nil, fault.New(fault.Internal, "open store: %w", err)
	}
	return p, nil
}
