package store

import (
	"context"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"newstape/fault"
)

// Look opens a store that is there, beside whoever else has it, to be read only:
// it makes no file, takes no lock and changes no table. Errors are those of Open,
// not_found when there is no such file or no tables in it, and refused when the
// tables are older or newer than this program's.
func Look(ctx context.Context, dsn string, o Options) (*Store, error) {
	pack, err := newPacker()
	if err != nil {
		return nil, err
	}
	s := &Store{log: slog.New(slog.DiscardHandler), now: o.Now, pack: pack}
	switch path, isFile := strings.CutPrefix(dsn, "sqlite:"); {
	case isFile && path != "":
		s.engine, err = sqlite, s.lookSQLite(path, o)
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		s.engine, err = postgres, s.openPostgres(dsn, o)
	default:
		err = fault.New(fault.BadUsage, "open store: its address is neither sqlite:PATH nor postgres://...").Try("sqlite:desk.db")
	}
	if err == nil {
		err = s.sameTables(ctx)
	}
	if err != nil {
		_ = s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Store) lookSQLite(path string, o Options) error {
	abs, err := filepath.Abs(path)
	if err != nil {
		return fault.New(fault.BadUsage, "open store %s: %w", path, err)
	}
	s.path = abs
	info, err := os.Stat(abs)
	if err != nil {
		return fault.New(fault.NotFound, "open store: %w", err).Try("newstape serve, which makes it")
	}
	if info.Size() == 0 {
		return fault.New(fault.NotFound, "open store %s: the file is empty", path).Try("newstape serve, which fills it")
	}
	if s.reads, err = openFile(abs, readerCache, url.Values{"_pragma": {"query_only(1)"}}); err != nil {
		return err
	}
	s.reads.SetMaxOpenConns(max(o.MaxConns, 1))
	s.writes = s.reads
	return nil
}

// sameTables compares the migrations that the store has had with those of this
// program.
func (s *Store) sameTables(ctx context.Context) error {
	have, err := list(ctx, s, "read the store's version", scanInt, "SELECT version_id FROM goose_db_version WHERE version_id > 0")
	if err != nil {
		if strings.Contains(err.Error(), "goose_db_version") {
			return fault.New(fault.NotFound, "open store: it has no tables of newstape").Try("newstape serve, which makes them")
		}
		return err
	}
	p, err := s.provider()
	if err != nil {
		return err
	}
	var want []int64
	for _, m := range p.ListSources() {
		want = append(want, m.Version)
	}
	for _, v := range have {
		if !slices.Contains(want, v) {
			return fault.New(fault.Refused, "open store: its tables have version %d, which this program does not know", v).
				Try("the newer program that wrote it, or restore a backup from before")
		}
	}
	for _, v := range want {
		if !slices.Contains(have, v) {
			return fault.New(fault.Refused, "open store: its tables lack version %d, which this program needs", v).
				Try("start the desk with this program, which brings them up to date; make a backup first")
		}
	}
	return nil
}

// QuickCheck has the engine look for damage as far as it gets before ctx ends,
// and reads the newest n dossiers back. It is no [Store.Verify].
func (s *Store) QuickCheck(ctx context.Context, n int) error {
	page, err := s.Stories(ctx, Ask{Limit: n})
	if err != nil {
		return err
	}
	for _, story := range page.Items {
		if _, err := s.Dossier(ctx, story.ID); err != nil {
			return fmt.Errorf("read back story %s: %w", story.ID, err)
		}
	}
	if s.engine != sqlite {
		return nil
	}
	answers, err := list(ctx, s, "check the store", scanString, "PRAGMA quick_check(3)")
	if err == nil && (len(answers) != 1 || answers[0] != "ok") {
		err = fault.New(fault.Corrupt, "check the store %s: %s", s.path, strings.Join(answers, "; ")).
			Try("newstape desk restore from a backup")
	}
	return err
}
