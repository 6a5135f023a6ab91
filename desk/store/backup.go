package store

import (
	"bufio"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"

	"newstape/fault"
)

// Manifest says what a backup holds; it is its file manifest.json.
type Manifest struct {
	Format string    `json:"format"` // newstape.backup/1
	Engine string    `json:"engine"`
	Form   string    `json:"form"` // "rows": one NAME.jsonl.zst per table; "file": desk.db
	Schema int64     `json:"schema"`
	Made   time.Time `json:"made"`
	Files  []File    `json:"files"`
	Tables []Copied  `json:"tables"`
}

// File is a file of a backup.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
}

// Copied is a table of a backup. A line of its file is one row: a JSON array of
// the columns' values, bytes in base64.
type Copied struct {
	Name    string   `json:"name"`
	Columns []string `json:"columns"`
	Kinds   string   `json:"kinds"` // one letter a column: i integer, s text, f figure, b bytes
	Rows    int64    `json:"rows"`
}

const (
	backupFormat = "newstape.backup/1"
	backupFile   = "desk.db"
	manifestFile = "manifest.json"
)

// Backup writes the whole store into a new folder: the database file on SQLite,
// a portable copy (zstd JSON lines per table) on PostgreSQL, and a manifest with
// the SHA-256 of each file. The store goes on serving; the copy is that of one
// moment. The folder appears whole or not at all. It holds the secrets of alert
// channels, so it can be read by its owner alone.
func (s *Store) Backup(ctx context.Context, path string) error {
	if s.engine == sqlite {
		return s.backup(ctx, path, "file", s.copyFile)
	}
	return s.backup(ctx, path, "rows", s.copyRows)
}

// BackupRows is Backup in the portable form on either engine: slower and smaller
// for SQLite.
func (s *Store) BackupRows(ctx context.Context, path string) error {
	return s.backup(ctx, path, "rows", s.copyRows)
}

func (s *Store) backup(ctx context.Context, path, form string, fill func(context.Context, string, *Manifest) error) error {
	schema, err := s.Schema(ctx)
	if err != nil {
		return err
	}
	m := Manifest{Format: backupFormat, Engine: string(s.engine), Form: form, Schema: schema, Made: s.now().UTC()}
	return wholeFolder(path, func(dir string) error {
		if err := fill(ctx, dir, &m); err != nil {
			return err
		}
		return writeWhole(filepath.Join(dir, manifestFile), func(f *os.File) error {
			raw, err := json.MarshalIndent(m, "", "  ")
			if err == nil {
				_, err = f.Write(append(raw, '\n'))
			}
			return err
		})
	})
}

// copyFile lets SQLite write a compact copy of itself, in a reading transaction.
func (s *Store) copyFile(ctx context.Context, dir string, m *Manifest) error {
	db, err := openFile(s.path, readerCache, nil)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	to := filepath.Join(dir, backupFile)
	if err := touch(to); err != nil { // with our mode; an empty file is taken
		return fault.New(fault.BadInput, "write %s: %w", to, err)
	}
	if _, err := db.ExecContext(ctx, "VACUUM INTO ?", to); err != nil {
		return s.fail("copy the database", err)
	}
	made, err := sumFile(to)
	if err != nil {
		return err
	}
	m.Files = append(m.Files, made)
	from, err := openBackup(to)
	if err != nil {
		return err
	}
	defer func() { _ = from.Close() }()
	tables, err := from.catalog(ctx, from)
	if err != nil {
		return err
	}
	for _, d := range tables {
		n, err := one(ctx, from, "count "+d.name, scanInt, "SELECT COUNT(*) FROM "+d.name)
		if err != nil {
			return err
		}
		m.Tables = append(m.Tables, Copied{Name: d.name, Columns: d.cols, Kinds: d.kinds, Rows: n})
	}
	return nil
}

// openBackup opens the database file of a backup, which nobody writes.
func openBackup(path string) (*Store, error) {
	pack, err := newPacker()
	if err != nil {
		return nil, err
	}
	v := url.Values{"mode": {"ro"}, "immutable": {"1"}, "_pragma": {"query_only(1)"}}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: v.Encode()}
	db, err := sql.Open("sqlite", u.String())
	if err != nil {
		return nil, fault.New(fault.Internal, "open %s: %w", path, err)
	}
	return &Store{engine: sqlite, reads: db, pack: pack, path: path}, nil
}

// moment is a transaction that reads and sees one moment of the store.
type moment struct {
	*sql.Tx
	s *Store
}

func (m moment) query(ctx context.Context, stmt string, args ...any) (*sql.Rows, error) {
	return m.QueryContext(ctx, m.s.bind(stmt), args...) // #nosec G701 -- statements are ours, values are bound
}

func (m moment) fail(what string, err error) error { return m.s.fail(what, err) }

// atOnce lets f see one moment of the store.
func (s *Store) atOnce(ctx context.Context, what string, f func(moment) error) error {
	o := &sql.TxOptions{ReadOnly: true}
	if s.engine == postgres {
		o.Isolation = sql.LevelRepeatableRead
	}
	t, err := s.reads.BeginTx(ctx, o)
	if err != nil {
		return s.fail(what, err)
	}
	defer func() { _ = t.Rollback() }()
	return f(moment{t, s})
}

func (s *Store) copyRows(ctx context.Context, dir string, m *Manifest) error {
	return s.atOnce(ctx, "copy the store", func(q moment) error {
		tables, err := s.catalog(ctx, q)
		if err != nil {
			return err
		}
		for _, d := range tables {
			path := filepath.Join(dir, d.name+".jsonl.zst")
			c := Copied{Name: d.name, Columns: d.cols, Kinds: d.kinds}
			if err := writeWhole(path, func(f *os.File) error { return writeRows(ctx, q, d, f, &c.Rows) }); err != nil {
				return err
			}
			made, err := sumFile(path)
			if err != nil {
				return err
			}
			m.Files, m.Tables = append(m.Files, made), append(m.Tables, c)
		}
		return nil
	})
}

func writeRows(ctx context.Context, q querier, d described, w io.Writer, count *int64) error {
	z, err := zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		return fault.New(fault.Internal, "copy table %s: %w", d.name, err)
	}
	b := bufio.NewWriterSize(z, 64<<10)
	enc := json.NewEncoder(b)
	enc.SetEscapeHTML(false)
	err = rowsOf(ctx, q, d, func(values []any) error {
		*count++
		return enc.Encode(values)
	})
	if err == nil {
		err = b.Flush()
	}
	if closed := z.Close(); err == nil {
		err = closed
	}
	return err
}

func sumFile(path string) (File, error) {
	f, err := os.Open(path)
	if err != nil {
		return File{}, fault.New(fault.BadInput, "read %s: %w", path, err)
	}
	defer func() { _ = f.Close() }()
	h := sha256.New()
	n, err := io.Copy(h, f)
	if err != nil {
		return File{}, fault.New(fault.BadInput, "read %s: %w", path, err)
	}
	return File{Name: filepath.Base(path), Bytes: n, SHA256: hex.EncodeToString(h.Sum(nil))}, nil
}
