package store

import (
	"bufio"
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"

	"newstape/fault"
)

// Export writes stories, claims, statements, events, reactions, measurements and
// alerts into a new folder, one file each; format is "parquet" or "jsonl". Every
// file has the same columns in either format; times are unix microseconds in
// UTC, 0 when not known. The folder appears whole or not at all; it shows one
// moment of the store.
func (s *Store) Export(ctx context.Context, dir, format string) error {
	if format != "parquet" && format != "jsonl" {
		return fault.New(fault.BadUsage, "export as %.40q", format).Try("parquet or jsonl")
	}
	return wholeFolder(dir, func(part string) error {
		return s.atOnce(ctx, "export the store", func(q moment) error {
			if err := s.exportStories(ctx, q, part, format); err != nil {
				return err
			}
			if err := export(ctx, q, part, format, "measurements", scanMeasurementRow, measurementsOf+" ORDER BY m.n, m.listing, m.event, m.horizon"); err != nil {
				return err
			}
			return export(ctx, q, part, format, "alerts", scanAlertRow, "SELECT id, rule, kind, subject, story, cluster, at, body FROM alerts ORDER BY at, id")
		})
	})
}

// exportStories goes through the stories once and fills five files.
func (s *Store) exportStories(ctx context.Context, q moment, dir, format string) (err error) {
	var stories writer[StoryRow]
	var claims writer[ClaimRow]
	var statements writer[StatementRow]
	var events writer[EventRow]
	var reactions writer[ReactionRow]
	defer func() {
		for _, end := range []func() error{stories.close, claims.close, statements.close, events.close, reactions.close} {
			if closed := end(); err == nil {
				err = closed
			}
		}
	}()
	for _, open := range []struct {
		name string
		f    func(dir, name, format string) error
	}{
		{"stories", stories.open}, {"claims", claims.open}, {"statements", statements.open}, {"events", events.open}, {"reactions", reactions.open},
	} {
		if err := open.f(dir, open.name, format); err != nil {
			return err
		}
	}
	for after := int64(0); ; {
		batch, err := s.batch(ctx, q, after, "")
		if err != nil || len(batch) == 0 {
			return err
		}
		for i := range batch {
			x := &batch[i]
			after = x.n
			for _, write := range []func() error{
				func() error { return stories.write(storyRow(x)) },
				func() error {
					return claims.all(len(x.story.Claims), func(i int) ClaimRow { return claimRow(x, x.story.Claims[i]) })
				},
				func() error {
					return statements.all(len(x.story.Statements), func(i int) StatementRow { return statementRow(x, x.story.Statements[i]) })
				},
				func() error {
					return events.all(len(x.story.Events), func(i int) EventRow { return eventRow(x, x.story.Events[i]) })
				},
				func() error {
					return reactions.all(len(x.story.Reactions), func(i int) ReactionRow { return reactionRow(x, x.story.Reactions[i]) })
				},
			} {
				if err := write(); err != nil {
					return err
				}
			}
		}
	}
}

// export fills a file with what a statement gives.
func export[T any](ctx context.Context, q moment, dir, format, name string, scan func(row) (T, error), stmt string) (err error) {
	var w writer[T]
	if err := w.open(dir, name, format); err != nil {
		return err
	}
	defer func() {
		if closed := w.close(); err == nil {
			err = closed
		}
	}()
	rows, err := q.query(ctx, stmt)
	if err != nil {
		return q.fail("export "+name, err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		x, err := scan(rows)
		if err != nil {
			return q.fail("export "+name, err)
		}
		if err := w.write(x); err != nil {
			return err
		}
	}
	return q.fail("export "+name, rows.Err())
}

// writer writes rows of one kind into one file.
type writer[T any] struct {
	file    *os.File
	lines   *bufio.Writer
	json    *json.Encoder
	parquet *parquet.GenericWriter[T]
	rows    int
}

// rowGroup is how many rows a Parquet writer holds in memory.
const rowGroup = 20_000

func (w *writer[T]) open(dir, name, format string) error {
	f, err := os.OpenFile(filepath.Join(dir, name+"."+format), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fault.New(fault.BadInput, "export %s: %w", name, err)
	}
	w.file = f
	if format == "parquet" {
		w.parquet = parquet.NewGenericWriter[T](f, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("newstape", "1", ""))
		return nil
	}
	w.lines = bufio.NewWriterSize(f, 64<<10)
	w.json = json.NewEncoder(w.lines)
	w.json.SetEscapeHTML(false)
	return nil
}

func (w *writer[T]) write(x T) error {
	if w.parquet == nil {
		return w.json.Encode(x)
	}
	_, err := w.parquet.Write([]T{x})
	if w.rows++; err == nil && w.rows%rowGroup == 0 {
		err = w.parquet.Flush()
	}
	return err
}

// all writes n rows.
func (w *writer[T]) all(n int, row func(int) T) error {
	for i := range n {
		if err := w.write(row(i)); err != nil {
			return err
		}
	}
	return nil
}

// close ends the file; closing what was never opened is nothing.
func (w *writer[T]) close() error {
	if w.file == nil {
		return nil
	}
	var err error
	if w.parquet != nil {
		err = w.parquet.Close()
	} else {
		err = w.lines.Flush()
	}
	if err == nil {
		err = w.file.Sync()
	}
	if closed := w.file.Close(); err == nil {
		err = closed
	}
	return err
}
