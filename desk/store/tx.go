package store

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"net"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"

	"newstape/fault"
)

// querier is a store or one of its transactions, to read from.
type querier interface {
	query(ctx context.Context, stmt string, args ...any) (*sql.Rows, error)
	fail(what string, err error) error
}

// tx is a transaction that writes.
type tx struct {
	*sql.Tx
	s      *Store
	locked bool // changeLock is held
}

// tries bounds how often a transaction is begun again.
const tries = 8

// write runs f in a transaction and commits it; f runs again when the engine
// says that the transaction met another one, so it must change nothing outside
// tx that a second run would spoil. what begins the error: "store story X".
func (s *Store) write(ctx context.Context, what string, f func(*tx) error) error {
	for try := 1; ; try++ {
		err := s.attempt(ctx, f)
		if err == nil {
			return nil
		}
		if !again(err) || try == tries || ctx.Err() != nil {
			return s.fail(what, err)
		}
		s.log.DebugContext(ctx, "store: a transaction met another", "what", what, "try", try)
		wait := time.Duration(1<<try) * (time.Millisecond + rand.N(4*time.Millisecond))
		select {
		case <-ctx.Done():
			return s.fail(what, ctx.Err())
		case <-time.After(wait):
		}
	}
}

func (s *Store) attempt(ctx context.Context, f func(*tx) error) error {
	t, err := s.writes.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = t.Rollback() }() // after a commit it does nothing
	if err := f(&tx{Tx: t, s: s}); err != nil {
		return err
	}
	return t.Commit()
}

// exec runs a statement and tells how many rows it changed.
func (t *tx) exec(ctx context.Context, stmt string, args ...any) (int64, error) {
	var res sql.Result
	var err error
	if p, ok := t.s.stmts[stmt]; ok {
		res, err = t.StmtContext(ctx, p).ExecContext(ctx, args...)
	} else {
		res, err = t.ExecContext(ctx, t.s.bind(stmt), args...)
	}
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

func (t *tx) query(ctx context.Context, stmt string, args ...any) (*sql.Rows, error) {
	if p, ok := t.s.stmts[stmt]; ok {
		return t.StmtContext(ctx, p).QueryContext(ctx, args...)
	}
	return t.QueryContext(ctx, t.s.bind(stmt), args...) // #nosec G701 -- statements are ours, values are bound
}

func (t *tx) fail(what string, err error) error { return t.s.fail(what, err) }

func (s *Store) query(ctx context.Context, stmt string, args ...any) (*sql.Rows, error) {
	return s.reads.QueryContext(ctx, s.bind(stmt), args...) // #nosec G701 -- statements are ours, values are bound
}

// row is what a scan function reads: one row of a result.
type row interface{ Scan(into ...any) error }

// list reads all rows of a statement. what begins the error: "read claims".
func list[T any](ctx context.Context, q querier, what string, scan func(row) (T, error), stmt string, args ...any) ([]T, error) {
	rows, err := q.query(ctx, stmt, args...)
	if err != nil {
		return nil, q.fail(what, err)
	}
	defer func() { _ = rows.Close() }()
	var out []T
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, q.fail(what, err)
		}
		out = append(out, v)
	}
	return out, q.fail(what, rows.Err())
}

// one reads the first row of a statement; without one the error is not_found.
func one[T any](ctx context.Context, q querier, what string, scan func(row) (T, error), stmt string, args ...any) (T, error) {
	rows, err := list(ctx, q, what, scan, stmt, args...)
	if err != nil || len(rows) > 0 {
		if len(rows) > 0 {
			return rows[0], nil
		}
		var none T
		return none, err
	}
	var none T
	return none, fault.New(fault.NotFound, "%s: it is not in the store", what)
}

func scanInt(r row) (n int64, err error)     { return n, r.Scan(&n) }
func scanString(r row) (s string, err error) { return s, r.Scan(&s) }
func scanBytes(r row) (b []byte, err error)  { return b, r.Scan(&b) }

// bind writes a statement's placeholders as the engine wants them. No statement
// holds a ? that is none.
func (s *Store) bind(stmt string) string {
	if s.engine != postgres {
		return stmt
	}
	var b strings.Builder
	b.Grow(len(stmt) + 16)
	n := 0
	for {
		before, after, ok := strings.Cut(stmt, "?")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		n++
		b.WriteByte('$')
		b.WriteString(strconv.Itoa(n))
		stmt = after
	}
}

// again reports whether the engine asks for the transaction to be begun again.
func again(err error) bool {
	if e, ok := errors.AsType[*driver.Error](err); ok {
		code := e.Code() & 0xff
		return code == lib.SQLITE_BUSY || code == lib.SQLITE_LOCKED
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "40001" || e.Code == "40P01" // serialisation, deadlock
	}
	return false
}

// fail gives an engine's error a code. Errors that have one keep it; nil stays nil.
func (s *Store) fail(what string, err error) error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*fault.Error](err); ok {
		return e
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fault.New(fault.Unreachable, "%s: %w", what, err)
	}
	if e, ok := errors.AsType[*driver.Error](err); ok {
		switch e.Code() & 0xff {
		case lib.SQLITE_CORRUPT, lib.SQLITE_NOTADB:
			return fault.New(fault.Corrupt, "%s: %w", what, err).Try("newstape desk restore with a backup, into a fresh folder")
		case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
			return fault.New(fault.Unreachable, "%s: another process holds the database: %w", what, err).Try("again in a moment")
		case lib.SQLITE_FULL:
			return fault.New(fault.Unreachable, "%s: the disk is full: %w", what, err).Try("make room; nothing was half stored")
		case lib.SQLITE_READONLY, lib.SQLITE_CANTOPEN, lib.SQLITE_PERM, lib.SQLITE_IOERR:
			// The file could be written when it was opened.
			return fault.New(fault.Unreachable, "%s: %w", what, err).Try("look at the disk and the folder's permissions; what waits is done then")
		}
		return fault.New(fault.Internal, "%s: %w", what, err)
	}
	if again(err) {
		return fault.New(fault.Unreachable, "%s: it met other transactions %d times: %w", what, tries, err).Try("again in a moment")
	}
	if away(err) {
		return fault.New(fault.Unreachable, "%s: PostgreSQL does not answer: %w", what, err).Try("start it; what waits is done then")
	}
	return fault.New(fault.Internal, "%s: %w", what, err)
}

// away reports whether PostgreSQL is not there, is ending, is a standby, or has
// trouble with its machine.
func away(err error) bool {
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return e.Code == "25006" || strings.HasPrefix(e.Code, "58") || strings.HasPrefix(e.Code, "57P") || strings.HasPrefix(e.Code, "08") || strings.HasPrefix(e.Code, "53")
	}
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return true
	}
	if _, ok := errors.AsType[net.Error](err); ok {
		return true
	}
	return errors.Is(err, sql.ErrConnDone) || strings.Contains(err.Error(), "bad connection") || strings.Contains(err.Error(), "unexpected EOF") || strings.Contains(err.Error(), "conn closed")
}
