package store

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"newstape/desk/query"
	"newstape/desk/record"
	"newstape/desk/store/storetest"
	"newstape/fault"
	"newstape/internal/pgtest"
)

func TestWireRowTellsTheLeadStory(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		at := time.Date(2025, 11, 15, 9, 58, 0, 0, time.UTC)
		st := sample("s1", "Alibaba falls 4.7%", "Alibaba dropped nearly 4.7% on Friday.")
		st.DateOnly = true
		mustPut(t, s, st)
		got, err := s.WireRow(ctx, "cs1")
		if err != nil {
			t.Fatal(err)
		}
		if got.Updated.IsZero() {
			t.Error("no time of the last change")
		}
		got.Updated = time.Time{}
		want := WireRow{
			Cluster: "cs1", Lead: "s1", Title: "Alibaba falls 4.7%", Outlet: "Example Wire", Feed: "f1", Language: "en",
			First: at, Latest: at, DateOnly: true, Stories: 1, Outlets: 1,
			Event: "accuses", Headline: "fails", Trust: "the figure holds intraday only", Claims: 2, Statements: 2, Fails: 1,
			Verdicts: map[string]int{"fails": 1, "cannot_check": 1},
			Parties: []WireParty{
				{ID: "us.cik.1577552", Name: "Alibaba Group Holding Limited", Kind: "company", Country: "CN", Listing: "XNYS:BABA", Role: "accused"},
				{ID: "gov.us.white-house", Name: "White House", Kind: "government", Country: "US", Role: "accuser"},
			},
			Reaction: &WireReaction{
				Party: "us.cik.1577552", Listing: "XNYS:BABA", Session: "2025-11-14", Stand: "reaction",
				Return: new(-3.78), Abnormal: new(-4.03), T: new(-1.37), P: new(0.17), Benchmark: "SPY", State: "read",
			},
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(d)
		}
		if _, err := s.WireRow(ctx, "nowhere"); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a cluster that is not there: %v", err)
		}
	})
}

func TestWireIsMeasuredAgainAndHeld(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		mustPut(t, s, sample("s1", "Alibaba falls", "Alibaba dropped nearly 4.7% on Friday."))
		at := time.Date(2025, 11, 24, 22, 0, 0, 0, time.UTC)
		for _, m := range []record.Measurement{
			{Horizon: 5, Stage: "developing", CAR: new(-6.2), T: new(-1.1), P: new(0.27), Against: "SPY"},
			{Horizon: 1, Stage: "breaking", CAR: new(-5.0), T: new(-1.2), P: new(0.23), Against: "SPY"},
			{Horizon: 20, Stage: "settled", Missing: "no_prices"},
			{Listing: "XHKG:9988", Horizon: 5, Stage: "developing", CAR: new(9.0)}, // not the line that the story is about
			{Event: "2025-11-13", Horizon: 5, Stage: "developing", CAR: new(8.0)},  // nor another session
		} {
			m.Story, m.Measured, m.Model = "s1", at, "market_model"
			if m.Listing == "" {
				m.Listing = "XNYS:BABA"
			}
			if m.Event == "" {
				m.Event = "2025-11-14"
			}
			if err := s.PutMeasurement(ctx, m); err != nil {
				t.Fatal(err)
			}
		}
		row := func() WireRow {
			t.Helper()
			page, err := s.Wire(ctx, Ask{})
			if err != nil || len(page.Items) != 1 {
				t.Fatal(page, err)
			}
			return page.Items[0]
		}
		want := &WireReaction{
			Party: "us.cik.1577552", Listing: "XNYS:BABA", Session: "2025-11-14", Stand: "reaction", Return: new(-3.78),
			Abnormal: new(-6.2), T: new(-1.1), P: new(0.27), Benchmark: "SPY", Horizon: 5, State: "developing", Measured: at,
		}
		if d := cmp.Diff(want, row().Reaction); d != "" {
			t.Error(d)
		}
		for _, tc := range []struct {
			holding Holding
			held    bool
		}{
			{Holding{Symbol: "JD"}, false},
			{Holding{Symbol: "BABA"}, true},
			{Holding{Listing: "XNYS:BABA"}, true},
			{Holding{Listing: "XHKG:9988"}, false},
			{Holding{Party: "us.cik.1577552"}, true},
		} {
			if err := s.PutHoldings(ctx, []Holding{tc.holding, {Symbol: "OTHER"}}); err != nil {
				t.Fatal(err)
			}
			if got := row().Held; got != tc.held {
				t.Errorf("%+v: held %v", tc.holding, got)
			}
		}
	})
}

