package store

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"

	"newstape/desk/record"
	"newstape/fault"
)

const summaryColumns = `s.n, s.id, s.title, s.outlet, s.language, s.url, s.feed, s.at, s.published, s.date_only, s.received, s.read_at, s.stored,
	s.event, s.headline, s.trust, s.claims, s.statements, s.fails, s.cluster, s.relation, s.nearest, s.origin, s.why, s.replaces`

// numberedSummary is a summary with what its place in a page is made of.
type numberedSummary struct {
	Summary
	n, us int64
}

func scanSummary(r row) (numberedSummary, error) { return scanScored(r) }

// scanScored scans summaryColumns and, when asked, what follows them.
func scanScored(r row, more ...any) (numberedSummary, error) {
	var x numberedSummary
	var published, dateOnly, received, read, stored int64
	err := r.Scan(append([]any{
		&x.n, &x.ID, &x.Title, &x.Outlet, &x.Language, &x.URL, &x.Feed, &x.us, &published, &dateOnly, &received, &read, &stored,
		&x.Event, &x.Headline, &x.Trust, &x.Claims, &x.Statements, &x.Fails, &x.Cluster, &x.Relation, &x.Nearest, &x.Origin, &x.Why, &x.Replaces,
	}, more...)...)
	x.At, x.Published, x.DateOnly = fromMicros(x.us), fromMicros(published), dateOnly == 1
	x.Received, x.Read, x.Stored = fromMicros(received), fromMicros(read), fromMicros(stored)
	return x, err
}

// Stories are the stories that satisfy a query, newest first. By relevance, the
// query must demand a word or phrase; the best of the newest 10,000 stories
// that hold it come first.
func (s *Store) Stories(ctx context.Context, a Ask) (Page[Summary], error) {
	if err := a.check(true); err != nil {
		return Page[Summary]{}, err
	}
	find := s.newest
	if a.Order == Relevance {
		find = s.relevant
	}
	found, err := find(ctx, a)
	if err != nil {
		return Page[Summary]{}, err
	}
	page := cut(a, "stories", found, func(x numberedSummary) cursor { return cursor{at: x.us, n: x.n, rank: x.Score} })
	items, err := s.withParties(ctx, page.Items)
	if err != nil {
		return Page[Summary]{}, err
	}
	out := Page[Summary]{Next: page.Next, Items: make([]Summary, len(items))}
	for i, x := range items {
		out.Items[i] = x.Summary
	}
	return out, nil
}

func (s *Store) newest(ctx context.Context, a Ask) ([]numberedSummary, error) {
	c, first, err := a.place("stories")
	if err != nil {
		return nil, err
	}
	p, err := s.plan(ctx, a.Query)
	if err != nil {
		return nil, err
	}
	if !first {
		p.where = p.where.and(clause{sql: "(" + p.place + ") < (?, ?)", args: []any{c.at, c.n}})
	}
	return list(ctx, s, "ask for stories", scanSummary,
		"SELECT "+summaryColumns+" "+p.from+" WHERE "+p.where.sql+" ORDER BY "+p.order+" LIMIT ?",
		append(slices.Clone(p.where.args), a.Limit+1)...)
}

// ranked bounds the stories that are ranked for one page by relevance.
const ranked = 10_000

func (s *Store) relevant(ctx context.Context, a Ask) ([]numberedSummary, error) {
	c, first, err := a.place("stories")
	if err != nil {
		return nil, err
	}
	demanded := demands(a.Query)
	phrases := texts(demanded)
	if len(phrases) == 0 {
		return nil, fault.New(fault.BadUsage, "an order by relevance needs a word to look for").
			Try(`a word or "phrase" at the top of the query, or order newest`)
	}
	hits, args, err := s.rank(ctx, phrases)
	if err != nil {
		return nil, err
	}
	where := s.without(demanded)
	if !first {
		if math.IsNaN(c.rank) {
			return nil, fault.New(fault.BadUsage, "the cursor has no rank").Try("none for the first page")
		}
		where = where.and(clause{sql: "(r.score, s.n) < (?, ?)", args: []any{c.rank, c.n}})
	}
	args = append(append(args, where.args...), a.Limit+1)
	return list(ctx, s, "ask for stories", func(r row) (numberedSummary, error) {
		var score float64
		x, err := scanScored(r, &score)
		x.Score = score
		return x, err
	}, "SELECT "+summaryColumns+", r.score FROM ("+hits+") AS r JOIN stories s ON s.n = r.n WHERE "+where.sql+
		" ORDER BY r.score DESC, s.n DESC LIMIT ?", args...)
}

// rank is the statement that gives the newest stories holding the phrases, each
// with its score, the higher the better.
func (s *Store) rank(ctx context.Context, phrases [][]string) (string, []any, error) {
	cond, args := s.inText(phrases)
	if s.engine == postgres {
		sub := "SELECT w.n, w.lexemes FROM words w WHERE " + cond + " ORDER BY w.n DESC LIMIT " + strconv.Itoa(ranked)
		return "SELECT y.n, ts_rank(y.lexemes, ?::text::tsquery)::float8 AS score FROM (" + sub + ") AS y",
			append([]any{matchTS(phrases)}, args...), nil
	}
	// The score of FTS5 is read off the index itself, so the bound goes in as a number.
	from, err := list(ctx, s, "ask for stories", scanInt,
		"SELECT rowid FROM words WHERE "+cond+" ORDER BY rowid DESC LIMIT 1 OFFSET "+strconv.Itoa(ranked), args...)
	if err != nil {
		return "", nil, err
	}
	after := int64(0)
	if len(from) > 0 {
		after = from[0]
	}
	return "SELECT rowid AS n, -bm25(words) AS score FROM words WHERE " + cond + " AND rowid > ?", append(args, after), nil
}

// withParties adds the parties of each story, most relevant first as they were put.
func (s *Store) withParties(ctx context.Context, list []numberedSummary) ([]numberedSummary, error) {
	if len(list) == 0 {
		return list, nil
	}
	place := map[int64]int{}
	args := make([]any, len(list))
	for i, x := range list {
		place[x.n], args[i] = i, x.n
	}
	return list, s.addParties(ctx, list, place, args)
}

func (s *Store) addParties(ctx context.Context, into []numberedSummary, place map[int64]int, args []any) error {
	type of struct {
		n int64
		p record.Party
	}
	found, err := list(ctx, s, "read parties", func(r row) (of, error) {
		var x of
		return x, r.Scan(&x.n, &x.p.ID, &x.p.Name, &x.p.Kind, &x.p.Country, &x.p.Listing, &x.p.Role, &x.p.Relevance)
	}, "SELECT n, id, name, kind, country, listing, role, relevance FROM parties WHERE n IN (?"+
		strings.Repeat(", ?", len(args)-1)+") ORDER BY n, ord", args...)
	for _, x := range found {
		i := place[x.n]
		into[i].Parties = append(into[i].Parties, x.p)
	}
	return err
}
