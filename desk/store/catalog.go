package store

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"newstape/fault"
)

// described is a table as the engine describes it.
type described struct {
	table
	keys    []string // columns of its primary key
	parents []string // tables that its rows refer to
	counts  string   // column that PostgreSQL numbers by itself, "" for none
}

// derived are tables that are made again from the others, or that belong to the
// process that runs: they are in no backup.
func derived(name string) bool {
	return name == "words" || name == "goose_db_version" || name == "leases"
}

// Columns are told as table, name, kind, place in the primary key (0 for none)
// and whether the engine numbers them; parents as table and the one it refers to.
const (
	sqliteColumns = `SELECT t.name, c.name, c.type, c.pk, 0 FROM pragma_table_list t, pragma_table_info(t.name) c
		WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY t.name, c.cid`
	sqliteParents = `SELECT DISTINCT t.name, f."table" FROM pragma_table_list t, pragma_foreign_key_list(t.name) f
		WHERE t.schema = 'main' AND t.type = 'table' ORDER BY 1, 2`
	postgresColumns = `SELECT c.table_name::text, c.column_name::text, c.data_type::text,
			COALESCE(array_position(i.indkey::int2[], c.ordinal_position::int2), -1) + 1, CASE WHEN c.is_identity = 'YES' THEN 1 ELSE 0 END
		FROM information_schema.columns c
		JOIN pg_class k ON k.relname = c.table_name AND k.relnamespace = current_schema()::regnamespace AND k.relkind = 'r'
		LEFT JOIN pg_index i ON i.indrelid = k.oid AND i.indisprimary
		WHERE c.table_schema = current_schema() ORDER BY c.table_name COLLATE "C", c.ordinal_position`
	postgresParents = `SELECT DISTINCT a.relname::text, b.relname::text
		FROM pg_constraint f JOIN pg_class a ON a.oid = f.conrelid JOIN pg_class b ON b.oid = f.confrelid
		WHERE f.contype = 'f' AND f.connamespace = current_schema()::regnamespace ORDER BY 1, 2`
)

// catalog describes all tables that hold data, parents before children.
func (s *Store) catalog(ctx context.Context, q querier) ([]described, error) {
	type column struct {
		table, name, kind string
		key               int64
		counts            bool
	}
	columns, parents := sqliteColumns, sqliteParents
	if s.engine == postgres {
		columns, parents = postgresColumns, postgresParents
	}
	cols, err := list(ctx, q, "describe the store's tables", func(r row) (column, error) {
		var c column
		var counts int64
		err := r.Scan(&c.table, &c.name, &c.kind, &c.key, &counts)
		c.counts = counts == 1
		return c, err
	}, columns)
	if err != nil {
		return nil, err
	}
	links, err := list(ctx, q, "describe the store's tables", func(r row) (l [2]string, err error) { return l, r.Scan(&l[0], &l[1]) }, parents)
	if err != nil {
		return nil, err
	}
	var out []described
	for _, c := range cols {
		if derived(c.table) {
			continue
		}
		if len(out) == 0 || out[len(out)-1].name != c.table {
			out = append(out, described{table: table{name: c.table}})
		}
		d := &out[len(out)-1]
		k, ok := kindOf(c.kind)
		if !ok {
			return nil, fault.New(fault.Internal, "describe the store's tables: %s.%s is %s", c.table, c.name, c.kind)
		}
		d.cols, d.kinds = append(d.cols, c.name), d.kinds+string(k)
		if c.key > 0 {
			d.keys = append(d.keys, c.name)
		}
		if c.counts {
			d.counts = c.name
		}
	}
	for i := range out {
		for _, l := range links {
			if l[0] == out[i].name && l[1] != l[0] {
				out[i].parents = append(out[i].parents, l[1])
			}
		}
	}
	return parentsFirst(out), nil
}

func kindOf(name string) (kind, bool) {
	switch strings.ToLower(name) {
	case "integer", "bigint":
		return isInt, true
	case "text":
		return isText, true
	case "real", "double precision":
		return isReal, true
	case "blob", "bytea":
		return isBytes, true
	}
	return 0, false
}

// parentsFirst orders tables by name, each after those it refers to.
func parentsFirst(tables []described) []described {
	slices.SortFunc(tables, func(a, b described) int { return cmp.Compare(a.name, b.name) })
	var out []described
	done := map[string]bool{}
	for len(out) < len(tables) {
		before := len(out)
		for _, d := range tables {
			if !done[d.name] && !slices.ContainsFunc(d.parents, func(p string) bool { return !done[p] }) {
				done[d.name] = true
				out = append(out, d)
			}
		}
		if len(out) == before { // tables that refer to each other: in the order of names
			for _, d := range tables {
				if !done[d.name] {
					done[d.name] = true
					out = append(out, d)
				}
			}
		}
	}
	return out
}

// rowsOf gives all rows of a table, in the order of its key.
func rowsOf(ctx context.Context, q querier, d described, each func([]any) error) error {
	what := "read table " + d.name
	stmt := "SELECT " + strings.Join(d.cols, ", ") + " FROM " + d.name
	if len(d.keys) > 0 {
		stmt += " ORDER BY " + strings.Join(d.keys, ", ")
	}
	rows, err := q.query(ctx, stmt)
	if err != nil {
		return q.fail(what, err)
	}
	defer func() { _ = rows.Close() }()
	into := make([]any, len(d.cols))
	for i := range into {
		switch kind(d.kinds[i]) {
		case isInt:
			into[i] = new(*int64)
		case isText:
			into[i] = new(*string)
		case isReal:
			into[i] = new(*float64)
		case isBytes:
			into[i] = new([]byte)
		}
	}
	values := make([]any, len(into))
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return q.fail(what, err)
		}
		for i, p := range into {
			values[i] = plain(p)
		}
		if err := each(values); err != nil {
			return err
		}
	}
	return q.fail(what, rows.Err())
}

// plain is a scanned value, nil for NULL.
func plain(p any) any {
	switch v := p.(type) {
	case **int64:
		if *v != nil {
			return **v
		}
	case **string:
		if *v != nil {
			return **v
		}
	case **float64:
		if *v != nil {
			return **v
		}
	case *[]byte:
		if *v != nil {
			return *v
		}
	}
	return nil
}
