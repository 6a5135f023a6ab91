package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/fault"
)

// Source is the story that a row comes from.
type Source struct {
	Story   string    `json:"story"`
	Title   string    `json:"title"`
	Outlet  string    `json:"outlet,omitempty"`
	URL     string    `json:"url,omitempty"`
	At      time.Time `json:"at"` // published, else received
	Cluster string    `json:"cluster"`
}

// Claim is a claim and its story.
type Claim struct {
	Source
	record.Claim
}

// Statement is a statement and its story.
type Statement struct {
	Source
	record.Statement
}

// Event is an event and its story.
type Event struct {
	Source
	record.Event
}

// Claims are the claims of stories that satisfy a query, newest story first.
// Terms claim: and stance: that are demanded at the top of the query are
// demanded of the claim itself.
func (s *Store) Claims(ctx context.Context, a Ask) (Page[Claim], error) {
	return items(ctx, s, a, "claims", map[string]string{"claim": "status", "stance": "stance"},
		func(st *record.Story) int { return len(st.Claims) },
		func(src Source, st *record.Story, ord int) Claim { return Claim{src, st.Claims[ord]} })
}

// Statements are the statements of stories that satisfy a query, newest story
// first. Terms verdict: and headline: at the top are demanded of the statement.
func (s *Store) Statements(ctx context.Context, a Ask) (Page[Statement], error) {
	return items(ctx, s, a, "statements", map[string]string{"verdict": "verdict", "headline": "verdict"},
		func(st *record.Story) int { return len(st.Statements) },
		func(src Source, st *record.Story, ord int) Statement { return Statement{src, st.Statements[ord]} })
}

// Events are the events of stories that satisfy a query, newest story first.
// Terms T: at the top are demanded of the event, by its type or the part of it
// after the last dot.
func (s *Store) Events(ctx context.Context, a Ask) (Page[Event], error) {
	return items(ctx, s, a, "events", map[string]string{"T": "type"},
		func(st *record.Story) int { return len(st.Events) },
		func(src Source, st *record.Story, ord int) Event { return Event{src, st.Events[ord]} })
}

// found is one row of a page: its story and its place in it.
type found struct {
	Source
	n, us, ord int64
}

// items answers for one table of rows. own maps keys of queries to the column
// of the row that they also demand a value of. The rows themselves, with their
// receipts, come from the stories.
func items[T any](ctx context.Context, s *Store, a Ask, what string, own map[string]string,
	count func(*record.Story) int, make func(Source, *record.Story, int) T,
) (Page[T], error) {
	if err := a.check(false); err != nil {
		return Page[T]{}, err
	}
	hits, err := s.rowsOf(ctx, a, what, own)
	if err != nil {
		return Page[T]{}, err
	}
	page := cut(a, what, hits, func(x found) cursor { return cursor{at: x.us, n: x.n, ord: x.ord} })
	stories, err := s.numbered(ctx, page.Items)
	if err != nil {
		return Page[T]{}, err
	}
	out := Page[T]{Next: page.Next}
	for _, x := range page.Items {
		st, ok := stories[x.n]
		if !ok { // retention took it between the two looks
			continue
		}
		if int(x.ord) >= count(st) {
			return Page[T]{}, fault.New(fault.Corrupt, "read %s of story %s: row %d is not in the story", what, x.Story, x.ord)
		}
		out.Items = append(out.Items, make(x.Source, st, int(x.ord)))
	}
	return out, nil
}

func (s *Store) rowsOf(ctx context.Context, a Ask, what string, own map[string]string) ([]found, error) {
	c, first, err := a.place(what)
	if err != nil {
		return nil, err
	}
	p, err := s.plan(ctx, a.Query)
	if err != nil {
		return nil, err
	}
	where := p.where.and(demandedOf(a.Query, own))
	if !first {
		at, n, _ := strings.Cut(p.place, ", ")
		where = where.and(clause{
			sql:  fmt.Sprintf("%s <= ? AND (%s < ? OR %s < ? OR (%s = ? AND i.ord > ?))", at, at, n, n),
			args: []any{c.at, c.at, c.n, c.n, c.ord},
		})
	}
	return list(ctx, s, "ask for "+what, func(r row) (found, error) {
		var x found
		err := r.Scan(&x.n, &x.us, &x.ord, &x.Story, &x.Title, &x.Outlet, &x.URL, &x.Cluster)
		x.At = fromMicros(x.us)
		return x, err
	}, "SELECT s.n, s.at, i.ord, s.id, s.title, s.outlet, s.url, s.cluster "+p.from+" JOIN "+what+" i ON i.n = s.n WHERE "+where.sql+
		" ORDER BY "+p.order+", i.ord LIMIT ?", append(slices.Clone(where.args), a.Limit+1)...)
}

// demandedOf is the condition on the row itself (as i).
func demandedOf(q query.Node, own map[string]string) clause {
	out := always
	for _, d := range demands(q) {
		col, ok := own[d.Key]
		if d.Op != query.Term || !ok {
			continue
		}
		switch d.Key {
		case "T":
			out = out.and(clause{sql: "(LOWER(i.type) = ? OR LOWER(i.type) LIKE ? ESCAPE '!')", args: []any{clean(d.Value), "%." + escapeLike(clean(d.Value))}})
		case "headline":
			out = out.and(clause{sql: "i.headline = 1 AND LOWER(i." + col + ") = ?", args: []any{clean(d.Value)}})
		default:
			out = out.and(clause{sql: "LOWER(i." + col + ") = ?", args: []any{clean(d.Value)}})
		}
	}
	return out
}

func escapeLike(s string) string {
	return strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(s)
}

// numbered reads the stories of rows, without dossiers and bodies.
func (s *Store) numbered(ctx context.Context, rows []found) (map[int64]*record.Story, error) {
	out := map[int64]*record.Story{}
	var args []any
	for _, x := range rows {
		if _, ok := out[x.n]; !ok {
			out[x.n] = nil
			args = append(args, x.n)
		}
	}
	if len(args) == 0 {
		return out, nil
	}
	clear(out)
	type packed struct {
		n     int64
		story []byte
	}
	found, err := list(ctx, s, "read stories", func(r row) (packed, error) {
		var p packed
		return p, r.Scan(&p.n, &p.story)
	}, "SELECT n, story FROM contents WHERE n IN (?"+strings.Repeat(", ?", len(args)-1)+")", args...)
	if err != nil {
		return nil, err
	}
	for _, p := range found {
		st, err := s.unpackStory("read stories", p.story)
		if err != nil {
			return nil, err
		}
		out[p.n] = &st
	}
	return out, nil
}
