package store

import (
	"context"
	"strings"
)

// kind is what a column holds, on either engine.
type kind byte

const (
	isInt   kind = 'i' // int64
	isText  kind = 's' // string
	isReal  kind = 'f' // float64 or *float64, nil for NULL
	isBytes kind = 'b' // []byte, nil for NULL
)

// table names the columns that a story's rows fill; their kinds are one letter each.
type table struct {
	name  string
	cols  []string
	kinds string
}

// The tables of a story's rows.
var (
	partyRows     = newTable("parties", "n ord id name kind country listing role relevance", "iissssssi")
	claimRows     = newTable("claims", "n ord id text speaker party stance status why about", "iissssssss")
	statementRows = newTable("statements", "n ord id text listing measure direction value unit verdict truth session headline why reason", "iisssssfssfsiss")
	eventRows     = newTable("events", "n ord id type cameo word actor actor_id recipient recipient_id day background", "iisssssssssi")
	reactionRows  = newTable("reactions", "n ord party listing session stand ret benchmark ar t p", "iissssfsfff")
	standingRows  = newTable("standings", "n ord party list status since", "iissss")
	attributeRows = newTable("attributes", "key value at n", "ssii")
	numberRows    = newTable("numbers", "n key value", "isf")
	clusterKeys   = newTable("cluster_keys", "key at n", "iii")
	dueRows       = newTable("due", "n listing session id party have open", "issssii")
)

func newTable(name, cols, kinds string) table {
	return table{name: name, cols: strings.Fields(cols), kinds: kinds}
}

// steps are how many rows one SQLite statement inserts: few sizes, so that the
// statements stay prepared.
var steps = [...]int{16, 4, 1}

// values is the SQLite statement that inserts rows of them.
func (tb table) values(rows int) string {
	one := "(?" + strings.Repeat(", ?", len(tb.cols)-1) + ")"
	return "INSERT INTO " + tb.name + " (" + strings.Join(tb.cols, ", ") + ") VALUES " + one + strings.Repeat(", "+one, rows-1)
}

// arrays is the PostgreSQL statement that inserts any number of rows, given as
// one array for each column.
func (tb table) arrays() string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + tb.name + " (" + strings.Join(tb.cols, ", ") + ") SELECT * FROM unnest(")
	for i := range tb.cols {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString("?::")
		switch kind(tb.kinds[i]) {
		case isInt:
			b.WriteString("bigint[]")
		case isText:
			b.WriteString("text[]")
		case isReal:
			b.WriteString("double precision[]")
		case isBytes:
			b.WriteString("bytea[]")
		}
	}
	b.WriteString(")")
	return b.String()
}

// insert adds rows; each has a value for each column of the table.
func (t *tx) insert(ctx context.Context, tb table, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	if t.s.engine == postgres {
		_, err := t.exec(ctx, tb.arrays(), tb.columns(rows)...)
		return err
	}
	args := make([]any, 0, steps[0]*len(tb.cols))
	for _, step := range steps {
		for len(rows) >= step {
			args = args[:0]
			for _, r := range rows[:step] {
				args = append(args, r...)
			}
			if _, err := t.exec(ctx, tb.values(step), args...); err != nil {
				return err
			}
			rows = rows[step:]
		}
	}
	return nil
}

// columns turns rows on their side.
func (tb table) columns(rows [][]any) []any {
	out := make([]any, len(tb.cols))
	for c := range tb.cols {
		switch kind(tb.kinds[c]) {
		case isInt:
			out[c] = column[int64](rows, c)
		case isText:
			out[c] = column[string](rows, c)
		case isReal:
			out[c] = column[float64](rows, c)
		case isBytes:
			out[c] = column[[]byte](rows, c)
		}
	}
	return out
}

// column is one value of each row; those that are nil become NULL.
func column[T any](rows [][]any, c int) []*T {
	out := make([]*T, len(rows))
	for i, r := range rows {
		switch v := r[c].(type) {
		case T:
			out[i] = &v
		case *T:
			out[i] = v
		}
	}
	return out
}
