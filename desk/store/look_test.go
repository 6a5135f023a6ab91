package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"newstape/fault"
)

func TestLookReadsAndChangesNothing(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	path := filepath.Join(dir, "desk.db")
	look := func() (*Store, error) { return Look(ctx, "sqlite:"+path, Options{Now: new(clock).now}) }
	if _, err := look(); fault.CodeOf(err) != fault.NotFound {
		t.Errorf("no file: %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("looking made %v", entries)
	}
	s := openTest(t, "sqlite:"+path) // stays open and locked beside
	l, err := look()
	if err != nil {
		t.Fatal(err)
	}
	if err := l.QuickCheck(ctx, 10); err != nil {
		t.Error(err)
	}
	if err := l.PutSetting(ctx, "a", "b"); err == nil {
		t.Error("a store that is looked at was written")
	}
	if err := l.Close(); err != nil {
		t.Error(err)
	}
	// Tables of another version are not touched.
	if err := s.write(ctx, "test", func(t *tx) error {
		_, err := t.exec(ctx, "UPDATE goose_db_version SET version_id = 999999 WHERE version_id = (SELECT max(version_id) FROM goose_db_version)")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := look(); fault.CodeOf(err) != fault.Refused {
		t.Errorf("newer tables: %v", err)
	}
	if err := s.write(ctx, "test", func(t *tx) error {
		_, err := t.exec(ctx, "DELETE FROM goose_db_version WHERE version_id = 999999")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if _, err := look(); fault.CodeOf(err) != fault.Refused {
		t.Errorf("older tables: %v", err)
	}
}
