package store

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"newstape/desk/query"
	"newstape/fault"
)

// TestQueryAnswersAsMatchDoes holds SQL to the language: for random stories and
// queries, the pages of an answer hold the stories that Match accepts, once
// each, newest first, whatever the page size.
func TestQueryAnswersAsMatchDoes(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		if err := s.PutHoldings(ctx, []Holding{{Symbol: "BABA"}, {Symbol: "X", Party: "us.cik.1"}}); err != nil {
			t.Fatal(err)
		}
		var ids []string
		rapid.Check(t, func(rt *rapid.T) {
			for range rapid.IntRange(0, 2).Draw(rt, "stories") {
				if len(ids) < 30 {
					st := randomStory(rt, fmt.Sprintf("s%d", len(ids)))
					if _, err := s.Put(ctx, st); err != nil {
						rt.Fatalf("put: %v", err)
					}
					ids = append(ids, st.Submission.ID)
				}
			}
			q := randomQuery(rt, 3)
			var want []string
			for _, id := range ids {
				doc, err := s.Doc(ctx, id)
				if err != nil {
					rt.Fatalf("doc: %v", err)
				}
				if q.Match(doc) {
					want = append(want, id)
				}
			}
			var got []Summary
			ask := Ask{Query: q, Limit: rapid.IntRange(1, 20).Draw(rt, "limit")}
			for {
				page, err := s.Stories(ctx, ask)
				if err != nil {
					rt.Fatalf("%s: %v", q, err)
				}
				got = append(got, page.Items...)
				if ask.Cursor = page.Next; ask.Cursor == "" {
					break
				}
			}
			if !slices.IsSortedFunc(got, func(a, b Summary) int { return b.At.Compare(a.At) }) {
				rt.Fatalf("%s: not newest first", q)
			}
			var have []string
			for _, x := range got {
				have = append(have, x.ID)
			}
			slices.Sort(have)
			slices.Sort(want)
			if !slices.Equal(have, want) {
				rt.Fatalf("%s\nSQL   %v\nMatch %v", q, have, want)
			}
			clusters, err := s.Clusters(ctx, Ask{Query: q, Limit: 500})
			if err != nil {
				rt.Fatalf("clusters of %s: %v", q, err)
			}
			of := map[string]bool{}
			for _, x := range got {
				of[x.Cluster] = true
			}
			if len(of) != len(clusters.Items) {
				rt.Fatalf("%s: %d clusters, stories have %d", q, len(clusters.Items), len(of))
			}
		})
		if r, err := s.Verify(ctx); err != nil || len(r.Problems) > 0 {
			t.Errorf("verify: %+v, %v", r, err)
		}
	})
}

func TestRowsOfMatchingStories(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		for i := range 5 {
			mustPut(t, s, sample(fmt.Sprintf("s%d", i), fmt.Sprintf("Alibaba falls, take %d", i), "Alibaba dropped nearly 4.7% on Friday."))
		}
		parse := func(text string) query.Node {
			t.Helper()
			q, err := query.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			return q
		}
		count := func(text string, claims, statements, events int) {
			t.Helper()
			q := parse(text)
			nc, err1 := countAll(ctx, s.Claims, q)
			ns, err2 := countAll(ctx, s.Statements, q)
			ne, err3 := countAll(ctx, s.Events, q)
			if err1 != nil || err2 != nil || err3 != nil {
				t.Fatal(err1, err2, err3)
			}
			if nc != claims || ns != statements || ne != events {
				t.Errorf("%s: %d claims, %d statements, %d events; want %d, %d, %d", text, nc, ns, ne, claims, statements, events)
			}
		}
		count("tt:baba", 10, 10, 10)
		count("tt:aapl", 0, 0, 0)
		count("verdict:fails tt:baba", 10, 5, 10)
		count("claim:denied", 5, 10, 10)
		count("T:earnings", 10, 10, 5)
		count("headline:fails alibaba", 10, 5, 10)
		count("(or verdict:fails claim:denied)", 10, 10, 10)
		page, err := s.Statements(ctx, Ask{Query: parse("verdict:fails"), Limit: 1})
		if err != nil || len(page.Items) != 1 {
			t.Fatal(page, err)
		}
		if x := page.Items[0]; x.ID != "s1" || string(x.Receipt) != `{"rule":"r3"}` || *x.Truth != -3.78 || x.Story != "s4" {
			t.Errorf("got %+v", x)
		}
	})
}

// countAll walks all pages of three items.
func countAll[T any](ctx context.Context, ask func(context.Context, Ask) (Page[T], error), q query.Node) (int, error) {
	a, n := Ask{Query: q, Limit: 3}, 0
	for {
		page, err := ask(ctx, a)
		if err != nil {
			return n, err
		}
		n += len(page.Items)
		if a.Cursor = page.Next; a.Cursor == "" {
			return n, nil
		}
	}
}

func TestRelevance(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		for i, text := range []string{"memo", "a memo about something long that has many other words in it and only once says so", "memo memo memo", "nothing of it"} {
			mustPut(t, s, sample(fmt.Sprintf("s%d", i), "T", text))
		}
		q := query.Node{Op: query.Text, Words: []string{"memo"}}
		var got []string
		a := Ask{Query: q, Order: Relevance, Limit: 1}
		for {
			page, err := s.Stories(ctx, a)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range page.Items {
				got = append(got, x.ID)
			}
			if a.Cursor = page.Next; a.Cursor == "" {
				break
			}
		}
		if len(got) != 3 || got[0] != "s2" {
			t.Errorf("order %v", got)
		}
		if _, err := s.Stories(ctx, Ask{Order: Relevance}); fault.CodeOf(err) != fault.BadUsage {
			t.Errorf("relevance without a word: %v", err)
		}
		if _, err := s.Clusters(ctx, Ask{Order: Relevance, Query: q}); fault.CodeOf(err) != fault.BadUsage {
			t.Errorf("clusters by relevance: %v", err)
		}
	})
}

func TestCursorsAreForTheirQuestion(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		for i := range 3 {
			mustPut(t, s, sample(fmt.Sprintf("s%d", i), "T", "memo"))
		}
		page, err := s.Stories(ctx, Ask{Limit: 1})
		if err != nil || page.Next == "" {
			t.Fatal(page, err)
		}
		if _, err := s.Stories(ctx, Ask{Limit: 2, Cursor: page.Next}); err != nil {
			t.Errorf("another limit: %v", err)
		}
		if _, err := s.Claims(ctx, Ask{Cursor: page.Next}); fault.CodeOf(err) != fault.BadUsage {
			t.Errorf("another list: %v", err)
		}
		if _, err := s.Stories(ctx, Ask{Cursor: page.Next, Query: query.Node{Op: query.Text, Words: []string{"memo"}}}); fault.CodeOf(err) != fault.BadUsage {
			t.Errorf("another query: %v", err)
		}
		for _, limit := range []int{-1, 501} {
			if _, err := s.Stories(ctx, Ask{Limit: limit}); fault.CodeOf(err) != fault.BadUsage {
				t.Errorf("limit %d: %v", limit, err)
			}
		}
	})
}
