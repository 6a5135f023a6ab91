package store

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"newstape/fault"
)

func TestOneProcessHasTheFile(t *testing.T) {
	ctx, dsn := context.Background(), "sqlite:"+filepath.Join(t.TempDir(), "desk.db")
	s := openTest(t, dsn)
	if _, err := Open(ctx, dsn, Options{Now: time.Now}); fault.CodeOf(err) != fault.Refused {
		t.Errorf("a second desk: %v", err)
	}
	tool, err := Open(ctx, dsn, Options{Now: time.Now, Share: true})
	if err != nil {
		t.Fatalf("a tool beside the desk: %v", err)
	}
	mustPut(t, s, sample("s1", "T", "memo"))
	if ok, err := tool.Has(ctx, "s1"); !ok || err != nil {
		t.Errorf("the tool sees %v, %v", ok, err)
	}
	mustPut(t, tool, sample("s2", "T", "memo"))
	mustPut(t, s, sample("s3", "T", "memo"))
	dir := filepath.Join(t.TempDir(), "backup")
	if err := tool.Backup(ctx, dir); err != nil {
		t.Errorf("a backup beside the desk: %v", err)
	}
	if r, err := tool.Verify(ctx); err != nil || len(r.Problems) > 0 || r.Dossiers != 3 {
		t.Errorf("verify beside the desk: %+v, %v", r, err)
	}
	if err := tool.Close(); err != nil {
		t.Error(err)
	}
}

func TestFilesAreForTheirOwnerAlone(t *testing.T) {
	dir := t.TempDir()
	s := openTest(t, "sqlite:"+filepath.Join(dir, "odd name ?#%&'\".db"))
	mustPut(t, s, sample("s1", "T", "memo"))
	files, err := os.ReadDir(dir)
	if err != nil || len(files) != 4 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, f := range files {
		if info, err := f.Info(); err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v, %v", f.Name(), info.Mode(), err)
		}
	}
}

func TestWhatCannotBeOpened(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	text := filepath.Join(dir, "text.db")
	if err := os.WriteFile(text, []byte(strings.Repeat("this is no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		dsn  string
		code fault.Code
	}{
		{"", fault.BadUsage},
		{"sqlite:", fault.BadUsage},
		{"mysql://secret@host/db", fault.BadUsage},
		{"postgres://user:secret@host:notaport/db", fault.BadUsage},
		{"postgres://user:secret@127.0.0.1:1/db?connect_timeout=1", fault.Unreachable},
		{"sqlite:" + filepath.Join(dir, "no", "folder", "desk.db"), fault.NotFound},
		{"sqlite:" + dir, fault.BadInput},
		{"sqlite:" + text, fault.Corrupt},
	} {
		_, err := Open(ctx, c.dsn, Options{Now: time.Now})
		if fault.CodeOf(err) != c.code {
			t.Errorf("%s: %v", c.dsn, err)
		}
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}

func TestNewerTablesAreLeftAlone(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		if err := s.write(ctx, "pretend", func(t *tx) error {
			_, err := t.exec(ctx, "INSERT INTO goose_db_version (version_id, is_applied) VALUES (?, ?)", int64(9999), true)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if err := s.migrate(ctx); fault.CodeOf(err) != fault.Refused {
			t.Errorf("newer tables: %v", err)
		}
	})
}
