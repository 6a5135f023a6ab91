package store

import (
	"context"
	"math"
	"slices"
	"strings"

	"newstape/desk/query"
)

// clause is a part of a statement and its values.
type clause struct {
	sql  string
	args []any
}

var (
	always = clause{sql: "1 = 1"}
	never  = clause{sql: "1 = 0"}
)

func (c clause) and(d clause) clause {
	switch {
	case c.sql == always.sql:
		return d
	case d.sql == always.sql:
		return c
	}
	return clause{sql: c.sql + " AND " + d.sql, args: slices.Concat(c.args, d.args)}
}

// where is a query as a condition on table stories (as s). It says of every
// story what [query.Node.Match] says of its Doc; a property test holds the two
// to each other.
func (s *Store) where(n query.Node) clause {
	switch n.Op {
	case query.All:
		return always
	case query.And:
		return s.join(n.Args, " AND ", always)
	case query.Or:
		return s.join(n.Args, " OR ", never)
	case query.Not:
		if len(n.Args) > 0 {
			return not(s.where(n.Args[0]))
		}
	case query.Diff:
		if len(n.Args) > 0 {
			none := not(s.join(n.Args[1:], " OR ", never))
			return wrap(s.where(n.Args[0]).and(none))
		}
	case query.Term:
		return s.term(n.Key, n.Value)
	case query.Compare:
		return compare(n)
	case query.Text:
		return s.text(n.Words)
	}
	return never
}

func wrap(inner clause) clause {
	return clause{sql: "(" + inner.sql + ")", args: inner.args}
}

func not(c clause) clause { return clause{sql: "NOT (" + c.sql + ")", args: c.args} }

func (s *Store) join(parts []query.Node, word string, empty clause) clause {
	if len(parts) == 0 {
		return empty
	}
	var b strings.Builder
	var args []any
	b.WriteByte('(')
	for i, p := range parts {
		if i > 0 {
			b.WriteString(word)
		}
		c := s.where(p)
		b.WriteString(c.sql)
		args = append(args, c.args...)
	}
	b.WriteByte(')')
	return clause{sql: b.String(), args: args}
}

const heldSQL = `EXISTS (SELECT 1 FROM attributes a JOIN holding_keys h ON h.key = a.key AND h.value = a.value WHERE a.n = s.n)`

func (s *Store) term(name, value string) clause {
	switch name {
	case "cluster":
		return clause{sql: "s.cluster = ?", args: []any{clean(value)}}
	case "held":
		if value == "yes" {
			return clause{sql: heldSQL}
		}
		return never
	}
	return clause{
		sql:  "EXISTS (SELECT 1 FROM attributes a WHERE a.key = ? AND a.value = ? AND a.at = s.at AND a.n = s.n)",
		args: []any{clean(name), key(value)},
	}
}

func compare(n query.Node) clause {
	if !slices.Contains([]string{"<", "<=", ">", ">="}, n.Cmp) || math.IsNaN(n.Number) {
		return never
	}
	if n.Key == "outlets" {
		return clause{sql: "EXISTS (SELECT 1 FROM clusters c WHERE c.id = s.cluster AND c.outlets " + n.Cmp + " CAST(? AS DOUBLE PRECISION))", args: []any{n.Number}}
	}
	return clause{
		sql:  "EXISTS (SELECT 1 FROM numbers x WHERE x.n = s.n AND x.key = ? AND x.value " + n.Cmp + " ?)",
		args: []any{clean(n.Key), n.Number},
	}
}

// longPhrase is from how many words a phrase is looked for once and not once for
// each story: few stories hold it, and each look begins with all of its words.
const longPhrase = 4

func (s *Store) text(ws []string) clause {
	if !phrase(ws) {
		return never
	}
	cond, args := s.inText([][]string{ws})
	if s.engine == sqlite && len(ws) >= longPhrase {
		return clause{sql: "s.n IN (SELECT rowid FROM words WHERE " + cond + ")", args: args}
	}
	if s.engine == sqlite {
		return clause{sql: "EXISTS (SELECT 1 FROM words WHERE " + cond + " AND words.rowid = s.n)", args: args}
	}
	return clause{sql: "EXISTS (SELECT 1 FROM words w WHERE w.n = s.n AND " + cond + ")", args: args}
}

// few is up to how many stories a part of a query is taken for rare: these are
// then looked up and the rest is asked of them. Otherwise stories are walked
// newest first, all or those of one attribute, until the page is full. With a
// million statements the two cost the same at about this number.
const few = 5000

// plan is where the stories of an answer come from, and what is asked of each.
type plan struct {
	from  string // "FROM ..." with stories as s
	where clause
	order string // newest first
	place string // the columns of order, for the cursor
	rare  bool   // few stories are looked at in all
}