func TestWireShowsNoMoveFromBeforeTheNews(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		st := sample("s1", "T", "text")
		before := record.Reaction{Party: "a", Listing: "XHKG:1", Session: "2025-11-14", Stand: "before_news", Return: new(-4.4)}
		after := record.Reaction{Party: "a", Listing: "XHKG:1", Session: "2025-11-17", Stand: "after_story", Return: new(0.0)}
		for i, tc := range []struct {
			have []record.Reaction
			want string
		}{
			{nil, ""},
			{[]record.Reaction{before}, ""},
			{[]record.Reaction{before, after}, "after_story"},
			{[]record.Reaction{before, after, {Party: "a", Listing: "XNYS:A", Stand: "unplaced"}, {Party: "a", Listing: "XNYS:B", Stand: "reaction"}}, "unplaced"},
		} {
			st.Submission.ID, st.Reactions, st.Signature = fmt.Sprintf("r%d", i), tc.have, nil
			mustPut(t, s, st)
			row, err := s.WireRow(context.Background(), "c"+st.Submission.ID)
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if row.Reaction != nil {
				got = row.Reaction.Stand
			}
			if got != tc.want {
				t.Errorf("%d: shows %q, want %q", i, got, tc.want)
			}
		}
	})
}

func TestWirePartiesAreThoseThatMatter(t *testing.T) {
	of := func(kinds ...string) (out []record.Party) {
		for i, k := range kinds {
			out = append(out, record.Party{ID: fmt.Sprint(i, k), Kind: k})
		}
		return out
	}
	for _, tc := range []struct {
		all   []record.Party
		first string
		want  []string
	}{
		{nil, "", []string{}},
		{of("place", "issuer", "press", "state", "product", "person", "issuer", "issuer"), "", []string{"1issuer", "3state", "5person", "6issuer"}},
		{of("place", "issuer", "press", "state", "product", "person", "issuer", "issuer"), "7issuer", []string{"7issuer", "1issuer", "3state", "5person"}},
		{of("press", "place"), "", []string{"0press", "1place"}},
	} {
		got := []string{}
		for _, p := range mattering(tc.all, tc.first) {
			got = append(got, p.ID)
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("got %v, want %v", got, tc.want)
		}
	}
}

// TestWireIsClustersWithMore walks both lists side by side, with one cursor.
func TestWireIsClustersWithMore(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		g, err := storetest.New(1)
		if err != nil {
			t.Fatal(err)
		}
		for i := range 60 {
			mustPut(t, s, g.Story(i))
		}
		for _, text := range []string{"", "verdict:fails", "T:accuse ar<0", g.Word(3), "held:yes"} {
			q, err := query.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			a := Ask{Query: q, Limit: 7}
			for {
				clusters, err1 := s.Clusters(ctx, a)
				wire, err2 := s.Wire(ctx, a)
				if err1 != nil || err2 != nil || clusters.Next != wire.Next || len(clusters.Items) != len(wire.Items) {
					t.Fatalf("%s: %v, %v; %d and %d items", text, err1, err2, len(clusters.Items), len(wire.Items))
				}
				for i, c := range clusters.Items {
					checkWireRow(t, s, c, wire.Items[i])
				}
				if a.Cursor = wire.Next; a.Cursor == "" {
					break
				}
			}
		}
	})
}

