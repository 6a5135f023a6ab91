package store

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"newstape/fault"
)

// Restore fills this store, which must be empty, from a backup of either engine,
// in one transaction: it holds everything afterwards or nothing. Every file is
// checked against the manifest first, and rows are counted.
func (s *Store) Restore(ctx context.Context, path string) error {
	m, err := readManifest(path)
	if err != nil {
		return err
	}
	schema, err := s.Schema(ctx)
	if err != nil {
		return err
	}
	if m.Schema != schema {
		return fault.New(fault.Refused, "restore %s: its tables have version %d and this store's %d", path, m.Schema, schema).
			Try("restore it with the program that made it, then open that store with this one")
	}
	read := jsonRows(path)
	if m.Form == "file" {
		from, err := openBackup(filepath.Join(path, backupFile))
		if err != nil {
			return err
		}
		defer func() { _ = from.Close() }()
		read = func(ctx context.Context, d described, each func([]any) error) error {
			return rowsOf(ctx, from, d, each)
		}
	}
	return s.write(ctx, "restore "+path, func(t *tx) error {
		tables, err := s.catalog(ctx, t)
		if err != nil {
			return err
		}
		if err := t.mustBeEmpty(ctx, tables); err != nil {
			return err
		}
		for _, d := range tables {
			if err := t.load(ctx, path, m, d, read); err != nil {
				return err
			}
		}
		return t.indexAll(ctx)
	})
}

func readManifest(path string) (Manifest, error) {
	var m Manifest
	raw, err := os.ReadFile(filepath.Join(path, manifestFile))
	if err != nil {
		return m, fault.New(fault.NotFound, "restore %s: %w", path, err).Try("a folder that newstape desk backup made")
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fault.New(fault.Corrupt, "restore %s: its manifest: %w", path, err)
	}
	if m.Format != backupFormat || m.Form != "file" && m.Form != "rows" {
		return m, fault.New(fault.BadInput, "restore %s: its format is %q", path, m.Format).Try("a backup in the format %s", backupFormat)
	}
	for _, f := range m.Files {
		if f.Name != filepath.Base(f.Name) {
			return m, fault.New(fault.Corrupt, "restore %s: the manifest names a file %q outside it", path, f.Name)
		}
		got, err := sumFile(filepath.Join(path, f.Name))
		if err != nil {
			return m, err
		}
		if got != f {
			return m, fault.New(fault.Corrupt, "restore %s: %s is not what the manifest says: %d bytes, SHA-256 %s", path, f.Name, got.Bytes, got.SHA256).
				Try("another copy of the backup")
		}
	}
	return m, nil
}

func (t *tx) mustBeEmpty(ctx context.Context, tables []described) error {
	for _, d := range tables {
		n, err := one(ctx, t, "look into table "+d.name, scanInt, "SELECT COUNT(*) FROM (SELECT 1 FROM "+d.name+" LIMIT 1) AS x")
		if err != nil {
			return err
		}
		if n > 0 {
			return fault.New(fault.Refused, "restore: this store is not empty: table %s has rows", d.name).Try("a fresh data folder or database")
		}
	}
	return nil
}