// plan chooses how to find the stories that satisfy a query, newest first. The
// answer does not depend on the choice.
func (s *Store) plan(ctx context.Context, n query.Node) (plan, error) {
	demanded := demands(n)
	least, size, rest := clause{}, int64(few), clause{} // the rarest part, and what it leaves to be asked
	term, termSize := -1, int64(math.MaxInt64)
	try := func(from, others clause) error {
		got, err := s.size(ctx, from, few)
		if err == nil && got < size {
			least, size, rest = from, got, others
		}
		return err
	}
	if phrases := texts(demanded); len(phrases) > 0 { // all at once: common words may be rare together
		if err := try(s.holding(phrases), s.without(demanded)); err != nil {
			return plan{}, err
		}
	}
	for i, d := range demanded {
		from, ok := s.holders(d)
		switch {
		case !ok || d.Op == query.Text:
		case d.Op == query.Term && !belongs(d.Key): // its index is in order by itself
			got, err := s.size(ctx, from, few)
			if err != nil {
				return plan{}, err
			}
			if got < termSize {
				term, termSize = i, got
			}
		default:
			if err := try(from, s.where(n)); err != nil {
				return plan{}, err
			}
		}
	}
	switch {
	case size < few && size < termSize:
		// The signs keep the engine from walking all stories in order after all.
		return plan{
			from: "FROM stories s", where: clause{sql: "s.n IN (" + least.sql + ")", args: least.args}.and(rest),
			order: "+s.at DESC, +s.n DESC", place: "s.at, s.n", rare: true,
		}, nil
	case term >= 0:
		d := demanded[term]
		return plan{
			from: "FROM attributes d JOIN stories s ON s.n = d.n",
			where: clause{sql: "d.key = ? AND d.value = ?", args: []any{clean(d.Key), key(d.Value)}}.
				and(s.join(slices.Concat(demanded[:term], demanded[term+1:]), " AND ", always)),
			order: "d.at DESC, d.n DESC", place: "d.at, d.n", rare: termSize < few,
		}, nil
	}
	walk := plan{from: "FROM stories s", where: s.where(n), order: "s.at DESC, s.n DESC", place: "s.at, s.n"}
	if s.engine == sqlite { // which otherwise may gather all and sort them
		walk.from += " INDEXED BY stories_at"
		walk.where = clause{sql: "s.at >= ?", args: []any{int64(math.MinInt64)}}.and(walk.where)
	}
	return walk, nil
}

// holders is a statement for the numbers of stories among which all lie that
// satisfy a part of a query; ok is false when that would be no narrower than all.
func (s *Store) holders(n query.Node) (clause, bool) {
	switch n.Op {
	case query.Term:
		if n.Key == "cluster" {
			return clause{sql: "SELECT n FROM stories WHERE cluster = ?", args: []any{clean(n.Value)}}, true
		}
		return clause{sql: "SELECT n FROM attributes WHERE key = ? AND value = ?", args: []any{clean(n.Key), key(n.Value)}}, !belongs(n.Key)
	case query.Compare:
		c := compare(n)
		return clause{sql: "SELECT x.n FROM numbers x WHERE x.key = ? AND x.value " + n.Cmp + " ?", args: c.args}, len(c.args) == 2
	case query.Text:
		if phrase(n.Words) {
			return s.holding([][]string{n.Words}), true
		}
	case query.Diff:
		if len(n.Args) > 0 {
			return s.holders(n.Args[0])
		}
	case query.And:
		for _, a := range n.Args {
			if c, ok := s.holders(a); ok {
				return c, true
			}
		}
	case query.Or:
		var out clause
		for i, a := range n.Args {
			c, ok := s.holders(a)
			if !ok {
				return c, false
			}
			if i > 0 {
				out.sql += " UNION ALL "
			}
			out.sql, out.args = out.sql+c.sql, append(out.args, c.args...)
		}
		return out, len(n.Args) > 0
	}
	return clause{}, false
}

// holding is a statement for the numbers of stories that hold all phrases.
func (s *Store) holding(phrases [][]string) clause {
	cond, args := s.inText(phrases)
	if s.engine == sqlite {
		return clause{sql: "SELECT words.rowid AS n FROM words WHERE " + cond, args: args}
	}
	return clause{sql: "SELECT w.n FROM words w WHERE " + cond, args: args}
}

// size counts what a statement gives, up to a bound that is enough to choose a plan.
func (s *Store) size(ctx context.Context, of clause, bound int64) (int64, error) {
	return one(ctx, s, "ask the store", scanInt, "SELECT COUNT(*) FROM (SELECT 1 FROM ("+of.sql+") AS y LIMIT ?) AS x",
		append(slices.Clone(of.args), bound)...)
}

// demands are the parts that every story of the answer satisfies; together they
// are the whole query.
func demands(n query.Node) []query.Node {
	if n.Op != query.And {
		return []query.Node{n}
	}
	var out []query.Node
	for _, a := range n.Args {
		out = append(out, demands(a)...)
	}
	return out
}

// texts are the phrases among demands that a text can hold.
func texts(demanded []query.Node) [][]string {
	var out [][]string
	for _, d := range demanded {
		if d.Op == query.Text && phrase(d.Words) {
			out = append(out, d.Words)
		}
	}
	return out
}

// without is the condition of all demands but the phrases that texts gives.
func (s *Store) without(demanded []query.Node) clause {
	rest := slices.DeleteFunc(slices.Clone(demanded), func(d query.Node) bool { return d.Op == query.Text && phrase(d.Words) })
	return s.join(rest, " AND ", always)
}