// checkWireRow holds a row to what the store says elsewhere of its cluster.
func checkWireRow(t *testing.T, s *Store, c Cluster, r WireRow) {
	t.Helper()
	ctx := context.Background()
	st, err := s.Story(ctx, c.Lead)
	if err != nil {
		t.Fatal(err)
	}
	statements := 0
	for _, n := range r.Verdicts {
		statements += n
	}
	if r.Cluster != c.ID || r.Lead != c.Lead || r.Title != st.Title || r.Stories != c.Stories || !r.Latest.Equal(c.Latest) ||
		statements != len(st.Statements) || r.Fails != r.Verdicts["fails"] || r.Reaction.Listing != st.Reactions[0].Listing ||
		*r.Reaction.Abnormal != *st.Reactions[0].AR || r.Parties[0].ID != st.Reactions[0].Party {
		t.Errorf("cluster %+v\nrow     %+v", c, r)
	}
	alone, err := s.WireRow(ctx, c.ID)
	if d := cmp.Diff(r, alone); err != nil || d != "" {
		t.Error(err, d)
	}
}

// TestWireOutlivesItsFirstStory: retention takes the first story of a cluster
// and leaves a later one.
func TestWireOutlivesItsFirstStory(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		ctx := context.Background()
		text := "Alibaba dropped nearly 4.7% on Friday after a memo of the White House was reported in Washington and in Beijing."
		for i := range 3 {
			st := sample(fmt.Sprintf("s%d", i), "Alibaba falls", text)
			st.Submission.Received = st.Submission.Received.Add(time.Duration(i) * time.Hour)
			sign(&st)
			mustPut(t, s, st)
		}
		if _, err := s.Retain(ctx, Policy{Stories: s.now().Sub(time.Date(2025, 11, 15, 10, 30, 0, 0, time.UTC))}); err != nil {
			t.Fatal(err)
		}
		row, err := s.WireRow(ctx, "cs0")
		if err != nil || row.Lead != "s1" || row.Stories != 2 || row.Title == "" {
			t.Errorf("%+v, %v", row, err)
		}
	})
}

func TestWireRowsAreAlwaysWhole(t *testing.T) {
	each(t, func(t *testing.T, s *Store) {
		mustPut(t, s, record.Story{Submission: record.Submission{ID: "bare", Received: time.Date(2025, 11, 15, 0, 0, 0, 0, time.UTC)}, Dossier: json.RawMessage(`{}`)})
		row, err := s.WireRow(context.Background(), "cbare")
		if err != nil || row.Parties == nil || row.Verdicts == nil || row.Reaction != nil {
			t.Errorf("%+v, %v", row, err)
		}
	})
}

// BenchmarkWire asks for the first page of a store of 10,000 stories, with 5,000
// holdings:
//
//	go test -run xxx -bench Wire -benchtime 50x ./desk/store
func BenchmarkWire(b *testing.B) {
	b.Run("sqlite", func(b *testing.B) { benchWire(b, openTest(b, "sqlite:"+filepath.Join(b.TempDir(), "desk.db"))) })
	b.Run("postgres", func(b *testing.B) { benchWire(b, openTest(b, pgtest.New(b).Database(b))) })
}

func benchWire(b *testing.B, s *Store) {
	ctx := context.Background()
	g, err := storetest.New(1)
	if err != nil {
		b.Fatal(err)
	}
	g.Light = true
	if s.engine == sqlite {
		if _, err := s.writes.ExecContext(ctx, "PRAGMA synchronous = OFF"); err != nil {
			b.Fatal(err)
		}
	}
	for i := range 10_000 {
		if _, err := s.Put(ctx, g.Story(i)); err != nil {
			b.Fatal(err)
		}
	}
	if s.engine == postgres { // which its own server does within a minute
		if _, err := s.writes.ExecContext(ctx, "ANALYZE"); err != nil {
			b.Fatal(err)
		}
	}
	for _, holdings := range []int{0, 5_000} {
		held := make([]Holding, holdings)
		for i := range held {
			held[i].Symbol = fmt.Sprintf("H%d", i)
		}
		if err := s.PutHoldings(ctx, held); err != nil {
			b.Fatal(err)
		}
		for _, text := range []string{"", "verdict:fails", "T:accuse ar<-5"} {
			q, err := query.Parse(text)
			if err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%d held/%q", holdings, text), func(b *testing.B) {
				for b.Loop() {
					if page, err := s.Wire(ctx, Ask{Query: q, Limit: 100}); err != nil || len(page.Items) != 100 {
						b.Fatal(len(page.Items), err)
					}
				}
			})
		}
	}
}