// load fills one table and checks that it has as many rows as the backup says.
func (t *tx) load(ctx context.Context, path string, m Manifest, d described, read func(context.Context, described, func([]any) error) error) error {
	at := slices.IndexFunc(m.Tables, func(c Copied) bool { return c.Name == d.name })
	if at < 0 {
		return fault.New(fault.Corrupt, "restore %s: it lacks table %s", path, d.name)
	}
	c := m.Tables[at]
	from := described{table: table{name: c.Name, cols: c.Columns, kinds: c.Kinds}}
	mine := slices.Clone(d.cols)
	theirs := slices.Clone(c.Columns)
	slices.Sort(mine)
	slices.Sort(theirs)
	if !slices.Equal(mine, theirs) || len(c.Kinds) != len(c.Columns) {
		return fault.New(fault.Corrupt, "restore %s: table %s has the columns %s and should have %s", path, d.name, strings.Join(theirs, " "), strings.Join(mine, " "))
	}
	var rows int64
	var batch [][]any
	size := 0
	flush := func() error {
		err := t.insert(ctx, from.table, batch)
		batch, size = batch[:0], 0
		return err
	}
	err := read(ctx, from, func(values []any) error {
		rows++
		batch = append(batch, slices.Clone(values))
		for _, v := range values {
			switch v := v.(type) {
			case []byte:
				size += len(v)
			case string:
				size += len(v)
			}
		}
		if len(batch) >= 256 || size > 4<<20 {
			return flush()
		}
		return nil
	})
	if err == nil {
		err = flush()
	}
	if err != nil {
		return t.fail("restore table "+d.name, err)
	}
	if rows != c.Rows {
		return fault.New(fault.Corrupt, "restore %s: table %s has %d rows and the manifest says %d", path, d.name, rows, c.Rows)
	}
	if t.s.engine == postgres && d.counts != "" {
		// Numbers go on after the largest that was used.
		_, err = t.exec(ctx, "SELECT setval(pg_get_serial_sequence('"+d.name+"', '"+d.counts+"'), GREATEST((SELECT COALESCE(MAX("+d.counts+"), 0) FROM "+d.name+"), 1), (SELECT COUNT(*) > 0 FROM "+d.name+"))")
	}
	return t.fail("restore table "+d.name, err)
}

// jsonRows reads the rows of the portable form.
func jsonRows(path string) func(context.Context, described, func([]any) error) error {
	return func(_ context.Context, d described, each func([]any) error) error {
		name := filepath.Join(path, d.name+".jsonl.zst")
		f, err := os.Open(name)
		if err != nil {
			return fault.New(fault.NotFound, "restore: %w", err)
		}
		defer func() { _ = f.Close() }()
		z, err := zstd.NewReader(f, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return fault.New(fault.Corrupt, "restore %s: %w", name, err)
		}
		defer z.Close()
		b := bufio.NewReaderSize(z, 1<<20)
		for line := 1; ; line++ {
			raw, err := b.ReadBytes('\n')
			if errors.Is(err, io.EOF) && len(raw) == 0 {
				return nil
			}
			if err != nil {
				return fault.New(fault.Corrupt, "restore %s: line %d: %w", name, line, err)
			}
			values, err := readRow(raw, d.table)
			if err != nil {
				return fault.New(fault.Corrupt, "restore %s: line %d: %w", name, line, err)
			}
			if err := each(values); err != nil {
				return err
			}
		}
	}
}

// readRow reads one line of the portable form.
func readRow(raw []byte, tb table) ([]any, error) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var cells []any
	if err := dec.Decode(&cells); err != nil {
		return nil, err
	}
	if len(cells) != len(tb.cols) {
		return nil, fault.New(fault.Corrupt, "%d values for %d columns", len(cells), len(tb.cols))
	}
	for i, c := range cells {
		var v any
		var err error
		switch c := c.(type) {
		case nil:
		case string:
			v = c
			if kind(tb.kinds[i]) == isBytes {
				v, err = base64.StdEncoding.DecodeString(c)
			}
		case json.Number:
			if kind(tb.kinds[i]) == isInt {
				v, err = c.Int64()
			} else {
				v, err = c.Float64()
			}
		default:
			err = fault.New(fault.Corrupt, "a value of column %s is neither text nor figure", tb.cols[i])
		}
		if err != nil {
			return nil, err
		}
		cells[i] = v
	}
	return cells, nil
}

// indexAll fills the text index from the stories.
func (t *tx) indexAll(ctx context.Context) error {
	after := int64(0)
	for {
		batch, err := t.s.batch(ctx, t, after, "")
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, x := range batch {
			after = x.n
			if err := t.indexText(ctx, x.n, t.s.index(x.story.Text)); err != nil {
				return t.fail("index story "+x.story.Submission.ID, err)
			}
		}
	}
}
