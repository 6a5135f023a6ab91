package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"newstape/desk/query"
	"newstape/fault"
)

// Report is what Verify found.
type Report struct {
	Engine   string           `json:"engine"`
	Schema   int64            `json:"schema"`
	Rows     map[string]int64 `json:"rows"` // by table
	Dossiers int64            `json:"dossiers"`
	Audit    int64            `json:"audit"`              // lines of the audit log whose chain holds
	Problems []string         `json:"problems,omitempty"` // at most 100, in words
}

// mostProblems bounds a report; after so many the rest is not told.
const mostProblems = 100

// trouble notes a problem.
func (r *Report) trouble(format string, args ...any) {
	if len(r.Problems) < mostProblems {
		r.Problems = append(r.Problems, fmt.Sprintf(format, args...))
	}
}

// note notes an error that tells of damage; other errors end the look.
func (r *Report) note(err error) error {
	if err != nil && (fault.CodeOf(err) == fault.Corrupt || fault.CodeOf(err) == fault.BadInput) {
		r.trouble("%v", err)
		return nil
	}
	return err
}

// Verify reads everything and checks it: the engine's own checks, dossiers
// against their hashes, rows against their stories, the text index, clusters
// against their stories, the audit chain. It changes nothing and may run beside
// a running desk. The error tells what could not be looked at; damage is told in
// the report.
func (s *Store) Verify(ctx context.Context) (Report, error) {
	r := Report{Engine: string(s.engine), Rows: map[string]int64{}}
	var err error
	if r.Schema, err = s.Schema(ctx); err != nil {
		return r, err
	}
	err = s.atOnce(ctx, "verify the store", func(q moment) error {
		for _, look := range []func(context.Context, moment, *Report) error{s.verifyEngine, s.verifyTables, s.verifyStories, s.verifyClusters} {
			if err := r.note(look(ctx, q, &r)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	r.Audit, err = s.VerifyAudit(ctx)
	return r, r.note(err)
}

// verifyEngine asks SQLite to check its file; PostgreSQL keeps its constraints
// by itself.
func (s *Store) verifyEngine(ctx context.Context, q moment, r *Report) error {
	if s.engine != sqlite {
		return nil
	}
	found, err := list(ctx, q, "check the database file", scanString, "PRAGMA integrity_check(20)")
	if err != nil {
		return err
	}
	for _, line := range found {
		if line != "ok" {
			r.trouble("the database file: %s", line)
		}
	}
	loose, err := list(ctx, q, "check references", scanString, `SELECT "table" || ' refers to a missing row of ' || parent FROM pragma_foreign_key_check LIMIT 20`)
	for _, line := range loose {
		r.trouble("%s", line)
	}
	return err
}

func (s *Store) verifyTables(ctx context.Context, q moment, r *Report) error {
	tables, err := s.catalog(ctx, q)
	if err != nil {
		return err
	}
	for _, d := range tables {
		if r.Rows[d.name], err = one(ctx, q, "count table "+d.name, scanInt, "SELECT COUNT(*) FROM "+d.name); err != nil {
			return err
		}
	}
	indexed := "SELECT COUNT(*) FROM words_docsize"
	if s.engine == postgres {
		indexed = "SELECT COUNT(*) FROM words"
	}
	n, err := one(ctx, q, "count the text index", scanInt, indexed)
	if err == nil && n != r.Rows["stories"] {
		r.trouble("the text index holds %d of %d stories", n, r.Rows["stories"])
	}
	return err
}

// verifyStories goes through all stories.
func (s *Store) verifyStories(ctx context.Context, q moment, r *Report) error {
	for after := int64(0); ; {
		batch, err := s.batch(ctx, q, after, "dossier")
		if err != nil || len(batch) == 0 {
			return err
		}
		first, last := batch[0].n, batch[len(batch)-1].n
		counts := map[string]map[int64]int{}
		for _, name := range []string{"parties", "claims", "statements", "events", "reactions", "standings"} {
			if counts[name], err = countRows(ctx, q, name, first, last); err != nil {
				return err
			}
		}
		for i := range batch {
			x := &batch[i]
			r.Dossiers++
			if x.story.Submission.ID != x.id {
				r.trouble("story %s says that it is %s", x.id, x.story.Submission.ID)
			}
			for _, of := range []struct {
				name string
				want int
			}{
				{"parties", len(x.story.Parties)},
				{"claims", len(x.story.Claims)},
				{"statements", len(x.story.Statements)},
				{"events", len(x.story.Events)},
				{"reactions", len(x.story.Reactions)},
				{"standings", len(x.story.Standings)},
			} {
				if got := counts[of.name][x.n]; got != of.want {
					r.trouble("story %s has %d %s and %d rows of them", x.id, of.want, of.name, got)
				}
			}
			if err := s.verifyContents(ctx, q, x, r); err != nil {
				return err
			}
		}
		after = last
	}
}

func countRows(ctx context.Context, q querier, name string, first, last int64) (map[int64]int, error) {
	type counted struct {
		n     int64
		count int
	}
	found, err := list(ctx, q, "count "+name, func(r row) (counted, error) {
		var c counted
		return c, r.Scan(&c.n, &c.count)
	}, "SELECT n, COUNT(*) FROM "+name+" WHERE n BETWEEN ? AND ? GROUP BY n", first, last)
	out := map[int64]int{}
	for _, c := range found {
		out[c.n] = c.count
	}
	return out, err
}

// verifyContents checks the dossier and that the text is found by its beginning.
func (s *Store) verifyContents(ctx context.Context, q moment, x *batched, r *Report) error {
	raw, err := s.pack.unpack(x.dossier)
	if sum := sha256.Sum256(raw); err != nil || hex.EncodeToString(sum[:]) != x.sum {
		r.trouble("the dossier of story %s is not the one that was stored", x.id)
	}
	ws := query.Words(x.story.Text)
	ws = ws[:min(len(ws), 8)]
	if len(ws) == 0 {
		return nil
	}
	cond, args := s.inText([][]string{ws})
	stmt := "SELECT 1 FROM words WHERE " + cond + " AND rowid = ?"
	if s.engine == postgres {
		stmt = "SELECT 1 FROM words w WHERE " + cond + " AND w.n = ?"
	}
	found, err := list(ctx, q, "look into the text index", scanInt, stmt, append(args, x.n)...)
	if err == nil && len(found) == 0 {
		r.trouble("story %s is not found by its text: %s", x.id, strings.Join(ws, " "))
	}
	return err
}

func (s *Store) verifyClusters(ctx context.Context, q moment, r *Report) error {
	wrong, err := list(ctx, q, "check clusters", scanString,
		`SELECT c.id FROM clusters c WHERE c.stories <> (SELECT COUNT(*) FROM stories s WHERE s.cluster = c.id)
		OR c.outlets <> (SELECT CASE WHEN COUNT(*) = 0 THEN 1 ELSE COUNT(DISTINCT outlet) END FROM stories s WHERE s.cluster = c.id AND s.origin = s.id)
		OR c.first <> (SELECT MIN(at) FROM stories s WHERE s.cluster = c.id) OR c.latest <> (SELECT MAX(at) FROM stories s WHERE s.cluster = c.id)
		ORDER BY c.id LIMIT 20`)
	for _, id := range wrong {
		r.trouble("cluster %s counts its stories wrong", id)
	}
	if err != nil {
		return err
	}
	lost, err := list(ctx, q, "check clusters", scanString,
		"SELECT s.id FROM stories s WHERE NOT EXISTS (SELECT 1 FROM clusters c WHERE c.id = s.cluster) ORDER BY s.id LIMIT 20")
	for _, id := range lost {
		r.trouble("story %s is in a cluster that is not there", id)
	}
	return err
}
